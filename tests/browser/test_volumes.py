"""The lesson on 3-D convolution in a real browser: both walks play to the right numbers; linked, stacked, edited."""

import re

from playwright.sync_api import Page, expect

from browser.looking import OpenPage, eventually, everyone_can_read, fits_a_phone, follow, numbers_in, settle

LESSON = "/volumes"
PLANE = ["25", "26", "33", "28", "36", "31", "18", "30", "46"]
FRONT = ["16", "18", "19", "12", "20", "22", "5", "9", "21"]


def written(page: Page) -> list[str]:
    """The numbers in the cells of all outputs, the volume first."""
    return numbers_in(page.locator(".grid.output"))


def stepped(page: Page, steps: int) -> None:
    page.get_by_role("button", name="First step").click()
    for _ in range(steps - 1):
        page.get_by_role("button", name="One step forward").click()


def test_the_plane_is_full_when_the_front_slice_is_both_can_be_changed_and_a_scan_is_drawn(
    open_page: OpenPage,
) -> None:
    page = open_page(LESSON, reduced_motion=True)
    stepped(page, 9)
    expect(page.locator(".where")).to_contain_text("stop 9 of 27")
    assert [number for number in written(page) if number.strip()] == FRONT + PLANE
    page.get_by_role("button", name="Last step").click()
    expect(page.locator(".where")).to_contain_text("stop 27 of 27")
    numbers = written(page)
    assert len(numbers) == 27 + 9
    assert (numbers[:9], numbers[27:]) == (FRONT, PLANE)

    views = page.get_by_role("group", name="Planes of a volume")
    for name in ("Stack", "Flat"):
        views.get_by_role("button", name=name).click()
        settle(page)
        expect(page).to_have_url(re.compile(f"view={name.lower()}"))

    page.locator(".grid.input").nth(1).locator(".cell").first.click()
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    settle(page)
    expect(page).to_have_url(re.compile(r"xe=0\.0\.0\.0~9"))
    for track in range(2):
        expect(page.locator(".grid.input").nth(track).locator(".number").first).to_have_text("9")
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("button", name="Undo the changed numbers").click()
    settle(page)
    page.keyboard.press("Escape")
    assert "xe" not in page.url

    follow(page, f"{LESSON}?kd=4&v=2")
    page.get_by_role("button", name="Last step").click()
    eventually(page, lambda: written(page), [*PLANE, *PLANE])
    expect(page.get_by_text("Here it is so:")).to_be_visible()
    everyone_can_read(page)
    follow(page, f"{LESSON}?case=tube&v=2")
    expect(page.locator(".where")).to_contain_text("of 600")
    fits_a_phone(page, *(LESSON + query for query in ("", "?in=scan&show=both&v=2", "?c=3&n=3&axes=independent&v=2")))
