"""The lesson on the 1 × 1 convolution in a browser: two tracks on one clock, and numbers typed into either."""

import re

from playwright.sync_api import Page, expect

from browser.looking import OpenPage, eventually, everyone_can_read, fits_a_phone, follow, numbers_in, settle

LESSON = "/pointwise"


def numbers(page: Page, grid: str) -> list[str]:
    """What stands in the cells of both tracks, the convolution's first."""
    expect(page.locator(f".grid.{grid} .cell").first).to_be_visible()
    return numbers_in(page.locator(f".grid.{grid}"))


def equations(page: Page) -> list[str]:
    return [re.sub(r"\s+", "", text) for text in page.locator(".equation").all_inner_texts()]


def test_both_tracks_do_the_same_sums_and_are_stacked_changed_and_linked_alike(
    open_page: OpenPage,
) -> None:
    page = open_page(f"{LESSON}?show=both&v=2", reduced_motion=True)
    page.locator(".cv-player").focus()
    page.keyboard.press("Home")
    for step in ("3·1+1·2+3·(−1)=2", "3·1+1·(−2)+3·1=4"):
        slid, multiplied = equations(page)
        assert slid == multiplied
        assert step in slid
        page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Last step").click()
    expect(page.locator(".where")).to_contain_text("stop 24 of 24")
    shown = numbers(page, "output")
    assert shown[:4] == ["2", "6", "3", "−1"]
    assert len(shown) == 48
    assert shown[:24] == shown[24:]

    tilted = page.locator(".grid path.cell")  # leaning; upright ones are squares
    page.get_by_role("button", name="Stack").click()
    settle(page)
    expect(page).to_have_url(re.compile("view=stack"))
    assert tilted.count() > 0
    page.get_by_role("button", name="Flat").click()
    settle(page)
    expect(page).to_have_url(re.compile("view=flat"))
    assert tilted.count() == 0

    for place, number in ((0, "9"), (36, "8")):  # in the convolution, in the product
        page.locator(".grid.input .cell").nth(place).click()
        page.keyboard.type(number)
        page.keyboard.press("Enter")
        settle(page)
        expect(page).to_have_url(re.compile(rf"xe=0\.0\.0~{number}&"))
        shown = numbers(page, "input")
        assert shown[0] == shown[36] == number
    everyone_can_read(page)
    follow(page, f"{LESSON}?n=1&ker=average&b=3&mid=100&show=both&v=2")
    eventually(page, lambda: numbers(page, "kernel"), ["1"] * 6)
    expect(page.locator(".fraction")).to_have_count(2)
    expect(page.locator(".bars .now")).to_contain_text("through 100 channels")
    fits_a_phone(page, f"{LESSON}?c=8&n=8&v=2")
