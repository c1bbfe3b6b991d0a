"""What every visitor meets first, whatever the lessons are."""

import re
import tomllib

import pytest
from playwright.sync_api import Page, expect

from browser.frame import look, overlapping
from browser.looking import OpenPage, everyone_can_read, fits_a_phone, scrolls_sideways, set_theme, settle
from browser.using import fold, named_case, unfold
from serving import ROOT

IDEA = "Input 6 × 6, stride 2"
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]


def test_the_front_page_follows_the_visitors_theme_is_for_everyone_and_offers_its_files(open_page: OpenPage) -> None:
    page = open_page(dark=True)
    for theme in ("dark", "light"):
        set_theme(page, dark=theme == "dark")
        background = page.get_by_test_id("stApp").evaluate("app => getComputedStyle(app).backgroundColor")
        assert background == css_rgb(THEME[theme]["backgroundColor"])
    everyone_can_read(page, both=True)
    fits_a_phone(page)
    page.get_by_role("button", name="Save or export").click()
    with page.expect_download() as download:
        page.get_by_role("dialog").get_by_role("button", name="PNG").click()
    assert download.value.suggested_filename.startswith("convolution-step-")


def css_rgb(colour: str) -> str:
    """Write #rrggbb the way a browser reports it."""
    return "rgb({}, {}, {})".format(*bytes.fromhex(colour[1:]))


def player_top(page: Page) -> float:
    """Where the player begins in the window."""
    box = page.locator(".cv-player").bounding_box()
    assert box
    return box["y"]


def brought_into_view_by_a_click_far_down(page: Page, header: int) -> None:
    for idea in (IDEA, "Impulse through the worked kernel", IDEA):
        page.get_by_role("button", name=idea).click()  # scrolls down to it first
        settle(page)
        assert header <= player_top(page) < header + 60


def test_a_click_far_down_brings_the_player_of_an_embedded_page_into_view(open_page: OpenPage) -> None:
    page = open_page("/sliding_window?embed=true", reduced_motion=True)
    brought_into_view_by_a_click_far_down(page, header=0)


def test_who_asks_for_motion_sees_the_page_scroll_there(open_page: OpenPage) -> None:
    page = open_page("/sliding_window")
    page.get_by_role("button", name=IDEA).click()
    page.wait_for_function("document.querySelector('.st-key-sliding_window-player').getBoundingClientRect().top > 59")
    settle(page)
    assert 60 <= player_top(page) < 120


def test_showing_the_answer_moves_nothing_and_the_keys_go_on_in_the_player(open_page: OpenPage) -> None:
    page = open_page("/sliding_window", reduced_motion=True)
    before = player_top(page)
    prediction = page.get_by_label("Your prediction")
    prediction.press_sequentially("3 0")  # a space plays nowhere but here
    prediction.press("Home")
    expect(page.get_by_role("button", name="Play (Space)")).to_be_visible()
    prediction.fill("3")
    prediction.press("Enter")
    told = page.locator("[data-part=challenge]").get_by_role("status")
    expect(told).to_contain_text("Not 3.")
    prediction.fill("2")
    page.get_by_role("button", name="Check").click()
    expect(told).to_contain_text("Yes, 2.")
    page.get_by_role("button", name="Show me").click()
    settle(page)
    expect(page).to_have_url(re.compile("h=10"))
    expect(told).to_contain_text("Yes, 2.")
    assert player_top(page) == before
    page.keyboard.press("End")
    expect(page.locator(".where")).to_contain_text("stop 4 of 4")


def test_a_click_far_down_brings_the_player_into_view_other_changes_do_not_move_the_page(
    open_page: OpenPage,
) -> None:
    page = open_page("/sliding_window", reduced_motion=True)
    before = player_top(page)
    named_case(page, "How do I keep the size?")
    assert player_top(page) == before
    shift = page.get_by_label("Shift it right")
    shift.scroll_into_view_if_needed()
    before = player_top(page)
    for cells in ("2", "0"):
        shift.fill(cells)
        shift.press("Enter")
        settle(page)
        assert player_top(page) == pytest.approx(before, abs=40)
    brought_into_view_by_a_click_far_down(page, header=60)


def test_programs_and_marks_open_where_they_are_and_follow_the_controls(open_page: OpenPage) -> None:
    page = open_page("/sliding_window?s=2&v=2", reduced_motion=True)
    code = page.get_by_test_id("stCode").filter(visible=True)
    expect(code).to_have_count(0)
    page.get_by_text("The same as code").click()
    expect(code).to_contain_text("y = F.conv2d(x, w, stride=2)")
    page.locator(".st-key-sliding_window-s").get_by_text("1", exact=True).click()
    expect(code).to_contain_text("y = F.conv2d(x, w)")
    page.get_by_role("tab", name="NumPy").click()
    expect(code).to_contain_text("import numpy as np")
    right = page.get_by_text("Only at stride 1.")
    expect(right).to_be_hidden()
    page.get_by_text("SAME keeps the size").press("Enter")
    expect(right).to_be_visible()
    everyone_can_read(page)


def test_a_lesson_can_be_read_by_everyone_in_both_themes(open_page: OpenPage) -> None:
    page = open_page("/sliding_window?case=read&v=2", reduced_motion=True)
    everyone_can_read(page, both=True)
    page.get_by_label("Your prediction").fill("3")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("button", name="Show me")).to_be_visible()
    page.get_by_role("button", name="How often is each number used?").click()
    unfold(page)
    everyone_can_read(page, both=True)
    fold(page)
    page.get_by_role("button", name="Read the loops").click()
    settle(page)
    everyone_can_read(page, both=True)
    expect(page.get_by_role("button", name="Start again")).to_be_hidden()  # the code is in its place
    page.get_by_role("button", name="Read the loops").click()
    expect(page.get_by_role("button", name="Start again")).to_be_visible()


def test_a_lesson_can_be_read_by_everyone_on_a_phone_too(open_page: OpenPage) -> None:
    page = open_page("/sliding_window?case=read&v=2", reduced_motion=True, width=360, height=740)
    everyone_can_read(page, both=True)
    page.get_by_role("button", name="Controls", exact=True).click()
    everyone_can_read(page, both=True)
    page.get_by_role("button", name="Done", exact=True).click()
    page.get_by_role("button", name="Read the loops").click()
    code = page.get_by_role("region", name="The loops")
    code.scroll_into_view_if_needed()
    expect(code).to_be_in_viewport(ratio=0.9)
    assert not scrolls_sideways(page)
    everyone_can_read(page)


@pytest.mark.parametrize("page", ["sliding_window", "separable"])  # with its controls beside the board, and above it
def test_on_a_tablet_nothing_of_a_lesson_lies_over_anything_else(open_page: OpenPage, page: str) -> None:
    lesson = open_page(f"/{page}", reduced_motion=True, width=1180, height=820)
    for width, height in ((1180, 820), (1024, 768), (820, 1180), (660, 900)):
        lesson.set_viewport_size({"width": width, "height": height})
        settle(lesson)
        seen = look(lesson)
        assert not overlapping(seen), width
        assert not scrolls_sideways(lesson)
        if controls := seen["controls"]:
            assert controls[1] >= seen["board"][1] + seen["board"][3]
