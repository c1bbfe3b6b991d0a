"""Several processes behind nginx, as deploy/ sets them up: a visitor stays with one, and survives its end."""

import re
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

from browser.looking import eventually, new_visitor, settle, watch
from deploy.hosting import Hosting
from deploy.upload import upload

LESSON = "/sliding_window"
TEXT = re.compile(r"\.(m?js|css)$|/sliding_window")


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[BrowserContext]:
    """One that has the app's files already, which a visitor's first page would wait for."""
    context = new_visitor(browser, viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture
def visitor(window: BrowserContext) -> Iterator[BrowserContext]:
    """A visitor with no cookies yet."""
    window.clear_cookies()
    yield window
    for page in window.pages:
        page.close()


def opened(visitor: BrowserContext, address: str) -> Page:
    """The page at an address once it has settled."""
    page = visitor.new_page()
    page.goto(address)
    settle(page)
    return page


def process_of(visitor: BrowserContext) -> str:
    """The process that the visitor's cookie names."""
    return next(cookie["value"] for cookie in visitor.cookies() if cookie["name"] == "convviz_process")


def end(hosting: Hosting, page: Page, process: str) -> None:
    """Kill a process, and wait until the browser looks for another."""
    expect(page.locator(".where")).to_be_visible()  # a file of which half is sent would be a failure of its own:
    page.evaluate("document.fonts.ready.then(() => null)")  # the player is here, letters have arrived
    with page.expect_websocket():  # a moment without connection may be too short to be seen otherwise
        hosting.kill(process)


def click(page: Page, control: str, option: str) -> None:
    page.locator(f".st-key-sliding_window-{control}").get_by_text(option, exact=True).click()
    settle(page)


def chosen(page: Page) -> list[str]:
    """Padding, kernel size and stride as the controls show them."""
    controls = (page.locator(f".st-key-sliding_window-{name}") for name in ("pad", "k", "s"))
    return [control.get_by_role("radio", checked=True).inner_text() for control in controls]


def shows(page: Page, settings: list[str]) -> None:
    """Sooner or later; after a lost session the page runs twice."""
    eventually(page, lambda: chosen(page), settings)


def lose_session(hosting: Hosting, visitor: BrowserContext, page: Page) -> None:
    """Restart the process that the visitor is with, and wait until the browser has found it again."""
    process = process_of(visitor)
    end(hosting, page, process)
    hosting.start(process)
    settle(page)


def test_a_lesson_opens_from_its_link_and_its_visitor_stays_with_one_process(
    hosting: Hosting, visitor: BrowserContext
) -> None:
    before = len(hosting.requests())
    page = visitor.new_page()
    problems = watch(page)
    page.goto(f"{hosting.url}{LESSON}?k=2&s=2")
    settle(page)
    shows(page, ["none", "2", "2"])
    click(page, "pad", "same")
    expect(page).to_have_url(f"{hosting.url}{LESSON}?pad=same&k=2&s=2&v=2")
    expect(page.locator(".where")).to_contain_text("of 9")
    page.goto(hosting.url)  # ends the WebSocket of the lesson, which is when nginx notes it
    settle(page)
    assert not problems
    process = process_of(visitor)
    requests = hosting.requests()[before:]
    assert [request for request in requests if request.cookie not in ("-", process)] == []
    assert {request.upstream for request in requests} == {f"127.0.0.1:{process}"}
    assert any("/_stcore/stream" in request.path for request in requests)


def test_visitors_are_shared_out(hosting: Hosting) -> None:
    given = []
    for _ in range(4):
        with urllib.request.urlopen(hosting.url + LESSON) as response:
            given.append(re.search(r"convviz_process=(\d+); Path=/; HttpOnly", response.headers["Set-Cookie"])[1])
    assert {given.count(process) for process in hosting.processes} == {2}


def test_text_is_compressed_on_the_way(hosting: Hosting, visitor: BrowserContext) -> None:
    answers: list[Response] = []
    page = visitor.new_page()
    page.on("response", lambda answer: answers.append(answer))
    visitor.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(hosting.url + LESSON)
    settle(page)
    expect(page.locator(".where")).to_be_visible()
    texts = [answer for answer in answers if answer.ok and TEXT.search(answer.url)]
    plain = [answer for answer in texts if answer.headers.get("content-encoding") != "gzip"]
    assert any("player.mjs" in answer.url for answer in texts)
    assert all(len(answer.body()) < 1024 for answer in plain), [answer.url for answer in plain]
    assert all(answer.headers["x-content-type-options"] == "nosniff" for answer in texts)
    received = sum(answer.request.sizes()["responseBodySize"] for answer in texts)
    assert received < 0.4 * sum(len(answer.body()) for answer in texts)


def test_a_lesson_can_be_framed_by_another_site(hosting: Hosting, visitor: BrowserContext) -> None:
    """Over HTTP the frame keeps no cookie, so every request may meet another process: the lesson works all the same."""
    page = visitor.new_page()
    problems = watch(page)
    page.set_content(f"<iframe src='{hosting.url}{LESSON}?embed=true&s=2' width=1200 height=800></iframe>")
    frame = page.frame_locator("iframe")
    expect(frame.locator(".where")).to_contain_text("of 4")
    frame.locator(".st-key-sliding_window-s").get_by_text("1", exact=True).click()
    expect(frame.locator(".where")).to_contain_text("of 9")
    assert not problems


def test_the_numbers_of_the_server_stay_inside(hosting: Hosting) -> None:
    server = next(iter(hosting.processes.values()))
    assert server.get("/_stcore/metrics")[0] == 200
    assert hosting.nginx.get("/_stcore/metrics")[0] == 404


def test_a_picture_of_5_mb_passes(hosting: Hosting) -> None:
    assert upload(hosting.url, bytes(5_000_000)) == 204
    assert upload(hosting.url, bytes(5_300_000)) == 413, "Streamlit's limit, in server.maxUploadSize"
    assert upload(hosting.url, bytes(6_500_000)) == 413, "nginx's"


def test_a_page_outlives_its_process(hosting: Hosting, visitor: BrowserContext) -> None:
    """Streamlit's own reconnecting meets the other process; a reload there opens the same state from the address."""
    page = opened(visitor, f"{hosting.url}{LESSON}?k=2&s=2")
    click(page, "pad", "same")
    expect(page.locator(".where")).to_contain_text("of 9")
    problems = watch(page)
    first = process_of(visitor)

    end(hosting, page, first)
    settle(page)
    shows(page, ["same", "2", "2"])
    expect(page.locator(".where")).to_contain_text("of 9")
    assert problems
    assert all("WebSocket onclose: code=1006" in problem for problem in problems), problems

    second = process_of(visitor)
    assert second != first
    problems.clear()
    page.reload()
    settle(page)
    expect(page).to_have_url(f"{hosting.url}{LESSON}?pad=same&k=2&s=2&v=2")
    shows(page, ["same", "2", "2"])
    click(page, "s", "1")
    expect(page.locator(".where")).to_contain_text("of 25")
    assert upload(hosting.url, b"a picture") == 204
    assert not problems

    hosting.start(first)
    settle(page)
    click(page, "s", "3")
    page.reload()
    settle(page)
    assert process_of(visitor) == second, "a page that has moved stays: its session is there"
    shows(page, ["same", "2", "3"])


def test_the_first_click_in_a_new_session_counts(hosting: Hosting, visitor: BrowserContext) -> None:
    page = opened(visitor, f"{hosting.url}{LESSON}?k=2&s=2")
    click(page, "pad", "same")
    lose_session(hosting, visitor, page)
    click(page, "s", "3")
    settle(page)
    expect(page).to_have_url(f"{hosting.url}{LESSON}?pad=same&k=2&s=3&v=2")
    shows(page, ["same", "2", "3"])
    expect(page.locator(".where")).to_contain_text("of 4")
    assert page.get_by_role("alert").count() == 0
    click(page, "k", "1")
    expect(page).to_have_url(f"{hosting.url}{LESSON}?pad=same&k=1&s=3&v=2")

    lose_session(hosting, visitor, page)
    page.get_by_role("button", name="Sobel x on the photo").click()
    settle(page)
    expect(page).to_have_url(f"{hosting.url}{LESSON}?in=photo&ker=sobel_x&v=2")

    lose_session(hosting, visitor, page)
    page.go_back()
    settle(page)
    expect(page).to_have_url(f"{hosting.url}{LESSON}?pad=same&k=1&s=3&v=2")
    page.go_back()
    settle(page)
    shows(page, ["same", "2", "3"])


def test_a_number_typed_into_the_picture_counts_in_a_new_session(hosting: Hosting, visitor: BrowserContext) -> None:
    page = opened(visitor, f"{hosting.url}{LESSON}?s=2")
    lose_session(hosting, visitor, page)
    page.locator(".grid.kernel .cell").first.click()
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?ke=0\.0~5&s=2&v=2$"))
