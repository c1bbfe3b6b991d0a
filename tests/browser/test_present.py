"""In class: a lesson fills the screen, keys change the layer, and a question is asked before the answer is seen."""

import re

import pytest
from playwright.sync_api import Page, expect

from browser.looking import OpenPage, eventually, everyone_can_read, settle
from browser.player.driving import player
from counts import sample

LESSON = "/sliding_window"
AGAINST = f"{LESSON}?case=against&step=5&v=2"
STAGE = {"width": 1920, "height": 1080}
# Every text that is seen and the size of its type on the screen, however much the picture is enlarged.
SIZES = """(root, selector) => [...root.querySelectorAll(selector)].flatMap((e) => {
    if (!e.getClientRects().length) return [];
    const scale = e.closest(".drawing") ? Number(getComputedStyle(root).getPropertyValue("--scale")) : 1;
    return parseFloat(getComputedStyle(e).fontSize) * scale;
})"""
PARTS = ".heading, .spoken, .corner, .picture, .work, .in-numbers, .counted, .transport *"
OUTSIDE = """(root, parts) => [...root.querySelectorAll(parts)].filter((e) => {
    const { left, top, right, bottom } = e.getBoundingClientRect();
    return e.getClientRects().length && (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1);
}).map((e) => e.outerHTML.slice(0, 80))"""
OVERLAPPING = """root => {
    const parts = [".headline", ".picture", ".work", ".in-numbers", ".counted", ".transport"]
        .map((one) => [one, root.querySelector(one).getBoundingClientRect()]);
    return parts.flatMap(([one, a], i) => parts.slice(i + 1)
        .filter(([, b]) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)
        .map(([other]) => `${one} ${other}`));
}"""


def present(open_page: OpenPage, address: str) -> Page:
    """A lesson that fills a projector's screen."""
    page = open_page(address, **STAGE, reduced_motion=True)
    expect(page.locator(".where")).to_contain_text(" of ")
    page.keyboard.press("f")
    expect(page.locator(".presenting")).to_have_count(1)
    return page


def sizes(page: Page, selector: str) -> list[float]:
    """Of all elements that match and are seen, in pixels."""
    found: list[float] = player(page).first.evaluate(SIZES, selector)
    assert found, selector
    return found


def value(page: Page, command: str) -> str:
    """What the button of a parameter says."""
    return page.locator(".adjust button").filter(has_text=command).locator("b").inner_text()


@pytest.mark.parametrize(
    "lesson", sample(["sliding_window?case=against&v=2", "channels", "correlation", "transposed", "separable"], 3)
)
def test_everything_is_on_the_screen_nothing_over_another_and_the_picture_takes_what_is_left(
    open_page: OpenPage, lesson: str
) -> None:
    page = present(open_page, f"/{lesson}")
    root = player(page).first
    assert root.evaluate(OUTSIDE, PARTS) == []
    assert root.evaluate(OVERLAPPING) == []
    assert min(sizes(page, ".heading")) >= 46
    assert min(sizes(page, ".spoken")) >= 29
    assert min(sizes(page, ".counter")) >= 22
    assert min(sizes(page, ".in-numbers")) >= 24
    picture = page.locator(".presenting .picture").bounding_box()
    assert picture
    assert picture["height"] >= 0.45 * STAGE["height"]
    if "against" in lesson:
        cell = page.locator('[data-cell="input [2, 2]"]').bounding_box()
        assert cell
        assert 72 <= cell["height"] <= 100
        assert min(sizes(page, ".equation")) >= 33
    if lesson in ("correlation", "separable"):
        assert min(sizes(page, ".track")) >= 32, "the names of what is compared"
    if lesson == "separable":
        assert min(sizes(page, ".track .score")) >= 31.9


def test_keys_change_the_layer_while_the_screen_stays(open_page: OpenPage) -> None:
    page = present(open_page, AGAINST)
    player(page).first.evaluate("root => { root.mark = 'the same'; root.flickers = 0; }")
    player(page).first.evaluate(
        "root => new MutationObserver(() => { root.flickers += !root.classList.contains('presenting'); })"
        ".observe(root, { attributes: true })"
    )
    assert [value(page, name) for name in ("kernel", "stride", "padding", "dilation")] == ["3", "2", "1", "1"]
    expect(page.locator(".where")).to_contain_text("stop 5 of 9")

    page.keyboard.press("s")
    page.keyboard.press("s")
    page.keyboard.press("p")
    assert value(page, "stride") == "4", "what was asked for is said at once"
    eventually(page, lambda: "s=4" in page.url, True)
    expect(page.locator(".in-numbers")).to_contain_text("stride 4")
    page.keyboard.press("Shift+S")
    expect(page.locator(".in-numbers")).to_contain_text("stride 3")
    page.get_by_role("button", name=re.compile("dilation")).click()
    eventually(page, lambda: "d=2" in page.url, True)
    assert value(page, "dilation") == "2"
    page.keyboard.press("d")
    eventually(page, lambda: "d=2" in page.url, False)
    settle(page)
    page.keyboard.press("k")
    expect(page.locator(".in-numbers")).to_contain_text("kernel 4")
    expect(page.locator(".adjust button").filter(has_text="dilation")).to_have_count(0)  # there is but one now
    assert player(page).first.evaluate("root => [root.mark, root.flickers]") == ["the same", 0]
    expect(page.locator(".heading")).to_have_text("Sliding window")


def test_q_asks_the_class_and_covers_what_answers_it(open_page: OpenPage) -> None:
    page = present(open_page, LESSON)
    output, question = page.locator(".grid.output .number").first, page.locator(".asking .question")
    expect(output).to_be_visible()
    page.keyboard.press("q")
    expect(question).to_be_visible()
    expect(question).to_contain_text("How many rows does the output have?")
    assert min(sizes(page, ".asking .question")) >= 40
    expect(output).to_be_hidden()
    expect(page.locator(".asking .left")).to_have_text(re.compile("^(30|2[0-9])$"))
    everyone_can_read(page)
    page.keyboard.press("q")
    expect(output).to_be_visible()
    expect(page.locator(".asking .answer")).to_contain_text("2.")
    page.keyboard.press("Escape")
    expect(question).to_be_hidden()
    expect(page.locator(".presenting")).to_have_count(1)
    page.get_by_role("button", name="Ask the class").click()
    expect(question).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator(".presenting")).to_have_count(0)
