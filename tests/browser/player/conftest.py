"""Here the page of `player_app.py` takes the place of the app."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from browser.looking import OpenPage
from browser.player.driving import player
from serving import Server, serve


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The page of the player takes the place of the app here; `open_page` watches over both alike."""
    with serve("tests/browser/player_app.py", tmp_path_factory.mktemp("player") / "streamlit.log") as server:
        yield server
        assert not server.new_complaints(), server.log()


@pytest.fixture
def open_page(open_page: OpenPage) -> OpenPage:
    """As everywhere, and the player is there."""

    def open_player(path: str = "/", **device: int) -> Page:
        page = open_page(path, **device)
        expect(player(page)).to_be_visible()
        return page

    return open_player
