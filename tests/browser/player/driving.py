"""What a visitor does with a player: its keys and its buttons."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from convviz.export.keys import key_rows

OpenPlayer = Callable[..., Page]  # the type of the `open_player` fixture
KEY = {key.command: key.shown for row in key_rows() for key in row.keys}
BUTTONS = {
    "first": f"First step ({KEY['first']})",
    "back": f"One step back ({KEY['back']})",
    "play": f"Play ({KEY['toggle']})",
    "pause": f"Pause ({KEY['toggle']})",
    "forward": f"One step forward ({KEY['forward']})",
    "last": f"Last step ({KEY['last']})",
    "loop": f"Loop ({KEY['loop']})",
    "present": f"Present: fill the screen ({KEY['present']})",
    "leave": f"Leave the presentation ({KEY['leave']})",
    "keys": f"Keys ({KEY['help']})",
}


def stop(page: Page) -> Page:
    press(page, "Home")
    expect(where(page)).to_contain_text("step 1 of")
    return page


def player(page: Page) -> Locator:
    return page.locator(".cv-player")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        player(page).press(key)


def button(page: Page, name: str) -> Locator:
    return player(page).get_by_role("button", name=BUTTONS[name])


def scrub(page: Page) -> Locator:
    return player(page).get_by_role("slider")


def where(page: Page) -> Locator:
    return player(page).locator(".where")
