"""All pages but home, part by part: the navigation, and the way from each page to the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from convviz.app.lessons.registry import LESSONS
from convviz.app.lessons.registry import PARTS as LESSON_PARTS
from convviz.app.page.lesson import Lesson
from convviz.app.page.sections import Place
from convviz.app.page.tool import Tool
from convviz.app.tools.registry import TOOLS

Page = Lesson[Any, Any] | Tool

PARTS: Final[Mapping[str, tuple[Page, ...]]] = {**LESSON_PARTS, "What it costs": TOOLS}
PAGES: Final[tuple[Page, ...]] = tuple(page for pages in PARTS.values() for page in pages)


def file_of(page: Page) -> str:
    """The script that Streamlit runs for a page."""
    return f"pages/{page.page}.py"


def open_page(name: str) -> None:
    """Draw the page of this name, with the way to its neighbours."""
    at = next(at for at, page in enumerate(PAGES) if page.page == name)
    before, after = ((file_of(page), page.title) if page else None for page in _neighbours(at))
    number = list(LESSONS).index(name) + 1 if name in LESSONS else 0
    PAGES[at].render(Place(number, len(LESSONS), before, after))


def _neighbours(at: int) -> tuple[Page | None, Page | None]:
    return (PAGES[at - 1] if at else None), (PAGES[at + 1] if at + 1 < len(PAGES) else None)
