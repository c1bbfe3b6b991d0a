"""The lesson on grouped convolution in a browser: one click from regular to depthwise, and a race."""

import re

from playwright.sync_api import Page, expect

from browser.looking import OpenPage, eventually, everyone_can_read, fits_a_phone, follow, scrolls_sideways, settle

LESSON = "/grouped"


def connections(page: Page) -> list[str]:
    """The table of who reads whom, a line for every filter."""
    rows = page.locator(".connections tbody tr").all()
    return ["".join(row.locator("td").all_inner_texts()) for row in rows]


def test_a_student_goes_from_regular_to_depthwise_and_watches_the_race(open_page: OpenPage) -> None:
    page = open_page(f"{LESSON}?g=1", dark=True, reduced_motion=True)
    eventually(page, lambda: connections(page), ["●●●●"] * 4)
    page.get_by_role("radio", name="4", exact=True).first.click()
    expect(page).to_have_url(re.compile("case=depthwise"))
    eventually(page, lambda: connections(page), ["●···", "·●··", "··●·", "···●"])
    expect(page.locator(".cv-player")).to_contain_text("28,800")
    page.get_by_role("button", name="Last step").click()
    expect(page.locator(".where")).to_contain_text("stop 100 of 100")

    follow(page, f"{LESSON}?show=race&g=4")
    expect(page.locator(".cv-player")).to_contain_text("In 4 groups")
    page.get_by_role("slider").first.focus()
    for _ in range(40):
        page.keyboard.press("ArrowRight")
    running = page.locator(".cv-player").inner_text()
    assert "28,800" in running
    page.get_by_role("button", name="Last step").click()
    expect(page.locator(".cv-player")).to_contain_text("115,200")
    everyone_can_read(page)
    fits_a_phone(page, f"{LESSON}?c=8&n=8&g=4&h=9")
    page.get_by_role("button", name="Controls", exact=True).click()
    page.get_by_role("radio", name="race", exact=True).click()
    settle(page)
    expect(page.locator(".cv-player")).to_contain_text("Regular")
    assert not scrolls_sideways(page)
