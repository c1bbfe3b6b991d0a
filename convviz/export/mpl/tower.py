"""Rows of cells below each other, each cell where its axis says; the twin of `player/web/picture/tower.mjs`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from convviz.export.mpl.fonts import width, wrapped
from convviz.export.mpl.lines import NOTE_SIZE, TITLE_SIZE, GridLayout, Slot
from convviz.export.mpl.planes import CellPlace, Planes
from convviz.scene import Grid, GridAxis

_LARGEST: Final = 48.0  # points a cell
_GAP: Final = 46.0  # between rows: room for the paths
_LABEL_GAP: Final = 18.0
_WIDEST_NOTE: Final = 190.0


class TowerRow(Planes):
    """One row in place; of a lone row of cells the only plane."""

    def __init__(self, axis: GridAxis, left: float, columns: float) -> None:
        self._axis, self._left = axis, left
        self.stack, self.tilt, self.shear, self.lean, self.across = False, 1.0, 0.0, 0.0, 1
        self.columns, self.rows, self.lift = columns, 1.0, 0.0

    @cached_property
    def cells(self) -> list[CellPlace]:
        """Every drawn cell."""
        places = (self._axis.first - self._left + i * self._axis.pitch for i in range(self._axis.size))
        return [CellPlace(x, 0.0, 0, 0.0, x) for x in places]


def tower(grids: Sequence[Grid], room: float) -> GridLayout:
    """The rows of a scene, the first on top, in so much room; their labels stand beside them."""
    axes = [grid.axes[0] for grid in grids]
    left = min(axis.first for axis in axes)
    columns = max(axis.first + (axis.size - 1) * axis.pitch + 1 for axis in axes) - left
    notes = [wrapped(grid.note, NOTE_SIZE, _WIDEST_NOTE) for grid in grids]
    words = [width(line, NOTE_SIZE) for note in notes for line in note]
    beside = max(*words, *(width(grid.title, TITLE_SIZE, "bold") for grid in grids)) + _LABEL_GAP
    cell = min(_LARGEST, (room - beside) / columns)
    x = beside + (room - beside - columns * cell) / 2
    slots, y = [], 6.0
    for grid, note in zip(grids, notes, strict=True):
        planes = TowerRow(grid.axes[0], left, columns)
        slots.append(Slot(x, y, cell, planes, "", 0, note, numbers=True, beside=x))
        y += cell + _GAP
    return GridLayout(tuple(slots), y - _GAP + 6)
