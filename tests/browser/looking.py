"""What a browser test says besides Playwright's own words: let a page settle, look for what is wrong with it."""

import re
from collections.abc import Callable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request

from counts import THOROUGH

OpenPage = Callable[..., Page]  # the type of the `open_page` fixture
# On a phone Streamlit puts the parts of its menu into the list of its entries; nothing of ours is in there.
ALL_BUT_STREAMLITS_MENU = {"exclude": [["[data-testid=stSidebarNavItems]"]]}
# Only what is wrong is looked up and sent, which takes half the time; no page has a style sheet to fetch first.
AXE = {"resultTypes": ["violations"], "preload": False}
WCAG_AA = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], **AXE}
CONTRAST = {"runOnly": ["color-contrast"], **AXE}
PHONE = {"width": 360, "height": 740}

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
    const RERUN = 11 << 3 | 2, send = WebSocket.prototype.send;
    const answered = () => { window.unanswered = false; window.looksInPeace = 0; };
    WebSocket.prototype.send = function (message) {
        this.addEventListener("message", answered);
        this.addEventListener("close", answered);
        window.unanswered ||= message[0] === RERUN;
        send.call(this, message);
    };
"""
# Streamlit has nothing left to do, and at seven looks in a row nobody has done anything and nothing has been drawn:
# widgets hold a change back for 150 ms before they send it. Looks and not milliseconds are counted, for a busy machine
# lets a page wait. What the player draws is in a tree of its own, and does not count.
LOOK_AGAIN = 25  # ms
SETTLED = """() => {
    if (!window.isWatched) {
        const stir = () => { window.looksInPeace = 0; };
        new MutationObserver(stir).observe(document, { subtree: true, childList: true, attributes: true });
        for (const name of ["pointerdown", "click", "keydown", "input", "change", "popstate", "resize"])
            window.addEventListener(name, stir, { capture: true });
        window.isWatched = true;
        stir();
    }
    const idle = !window.unanswered && document.querySelector(
        "[data-testid='stApp'][data-test-connection-state='CONNECTED'][data-test-script-state='notRunning']");
    return idle && window.looksInPeace++ >= 7;
}"""
# The page itself scrolls, or in the app what Streamlit has inside it.
WIDER_THAN_ITS_WINDOW = """() => [document.scrollingElement, document.querySelector("[data-testid='stMain']")]
    .some((scrolling) => scrolling?.scrollWidth > window.innerWidth)"""
# Of the app, or of a page that is all ours; colours fade from one to the other.
THEME_IS = """theme => {
    const root = document.querySelector("[data-testid='stApp']") ?? document.documentElement;
    const fading = document.getAnimations().some((one) => one instanceof CSSTransition && one.playState === "running");
    return !fading && getComputedStyle(root).colorScheme.includes(theme);
}"""


def new_visitor(browser: Browser, **options: object) -> BrowserContext:
    """A visitor with cookies of their own, in whose pages `settle` knows what they wait for."""
    context = browser.new_context(**options)
    context.add_init_script(NOTE_WHAT_IS_ASKED)
    return context


def settle(page: Page) -> None:
    """Wait until Streamlit has nothing left to do."""
    page.wait_for_function(SETTLED, polling=LOOK_AGAIN)


def eventually(page: Page, look: Callable[[], object], expected: object) -> None:
    """What one sees becomes what is expected, sooner or later: a slow machine seems settled before it has begun."""
    for _ in range(100):
        if look() == expected:
            return
        page.wait_for_timeout(100)
    assert look() == expected


def numbers_in(grid: Locator, *, coming: bool = False) -> list[str]:
    """What stands in every cell of a grid of the player; "" where nothing does yet.

    Args:
        grid: the grid.
        coming: of the numbers that are still to be written instead, which are there in pale.
    """
    next_to_it = """(cells, coming) => cells.map((cell) => {
        const number = cell.nextElementSibling;
        return number?.matches(".number") && cell.matches(".coming") === coming ? number.textContent : "";
    })"""
    return list(grid.locator(".cell").evaluate_all(next_to_it, coming))


def watch(page: Page) -> list[str]:
    """Start collecting what goes wrong: console errors and warnings, uncaught errors, requests to other hosts."""
    problems: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        url = message.location["url"]
        expected = STREAMLIT_PROBE.match(url) or PLOTLY_REMARK.search(message.text)
        if message.type in ("error", "warning") and not expected:
            problems.append(f"console {message.type}: {message.text} ({url})")

    def on_request(request: Request) -> None:
        if not re.match(r"(http|ws)://localhost[:/]|data:|blob:|file:", request.url):
            problems.append(f"asked for {request.url}: convviz must work without internet")

    page.on("console", on_console)
    page.on("pageerror", lambda error: problems.append(f"uncaught: {error}"))
    page.on("request", on_request)
    return problems


def accessibility_problems(page: Page, rules: dict[str, Any] = WCAG_AA) -> list[str]:
    """Return what axe-core finds against WCAG 2.1 A and AA, one readable line an element."""
    found = Axe().run(page, context=ALL_BUT_STREAMLITS_MENU, options=rules).response["violations"]
    return [
        f"{rule['help']}: {node['html'][:200]} {_reason(node)}"
        for rule in found
        for node in rule["nodes"]
        if not node["html"].startswith(SYNTAX_COLOUR)
    ]


def everyone_can_read(page: Page, *, both: bool = THOROUGH) -> None:
    """As it is, and if both also in the other theme, in which it is left: only its colours count, the rest is the same.

    That the colours of the palette can be read in both themes is known from it; this is about where they stand.
    """
    page.mouse.move(0, 0)  # what is pointed at fades
    problems = accessibility_problems(page)
    if both:
        dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        set_theme(page, dark=not dark)
        problems += accessibility_problems(page, CONTRAST)
    assert not problems, "\n".join(problems)


def set_theme(page: Page, *, dark: bool) -> None:
    """What the visitor's device asks for changes while the page is open."""
    theme = "dark" if dark else "light"
    page.emulate_media(color_scheme=theme)
    page.wait_for_function(THEME_IS, arg=theme, polling=LOOK_AGAIN)


def follow(page: Page, path: str) -> None:
    """Go to an address without a new load, as Back and Forward do: in a quarter of the time."""
    page.evaluate("path => { history.pushState({}, '', path); dispatchEvent(new PopStateEvent('popstate')); }", path)
    settle(page)


def scrolls_sideways(page: Page) -> bool:
    """Whether the page is wider than its window, which on a phone hides part of it."""
    return bool(page.evaluate(WIDER_THAN_ITS_WINDOW))


def fits_a_phone(page: Page, *paths: str) -> None:
    """As it is, and then at these addresses; the window stays as narrow as a phone's."""
    page.set_viewport_size(PHONE)
    settle(page)
    assert not scrolls_sideways(page)
    for path in paths:
        follow(page, path)
        assert not scrolls_sideways(page), path


def _reason(node: dict) -> str:
    return "; ".join(check["message"] for check in node["any"] + node["all"] + node["none"])
