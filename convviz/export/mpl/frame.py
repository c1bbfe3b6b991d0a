"""What a picture shows at one step, and what of it changes from one to the next."""

from __future__ import annotations

from dataclasses import dataclass

from convviz.export.mpl.cells import GridView, Lit
from convviz.scene import DecodedStep, Playhead


@dataclass(frozen=True, slots=True)
class GridState:
    """What the cells of a grid show, None where nothing is written yet; its lit planes, and the page on show."""

    values: list[float | None]
    lit: Lit = None
    page: int = 0


GridStates = dict[tuple[int, str], GridState]  # of every track and grid


@dataclass(frozen=True, slots=True)
class FrameState:
    """One step of the scene.

    Attributes:
        heads: where every track stands.
        drawn: the step each has on show.
        shown: what all cells show then.
    """

    heads: tuple[Playhead, ...]
    drawn: tuple[DecodedStep, ...]
    shown: GridStates


def changed(grid: GridView, now: GridState, then: GridState | None) -> list[int]:
    """Cells that look otherwise than before."""
    cells = range(len(now.values))
    if then is None:
        return list(cells)
    relit, turned = now.lit != then.lit, now.page != then.page
    return [
        cell
        for cell in cells
        if now.values[cell] != then.values[cell]
        or (relit and grid.rests(cell, now.lit) != grid.rests(cell, then.lit))
        or (turned and grid.hue(cell, now.page) != grid.hue(cell, then.page))
    ]
