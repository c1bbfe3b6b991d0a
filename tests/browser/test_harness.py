"""The watch kept over every page must notice what it is there for."""

import signal
from threading import Timer

import pytest
from playwright.sync_api import Browser, Page

from browser.looking import OpenPage, accessibility_problems, scrolls_sideways, settle, watch
from serving import Server


@pytest.fixture
def blank(browser: Browser):
    page = browser.new_page(viewport={"width": 360, "height": 640})
    yield page
    page.close()


@pytest.mark.parametrize(
    ("script", "problem"),
    [
        ("console.error('broken')", "console error: broken"),
        ("console.warn('careless')", "console warning: careless"),
        ("setTimeout(() => { throw new Error('lost') })", "uncaught: lost"),
        ("fetch('https://example.invalid/font').catch(() => {})", "asked for https://example.invalid/font"),
    ],
)
def test_what_goes_wrong_in_a_page_is_noticed(blank: Page, script: str, problem: str) -> None:
    problems = watch(blank)
    blank.evaluate(script)
    blank.wait_for_timeout(200)
    assert any(problem in found for found in problems), problems


def test_text_too_faint_to_read_is_noticed(blank: Page) -> None:
    blank.set_content("<html lang='en'><title>t</title><p style='color: #bbb'>faint</p></html>")
    assert any("contrast" in found for found in accessibility_problems(blank))


def test_a_page_wider_than_a_phone_is_noticed(blank: Page) -> None:
    blank.set_content("<p>fits</p>")
    assert not scrolls_sideways(blank)
    blank.set_content("<p style='width: 500px'>too wide</p>")
    assert scrolls_sideways(blank)


def test_a_page_has_not_settled_before_a_slow_server_has_answered(open_page: OpenPage, app: Server) -> None:
    page = open_page("/sliding_window")
    app.process.send_signal(signal.SIGSTOP)
    Timer(1.5, app.process.send_signal, [signal.SIGCONT]).start()
    page.locator(".st-key-sliding_window-s").get_by_text("3", exact=True).click()
    settle(page)
    assert page.url.endswith("?s=3&v=2")
