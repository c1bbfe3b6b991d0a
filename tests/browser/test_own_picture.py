"""A visitor's own picture in a real browser: chosen, cut, convolved; and a bad file."""

import re

import numpy as np
from playwright.sync_api import Locator, Page, expect

from browser.looking import OpenPage, everyone_can_read, fits_a_phone, numbers_in, settle
from browser.using import control, field, fold, unfold
from browser.windows import another_visitor
from picture_files import bomb, saved

LESSON = "/sliding_window?in=own"
EDGE = np.full((80, 100), 40, np.uint8)
EDGE[:, 50:] = 240


def choose_file(page: Page, data: bytes, name: str = "edge.png") -> None:
    """Behind the button, which stays open."""
    unfold(page)
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "image/png", "buffer": data})
    expect(page.locator("code", has_text=name).first).to_be_visible()
    settle(page)


def typed(page: Page, name: str, number: int) -> None:
    field(page, f"sliding_window.{name}").fill(str(number))
    page.keyboard.press("Enter")
    settle(page)


def size(page: Page, grid: str) -> Locator:
    return page.locator(f".label.{grid}")


def test_a_picture_is_chosen_cut_and_convolved(open_page: OpenPage) -> None:
    page = open_page(LESSON, reduced_motion=True)
    expect(page.get_by_text("The sample photo stands in")).to_be_visible()
    choose_file(page, saved(EDGE))
    expect(page.get_by_text("PNG, 100 wide and 80 high.")).to_be_visible()
    expect(size(page, "input")).to_contain_text("51 × 64")
    control(page, "sliding_window.res").get_by_text("128", exact=True).click()
    settle(page)
    typed(page, "pw", 24)
    fold(page)
    typed(page, "ph", 20)
    expect(size(page, "input")).to_contain_text("20 × 24")
    expect(size(page, "output")).to_contain_text("18 × 22")
    assert page.locator(".stage canvas").count()  # pixels, not numbers
    unfold(page)
    assert page.get_by_alt_text("the patch is rows 31 to 50, columns 39 to 62").count() == 1


def test_a_small_patch_shows_its_numbers_and_its_link_opens_them_elsewhere(open_page: OpenPage) -> None:
    page = open_page(f"{LESSON}&res=128&ph=4&pw=6&ker=sobel_x", reduced_motion=True)
    choose_file(page, saved(EDGE))
    fold(page)
    page.get_by_role("button", name="Last step").click()
    numbers = page.locator(".grid.output .number")
    expect(numbers.first).to_have_text("0")
    shown = numbers.all_text_contents()
    assert shown == ["0", "800", "800", "0"] * 2
    link = page.url
    assert re.search(r"&nums=[\w-]{32}&", link)
    another_visitor(page, link)
    assert page.url == link
    page.get_by_role("button", name="Last step").click()
    assert numbers_in(page.locator(".grid.output")) == shown
    expect(page.get_by_text("These numbers came with the link")).to_be_visible()


def test_a_bad_file_gives_a_sentence_the_last_good_picture_stands_and_a_reload_forgets_it(open_page: OpenPage) -> None:
    page = open_page(LESSON, reduced_motion=True)
    choose_file(page, saved(EDGE))
    bad = {"empty.png": b"", "text.png": b"hello", "cut.png": saved(EDGE)[:90], "bomb.png": bomb(13_000)}
    for name, data in bad.items():
        choose_file(page, data, name)
        expect(page.get_by_role("alert")).to_contain_text(
            re.compile(rf"{re.escape(name)} \(.+\) must .+edge\.png is still the picture")
        )
        assert page.locator("[data-testid='stException']").count() == 0
        expect(size(page, "input")).to_contain_text("51 × 64")
    everyone_can_read(page)
    fold(page)
    fits_a_phone(page)
    page.reload()
    settle(page)
    expect(page.get_by_text("The sample photo stands in")).to_be_visible()
    expect(size(page, "input")).to_contain_text("64 × 64")
