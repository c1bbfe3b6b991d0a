"""The instruments on cost in a browser: compare, sort, sweep, take along, go to the lesson."""

import re

from playwright.sync_api import Page, expect

from browser.looking import OpenPage, eventually, everyone_can_read, fits_a_phone, follow, scrolls_sideways, settle


def order(page: Page) -> list[str]:
    """The blocks from top to bottom of the table."""
    return page.locator(".cost-table tbody th").all_inner_texts()


def test_an_engineer_sorts_sweeps_takes_it_along_and_opens_a_block_in_its_lesson(open_page: OpenPage) -> None:
    page = open_page("/cost_lab")
    expect(page.locator(".cost-bars .entry").first).to_contain_text("depthwise")
    page.get_by_role("radio", name="activations").first.click()
    expect(page).to_have_url(re.compile("count=acts"))
    eventually(page, lambda: order(page)[-1] in ("flattened", "shuffled grouped"), True)
    page.locator(".st-key-cost_lab-x").get_by_role("radio", name="kernel size").click()
    expect(page).to_have_url(re.compile("x=k"))
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Sweep as CSV").click()
    lines = taken.value.path().read_text().splitlines()
    assert lines[0].startswith("kernel size,regular")
    assert lines[3].startswith("3,231211008,")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Bars as SVG").click()
    assert "<svg" in taken.value.path().read_text()
    everyone_can_read(page)

    follow(page, "/cost_lab?g=2&v=2")
    page.get_by_text("The formula of every figure, block by block").click()
    page.locator(".cost-formulas summary").first.click()
    expect(page.locator(".cost-formulas dl").first).to_contain_text("56 · 56")
    page.locator(".cost-table a", has_text="depthwise separable").click()
    expect(page).to_have_url(re.compile("/separable.*c=64"))
    expect(page.locator(".cv-player")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile(r"/cost_lab\?g=2&v=2"))
    expect(page.locator(".cost-table")).to_be_visible()
    fits_a_phone(page, "/cost_lab")
    expect(page.locator(".cost-bars")).to_be_visible()


def test_what_counters_count_is_read_on_a_phone(open_page: OpenPage) -> None:
    page = open_page("/counting", width=360, height=740, dark=True)
    page.get_by_role("radio", name="transposed").first.click()
    settle(page)
    expect(page.locator(".definitions")).to_contain_text("weights × positions of the input")
    assert not scrolls_sideways(page)
    everyone_can_read(page)
