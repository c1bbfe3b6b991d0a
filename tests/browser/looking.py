"""What a browser test says besides Playwright's own words: let a page settle, look for what is wrong with it."""

import re
from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request

OpenPage = Callable[..., Page]  # the type of the `open_page` fixture
# On a phone Streamlit puts the parts of its menu into the list of its entries; nothing of ours is in there.
ALL_BUT_STREAMLITS_MENU = {"exclude": [["[data-testid=stSidebarNavItems]"]]}
WCAG_AA = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}

# What is overlooked, because it is not convviz's to change. On every cold load of a sub-page Streamlit itself asks for
# two files beside the page first, and gets a 404.
STREAMLIT_PROBE = re.compile(r"^http://localhost:\d+/[^/]+/_stcore/(health|host-config)$")
# Chromium remarks on the speed of Plotly's 3-D drawing when there is no graphics card.
PLOTLY_REMARK = re.compile(r"GL Driver Message \(OpenGL, Performance|^Canvas2D: Multiple readback operations")
# Streamlit paints code in fixed colours, some of them just below 4.5 : 1 in the light theme.
SYNTAX_COLOUR = '<span class="token'

# Notes in a page whether it has asked the server for a run (`rerun_script` in Streamlit's BackMsg.proto) and not heard
# from it since. Without that, a page whose server is slow seems settled before the run has begun.
NOTE_WHAT_IS_ASKED = """
    window.unanswered = false;
    const RERUN = 11 << 3 | 2, send = WebSocket.prototype.send, answered = () => { window.unanswered = false; };
    WebSocket.prototype.send = function (message) {
        this.addEventListener("message", answered);
        this.addEventListener("close", answered);
        window.unanswered ||= message[0] === RERUN;
        send.call(this, message);
    };
"""
SETTLED = """() => !window.unanswered && document.querySelector(
    "[data-testid='stApp'][data-test-connection-state='CONNECTED'][data-test-script-state='notRunning']")"""


def new_visitor(browser: Browser, **options: object) -> BrowserContext:
    """A visitor with cookies of their own, in whose pages `settle` knows what they wait for."""
    context = browser.new_context(**options)
    context.add_init_script(NOTE_WHAT_IS_ASKED)
    return context


def settle(page: Page) -> None:
    """Wait until Streamlit has nothing left to do."""
    page.wait_for_timeout(155)  # widgets hold a change back this long before they send it
    page.wait_for_function(SETTLED)
    page.wait_for_timeout(100)  # the last elements are still being drawn
    page.wait_for_function(SETTLED)


def eventually(page: Page, look: Callable[[], object], expected: object) -> None:
    """What one sees becomes what is expected, sooner or later: a slow machine seems settled before it has begun."""
    for _ in range(100):
        if look() == expected:
            return
        page.wait_for_timeout(100)
    assert look() == expected


def numbers_in(grid: Locator) -> list[str]:
    """What stands in every cell of a grid of the player; "" where nothing does."""
    next_to_it = """cells => cells.map(({ nextElementSibling: number }) =>
        number?.matches(".number") ? number.textContent : "")"""
    return list(grid.locator(".cell").evaluate_all(next_to_it))


def watch(page: Page) -> list[str]:
    """Start collecting what goes wrong: console errors and warnings, uncaught errors, requests to other hosts."""
    problems: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        url = message.location["url"]
        expected = STREAMLIT_PROBE.match(url) or PLOTLY_REMARK.search(message.text)
        if message.type in ("error", "warning") and not expected:
            problems.append(f"console {message.type}: {message.text} ({url})")

    def on_request(request: Request) -> None:
        if not re.match(r"(http|ws)://localhost[:/]|data:|blob:", request.url):
            problems.append(f"asked for {request.url}: convviz must work without internet")

    page.on("console", on_console)
    page.on("pageerror", lambda error: problems.append(f"uncaught: {error}"))
    page.on("request", on_request)
    return problems


def accessibility_problems(page: Page) -> list[str]:
    """Return what axe-core finds against WCAG 2.1 A and AA, one readable line an element."""
    found = Axe().run(page, context=ALL_BUT_STREAMLITS_MENU, options=WCAG_AA).response["violations"]
    return [
        f"{rule['help']}: {node['html'][:200]} {_reason(node)}"
        for rule in found
        for node in rule["nodes"]
        if not node["html"].startswith(SYNTAX_COLOUR)
    ]


def scrolls_sideways(page: Page) -> bool:
    """Whether the page is wider than its window, which on a phone hides part of it."""
    return bool(page.evaluate("document.scrollingElement.scrollWidth > window.innerWidth"))


def _reason(node: dict) -> str:
    return "; ".join(check["message"] for check in node["any"] + node["all"] + node["none"])
