"""Counts of a plane as a map with its numbers, tinted as outputs are."""

from __future__ import annotations

from html import escape
from typing import Final

import streamlit as st

from convviz.engine.arrays import Array

MOST_NUMBERED: Final = 18  # columns that can have numbers
SIDE: Final = 2.2  # rem, of a cell where there is room
STRONGEST: Final = 75  # per cent of the colour: more would leave too little contrast for the number on it


def heat_map(counts: Array, label: str) -> None:
    """The map, the first row at the top.

    Args:
        counts: `(rows, columns)`, from 0 on.
        label: says to a screen reader what it is.
    """
    rows, columns = counts.shape
    most = max(1, int(counts.max()))
    numbered = columns <= MOST_NUMBERED
    cells = "".join(
        f'<span style="--share: {STRONGEST * count / most:.0f}%">{count if numbered else ""}</span>'
        for count in counts.ravel().tolist()
    )
    style = f"grid-template-columns: repeat({columns}, minmax(0, 1fr)); max-width: {SIDE * columns:.1f}rem"
    said = escape(f"{label}: {rows} rows of {columns}")
    st.html(f'<div class="heat" role="img" aria-label="{said}" style="{style}">{cells}</div>')
