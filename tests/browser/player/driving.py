"""What a visitor does with a player: its keys and its buttons."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

OpenPlayer = Callable[..., Page]  # the type of the `open_player` fixture
BUTTONS = {
    "first": "First step (Home)",
    "back": "One step back (←)",
    "play": "Play (Space)",
    "pause": "Pause (Space)",
    "forward": "One step forward (→)",
    "last": "Last step (End)",
    "loop": "Loop (O)",
    "present": "Present: fill the screen (F)",
    "leave": "Leave the presentation (Escape)",
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
