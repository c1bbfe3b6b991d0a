"""Here the page of `player_app.py` takes the place of the app."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import FAILED, PICTURES, new_device
from browser.looking import OpenPage, settle, watch
from browser.player.driving import player
from serving import Server, serve


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The page of the player takes the place of the app here; `open_page` watches over both alike."""
    with serve("tests/browser/player_app.py", tmp_path_factory.mktemp("player") / "streamlit.log") as server:
        yield server
        assert not server.new_complaints(), server.log()


@pytest.fixture(scope="module")
def devices() -> Iterator[dict[tuple, tuple[Page, list[str]]]]:
    """Pages by device, kept for the whole file: to load the next scene into one takes a third of a first load."""
    devices: dict[tuple, tuple[Page, list[str]]] = {}
    yield devices
    for page, _ in devices.values():
        page.context.close()


@pytest.fixture
def open_page(browser: Browser, app: Server, devices, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """Stands in for the fixture of the same name, with the same arguments and the same watch kept over each page."""
    used: list[tuple] = []

    def open_page(path="/", *, dark=False, width=1280, height=900, reduced_motion=False, touch=False) -> Page:
        device = (dark, width, height, reduced_motion, touch)
        if device not in devices:
            page = new_device(browser, *device)
            devices[device] = page, watch(page)
        page, problems = devices[device]
        problems.clear()
        used.append(device)
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.goto(app.url + path)
        settle(page)
        expect(player(page)).to_be_visible()
        return page

    yield open_page

    if request.node.stash.get(FAILED, False):
        PICTURES.mkdir(exist_ok=True)
        for number, device in enumerate(used):
            devices[device][0].screenshot(path=PICTURES / f"{request.node.name}-{number}.png", full_page=True)
    problems = [problem for device in used for problem in devices[device][1]] + app.new_complaints()
    assert not problems, "\n".join(problems)
