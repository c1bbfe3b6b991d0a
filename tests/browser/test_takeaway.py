"""Save or export: every file that is offered arrives and holds what the player shows."""

import csv
import io
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from browser.looking import OpenPage, everyone_can_read, numbers_in, settle

LESSON = "/sliding_window?pad=same&s=2"


@pytest.fixture
def dialog(open_page: OpenPage) -> Page:
    """The dialog, opened at the third step."""
    page = open_page(LESSON, reduced_motion=True)
    for _ in range(2):
        page.get_by_role("button", name="One step forward").click()
    page.get_by_role("button", name="Save or export").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    settle(page)
    return page


def fetch(page: Page, label: str) -> tuple[str, bytes]:
    with page.expect_download() as download:
        page.get_by_role("dialog").get_by_role("button", name=label).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def shape_of_preview(page: Page) -> float:
    """How many times as wide as high it is."""
    image = page.get_by_role("dialog").get_by_role("img", name="Preview of step 3")
    expect(image).to_be_visible()
    return image.evaluate("image => image.naturalWidth / image.naturalHeight")


def test_who_needs_tall_pictures_says_so_once(dialog: Page) -> None:
    for opened in (1, 2):
        if opened == 1:
            dialog.get_by_role("dialog").get_by_text("as tall as needed").click()
        else:
            dialog.get_by_role("dialog").get_by_role("button", name="Close").click()
            expect(dialog.get_by_role("dialog")).to_be_hidden()
            dialog.get_by_role("button", name="Save or export").click()
        expect(dialog.get_by_role("dialog").get_by_role("radio", name="as tall as needed")).to_be_checked()
        settle(dialog)
        assert shape_of_preview(dialog) < 1.7
        name, png = fetch(dialog, "PNG")
        assert name == "sliding-window-step-3-tall.png"
        assert Image.open(io.BytesIO(png)).width == 2400
    everyone_can_read(dialog)


def test_pictures_numbers_an_animation_and_the_player_as_a_page(dialog: Page, tmp_path: Path) -> None:
    name, png = fetch(dialog, "PNG")
    assert name == "sliding-window-step-3.png"
    assert Image.open(io.BytesIO(png)).format == "PNG"
    assert Image.open(io.BytesIO(png)).size == (1920, 1080)
    assert 1.7 < shape_of_preview(dialog) < 1.8
    name, svg = fetch(dialog, "SVG")
    assert name == "sliding-window-step-3.svg"
    assert ET.fromstring(svg).tag.endswith("svg")

    name, output = fetch(dialog, "Output as CSV")
    assert name == "sliding-window-output.csv"
    assert [row for row in csv.reader(io.StringIO(output.decode())) if len(row) == 3][-3:] == [
        ["6", "17", "3"],
        ["8", "17", "13"],
        ["6", "4", "4"],
    ]
    name, steps = fetch(dialog, "Every product as CSV")
    assert name == "sliding-window-steps.csv"
    assert len(list(csv.reader(io.StringIO(steps.decode())))) == 1 + 81

    dialog.get_by_role("button", name="Make the animation").click()
    expect(dialog.get_by_role("progressbar")).to_be_visible()
    expect(dialog.get_by_role("button", name="GIF")).to_be_visible()
    name, gif = fetch(dialog, "GIF")
    assert name == "sliding-window.gif"
    assert Image.open(io.BytesIO(gif)).n_frames >= 9
    assert Image.open(io.BytesIO(gif)).size == (960, 540)

    name, page = fetch(dialog, "HTML")
    (tmp_path / name).write_bytes(page)
    dialog.goto((tmp_path / name).as_uri())
    dialog.get_by_role("button", name="Last step").click()
    expect(dialog.locator(".where")).to_contain_text("step 9 of 9")
    numbers = numbers_in(dialog.locator(".grid.output"))
    assert numbers == ["6", "17", "3", "8", "17", "13", "6", "4", "4"]


def test_the_page_stands_still_while_the_dialog_opens_and_closes(open_page: OpenPage) -> None:
    """The app's style sheet stays: without it the page jumped by half a row of controls."""
    page = open_page(LESSON, reduced_motion=True)

    def places() -> list[float]:
        return page.evaluate(
            """() => [...document.querySelectorAll("h1, .st-key-sliding_window-player, .st-key-things-to-try")]
                .map((part) => Math.round(part.getBoundingClientRect().top + scrollY))"""
        )

    before: list[float] = []
    while before != (now := places()):  # formulas are set after the page has settled, in type that comes later still
        before = now
        expect(page.locator(".katex").first).to_be_visible()
        page.wait_for_timeout(800)
        page.evaluate("document.fonts.ready")
    assert len(before) == 3
    page.get_by_role("button", name="Save or export").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    settle(page)
    assert places() == before
    page.get_by_role("dialog").get_by_role("button", name="Dark").or_(
        page.get_by_text("dark", exact=True)
    ).first.click()
    settle(page)
    assert places() == before
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    settle(page)
    assert places() == before
