"""The lesson on the spatially separable convolution in a browser: a race, and numbers typed into its vectors."""

import re

from playwright.sync_api import Page, expect

from browser.looking import OpenPage, eventually, everyone_can_read, fits_a_phone, follow, numbers_in, settle

LESSON = "/spatial"


def numbers(page: Page, grid: str, place: int) -> list[str]:
    return numbers_in(page.locator(f".grid.{grid}").nth(place))


def test_the_race_ends_in_the_same_numbers_and_what_does_not_separate_is_repaired(open_page: OpenPage) -> None:
    page = open_page(LESSON, dark=True, reduced_motion=True)
    page.get_by_role("button", name="Last step").click()
    expect(page.locator(".where")).to_contain_text("stop 9 of 9")
    eventually(page, lambda: len(numbers(page, "output", 0)), 9)
    assert numbers(page, "output", 0) == numbers(page, "output", 2), "between them the maps"
    page.locator(".grid.kernel").nth(1).locator(".cell").nth(1).click()
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    settle(page)
    expect(page).to_have_url(re.compile(r"ke=1\.0~-5_1\.2~5"))
    eventually(page, lambda: numbers(page, "kernel", 0)[3:6], ["−5", "0", "5"])
    expect(page.locator(".st-key-spatial-ker input")).to_have_value("Sobel x, changed ↺")
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("button", name="Undo the changed numbers").click()
    settle(page)
    page.keyboard.press("Escape")
    eventually(page, lambda: numbers(page, "kernel", 0)[3:6], ["−2", "0", "2"])
    expect(page.locator(".st-key-spatial-ker input")).to_have_value("Sobel x")

    follow(page, f"{LESSON}?ker=laplacian&v=2")
    expect(page.get_by_text("This kernel does not separate:")).to_be_visible()
    expect(page.locator(".js-plotly-plot")).to_be_visible()
    expect(page.get_by_text("Missed: 10.1 %")).to_be_visible()
    page.locator(".st-key-spatial-terms").get_by_role("radio", name="2").click()
    settle(page)
    expect(page).to_have_url(re.compile("case=two"))
    expect(page.get_by_text("Both end in the same 9 numbers.")).to_be_visible()
    everyone_can_read(page)
    fits_a_phone(page, f"{LESSON}?ker=diagonal&k=5&h=8&terms=3&v=2")
