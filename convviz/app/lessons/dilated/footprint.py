"""What a unit sees in a plane: the path counts of the two axes multiplied, as a small picture."""

from __future__ import annotations

from base64 import b64encode
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import streamlit as st

from convviz.app.lessons.dilated.model_stack import DilatedStackModel
from convviz.app.markup import INPUT
from convviz.palette import ROLES

FAINTEST: Final = 0.1  # of the colour where a single path leads
HOLE: Final = 0.3  # of it in the frame round a cell that none leads to
SIDE: Final = 340  # pixels of the picture at most
BLUE: Final = ", ".join(ROLES["input"][theme].fill for theme in ("light", "dark"))


def footprint(stack: DilatedStackModel) -> None:
    """The picture, in the colour of inputs: a mask that follows the visitor's theme."""
    field = stack.field.receptive
    name = f"Paths from one unit to {field} by {field} input cells: {max(stack.free) ** 2} at most"
    mask = f'url("data:image/svg+xml;base64,{b64encode(picture(stack.free).encode()).decode()}")'
    style = (
        f".footprint {{ width: 100%; max-width: {SIDE}px; aspect-ratio: 1; background: light-dark({BLUE}); "
        f"mask: {mask} center / contain no-repeat; }}"
    )
    st.html(f'<style>{style}</style><div class="footprint" role="img" aria-label="{name}"></div>')


def words(stack: DilatedStackModel) -> list[str]:
    """The numbers of the picture."""
    counts, field, touched = stack.free, stack.field.receptive, stack.touched
    most = max(counts)
    holes = (
        f"The {field**2 - touched**2:,} empty cells are the holes, which no path leads to."
        if touched < field
        else "No cell is left out."
    )
    return [
        f"Down and across are independent, so in a plane a cell has the paths of its row times those of its column: at "
        f"most {most:,} · {most:,} = **{most**2:,}**, in a corner {counts[0]} · {counts[-1]} = "
        f"**{counts[0] * counts[-1]}**. The stronger its colour, the more paths lead to a cell.",
        f"Of {field} × {field} = {field**2:,} {INPUT} cells, {touched} · {touched} = **{touched**2:,}** are touched. "
        f"{holes}",
    ]


def picture(counts: Sequence[int]) -> str:
    """The outer product of the counts with themselves as SVG: cells with as many paths are one shape."""
    most = max(counts) ** 2
    alike: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row, down in enumerate(counts):
        for column, across in enumerate(counts):
            alike[down * across].append((row, column))
    shapes = "".join(_shape(paths, most, cells) for paths, cells in sorted(alike.items()))
    side = len(counts)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">{shapes}</svg>'


def _shape(paths: int, most: int, cells: Sequence[tuple[int, int]]) -> str:
    squares = "".join(f"M{column + 0.04:g} {row + 0.04:g}h.92v.92h-.92z" for row, column in cells)
    if not paths:
        return f'<path fill="none" stroke="#000" stroke-opacity="{HOLE}" stroke-width=".06" d="{squares}"/>'
    return f'<path fill-opacity="{FAINTEST + (1 - FAINTEST) * paths / most:.3f}" d="{squares}"/>'
