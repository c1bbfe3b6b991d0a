"""The lesson on checkerboard artifacts in a browser: bars that grow, a map that rises, pictures side by side."""

import io
import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from browser.looking import OpenPage, eventually, everyone_can_read, fits_a_phone, settle

LESSON = "/checkerboard"


def heights(page: Page) -> list[int]:
    """How high the bars stand, in the height of the lowest there is; those that are still to be painted are pale."""
    height = "bars => bars.map((bar) => bar.matches('.coming') ? 0 : bar.getBBox().height)"
    found = page.locator(".grid.output .bar").evaluate_all(height)
    unit = min((height for height in found if height > 1), default=1)
    return [round(height / unit) for height in found]


def test_bars_grow_stamp_by_stamp_until_a_student_makes_them_even_and_stacks_layers(open_page: OpenPage) -> None:
    page = open_page(LESSON, dark=True, reduced_motion=True)
    eventually(page, lambda: heights(page), [1, 1, 1, *[0] * 14])
    page.get_by_role("button", name="One step forward").click()
    eventually(page, lambda: heights(page), [1, 1, 2, 1, 1, *[0] * 12])
    page.get_by_role("button", name="Last step").click()
    eventually(page, lambda: heights(page), [1, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 1])
    last = page.locator(".grid.output .bar").nth(2).bounding_box()
    assert last
    page.mouse.move(last["x"] + last["width"] / 2, last["y"] + 4)
    expect(page.locator(".tip")).to_contain_text("times painted, cell 3 = 2")

    page.get_by_text("When is it even?").click()
    settle(page)
    page.get_by_role("button", name="Last step").click()
    eventually(page, lambda: heights(page), [1, 1, *[2] * 14, 1, 1])
    expect(page.get_by_text("4 is divisible by 2: even inside.")).to_be_visible()
    page.get_by_text("Why 2, 1, 2, 1?").click()
    settle(page)
    page.locator(".grid.kernel .cell").nth(1).click()
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    settle(page)
    expect(page).to_have_url(re.compile(r"ks=1~2&v=2(&step=\d+)?$"))
    page.get_by_role("button", name="Last step").click()
    eventually(page, lambda: heights(page), [1, *[2] * 15, 1])
    everyone_can_read(page)

    page.get_by_role("button", name="k3 s2 · k4 s2", exact=True).click()
    settle(page)
    expect(page).to_have_url(re.compile("k2=4"))
    expect(page.get_by_text("every cell inside has 3")).to_be_visible()
    page.get_by_text("As a surface, too").click()
    settle(page)
    expect(page.locator(".js-plotly-plot canvas").first).to_be_visible()
    expect(page).to_have_url(re.compile("map=surface"))

    fits_a_phone(page, f"{LESSON}?w=10&k=8&s=4&l=3&v=2")
    shots = page.locator(".gallery img")
    expect(shots).to_have_count(15)
    widths = shots.evaluate_all("images => images.map((image) => image.getBoundingClientRect().width)")
    assert min(widths) > 85
    tops = shots.evaluate_all("images => images.map((image) => Math.round(image.getBoundingClientRect().top))")
    assert tops[0] == tops[1] == tops[2] < tops[3], "output, difference and spectrum of one way stand side by side"

    with page.expect_download() as download:
        page.get_by_role("button", name="Save or export").click()
        page.get_by_role("dialog").get_by_role("button", name="PNG").click()
    png = Path(download.value.path()).read_bytes()
    assert download.value.suggested_filename == "checkerboard-step-10.png"
    assert Image.open(io.BytesIO(png)).format == "PNG"
