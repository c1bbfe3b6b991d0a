"""Counts as a row of columns, one a cell: a static picture of what the player draws as bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

import streamlit as st

from convviz.palette import ROLES

MOST_NUMBERED: Final = 40  # columns that can have a number above them on a laptop; on a phone none has
STYLE: Final = f"""<style>
.columns {{ margin: 0 0 0.9rem; container-type: inline-size; font-variant-numeric: tabular-nums; }}
.columns .line {{ display: flex; align-items: flex-end; gap: 1px; height: 5.5rem; }}
.columns .column {{ flex: 1 1 0; min-width: 0; max-width: 2.6rem; }}
.columns .number {{ text-align: center; font-size: 0.75rem; line-height: 1.1rem; }}
.columns .bar {{ background: light-dark({ROLES["output"]["light"].fill}, {ROLES["output"]["dark"].fill}); }}
.columns .none {{ border-bottom: 2px dashed currentColor; }}
@container (max-width: 34rem) {{ .columns .many .number {{ display: none; }} }}
</style>"""


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
    st.html(STYLE + "".join(map(_row, rows)))


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
