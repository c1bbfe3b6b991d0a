"""The lesson on the depthwise convolution in a browser: one click for more maps, and who can read it."""

import re

from playwright.sync_api import Locator, expect

from browser.looking import OpenPage, eventually, everyone_can_read, fits_a_phone, follow, settle

LESSON = "/depthwise"


def colour(cell: Locator) -> str:
    """The class that gives a cell the colour of its channel."""
    return " ".join(re.findall(r"channel\d", cell.get_attribute("class") or ""))


def test_a_student_follows_one_colour_asks_for_more_maps_and_reads_the_loops(open_page: OpenPage) -> None:
    page = open_page(f"{LESSON}?c=2&m=1&h=3&k=2&v=2", reduced_motion=True, width=1920, height=1080)
    outputs = page.locator(".grid.output .cell")
    expect(outputs).to_have_count(2 * 2 * 2)
    page.get_by_role("radiogroup", name="Multiplier").get_by_role("radio", name="3").click()
    settle(page)
    expect(page).to_have_url(re.compile("m=3"))
    expect(outputs).to_have_count(2 * 3 * 2 * 2)
    page.locator(".cv-player").focus()
    page.keyboard.press("Home")
    expect(page.locator(".where")).to_contain_text("stop 1 of 24")
    expect(page.locator(".equation .term")).to_have_count(4)
    page.get_by_role("button", name="Last step").click()
    shown = [f"channel{channel}" for channel in (0, 0, 0, 1, 1, 1)]
    eventually(page, lambda: [colour(each) for each in outputs.all()[::4]], shown)

    follow(page, f"{LESSON}?c=2&m=2&h=3&k=2&v=2")
    page.locator(".cv-player").press("Home")
    page.get_by_role("button", name="Read the loops").click()
    settle(page)
    expect(page).to_have_url(re.compile("loops=open"))
    expect(page.locator(".where")).to_contain_text("stop 1 of 16")  # opening them turns nothing back
    page.locator(".cv-player").press("ArrowRight")
    expect(page.locator("[aria-current=step] code")).to_have_text(re.compile(r"\] \+= product$"))
    expect(page.locator(".value", has_text="column = 1")).to_be_visible()
    page.reload()
    settle(page)
    expect(page.get_by_role("region", name="The loops")).to_be_visible()
    follow(page, LESSON)
    everyone_can_read(page)
    fits_a_phone(page)
