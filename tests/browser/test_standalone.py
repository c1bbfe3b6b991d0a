"""A trace shown in a notebook plays there: the same player, from one text, with no network and no server."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from browser import player_app
from browser.looking import eventually, everyone_can_read, numbers_in, scrolls_sideways, watch
from convviz import ConvSpec, Trace, record
from convviz.export.html import notebook_cell, page
from convviz.export.keys import in_brief
from convviz.scene import Decoder, scene_of
from counts import sample

LAYERS = {
    "1-D": (ConvSpec.of(1, 2, 1, 3, stride=2, padding=1), (7,)),
    "2-D": (ConvSpec.of(2, 1, 1, (2, 3), padding=((1, 0), (0, 2))), (4, 5)),
    "3-D": (ConvSpec.of(3, 1, 1, (2, 1, 2)), (3, 2, 4)),
    "grouped": (ConvSpec.of(2, 4, 2, 2, groups=2), (3, 4)),
    "transposed": (ConvSpec.of(2, 1, 1, (3, 2), stride=2, padding=1, output_padding=1, transposed=True), (2, 3)),
}


def recorded(name: str) -> Trace:
    """A convolution of this kind, on numbers that tell every cell and tap apart."""
    spec, shape = LAYERS[name]
    x = np.arange(spec.in_channels * np.prod(shape)).reshape(spec.in_channels, *shape) % 7 - 2
    weight = np.arange(np.prod(spec.weight_shape)).reshape(spec.weight_shape) % 5 - 1
    return record(spec, x, weight, np.arange(spec.out_channels) + 1)


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[tuple[Page, Path]]:
    """A page from a file, cut off from every network, that must not complain."""
    context = browser.new_context(offline=True)
    tab = context.new_page()
    problems = watch(tab)
    yield tab, tmp_path / "page.html"
    context.close()
    assert [problem for problem in problems if "file://" not in problem] == []


def shown(where: Page | FrameLocator) -> list[int]:
    """The numbers of the output grid, as a reader sees them."""
    texts = numbers_in(where.locator(".grid.output"))
    return [int(text.replace("−", "-")) for text in texts]


def test_a_trace_plays_in_a_notebook_whose_frame_grows_to_what_it_holds(opened: tuple[Page, Path]) -> None:
    tab, path = opened
    for name in LAYERS:
        trace = recorded(name)
        path.write_text(f"<!doctype html><h1>Notebook</h1>{trace._repr_html_()}", encoding="utf-8")
        tab.goto(path.as_uri())
        inside = tab.frame_locator("iframe")
        expect(inside.get_by_role("button", name="Pause")).to_be_visible()
        assert not inside.get_by_role("heading").count(), "the notebook has headings of its own"
        inside.get_by_role("button", name="Last step").click()
        expect(inside.locator(".where")).to_contain_text(f"step {len(trace)} of {len(trace)}")
        assert shown(inside) == trace.output.ravel().tolist()
    path.write_text(f"<!doctype html>{notebook_cell(recorded('2-D'))}", encoding="utf-8")
    tab.goto(path.as_uri())
    board = tab.frame_locator("iframe").locator(".board")
    expect(board).to_be_visible()
    tab.wait_for_timeout(200)
    frame = tab.locator("iframe").bounding_box()
    content = board.bounding_box()
    assert frame
    assert content
    assert frame["y"] + frame["height"] >= content["y"] + content["height"]


def test_the_offline_page_plays_by_itself_and_says_what_it_is(opened: tuple[Page, Path]) -> None:
    tab, path = opened
    for name, title in zip(sample([*LAYERS], 2), itertools.cycle(["</script><b>A title", "Sliding <window> · Odd"])):
        scene = scene_of(recorded(name), title=title)
        path.write_text(page(scene), encoding="utf-8")
        tab.goto(path.as_uri())
        expect(tab.locator(".where")).to_contain_text("step 2 of")
        expect(tab.get_by_role("heading", level=1)).to_have_text(title)
        expect(tab.get_by_text(scene.alt, exact=True).first).to_be_visible()
        expect(tab.get_by_text(f"Keys: {in_brief()}. This page needs no network.")).to_be_visible()
    expect(tab.locator(".where")).to_contain_text("step 3 of")
    loaded = "[...document.fonts].filter((font) => font.status === 'loaded').map((font) => font.family).sort()"
    assert tab.evaluate(loaded) == ["Convviz Mono", "Convviz Sans"], "the type of the app comes along"
    everyone_can_read(tab, both=True)
    tab.set_viewport_size({"width": 360, "height": 740})
    eventually(tab, lambda: scrolls_sideways(tab), False)
    everyone_can_read(tab)


def test_numbers_changed_offline_are_taken_back_one_by_one_or_all(opened: tuple[Page, Path]) -> None:
    tab, path = opened
    trace = recorded("2-D")
    path.write_text(page(scene_of(trace)), encoding="utf-8")
    tab.goto(path.as_uri())
    tab.get_by_role("button", name="Last step").click()
    before = shown(tab)
    reset = tab.locator(".reset")
    expect(reset).to_be_hidden()
    for cell in (0, 1):
        tab.locator(".grid.kernel .cell").nth(cell).click()
        tab.keyboard.type("9")
        tab.keyboard.press("Enter")
        tab.keyboard.press("Escape")
    eventually(tab, lambda: shown(tab) == before, False)
    expect(reset).to_be_visible()
    tab.keyboard.press("Control+z")
    tab.keyboard.press("Control+z")
    eventually(tab, lambda: shown(tab), before)
    expect(reset).to_be_hidden()
    tab.keyboard.press("Control+y")
    reset.click()
    eventually(tab, lambda: shown(tab), before)
    tab.keyboard.press("Control+z")
    eventually(tab, lambda: numbers_in(tab.locator(".grid.kernel"))[0], "9")


def test_a_race_goes_along_with_the_code_of_both_tracks(opened: tuple[Page, Path]) -> None:
    tab, path = opened
    race = player_app.scene("blocks")
    path.write_text(page(race), encoding="utf-8")
    tab.goto(path.as_uri())
    expect(tab.get_by_text("L reads the loops")).to_be_visible()
    tab.get_by_role("button", name="Last step").click()
    regular, separable = (tab.get_by_role("region", name=f"The loops, {track.title}") for track in race.tracks)
    expect(regular).to_be_hidden()
    tab.locator(".cv-player").press("l")
    expect(regular.locator("[aria-current]")).to_contain_text("output[row][column][each] += product")
    expect(separable.locator("[aria-current]")).to_contain_text("output[row][column][each] += product")
    expect(separable.locator(".value").filter(has_text="each = 7")).to_be_visible()
    assert "def depthwise(" in separable.inner_text()
    scores = tab.locator(".score")
    expect(scores.nth(0)).to_contain_text("5,400 / 5,400")
    expect(scores.nth(1)).to_contain_text("1,275 / 1,275")
    values = Decoder(race).values
    assert values["0.output"] != values["1.output"], "they have weights of their own"
    everyone_can_read(tab)


def test_a_trace_too_large_to_draw_says_so_in_a_notebook() -> None:
    spec = ConvSpec.of(2, 16, 32, 5)
    trace = record(spec, np.zeros((16, 64, 64)), np.zeros(spec.weight_shape))
    text = trace._repr_html_()
    assert "16 × 64 × 64 → 32 × 60 × 60" in text
    assert "at most" in text
