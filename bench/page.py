"""What the player costs its page, against the same page without it; and how soon cells light up under the pointer."""

import math
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random
from statistics import median
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from bare import LESSON, without_player  # noqa: E402
from player import Wire  # noqa: E402
from playwright.sync_api import Browser, Locator, Page, sync_playwright  # noqa: E402
from report import Row, report  # noqa: E402

from browser import install_chromium  # noqa: E402
from browser.conftest import QUIET  # noqa: E402
from browser.looking import settle  # noqa: E402
from serving import serve  # noqa: E402

SCENES = {"16 × 16 with numbers": ("h=16&pad=same", 16), "64 × 64 pixels": ("in=photo&ph=64&pad=same", 64)}
WINDOW = {"width": 1280, "height": 900}
T = TypeVar("T")
ROUNDS = 2
SESSIONS = 3  # of each page in a round, one page after the other, so that what disturbs the machine disturbs both
CHANGES = ("2", "1") * 4  # strides chosen in a session
VISITS = 9
FIRST_HOVERS = 9
CELLS = 100
QUIET_MS = 500  # after this long without a change the page is complete

MOST_CHANGE = 1.4
MOST_VISIT_BYTES = 1.15
MOST_VISIT_TIME = 1.2
MOST_HOVER_MS = 16

# When the page last changed and when the picture did, each as the moment the frame with the change was painted: a
# message that is posted in an animation frame arrives after the painting.
WATCH = """
window.seen = {};
window.painted = () => new Promise((done) => requestAnimationFrame(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => done(performance.now());
  port2.postMessage(null);
}));
const note = (what) => async () => {
  const { seen } = window;
  seen[what] = Math.max(seen[what] ?? 0, await window.painted());
};
new MutationObserver(note("page")).observe(document, { childList: true, characterData: true, subtree: true });
const findHost = () => document.querySelector("[data-testid=stBidiComponentIsolated]");
const findPlayer = () => {
  const picture = findHost()?.shadowRoot?.querySelector(".stage > .figure");
  if (!picture) return requestAnimationFrame(findPlayer);
  note("picture")();
  new MutationObserver(note("picture")).observe(picture.parentNode, { childList: true });
};
findPlayer();
addEventListener("click", (event) => (window.seen = { began: event.timeStamp }), { capture: true });
window.complete = (quiet) => {
  const { page, picture } = window.seen;
  const awaited = document.querySelector("[data-testid=stSkeleton]") || (findHost() && !picture);
  return page && !awaited && performance.now() - Math.max(page, picture ?? 0) > quiet;
};
window.hovers = [];
addEventListener("pointermove", async () => {
  const began = performance.now();
  const ended = await window.painted();
  window.hovers.push(ended - began);
}, { capture: true });
"""


@dataclass(frozen=True)
class Visit:
    """A visitor's first: what it took until nothing changed any more."""

    ms: float
    bytes: int


def moment(page: Page) -> float:
    """When the last change of page and picture was on show, since the last click if there was one."""
    page.wait_for_function(f"complete({QUIET_MS})", polling=100)
    return float(page.evaluate("Math.max(seen.page, seen.picture ?? 0) - (seen.began ?? 0)"))


def visit(browser: Browser, url: str) -> Visit:
    """Open a page with nothing in the cache."""
    with opened(browser, None) as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        sizes: list[float] = []
        session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        wire = Wire()
        wire.watch(page)
        page.goto(url)
        settle(page)
        return Visit(moment(page), int(sum(sizes)) + wire.received + wire.sent)


@contextmanager
def opened(browser: Browser, url: str | None) -> Iterator[Page]:
    """A page of a visitor who has never been here."""
    context = browser.new_context(viewport=WINDOW)
    page = context.new_page()
    page.add_init_script(WATCH)
    if url:
        page.goto(url)
        settle(page)
        moment(page)
    yield page
    context.close()


def visits(browser: Browser, urls: Sequence[str]) -> list[list[Visit]]:
    """First visits of every page in turn."""
    return [list(each) for each in zip(*([visit(browser, url) for url in urls] for _ in range(VISITS)), strict=True)]


def changes(browser: Browser, urls: Sequence[str]) -> list[list[float]]:
    """Milliseconds from a click on a stride to the page that shows it, for every page in turn."""
    taken: list[list[float]] = [[] for _ in urls]
    for _ in range(SESSIONS):
        for times, url in zip(taken, urls, strict=True):
            with opened(browser, url) as page:
                for stride in CHANGES:
                    page.locator(".st-key-sliding_window-s").get_by_role("radio", name=stride, exact=True).click()
                    times.append(moment(page))
    return taken


def hover(page: Page, layer: Locator, side: int, row: int, column: int) -> float:
    """Milliseconds from the pointer's arrival at a cell to the frame in which what it meets is lit."""
    box = layer.bounding_box()
    assert box
    cell = box["width"] / side
    page.evaluate("hovers = []")
    page.mouse.move(box["x"] + (column + 0.5) * cell, box["y"] + (row + 0.5) * cell)
    page.wait_for_function("hovers.length")
    return float(page.evaluate("hovers[0]"))


def first_hovers(browser: Browser, url: str, side: int) -> list[float]:
    """The first cell of a visit, an input that feeds nine outputs, while the player plays."""
    taken = []
    for _ in range(FIRST_HOVERS):
        with opened(browser, url) as page:
            player = page.locator(".cv-player")
            page.locator(
                ".st-key-sliding_window-s"
            ).hover()  # as a pointer comes: from the controls, over the player's corner
            player.hover(position={"x": 4, "y": 4})
            page.wait_for_timeout(100)
            taken.append(hover(page, player.locator(".layer").first, side + 2, side // 2, side // 2))
            assert player.locator(".spot").count() > 1, "nothing is lit"
    return taken


def hovers(browser: Browser, url: str, side: int) -> dict[str, list[float]]:
    """Cells all over every grid, in an order that is the same in every run."""
    taken = {}
    with opened(browser, url) as page:
        layers = page.locator(".layer")
        for place, (grid, cells) in enumerate({"input": side + 2, "weight": 3, "output": side}.items()):
            inner = range(2, cells - 2) if grid == "input" else range(cells)  # each of these inputs feeds nine outputs
            spread = Random(0).sample(list(product(inner, inner)), min(CELLS, len(inner) ** 2))
            hover(page, layers.nth(place), cells, *spread[-1])
            taken[grid] = [
                hover(page, layers.nth(place), cells, *spread[n % len(spread)]) for n in range(CELLS)
            ]  # fmt: skip
            assert grid == "output" or page.locator(".spot").count() > 1, "nothing is lit"
    return taken


def p95(values: Sequence[float]) -> float:
    """95 of 100 are not above it."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def quietest(measure: Callable[[], T], time: Callable[[T], float]) -> T:
    """The round that took least: the others were disturbed more."""
    return min((measure() for _ in range(ROUNDS)), key=time)


def ratio(what: str, bare: float, whole: float, unit: str, most: float) -> Row:
    """A page with the player against the one without."""
    value = f"{bare:,.0f} → {whole:,.0f} {unit}: {whole / bare:.2f} ×"
    return Row(what, value, f"≤ {most} ×", whole / bare <= most)


def lit(what: str, ms: float) -> Row:
    """A time from hover to highlight."""
    return Row(what, f"{ms:.1f} ms", f"≤ {MOST_HOVER_MS} ms", ms <= MOST_HOVER_MS)


def rows(browser: Browser, alone: str, bare: str, whole: str) -> list[Row]:
    """Everything measured: of pages without the player, `alone` as Streamlit serves them by itself."""
    seen = visits(browser, [f"{url}/{LESSON}" for url in (bare, whole)])
    found = [
        ratio("first visit", *(median(one.bytes for one in page) / 1000 for page in seen), "kB", MOST_VISIT_BYTES),
        ratio("first visit", *(median(one.ms for one in page) for page in seen), "ms", MOST_VISIT_TIME),
    ]
    for name, (query, side) in SCENES.items():
        urls = [f"{url}/{LESSON}?{query}" for url in (alone, bare, whole)]
        taken = quietest(lambda urls=urls: changes(browser, urls), lambda pages: sum(map(sum, pages)))
        by_itself, without, with_player = map(median, taken)
        found += [
            ratio(f"{name}: a changed control", without, with_player, "ms", MOST_CHANGE),
            Row(f"{name}: the same, as Streamlit serves it by itself", f"{by_itself:.0f} ms without player"),
        ]
        first = quietest(lambda url=urls[-1], side=side: first_hovers(browser, url, side), median)
        found.append(lit(f"{name}: the first hover, median", median(first)))
        later = [hovers(browser, urls[-1], side) for _ in range(ROUNDS)]
        found += [lit(f"{name}: hover on {grid}, p95", min(p95(one[grid]) for one in later)) for grid in later[0]]
    return found


def main() -> None:
    """Measure and report."""
    chromium = install_chromium.find() or sys.exit(install_chromium.HELP)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        copy, plain = folder / "copy", folder / "plain"
        without_player(copy)
        without_player(plain, with_help=False)
        with (
            serve("app.py", folder / "alone.log", cwd=plain) as alone,
            serve("app.py", folder / "bare.log", cwd=copy) as bare,
            serve("app.py", folder / "whole.log") as whole,
        ):
            browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
            found = rows(browser, alone.url, bare.url, whole.url)
            browser.close()
    intro = (
        "`python bench/page.py`. The first lesson against a copy that has every control and neither player nor scene, "
        "in headless Chromium on the machine of the server. A page is there when nothing on it changes any more, and "
        f"its picture if it has one. {VISITS} first visits each with an empty cache and {SESSIONS * len(CHANGES)} "
        "changes of the stride each, while the player plays, in turn with and without it; the medians. A hover lasts "
        "from the arrival of the event to the painted frame in which the cells are lit, for an input with nine "
        "outputs; the first on a page builds the index and interrupts the playing. As Streamlit serves it by itself: "
        "without what `convviz/app/streamlit_patches` does. Of changes and hovers, the "
        f"quieter of {ROUNDS} rounds: what is slower was disturbed."
    )
    report("Page with the player", intro, found)


if __name__ == "__main__":
    main()
