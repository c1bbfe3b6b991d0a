"""The lesson on the depthwise separable convolution in a browser: a race, and numbers typed into it."""

import re

from playwright.sync_api import Page, expect

from browser.looking import OpenPage, eventually, everyone_can_read, fits_a_phone, follow, numbers_in, settle

LESSON = "/separable"


def scores(page: Page) -> list[str]:
    return page.locator(".track .score").all_text_contents()


def test_the_cheaper_one_is_finished_first_a_weight_changes_both_and_one_is_followed_alone(open_page: OpenPage) -> None:
    page = open_page(f"{LESSON}?n=4&h=5&v=2", dark=True, reduced_motion=True, width=1920, height=1080)
    page.locator(".cv-player").focus()
    page.keyboard.press("Home")
    eventually(page, lambda: scores(page)[0], "27 / 972 multiplications")
    regular, separable = page.locator(".track .score").all()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    expect(separable).to_have_class("score done")
    expect(separable).to_have_text("351 / 351 multiplications ✓")
    expect(regular).to_have_class("score")
    page.get_by_role("button", name="Last step").click()
    expect(regular).to_have_class("score done")
    outputs = page.locator(".grid.output")
    first, last = outputs.nth(0), outputs.nth(2)  # between them the maps
    eventually(page, lambda: len(numbers_in(last)), 36)
    assert numbers_in(first) == numbers_in(last)

    follow(page, f"{LESSON}?n=2&h=4&c=2&v=2")
    kernels = page.locator(".grid.kernel")
    expect(kernels).to_have_count(3)
    kernels.nth(1).locator(".cell").first.click()
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    settle(page)
    expect(page).to_have_url(re.compile(r"ke=0\.0\.0~7"))
    eventually(page, lambda: numbers_in(kernels.nth(0))[0], "−7")
    before = numbers_in(kernels.nth(0))
    kernels.nth(0).locator(".cell").first.click()
    page.keyboard.type("99")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The regular filters follow from the separable ones")).to_be_visible()
    eventually(page, lambda: numbers_in(kernels.nth(0)), before)

    follow(page, LESSON)
    page.get_by_role("radio", name="separable").click()
    settle(page)
    expect(page).to_have_url(re.compile("show=separable"))
    expect(page.locator(".track")).to_have_count(0)
    page.locator(".cv-player").focus()
    page.keyboard.press("Home")
    expect(page.locator(".where")).to_contain_text("stop 1 of 275")
    expect(page.locator(".equation .term")).to_have_count(9)
    page.get_by_role("button", name="Last step").click()
    expect(page.locator(".equation .term")).to_have_count(3)
    expect(page.locator(".grid.input .number").first).to_have_text("3")
    follow(page, LESSON)
    everyone_can_read(page)
    fits_a_phone(page)
    boxes = [cell.bounding_box() for cell in page.locator(".grid.input .cell").all()[:1]]
    assert all(box and box["width"] >= 5 for box in boxes)
