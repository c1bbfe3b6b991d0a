"""Pointing at cells and typing into them: what meets what, and the link that carries a changed number."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.looking import OpenPage, eventually, everyone_can_read, follow, numbers_in, settle
from browser.using import control
from counts import sample

LESSON = "/sliding_window"


def cell(page: Page, grid: str, number: int) -> Locator:
    return page.locator(f".grid.{grid} .cell").nth(number)


def numbers(page: Page, grid: str) -> list[str]:
    expect(cell(page, grid, 0)).to_be_visible()
    return numbers_in(page.locator(f".grid.{grid}"))


def lit(page: Page, grid: str) -> list[str]:
    """The weights written into the cells that light up."""
    return page.locator(f".spots.{grid} .strip text").all_text_contents()


def hidden_by_tip(page: Page) -> int:
    """How many of the cells that light up lie under the words beside the pointer."""
    tip = page.locator(".tip").bounding_box()
    assert tip
    return sum(
        box["x"] < tip["x"] + tip["width"] and tip["x"] < box["x"] + box["width"]
        and box["y"] < tip["y"] + tip["height"] and tip["y"] < box["y"] + box["height"]
        for box in (spot.bounding_box() for spot in page.locator(".spots .spot").all()) if box
    )  # fmt: skip


def lies_within(part: Locator, whole: Locator) -> bool:
    """Whether nothing of it is cut off."""
    inner, outer = part.bounding_box(), whole.bounding_box()
    assert inner
    assert outer
    return all(
        outer[start] - 2 <= inner[start] and inner[start] + inner[size] <= outer[start] + outer[size] + 2
        for start, size in (("x", "width"), ("y", "height"))
    )


def paste(page: Page, into: Locator, text: str) -> None:
    """Paste into a cell, as from a spreadsheet."""
    into.click()
    page.evaluate(
        """(text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text", text);
          const editor = document.activeElement.shadowRoot.activeElement;
          editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def type_into(page: Page, grid: str, number: int, text: str) -> None:
    cell(page, grid, number).click()
    page.keyboard.type(text)


def lit_weights(page: Page) -> list[str]:
    """What stands in the strips of the window."""
    return page.locator(".mark .strip text").all_text_contents()


def query(page: Page) -> str:
    parts = page.url.partition("?")[2].split("&")
    return "&".join(part for part in parts if part != "v=2" and not part.startswith("step="))


def changes(page: Page) -> str:
    """The numbers changed by hand, as the link carries them."""
    return "&".join(part for part in query(page).split("&") if part.partition("=")[0] in ("xe", "ke"))


def test_pointing_shows_what_a_number_meets_and_a_click_jumps_there(open_page: OpenPage) -> None:
    page = open_page(LESSON, reduced_motion=True)
    cell(page, "input", 2 * 5 + 2).hover()
    assert lit(page, "output") == ["×2", "×1", "×0", "×0", "×2", "×2", "×2", "×1", "×0"]
    expect(page.locator(".linking")).to_have_text("This 2 is used in 9 outputs, once for each weight of the kernel.")
    assert hidden_by_tip(page) == 0
    cell(page, "input", 0).hover()
    assert lit(page, "output") == ["×0"]
    cell(page, "kernel", 1).hover()
    assert lit(page, "input") == ["×1"] * 9
    assert lit(page, "output") == ["3", "2", "1", "0", "1", "3", "1", "2", "2"]
    assert hidden_by_tip(page) == 0
    cell(page, "output", 7).hover()
    expect(page.locator(".equation .result b")).to_have_text("6")
    expect(page.locator(".where")).to_contain_text("stop 1 of 9")
    expect(page.locator(".tip")).to_contain_text("This 6 is the sum of 9 products.")
    cell(page, "output", 7).click()
    expect(page.locator(".where")).to_contain_text("stop 8 of 9")


def test_uses_stop_the_play_and_stand_in_the_cells_until_it_goes_on(open_page: OpenPage) -> None:
    page = open_page(LESSON)
    titles, arithmetic = page.locator(".label b"), page.locator(".work .token").first
    uses = page.get_by_role("button", name="How often is each number used?")
    uses.focus()
    page.keyboard.press("Enter")
    expect(uses).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Play (Space)")).to_be_visible()
    expected = [1, 2, 3, 2, 1, 2, 4, 6, 4, 2, 3, 6, 9, 6, 3, 2, 4, 6, 4, 2, 1, 2, 3, 2, 1]
    assert numbers(page, "input") == [str(uses) for uses in expected]
    assert numbers(page, "kernel") == ["9"] * 9
    expect(titles).to_have_text(["input: times used", "kernel: times used", "output"])
    expect(page.locator(".linking")).to_have_text("How often each number is used in all.")
    expect(page.locator(".live")).to_have_text("How often each number is used in all.")
    expect(page.locator(".uses-key")).to_have_text(["input: 19", "kernel: 9 each"])
    expect(arithmetic).to_be_hidden()
    cell(page, "input", 0).hover()
    expect(page.locator(".linking")).to_have_text("This 3 is used in 1 output.")
    page.mouse.move(2, 2)
    everyone_can_read(page)
    page.get_by_role("button", name="One step forward").click()
    expect(uses).to_have_attribute("aria-pressed", "false")
    expect(titles).to_have_text(["input", "kernel", "output"])
    expect(page.locator(".uses-key")).to_have_count(0)
    expect(arithmetic).to_be_visible()
    assert numbers(page, "input")[:5] == ["3", "3", "2", "1", "0"]
    uses.click()
    assert numbers(page, "input")[12] == "9"
    page.get_by_role("button", name="Play (Space)").click()
    expect(uses).to_have_attribute("aria-pressed", "false")
    assert numbers(page, "input")[12] == "2"

    follow(page, "/transposed")
    uses.click()
    assert numbers(page, "kernel") == ["4"] * 9
    assert numbers(page, "output")[:5] == ["1", "1", "2", "1", "1"]
    expect(titles.last).to_have_text("output: products added")
    uses.click()
    expect(titles.last).to_have_text("output")


def test_large_numbers_fit(open_page: OpenPage) -> None:
    page = open_page(LESSON, reduced_motion=True)
    changes = "?ke=0.0~-2_1.1~-1234.5_2.2~-0.125&xe=0.0~-123456_1.1~-12.34_2.2~99999.5"
    follow(page, f"{LESSON}{changes}")
    page.get_by_role("button", name="Last step").click()
    sticking_out = """texts => texts.filter((text) => {
      const [inner, outer] = [text, text.previousElementSibling].map((e) => e.getBoundingClientRect());
      return inner.left < outer.left - 0.5 || inner.right > outer.right + 0.5;
    }).map((text) => text.textContent)"""
    assert page.locator(".number, .strip text").evaluate_all(sticking_out) == []
    written = [*numbers(page, "input"), *numbers(page, "output")]
    assert {"−123456", "−12", "100000"} <= set(written), "without decimals, all of them, for there is no room"
    cell(page, "input", 0).hover()
    expect(page.locator(".tip")).to_have_text("row 1, column 1 = −123456.00")

    follow(page, f"{LESSON}?ke=0.0~0.25_1.1~-1.5&pad=same")
    page.get_by_role("button", name="Last step").click()
    assert numbers(page, "kernel") == ["0.25", "1.00", "2.00", "2.00", "−1.50", "0.00", "0.00", "1.00", "2.00"]
    assert lit_weights(page) == ["×0.25", "×1.00", "×2.00", "×2.00", "×(−1.50)", "×0.00", "×0.00", "×1.00", "×2.00"]
    expect(page.locator(".equation .kernel")).to_have_text(
        ["0.25", "1.00", "2.00", "2.00", "(−1.50)", "0.00", "0.00", "1.00", "2.00"]
    )
    cut = page.locator(".equation").evaluate("line => line.scrollHeight - line.clientHeight")
    assert cut == 0, "the result is in sight, in smaller type"


def test_a_typed_number_changes_the_picture_and_the_link(open_page: OpenPage) -> None:
    page = open_page(LESSON, reduced_motion=True)
    type_into(page, "input", 0, "7")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    settle(page)
    eventually(page, lambda: query(page), "xe=0.0~7")
    type_into(page, "kernel", 0, "-2")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    settle(page)
    eventually(page, lambda: query(page), "xe=0.0~7&ke=0.0~-2")
    page.get_by_role("button", name="Last step").click()
    assert numbers(page, "output")[0] == "−2"  # 12 + 7·(−2), the guide's first output with both changes
    page.reload()
    settle(page)
    assert numbers(page, "input")[0] == "7"
    control(page, "sliding_window.undo").get_by_role("button").click()
    settle(page)
    assert query(page) == ""
    assert numbers(page, "input")[0] == "3"


def test_each_change_is_taken_back_and_made_again_and_reset_takes_back_all(open_page: OpenPage) -> None:
    page = open_page(LESSON, reduced_motion=True)
    source = page.locator(".st-key-sliding_window-in input")
    lit = page.locator(".st-key-cases").get_by_role("radio", checked=True)
    reset = page.locator(".cv-player .reset")
    expect(source).to_have_value("worked example")
    expect(reset).to_be_hidden()
    type_into(page, "input", 0, "7")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(reset).to_be_visible()
    expect(source).to_have_value("worked example, changed ↺")
    type_into(page, "kernel", 0, "-2")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+z")  # the field below is open, and nothing is typed into it
    eventually(page, lambda: changes(page), "xe=0.0~7")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    eventually(page, lambda: changes(page), "")
    expect(lit).to_contain_text("What happens at one stop?")
    expect(source).to_have_value("worked example")
    expect(reset).to_be_hidden()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+Shift+z")
    page.keyboard.press("Control+y")
    eventually(page, lambda: changes(page), "xe=0.0~7&ke=0.0~-2")
    expect(lit).to_have_count(0)

    page.reload()
    settle(page)
    reset.click()
    eventually(page, lambda: changes(page), "")
    eventually(page, lambda: numbers(page, "input")[0], "3")
    expect(lit).to_contain_text("What happens at one stop?")
    expect(page.locator(".cv-player")).to_be_focused()
    type_into(page, "input", 1, "4")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    eventually(page, lambda: changes(page), "xe=0.1~4")
    reset.click()
    expect(reset).to_be_hidden()
    page.keyboard.press("Control+z")
    eventually(page, lambda: changes(page), "xe=0.1~4")


def test_the_keyboard_reaches_every_cell_no_number_is_refused_and_a_matrix_is_pasted(open_page: OpenPage) -> None:
    page = open_page(LESSON, reduced_motion=True)
    page.locator(".cv-player").focus()
    for switch in ("How often is each number used?", "Read the loops"):
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name=switch)).to_be_focused()
    page.keyboard.press("Tab")
    focused = page.locator(".layer:focus")
    expect(focused).to_have_attribute("aria-label", re.compile("^input, 5 × 5"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".live")).to_contain_text("input row 2, column 2 = 0. This 0 is used in 4 outputs")
    page.keyboard.press("Enter")
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    settle(page)
    eventually(page, lambda: query(page), "xe=1.1~5")

    follow(page, LESSON)
    type_into(page, "input", 0, "9")
    page.keyboard.press("Tab")
    page.keyboard.type("8")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    settle(page)
    eventually(page, lambda: query(page), "xe=0.0~9_0.1~8_1.1~7")

    follow(page, LESSON)
    type_into(page, "input", 0, "a")
    field, refusal = page.locator(".editor"), page.locator(".refusal")
    expect(refusal).to_contain_text("Type digits")
    expect(field).to_have_value("3")
    assert lies_within(field, cell(page, "input", 0))
    for text, why in (("9999999", "is too large"), ("", "An empty cell is no number")):
        field.fill("")
        page.keyboard.type(text)
        expect(refusal).to_be_hidden()
        page.keyboard.press("Enter")
        expect(refusal).to_contain_text(why)
        expect(refusal).to_have_role("alert")
        expect(field).to_be_focused()
        assert lies_within(refusal, page.locator(".board"))
    page.keyboard.type("8")
    expect(field).to_have_value("8")
    page.keyboard.press("Escape")
    assert numbers(page, "input")[0] == "3"
    eventually(page, lambda: query(page), "")
    paste(page, cell(page, "input", 3), "many")
    expect(refusal).to_contain_text("is not a number")
    page.keyboard.press("Escape")

    paste(page, cell(page, "kernel", 0), "1\t0\t-1\n2\t0\t-2\n1\t0\t-1")
    page.keyboard.press("Escape")
    settle(page)
    assert numbers(page, "kernel") == ["1", "0", "−1", "2", "0", "−2", "1", "0", "−1"]
    eventually(page, lambda: query(page), "ke=0.0~1_0.1~0_0.2~-1_1.1~0_1.2~-2_2.0~1_2.1~0_2.2~-1")

    follow(page, f"{LESSON}?b=2")
    type_into(page, "bias", 0, "0.5")
    page.keyboard.press("Enter")
    settle(page)
    expect(page.get_by_text("The bias must be a whole number from −99 to 99, and 0.5 is not.")).to_be_visible()
    assert numbers(page, "bias") == ["2"]


def test_in_class_playing_waits_for_a_pointer_the_keys_work_at_once_and_n_opens_the_next_case(
    open_page: OpenPage,
) -> None:
    page = open_page(LESSON, width=1920, height=1080)
    cell(page, "input", 0).hover()
    before = page.locator(".where").text_content()
    page.wait_for_timeout(2500)
    assert page.locator(".where").text_content() == before
    page.mouse.move(2, 2)
    expect(page.locator(".where")).not_to_have_text(before or "")

    page.get_by_role("button", name="Present").click()
    expect(page.locator(".presenting .heading")).to_have_text("What happens at one stop?")
    page.keyboard.press("End")
    expect(page.locator(".where")).to_contain_text("stop 9 of 9")
    page.keyboard.press("n")
    expect(page.locator(".presenting .heading")).to_have_text("Where can it stop?")
    page.keyboard.press("n")
    expect(page.locator(".presenting .heading")).to_have_text("How do I keep the size?")
    page.keyboard.press("Escape")
    expect(page.locator(".presenting")).to_have_count(0)
    settle(page)
    eventually(page, lambda: page.url.partition("?")[2], "case=keep&v=2&step=25")


LAPTOPS = [
    (query, width, height)
    for query in ("", "?pad=full", "?h=16&pad=same", "?h=16&k=7&pad=full")
    for width, height in ((1366, 768), (1280, 720))
]


@pytest.mark.parametrize(("query", "width", "height"), sample(LAPTOPS, 2))
def test_on_a_laptop_the_transport_is_in_sight_and_long_enough_to_scrub(
    open_page: OpenPage, query: str, width: int, height: int
) -> None:
    page = open_page(f"{LESSON}{query}", width=width, height=height, reduced_motion=True)
    transport, scrub = (page.locator(name).bounding_box() for name in (".transport", ".scrub"))
    assert transport
    assert scrub
    assert transport["y"] + transport["height"] <= height
    assert scrub["width"] >= 240
    page.get_by_role("button", name="Last step").click()
    expect(page.locator(".where")).to_contain_text(re.compile(r"stop (\d+) of \1 ·"))
    stage = page.locator(".stage").bounding_box()
    assert stage
    assert stage["y"] + stage["height"] <= transport["y"] + 1, "nothing of the picture is covered"
