"""The keys of a player taken along, on a page of its own: heard with nothing in focus, listed, turned off."""

import re

from playwright.sync_api import Locator, Page, expect

from browser import player_app
from browser.looking import everyone_can_read, scrolls_sideways
from browser.player.driving import KEY, OpenPlayer, button, player, where
from convviz.export.keys import key_rows

FOCUSED = "document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent"


def at_step(page: Page, step: int) -> None:
    expect(where(page)).to_contain_text(re.compile(rf"^step {step} of"))


def help_of(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Keys")


def heard(page: Page) -> Locator:
    return player(page).locator("[aria-live=polite]")


def test_keys_are_heard_before_anything_has_the_focus_and_the_page_does_not_scroll(open_player: OpenPlayer) -> None:
    page = open_player(height=500, reduced_motion=True)
    assert page.evaluate("document.activeElement === document.body")
    for key, step in [("End", 9), ("ArrowLeft", 8), ("Home", 1), ("ArrowRight", 2)]:
        page.keyboard.press(key)
        at_step(page, step)
    page.keyboard.press(" ")
    expect(button(page, "pause")).to_be_visible()
    page.keyboard.press(" ")
    expect(button(page, "play")).to_be_visible()
    assert page.evaluate("scrollY") == 0
    for nothing in "kpsdq":  # of these no page taken along has anything
        page.keyboard.press(nothing)
    expect(button(page, "play")).to_be_visible()
    expect(button(page, "present")).to_be_visible()


def test_products_one_by_one_and_a_pause_in_the_middle_of_a_step(open_player: OpenPlayer) -> None:
    page = open_player()
    page.keyboard.press("Home")
    step = player_app.trace("worked")[1]
    values, weights = step.values.ravel(), step.weights.ravel()
    result = player(page).locator(".equation .result b")
    for product in range(9):
        page.keyboard.press(".")
        at_step(page, 2)
        if product == 8:
            break
        expect(player(page).locator(".equation .term.on")).to_have_text(
            re.compile(rf"{values[product]}·{weights[product]}$")
        )
        sum_so_far = sum(v * w for v, w in zip(values[: product + 1], weights, strict=False))
        said = f"Product {product + 1} of 9: {values[product]} times {weights[product]} equals"
        expect(heard(page)).to_have_text(re.compile(rf"^{said} .*, the sum so far {sum_so_far}\.$"))
        expect(result).to_be_hidden()
    expect(result).to_have_text(str(step.sum))  # with the last product comes the sum
    page.keyboard.press(".")
    at_step(page, 3)
    expect(heard(page)).to_have_text(re.compile("^Product 1 of 9"))
    page.keyboard.press(",")
    at_step(page, 2)
    expect(result).to_be_visible()
    page.keyboard.press(",")
    expect(heard(page)).to_have_text(re.compile("^Product 8 of 9"))

    page.keyboard.press(" ")
    expect(button(page, "pause")).to_be_visible()
    page.wait_for_timeout(500)
    page.keyboard.press(" ")
    expect(button(page, "play")).to_be_visible()
    stays = player(page).locator(".work").inner_html(), where(page).inner_text()
    page.wait_for_timeout(400)
    assert (player(page).locator(".work").inner_html(), where(page).inner_text()) == stays

    player(page).get_by_role("combobox").select_option("16")
    page.keyboard.press("ArrowRight")
    page.locator("body").evaluate("() => document.activeElement.blur()")
    page.keyboard.press(".")
    expect(player(page).locator(".equation .term.on")).to_have_count(1)  # also at a speed at which none is shown


def test_of_two_players_the_one_used_last_hears_or_the_one_in_view(open_player: OpenPlayer) -> None:
    page = open_player(reduced_motion=True, width=1280, height=800)
    page.evaluate(
        """async () => {
            const { mount } = await import("convviz/player.mjs");
            const main = document.querySelector("main");
            main.append(document.createElement("div"));
            mount(main.lastChild).update(document.getElementById("scene").textContent);
        }"""
    )
    first, second = (player(page).nth(n).locator(".where") for n in (0, 1))
    expect(second).to_contain_text("step 1 of")
    page.keyboard.press("ArrowRight")
    expect(first).to_contain_text("step 2 of")
    expect(second).to_contain_text("step 1 of")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    player(page).nth(1).get_by_role("button", name="Last step").click()
    expect(player(page).nth(1)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(second).to_contain_text("step 8 of")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("ArrowLeft")
    expect(second).to_contain_text("step 7 of")
    page.evaluate("scrollTo(0, 0)")
    page.keyboard.press("ArrowRight")
    expect(first).to_contain_text("step 3 of")
    expect(second).to_contain_text("step 7 of")


def test_after_a_click_the_keys_are_the_players_again_and_not_the_buttons(open_player: OpenPlayer) -> None:
    page = open_player(reduced_motion=True)
    button(page, "forward").click()
    at_step(page, 2)
    page.keyboard.press(" ")
    expect(button(page, "pause")).to_be_visible()
    page.keyboard.press(" ")
    button(page, "first").focus()
    page.keyboard.press("Enter")
    at_step(page, 1)
    expect(button(page, "first")).to_be_focused()
    speed = player(page).get_by_role("combobox")
    speed.select_option("2")
    speed.dispatch_event("pointerdown", {"pointerType": "mouse"})
    speed.select_option("4")
    expect(player(page)).to_be_focused()


def test_the_list_of_keys_has_those_of_this_player_and_keeps_the_focus(open_player: OpenPlayer) -> None:
    for name, has in [("worked", {"products"}), ("blocks", {"products", "loops", "volumes"}), ("cone", set())]:
        page = open_player(name, reduced_motion=True)
        page.keyboard.press(KEY["help"])
        wanted = [row.does for row in key_rows() if (not row.when or row.when in has) and row.where != "present"]
        expect(help_of(page).locator("dd")).to_have_text(wanted)
        page.keyboard.press("Escape")
        expect(help_of(page)).to_be_hidden()

    page = open_player(reduced_motion=True)
    button(page, "keys").click()
    expect(help_of(page)).to_be_visible()
    assert page.evaluate(FOCUSED) == "Close"
    for wanted_focus in ("Letter keys", "Close", "Letter keys"):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED) == wanted_focus
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(FOCUSED) == "Close"
    page.keyboard.press("End")  # the dialog's
    at_step(page, 1)
    everyone_can_read(page, both=True)
    page.keyboard.press("Escape")
    expect(help_of(page)).to_be_hidden()
    expect(button(page, "keys")).to_be_focused()

    page.keyboard.press(KEY["present"])
    expect(button(page, "leave")).to_be_visible()
    page.keyboard.press(KEY["help"])
    usual = "font => parseFloat(getComputedStyle(font).fontSize)"
    assert help_of(page).evaluate(usual) >= 24
    page.keyboard.press("Escape")
    expect(help_of(page)).to_be_hidden()
    expect(button(page, "leave")).to_be_visible()
    page.keyboard.press("Escape")
    expect(button(page, "present")).to_be_visible()


def test_letter_keys_are_turned_off_and_stay_so(open_player: OpenPlayer) -> None:
    page = open_player(reduced_motion=True, width=360, height=740)
    letters = help_of(page).get_by_role("switch", name="Letter keys")
    page.keyboard.press(KEY["help"])
    expect(letters).to_be_checked()
    assert not scrolls_sideways(page)
    box = help_of(page).bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    letters.click()
    expect(letters).not_to_be_checked()
    page.keyboard.press("Escape")

    for _ in range(2):
        expect(player(page).get_by_role("button", name="Loop", exact=True)).to_have_attribute("aria-pressed", "true")
        for key in ("o", "f", "?", ".", "+"):
            page.keyboard.press(key)
        expect(player(page).get_by_role("button", name="Loop", exact=True)).to_have_attribute("aria-pressed", "true")
        expect(player(page).get_by_role("combobox")).to_have_value("1")
        expect(help_of(page)).to_be_hidden()
        page.keyboard.press("End")
        at_step(page, 9)
        page.keyboard.press("Home")
        at_step(page, 1)
        page.reload()
        at_step(page, 1)

    player(page).get_by_role("button", name="Keys", exact=True).click()
    letters.click()
    page.keyboard.press("Escape")
    page.keyboard.press(KEY["loop"])
    expect(button(page, "loop")).to_have_attribute("aria-pressed", "false")
