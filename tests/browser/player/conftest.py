"""Here a page holds nothing but the player: a file, as one takes it along, which opens in a fifth of the app's time."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from browser import player_app
from browser.looking import OpenPage
from browser.player.driving import OpenPlayer, where
from convviz.export.html import page as offline_page


@pytest.fixture(scope="package")
def files(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """The address of a file with the scene of this name."""
    folder = tmp_path_factory.mktemp("players")

    def address(name: str) -> str:
        file = folder / f"{name.replace(' ', '')}.html"
        if not file.exists():
            file.write_text(offline_page(player_app.scene(name)), encoding="utf-8")
        return file.as_uri()

    return address


@pytest.fixture
def open_player(open_address: OpenPage, files: Callable[[str], str]) -> OpenPlayer:
    """Open a scene of `player_app.py`.

    Use it as `page = open_player("padded", dark=True, width=360)`.
    """

    def open_player(name: str = "worked", **device: int) -> Page:
        page = open_address(files(name), **device)
        expect(where(page)).to_contain_text("step")
        return page

    return open_player
