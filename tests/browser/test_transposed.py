"""The lesson on transposed convolution in a browser: three ways on one clock, and numbers typed into any of them."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from browser.looking import OpenPage, eventually, everyone_can_read, fits_a_phone, follow, numbers_in, settle

LESSON = "/transposed"


def numbers(page: Page, grid: str) -> list[str]:
    """What stands in the cells of all tracks, the painted one's first."""
    expect(page.locator(f".grid.{grid} .cell").first).to_be_visible()
    return numbers_in(page.locator(f".grid.{grid}"))


def said_of(page: Page, cell: int) -> str:
    """What one learns by pointing at a cell of the product with the matrix, which is too small for digits."""
    page.locator(".grid.output").last.locator(".cell").nth(cell).hover()
    expect(page.locator(".tip")).to_contain_text(f"row {cell + 1}, column 1 =")
    return page.locator(".tip").inner_text().split("=")[1].split()[0]


def test_three_ways_end_together_a_weight_changes_them_all_and_all_play_offline(
    open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(f"{LESSON}?show=all&v=2", reduced_motion=True, width=1920, height=1080)
    expect(page.locator(".track")).to_have_text(["Stamps", "Zeros put in", "Matrix"])
    page.get_by_role("button", name="Last step").click()
    expect(page.locator(".where")).to_contain_text("step 25 of 25")
    eventually(page, lambda: [len(numbers(page, "output")), numbers(page, "output")[12]], [75, "8"])
    shown = numbers(page, "output")
    assert shown[:25] == shown[25:50]
    assert [said_of(page, cell) for cell in (7, 12, 24)] == [shown[cell] for cell in (7, 12, 24)]
    expect(page.locator(".counter").nth(0)).to_contain_text("36 / 36")
    expect(page.locator(".counter").nth(1)).to_contain_text("225 / 225")
    expect(page.locator(".counter").nth(2)).to_contain_text("100 / 100")
    page.get_by_role("button", name="First step").click()
    expect(page.locator(".counter").nth(1)).to_contain_text("9 / 225")
    assert page.locator(".cell.kind-z").count() == 5, "zeros put in between four inputs"
    assert page.locator(".cell.gap").count() == 64, "entries the matrix does not have"
    expect(page.locator(".cell.gap + .number").first).to_be_hidden()

    page.locator(".grid.kernel .cell").nth(9).click()  # the first of the turned one
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    settle(page)
    expect(page).to_have_url(re.compile(r"ke=2\.2~7&show=all&v=2(&step=\d+)?$"))
    eventually(page, lambda: numbers(page, "kernel")[8], "7")
    page.get_by_role("button", name="Last step").click()
    eventually(page, lambda: numbers(page, "output")[24], "28")
    shown = numbers(page, "output")
    assert shown[:25] == shown[25:50]
    assert [said_of(page, cell) for cell in (7, 12, 24)] == [shown[cell] for cell in (7, 12, 24)]
    everyone_can_read(page)

    follow(page, LESSON)
    page.get_by_role("radio", name="zeros put in").click()
    expect(page).to_have_url(re.compile("show=slide"))
    expect(page.locator(".track")).to_have_count(0)
    follow(page, f"{LESSON}?h=4&k=4&p=1&show=all&v=2")
    expect(page.get_by_text("The matrix is not drawn:")).to_be_visible()
    expect(page.locator(".track")).to_have_count(2)
    expect(page.get_by_role("radio", name="matrix", exact=True)).to_have_count(0)
    fits_a_phone(page, f"{LESSON}?h=3&p=1&op=1&show=all&v=2")
    tops = [box["y"] for box in (track.bounding_box() for track in page.locator(".track").all()) if box]
    assert len(tops) == 3
    assert tops == sorted(set(tops)), "below each other"

    follow(page, f"{LESSON}?h=5&k=2&s=1&p=2&show=all&v=2")
    expect(page.locator(".keys")).to_contain_text("cut off, not read")
    assert page.locator(".cell.kind-c").count() == 16
    page.get_by_role("button", name="Save or export").click()
    with page.expect_download() as download:
        page.get_by_role("dialog").get_by_role("button", name="HTML").click()
    (tmp_path / "alone.html").write_bytes(Path(download.value.path()).read_bytes())
    alone = page.context.new_page()
    alone.goto((tmp_path / "alone.html").as_uri())
    alone.get_by_role("button", name="Last step").click()
    expect(alone.locator(".cell.kind-c")).to_have_count(16)
    eventually(alone, lambda: numbers(alone, "output")[:4] == numbers(alone, "output")[4:8], True)
    alone.close()
