"""The lesson on the flattened convolution in a browser: three steps, and numbers typed into their vectors."""

import re

from playwright.sync_api import expect

from browser.looking import OpenPage, eventually, everyone_can_read, fits_a_phone, follow, numbers_in, settle

LESSON = "/flattened"


def test_a_number_typed_into_the_column_changes_the_whole_filter(open_page: OpenPage) -> None:
    page = open_page(f"{LESSON}?ker=average&show=race&v=2", dark=True, reduced_motion=True, width=1920, height=1080)
    kernels = page.locator(".grid.kernel")
    expect(kernels).to_have_count(4)
    kernels.nth(2).locator(".cell").first.click()
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    settle(page)
    expect(page).to_have_url(re.compile(r"ke=0\.0\.0\.0~4_0\.0\.0\.1~4"))
    whole = kernels.nth(0).locator(".number")
    eventually(page, lambda: whole.all_text_contents(), (["4"] * 3 + ["1"] * 6) * 2)
    page.get_by_role("button", name="Last step").click()
    outputs = page.locator(".grid.output")
    eventually(page, lambda: len(numbers_in(outputs.nth(3))), 9)
    first, last = (numbers_in(outputs.nth(place)) for place in (0, 3))
    assert first == last

    follow(page, LESSON)
    page.get_by_role("radio", name="beside whole filters", exact=True).click()
    settle(page)
    expect(page).to_have_url(re.compile("case=race"))
    page.get_by_role("radio", name="three steps", exact=True).click()
    settle(page)
    expect(page.locator(".grid.output")).to_have_count(3)
    page.get_by_role("button", name="Last step").click()
    expect(page.locator(".where")).to_contain_text("stop 49 of 49")
    everyone_can_read(page)
    fits_a_phone(page, f"{LESSON}?c=4&n=3&ker=edges&show=race&v=2")
