"""What the output will hold is there from the beginning, and stays there when something changes."""

import re

from playwright.sync_api import Page, expect

from browser.looking import OpenPage, numbers_in
from browser.using import choose, field, named_case

LESSON = "/sliding_window"


def output(page: Page, *, coming: bool = False) -> list[str]:
    return numbers_in(page.locator(".grid.output"), coming=coming)


def stands_at(page: Page, step: int, of: int) -> None:
    expect(page.locator(".where")).to_contain_text(f"stop {step} of {of}")
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_every_output_number_can_be_read_before_it_is_written(open_page: OpenPage) -> None:
    page = open_page(LESSON, reduced_motion=True)
    stands_at(page, 1, 9)
    assert output(page) == ["12", *[""] * 8]
    assert output(page, coming=True) == ["", "12", "17", "10", "17", "19", "9", "6", "14"]
    cell = page.locator(".cell.coming").first
    assert cell.evaluate("cell => getComputedStyle(cell).strokeDasharray") != "none", "a dotted frame"


def test_finished_stays_finished_and_a_control_keeps_the_share_of_the_way(open_page: OpenPage) -> None:
    page = open_page(LESSON, reduced_motion=True)
    stands_at(page, 1, 9)
    page.keyboard.press("End")
    choose(page, "sliding_window.pad", "same · 1")
    stands_at(page, 25, 25)
    assert "" not in output(page)
    for _ in range(12):
        page.keyboard.press("ArrowLeft")
    stands_at(page, 13, 25)
    choose(page, "sliding_window.pad", "none")
    stands_at(page, 5, 9)


def test_changed_outputs_say_what_they_were_although_they_are_not_written_yet(open_page: OpenPage) -> None:
    page = open_page(LESSON, reduced_motion=True)
    page.locator('[data-cell="input [4, 4]"]').click()
    page.keyboard.type("9")
    page.keyboard.press("Escape")
    page.locator('[data-cell="input [4, 4]"]').click()
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    told = page.locator(".spots.changed text")
    expect(told).to_have_count(1)
    expect(told).to_have_text("14 → 22")
    assert output(page, coming=True)[-1] == "22"
    expect(told).to_have_count(0)
    field(page, "sliding_window.h").press("ArrowUp")  # another size is another output: nothing to compare
    expect(page.locator(".where")).to_contain_text("of 16")
    expect(told).to_have_count(0)


def test_a_picture_is_there_finished_and_plays_from_its_start_within_a_quarter_of_a_minute(open_page: OpenPage) -> None:
    page = open_page(f"{LESSON}?in=photo&v=2")
    where = page.locator(".where")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    found = re.search(r"stop (\d+) of (\d+)", where.inner_text())
    assert found
    assert found[1] == found[2]
    speed = float(page.get_by_role("combobox", name="Speed").input_value())
    assert int(found[2]) * 1.6 / speed <= 15
    page.keyboard.press(" ")
    expect(where).not_to_contain_text(f"stop {found[2]} of")


def test_a_named_case_plays_from_its_start_where_one_was_playing(open_page: OpenPage) -> None:
    page = open_page(LESSON)
    expect(page.locator(".where")).to_contain_text(re.compile("stop [3-9] of 9"), timeout=10_000)
    named_case(page, "Where can it stop?")
    expect(page.locator(".where")).to_contain_text(re.compile("stop [12] of 4"))
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
