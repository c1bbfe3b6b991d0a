"""Reading the loops: the code in the player, with the line at work lit."""

import re

from playwright.sync_api import Page, expect

from browser.looking import everyone_can_read, scrolls_sideways
from browser.player.driving import OpenPlayer, button, player, press, stop


def current(page: Page, track: int = 0) -> str:
    """The line that runs, as it is read."""
    line = player(page).locator(".listing").nth(track).locator("[aria-current=step]")
    expect(line).to_have_count(1)
    return line.locator("code").inner_text().strip()


def values(page: Page, track: int = 0) -> list[str]:
    """Where its loops are."""
    texts = player(page).locator(".listing").nth(track).locator(".value").all_inner_texts()
    return [text for text in texts if text]


def test_the_code_follows_the_steps_of_both_tracks(open_player: OpenPlayer) -> None:
    page = stop(open_player("blocks"))
    reads = player(page).get_by_role("button", name="Read the loops")
    expect(reads).to_have_attribute("aria-expanded", "false")
    press(page, "l")
    expect(reads).to_have_attribute("aria-expanded", "true")
    press(page, "Home")
    press(page, "ArrowRight")
    assert current(page) == "output[row][column][each] += product"
    assert values(page) == ["each = 0", "row = 0", "column = 1", "channel = 0 … 2", "i = 0 … 2", "j = 0 … 2"]
    assert current(page, 1) == "maps[row][column][channel * multipliers + q] += product"
    assert values(page, 1)[:2] == ["channel = 0", "q = 0"]
    press(page, "End")
    assert values(page, 1) == ["each = 7", "row = 4", "column = 4", "channel = 0 … 2"], "the second function by now"
    everyone_can_read(page, both=True)
    reads.click()
    expect(player(page).locator(".loops")).to_be_hidden()


def test_playing_slowly_lights_a_loop_and_then_its_products_one_by_one(open_player: OpenPlayer) -> None:
    page = stop(open_player("reading", width=360, dark=True))
    player(page).get_by_role("combobox").select_option("0.5")
    press(page, "Home")
    press(page, " ")
    lines = player(page).locator(".listing").first
    expect(lines.locator("[aria-current] code")).to_have_text(re.compile(r"^\s*for column"))
    expect(lines.locator("[aria-current] code")).to_have_text(re.compile(r"\+= product$"))
    expect(lines.locator(".value", has_text=re.compile(r"^j = \d$"))).to_be_visible()
    button(page, "pause").click()
    expect(lines.locator(".value", has_text=re.compile(r"^j = \d$"))).to_be_visible()
    press(page, "ArrowRight")
    expect(lines.locator(".value", has_text="j = 0 … 2")).to_be_visible()
    assert not scrolls_sideways(page)
    everyone_can_read(page)
