"""The address of a page, as pasted: which lesson, in which state."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl, urlsplit

MOST: Final = 20_000  # characters; the longest link of a lesson has a few hundred


def is_link(text: str) -> bool:
    """Whether a text is an address and not the name of a lesson."""
    return "?" in text or "/" in text


def lesson_in(link: str) -> str:
    """The page that an address leads to, "" if it is only a query."""
    return urlsplit(link).path.rstrip("/").rpartition("/")[2] if is_link(link) else ""


def query_in(link: str) -> list[tuple[str, str]]:
    """The parameters of an address, or of a query alone."""
    query = urlsplit(link).query if is_link(link) else link
    return parse_qsl(query[:MOST], keep_blank_values=True)
