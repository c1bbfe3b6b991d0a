"""One app, one browser, and pages that fail their test when anything goes wrong in them.

Everything here lives as long as the tests of this folder run: Playwright keeps an event loop busy in its thread, which
the tests of other folders must not inherit.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from browser import install_chromium
from browser.looking import OpenPage, settle
from browser.windows import PATIENCE, Device, Window, Windows
from serving import ROOT, Server, serve

FOLDER = Path(__file__).parent
PICTURES = ROOT / "test-results"
FAILED = pytest.StashKey[bool]()

# Without these Chromium looks for updates and Google's hosts, which fails noisily on a machine without internet.
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder."""
    for item in items:
        if FOLDER in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """Let the page fixture know whether its test failed, so that it can take a picture."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(scope="package")
def chromium() -> str:
    """The path of the browser. To have none is a failure: a skipped browser test proves nothing."""
    return install_chromium.find() or pytest.fail(install_chromium.HELP)


@pytest.fixture(scope="package")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app in its own process. It must not log a warning, an error or a deprecation notice."""
    with serve("app.py", tmp_path_factory.mktemp("app") / "streamlit.log") as server:
        yield server
        assert not server.new_complaints(), server.log()


@pytest.fixture(scope="package")
def app_url(app: Server) -> str:
    """Where the app answers."""
    return app.url


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    """A headless Chromium."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def windows(browser: Browser) -> Windows:
    """The windows of that browser."""
    return Windows(browser)


@pytest.fixture
def open_address(windows: Windows, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """Become a new visitor of an address, on the device described.

    Use it as `page = open_address("file:///...", dark=True, width=360)`, with what a `Device` has. When the test ends,
    an error or warning in the browser's console, or a request to any other host fails it.
    """
    opened: list[Window] = []

    def open_address(address: str, **device: int) -> Page:
        window = windows.take(Device(**device))
        opened.append(window)
        window.page.goto(address)
        return window.page

    yield open_address

    failed = request.node.stash.get(FAILED, False)
    if failed:
        PICTURES.mkdir(exist_ok=True)
        for number, window in enumerate(opened):
            window.page.screenshot(path=PICTURES / f"{request.node.name}-{number}.png", full_page=True)
    problems = [problem for window in opened for problem in windows.give_back(window, failed)]
    assert not problems, "\n".join(problems)


@pytest.fixture
def open_page(open_address: OpenPage, app: Server) -> Iterator[OpenPage]:
    """Become a new visitor of the app.

    Use it as `page = open_page("/stride?stride_s=2", dark=True, width=360)`. The page has settled when it is returned.
    Besides what fails an address, a complaint in the server's log does.
    """

    def open_page(path: str = "/", **device: int) -> Page:
        page = open_address(app.url + path, **device)
        settle(page)
        return page

    yield open_page
    assert not (complaints := app.new_complaints()), "\n".join(complaints)


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """The front page, on a laptop, in the light theme."""
    return open_page()
