"""The keys of a lesson: who hears them, on a page with controls of its own."""

import re

from playwright.sync_api import Page, expect

from browser.looking import OpenPage, eventually, settle
from browser.player.driving import KEY, button, player, where
from browser.using import control

LESSON = "/sliding_window"


def at_stop(page: Page, stop: int, of: int = 9) -> None:
    expect(where(page)).to_contain_text(re.compile(rf"^stop {stop} of {of} "))


def case(page: Page) -> str:
    return page.url.partition("case=")[2].partition("&")[0]


def test_keys_are_heard_on_arrival_unless_the_control_in_focus_has_a_use_for_them(open_page: OpenPage) -> None:
    page = open_page(LESSON, width=1366, height=768, reduced_motion=True)
    at_stop(page, 1)
    for key, stop in [("End", 9), ("ArrowLeft", 8), ("Home", 1), (".", 2), ("ArrowRight", 3)]:
        page.keyboard.press(key)
        at_stop(page, stop)
    for key in ("r", "c"):  # Streamlit's own: run again, clear the cache
        page.keyboard.press(key)
    settle(page)
    at_stop(page, 3)
    assert not page.get_by_role("dialog").count()

    page.get_by_label("Input size").focus()
    for key in ("End", " ", "Home", "ArrowLeft", "f", "."):
        page.keyboard.press(key)
    at_stop(page, 3)
    expect(button(page, "present")).to_be_visible()
    page.keyboard.press("Escape")

    first = page.locator(".st-key-cases").get_by_role("radio").first
    first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press(" ")
    settle(page)
    eventually(page, lambda: case(page), "inside")
    expect(where(page)).to_contain_text("of 4 ")
    expect(page.get_by_role("radio", name="Where can it stop?")).to_be_focused()
    page.keyboard.press("l")  # a radio has no use for letters
    expect(page.get_by_role("button", name="Read the loops")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("l")
    page.get_by_role("button", name="Last step").click()
    at_stop(page, 4, of=4)

    page.keyboard.press(KEY["help"])
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_contain_text("Save pictures, animation or numbers")
    expect(keys).to_contain_text("Next named case")
    expect(keys).not_to_contain_text("planes of a volume")
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    page.keyboard.press(KEY["present"])
    expect(button(page, "leave")).to_be_visible()
    page.keyboard.press(KEY["stride"].lower())  # which elsewhere saves
    eventually(page, lambda: "s=2" in page.url, True)
    page.keyboard.press(f"Shift+{KEY['stride']}")
    eventually(page, lambda: "s=2" in page.url, False)
    assert not page.get_by_role("dialog").count()
    page.keyboard.press(KEY["help"])
    expect(keys.locator("dl").nth(1)).to_contain_text("Next stride")
    expect(keys).not_to_contain_text("Save pictures")
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    page.keyboard.press("Escape")
    expect(button(page, "present")).to_be_visible()
    settle(page)

    page.keyboard.press(KEY["save"])
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Home")
    at_stop(page, 4, of=4)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)

    page.get_by_text("How large is the output?").scroll_into_view_if_needed()
    page.evaluate("document.activeElement.blur()")
    page.locator("[data-testid=stMain]").evaluate("main => main.scrollTo(0, 2000)")
    page.keyboard.press("Home")  # of a player that is out of sight nobody asks for anything
    at_stop(page, 4, of=4)


def test_who_chooses_with_the_pointer_goes_on_in_the_player(open_page: OpenPage) -> None:
    page = open_page(LESSON, width=1366, height=768, reduced_motion=True)
    at_stop(page, 1)
    page.get_by_role("radio", name="How do I keep the size?").click()
    expect(player(page)).to_be_focused()
    page.keyboard.press("ArrowRight")
    at_stop(page, 2, of=25)
    assert case(page) == "keep"

    page.get_by_role("button", name=re.compile(r"^\d more")).click()
    page.get_by_role("radio", name="Is every cell read?").click()
    expect(player(page)).to_be_focused()
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
    page.keyboard.press("Home")
    at_stop(page, 1)
    assert case(page) == "read"

    page.get_by_role("radio", name="Where can it stop?").click()
    expect(player(page)).to_be_focused()
    control(page, "sliding_window.h").get_by_test_id("stNumberInputStepUp").click()
    settle(page)
    expect(player(page)).to_be_focused()
    expect(page.get_by_label("Input size")).to_have_value("5")
    assert case(page) == "", "what was chosen before, behind the button, is not chosen again"

    field = page.get_by_label("Input size")
    field.fill("6")
    page.keyboard.press("Enter")
    settle(page)
    expect(where(page)).to_contain_text("of 16 ")
    expect(field).to_be_focused()
