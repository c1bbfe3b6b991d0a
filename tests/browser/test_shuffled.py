"""The lesson on shuffled grouped convolution in a browser: channels followed by mouse, by keyboard and by touch."""

import re

from playwright.sync_api import Page, expect

from browser.looking import OpenPage, eventually, everyone_can_read, numbers_in, scrolls_sideways, settle

LESSON = "/shuffled"


def row(page: Page, place: int) -> list[str]:
    """What stands in the cells of a row, counted from the top."""
    return numbers_in(page.locator(".cv-player .grid").nth(place))


def test_a_channel_is_followed_and_without_the_shuffle_the_groups_stay_apart(open_page: OpenPage) -> None:
    page = open_page(LESSON, reduced_motion=True)
    expect(page.locator(".grid.input .cell").first).to_be_visible()
    assert row(page, 1) == list("147258369")
    page.locator(".grid.input .cell").nth(4).hover(force=True)
    expect(page.locator(".cv-player")).to_contain_text("This channel reaches 3 channels of maps and 9 of output.")
    page.mouse.move(1, 1)
    page.get_by_role("application", name=re.compile("^output")).focus()
    page.keyboard.press("ArrowRight")
    seen = "This channel sees all 9 input channels, by 9 paths."
    expect(page.locator(".cv-player")).to_contain_text(seen)
    everyone_can_read(page)

    page.get_by_text("Shuffle", exact=True).click()
    expect(page).to_have_url(re.compile("case=straight"))
    eventually(page, lambda: page.locator(".cv-player .grid").count(), 3)
    page.get_by_role("spinbutton", name="Output").fill("5")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("trace=5"))
    expect(page.get_by_text("Output 5 sees 3 of 9 channels:")).to_be_visible()
    page.get_by_role("button", name="Last step").click()
    expect(page.locator(".where")).to_contain_text("step 4 of 4")


def test_it_is_usable_on_a_phone(open_page: OpenPage) -> None:
    page = open_page(f"{LESSON}?c=12&g=4", width=360, height=740, reduced_motion=True)
    assert not scrolls_sideways(page)
    page.locator(".grid.input .cell").nth(11).click(force=True)
    expect(page.locator(".cv-player")).to_contain_text("This channel reaches 3 channels of maps and 9 of output.")
    page.get_by_role("button", name="Controls", exact=True).click()
    page.get_by_role("radiogroup", name="Show").get_by_role("radio", name="numbers").click()
    settle(page)
    expect(page).to_have_url(re.compile("show=numbers"))
    assert not scrolls_sideways(page)
