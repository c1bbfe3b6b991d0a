"""A lesson hardly moves while it loads: compared in one run with its page without player and without our style."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from browser.frame import LAPTOP, PHONE
from browser.looking import new_visitor, settle
from counts import sample
from serving import ROOT, Server, serve

LESSONS = ("sliding_window", "channels", "separable", "transposed", "grouped")
MORE = 0.05  # than the page without player and style
AFTER = 0.03  # Streamlit's buttons take their sizes with or after the picture, in a page without it as well

BARE = """
import streamlit as st
from convviz.app import shell
from convviz.app.page.lesson import Lesson

Lesson.play = lambda *_, **__: None
st.set_page_config(layout="wide")
st.navigation(shell.pages(), position="top").run()
"""

# Every shift that nobody caused, with its moment, and the moment the picture was there.
WATCH = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts.push([entry.startTime, entry.value]);
}).observe({ type: "layout-shift", buffered: true });
const find = () => {
  const host = document.querySelector("[data-testid=stBidiComponentIsolated]");
  if (host?.shadowRoot?.querySelector(".stage > .figure")) window.drawn = performance.now();
  else requestAnimationFrame(find);
};
requestAnimationFrame(find);
"""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app with nothing of ours but the widgets."""
    folder = tmp_path_factory.mktemp("bare") / "app"
    folder.mkdir()
    for name in ("pages", ".streamlit"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "app.py").write_text(BARE, encoding="utf-8")
    with serve("app.py", folder.parent / "log", cwd=folder) as server:
        yield server


def shifts(browser: Browser, address: str, window: dict[str, int], *, drawn: bool) -> tuple[float, float]:
    """Layout shift of one visit, all of it and after the picture was there."""
    visitor = new_visitor(browser, viewport=window, reduced_motion="reduce")
    page = visitor.new_page()
    page.add_init_script(WATCH)
    page.goto(address)
    if drawn:
        page.wait_for_function("window.drawn")
    settle(page)
    page.wait_for_timeout(300)  # what comes late would count as well
    found: list[tuple[float, float]] = page.evaluate("window.shifts")
    since: float = page.evaluate("window.drawn ?? Infinity")
    visitor.close()
    return sum(value for _, value in found), sum(value for moment, value in found if moment > since)


@pytest.mark.parametrize("window", [LAPTOP, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("lesson", sample(LESSONS, 2))
def test_a_lesson_hardly_moves_while_it_loads(
    browser: Browser, app: Server, bare: Server, lesson: str, window: dict[str, int]
) -> None:
    plain, _ = shifts(browser, f"{bare.url}/{lesson}", window, drawn=False)
    ours, late = shifts(browser, f"{app.url}/{lesson}", window, drawn=True)
    assert ours <= plain + MORE
    assert late <= AFTER
