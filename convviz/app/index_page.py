"""The one web page that the server sends, index.html, with the app's style in it before anything is drawn.

A style sheet that a lesson sends as an element comes a quarter of a second after the first elements, which then move.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, ClassVar, Final
from urllib.parse import parse_qs

import streamlit as st

APP: Final = Path(__file__).resolve().parent
ASSETS = APP.parents[1] / "assets"
LESSONS: Final = frozenset(folder.name for folder in (APP / "lessons").iterdir() if folder.is_dir())
PLAYER: Final = "_stcore/bidi-components/convviz.player"  # where Streamlit serves the component's files
SHEETS: Final = ("app.css", "lesson.css", "widgets.css")
EMBEDDED: Final = (*SHEETS, "embedded.css")

# The parts of Streamlit's front end that every lesson needs: fetched with the page and not at first use.
PARTS: Final = ("BidiComponent", "Button", "ButtonGroup", "Html", "NumberInput", "PageLink", "Popover", "Selectbox")

_CONDITIONS: Final = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
_OF_THE_SHORTER_BODY: Final = (b"content-length", b"etag", b"last-modified", b"accept-ranges")


@cache
def style(*names: str) -> str:
    """Style sheets of `assets/`, as markup."""
    sheets = "\n".join((ASSETS / name).read_text(encoding="utf-8") for name in names)
    return f"<style>{sheets}</style>"


@cache
def preloads() -> str:
    """Links that have the parts of Streamlit's front end fetched at once."""
    scripts = [script.name for script in (files("streamlit") / "static" / "static" / "js").iterdir()]
    found = sorted(name for name in scripts if name.partition(".")[0] in PARTS and name.endswith(".js"))
    return _fetched_early((f"static/js/{name}" for name in found), "high")


@cache
def player_preloads() -> str:
    """Links that have the player fetched at once and not module by module, but after what the page itself needs."""
    web = APP.parent / "player" / "web"
    modules = (module.relative_to(web).as_posix() for module in sorted(web.rglob("*.mjs")))
    sheet = f'<link rel="preload" as="style" href="./{PLAYER}/player.css">'
    return sheet + _fetched_early((f"{PLAYER}/{module}" for module in modules), "low")


def _fetched_early(paths: Iterable[str], priority: str) -> str:
    link = '<link rel="modulepreload" crossorigin fetchpriority="{}" href="./{}">'
    return "".join(link.format(priority, path) for path in paths)


def completed(page: bytes, *, embedded: bool, lesson: bool = False) -> bytes:
    """Streamlit's page with our style, at the end of its body: of rules of equal weight those in the head give way.

    Args:
        page: as Streamlit sends it.
        embedded: whether it is for the frame of another page.
        lesson: whether it has a player from the beginning.
    """
    sheets = style(*(EMBEDDED if embedded else SHEETS))
    early = preloads() + (player_preloads() if lesson else "")
    page = page.replace(b"</head>", f"{early}</head>".encode(), 1)
    return page.replace(b"</body>", f"{sheets}</body>".encode(), 1)


def dress() -> None:
    """Put the style on the page as an element, on a host that runs the app without `IndexPage`."""
    if not IndexPage.in_use:
        st.html(style(*(EMBEDDED if st.context.is_embedded else SHEETS)))


class IndexPage:
    """ASGI middleware that completes the web page; everything else passes through untouched.

    Args:
        app: the application it wraps.
    """

    in_use: ClassVar[bool] = False

    def __init__(self, app: Any) -> None:
        self._app = app
        IndexPage.in_use = True

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] != "http" or not _wants_page(scope):
            await self._app(scope, receive, send)
            return
        embedded = "true" in parse_qs(scope["query_string"].decode("latin-1")).get("embed", ())
        # asked for whole and as plain text, whatever the browser holds: its copy may have another style
        headers = [(name, value) for name, value in scope["headers"] if name not in _CONDITIONS]
        start: dict[str, Any] = {}
        body = b""

        async def complete(message: dict[str, Any]) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            lesson = scope["path"].rpartition("/")[2] in LESSONS
            whole = completed(body, embedded=embedded, lesson=lesson)
            kept = [(name, value) for name, value in start["headers"] if name not in _OF_THE_SHORTER_BODY]
            await send({**start, "headers": [*kept, (b"content-length", str(len(whole)).encode())]})
            await send({"type": "http.response.body", "body": whole})

        await self._app({**scope, "headers": headers}, receive, complete)


def _wants_page(scope: Any) -> bool:
    """Whether a browser asks for a page to show, and not for a part of one."""
    accepted = next((value for name, value in scope["headers"] if name == b"accept"), b"")
    return scope["method"] == "GET" and b"text/html" in accepted
