"""The app around its pages: title bar and navigation."""

from __future__ import annotations

from base64 import b64encode
from copy import copy
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

ASSETS = Path(__file__).resolve().parents[2] / "assets"


@cache
def installed() -> bool:
    """Whether `pip install` was run: the player is found by what it leaves."""
    try:
        return bool(version("convviz"))
    except PackageNotFoundError:
        return False


@cache
def icon() -> str:
    """The sign in the browser's tab, as an address; a Material icon would be fetched from the internet."""
    return f"data:image/png;base64,{b64encode((ASSETS / 'icon.png').read_bytes()).decode()}"


def pages() -> dict[str, list[StreamlitPage]]:
    """All pages, by part; copies, because Streamlit marks in a page whether it may be run."""
    return {part: [copy(page) for page in pages] for part, pages in _pages().items()}


@cache
def _pages() -> dict[str, list[StreamlitPage]]:
    """Addresses are the names of the files, by which Streamlit finds them even before it has seen this table."""
    from convviz.app.navigation import PARTS, file_of  # all lessons, which are not there unless convviz is installed

    home = st.Page("pages/home.py", title="convviz", icon=":material/home:", default=True)
    lessons = {
        part: [st.Page(file_of(page), title=page.title, icon=page.icon) for page in members]
        for part, members in PARTS.items()
    }
    return {"": [home], **lessons}
