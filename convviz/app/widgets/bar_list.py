"""Numbers as bars: a list whose lengths can be compared at a glance, the number itself beside each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the list.

    Attributes:
        label: what it is.
        parts: what adds up to its length; the first is drawn darker.
        text: the number in words.
        now: whether it is the one of this state.
    """

    label: str
    parts: tuple[int, ...]
    text: str
    now: bool = False


def bars(entries: Sequence[Bar]) -> None:
    """The list, the longest bar as wide as it is."""
    most = max(sum(bar.parts) for bar in entries)
    st.html(f'<div class="bars" role="list">{"".join(_entry(bar, most) for bar in entries)}</div>')


def _entry(bar: Bar, most: int) -> str:
    parts = "".join(f'<div class="part" style="width: {100 * part / most:.3f}%"></div>' for part in bar.parts)
    line = f"<span>{escape(bar.label)}</span><span>{escape(bar.text)}</span>"
    name = "entry now" if bar.now else "entry"
    bar_itself = f'<div class="bar" aria-hidden="true">{parts}</div>'
    return f'<div class="{name}" role="listitem"><div class="line">{line}</div>{bar_itself}</div>'
