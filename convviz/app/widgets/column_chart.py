"""Counts as a row of columns, one a cell: a static picture of what the player draws as bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import streamlit as st

MOST_NUMBERED: Final = 40  # columns that can have a number above them on a laptop; on a phone none has


@dataclass(frozen=True, slots=True)
class Columns:
    """One row.

    Attributes:
        label: what it counts.
        counts: of each cell.
    """

    label: str
    counts: tuple[int, ...]


def columns(rows: Sequence[Columns]) -> None:
    """The rows below each other, each scaled to its largest count."""
    st.html("".join(map(_row, rows)))


def _row(row: Columns) -> str:
    most = max(1, *row.counts)
    many = " many" if len(row.counts) > MOST_NUMBERED // 3 else ""
    numbered = len(row.counts) <= MOST_NUMBERED
    said = escape(f"{row.label}. Counts: {' '.join(map(str, row.counts))}")
    drawn = "".join(_column(count, most, numbered) for count in row.counts)
    return (
        f'<div class="columns"><div>{escape(row.label)}</div>'
        f'<div class="line{many}" role="img" aria-label="{said}">{drawn}</div></div>'
    )


def _column(count: int, most: int, numbered: bool) -> str:
    number = f'<div class="number">{count}</div>' if numbered else ""
    empty = "" if count else " none"
    return (
        f'<div class="column">{number}<div class="bar{empty}" style="height: {4.2 * count / most:.3f}rem"></div></div>'
    )
