"""What a unit sees in a plane: the path counts of the two axes multiplied, as a small picture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import streamlit as st

from convviz.draw.palette import INK, ROLES
from convviz.ui.dilated.stack import Tower
from convviz.ui.roles import INPUT

MOST_NUMBERED: Final = 9  # cells a side; with more the numbers would be dust
FAINTEST: Final = 0.12
SIDE: Final = 360  # pixels of the picture at most

BLUE: Final = ", ".join(ROLES["input"][theme].fill for theme in ("light", "dark"))
BLACK: Final = ", ".join(INK[theme] for theme in ("light", "dark"))
STYLE: Final = f"""<style>
.footprint {{ max-width: {SIDE}px; color: light-dark({BLUE}); }}
.footprint svg {{ display: block; width: 100%; height: auto; }}
.footprint .hole {{ fill: none; stroke: currentColor; stroke-opacity: 0.25; stroke-width: 0.04; }}
.footprint text {{ font-size: 0.34px; text-anchor: middle; dominant-baseline: central; fill: light-dark({BLACK}); }}
</style>"""


def footprint(tower: Tower) -> None:
    """The picture, and what it shows."""
    counts = tower.free
    st.html(STYLE + f'<div class="footprint">{picture(counts)}</div>')


def words(tower: Tower) -> list[str]:
    """The numbers of the picture."""
    counts, field, touched = tower.free, tower.field.receptive, tower.touched
    most = max(counts)
    holes = (
        f"The {field**2 - touched**2} cells without any path are the holes: the picture is a lattice."
        if touched < field
        else "No cell is left out."
    )
    return [
        f"Down and across are independent, so in a plane a cell has the paths of its row times those of its column: at "
        f"most {most:,} · {most:,} = **{most**2:,}**, in a corner {counts[0]} · {counts[-1]} = "
        f"**{counts[0] * counts[-1]}**. Of {field} × {field} = {field**2:,} {INPUT} cells, {touched} · {touched} = "
        f"**{touched**2:,}** are touched. {holes} The darker, the more paths."
    ]


def picture(counts: Sequence[int]) -> str:
    """The outer product of the counts with themselves as SVG: cells with as many paths are one shape."""
    side, most = len(counts), max(counts) ** 2
    alike: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row, down in enumerate(counts):
        for column, across in enumerate(counts):
            alike[down * across].append((row, column))
    shapes = [_shape(paths, most, cells) for paths, cells in sorted(alike.items())]
    texts = [
        f'<text x="{column + 0.5}" y="{row + 0.5}">{paths}</text>'
        for paths, cells in alike.items()
        for row, column in (cells if side <= MOST_NUMBERED else ())
    ]
    name = f"Paths from one unit to {side} by {side} input cells, most in the middle: {most}"
    box = f"-0.1 -0.1 {side + 0.2} {side + 0.2}"
    return f'<svg viewBox="{box}" role="img" aria-label="{name}">{"".join(shapes + texts)}</svg>'


def _shape(paths: int, most: int, cells: Sequence[tuple[int, int]]) -> str:
    squares = "".join(f"M{column + 0.04:g} {row + 0.04:g}h.92v.92h-.92z" for row, column in cells)
    if not paths:
        return f'<path class="hole" d="{squares}"/>'
    strength = FAINTEST + (1 - FAINTEST) * paths / most
    return f'<path fill="currentColor" fill-opacity="{strength:.3f}" d="{squares}"/>'
