"""Rows of cells below each other, each cell where its axis says; the twin of `player/web/picture/tower.mjs`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from math import inf
from typing import Final

from convviz.export.mpl.fonts import width, wrapped
from convviz.export.mpl.lines import NOTE_LINE, NOTE_SIZE, TITLE_SIZE, GridLayout, Slot
from convviz.export.mpl.planes import CellPlace, Planes
from convviz.scene import Grid, GridAxis

_LARGEST: Final = 48.0  # points a cell
_GAP: Final = 46.0  # between rows: room for the paths
_LEAST_GAP: Final = 0.5  # likewise, in cells, where there is little height
_MARGIN: Final = 6.0  # above the first row and below the last
_LABEL_GAP: Final = 18.0  # between a label and its row
_NOTE_GAP: Final = 8.0  # between a title and the note beside it
_TITLE_LINE: Final = 20.0
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


def tower(grids: Sequence[Grid], room: float, height: float = inf) -> GridLayout:
    """The rows of a scene, the first on top, in so much room and height; their labels stand beside them."""
    axes, count = [grid.axes[0] for grid in grids], len(grids)
    left = min(axis.first for axis in axes)
    columns = max(axis.first + (axis.size - 1) * axis.pitch + 1 for axis in axes) - left
    labels = [_Label(grid, one_line=False) for grid in grids]
    if height / count < max(label.height for label in labels):
        labels = [_Label(grid, one_line=True) for grid in grids]
    beside, tallest = (max(sizes) for sizes in zip(*((label.width, label.height) for label in labels), strict=True))
    beside += _LABEL_GAP
    fitting = (height - 2 * _MARGIN) / (count + _LEAST_GAP * (count - 1))
    cell = min(_LARGEST, (room - beside) / columns, fitting)
    margin = max(_MARGIN, (tallest - cell) / 2)
    gap = min(_GAP, (height - 2 * margin - count * cell) / max(1, count - 1))
    x = beside + (room - beside - columns * cell) / 2
    slots, y = [], margin
    for grid, label in zip(grids, labels, strict=True):
        planes = TowerRow(grid.axes[0], left, columns)
        slots.append(Slot(x, y, cell, planes, "", 0, label.note, numbers=True, beside=x, note_x=label.note_x))
        y += cell + gap
    return GridLayout(tuple(slots), y - gap + margin, room)


class _Label:
    """Title and note of a row, below each other or on one line.

    Attributes:
        note: in lines.
        note_x: how far behind the beginning of the title it stands; 0: below that.
        width: of both.
        height: likewise.
    """

    def __init__(self, grid: Grid, *, one_line: bool) -> None:
        title = width(grid.title, TITLE_SIZE, "bold")
        self.note = (grid.note,) if one_line else wrapped(grid.note, NOTE_SIZE, _WIDEST_NOTE)
        self.note_x = title + _NOTE_GAP if one_line else 0.0
        notes = [self.note_x + width(line, NOTE_SIZE) for line in self.note]
        self.width = max(title, *notes)
        self.height = _TITLE_LINE + (0 if one_line else NOTE_LINE * len(self.note))
