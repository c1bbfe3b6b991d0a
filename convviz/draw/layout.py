"""Where the grids of a scene go, as numbers: the twin of `player/web/layout.mjs` for pictures of one width.

Lengths are in points, x to the right and y down. Grids stand in lines, left to right, operators between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import Final

from convviz.draw.fonts import width, wrapped
from convviz.draw.planes import extents, measure
from convviz.scene import Grid

TITLE_SIZE: Final = 16.0
NOTE_SIZE: Final = 12.5
NOTE_LINE: Final = 15.5
SIGN_SIZE: Final = 24.0
FRACTION_SIZE: Final = 14.0

_TITLE_HEIGHT = 24.0
_LABEL_GAP = 6.0  # between a label and its grid
_SIGN_WIDTH = 34.0
_LINE_GAP = 20.0
_WIDEST_GAP = 44.0  # between grids of a line, where there is room to spare
_WIDEST_NOTE = 170.0  # longer ones wrap
_PICTURE_SIDE = 9  # a pixel grid is as large as this many numbered cells, however many pixels it has
_SMALLEST_NUMBERED = 14.0  # below this a cell cannot hold a digit: pixels
_READABLE = 20.0  # a cell smaller than this makes the picture taller rather than the numbers smaller
_SIDES = [*map(float, range(56, 24, -1)), *(half / 2 for half in range(48, 6, -1))]  # of cells, to be tried in turn
_NUMBERED_SIDE = 28  # more cells than this a side would only be grey dust with numbers in it
_SIGNS = {"kernel": "∗", "bias": "+", "output": "="}


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one grid.

    Attributes:
        x: left edge of its cells.
        y: their upper edge.
        cell: side of a cell.
        columns: how many cells it is wide, gaps between planes included.
        rows: how many it is high.
        sign: the operation that leads to it.
        sign_width: room for that in front of it.
        note: its note in lines.
        numbered: whether its cells are large enough for numbers.
    """

    x: float
    y: float
    cell: float
    columns: float
    rows: float
    sign: str
    sign_width: float
    note: tuple[str, ...]
    numbered: bool

    @property
    def label_y(self) -> float:
        """Middle of the title."""
        return self.y - _LABEL_GAP - NOTE_LINE * len(self.note) - _TITLE_HEIGHT / 2


@dataclass(frozen=True, slots=True)
class Picture:
    """Grids in place: one slot a grid, in their order, and the height of all."""

    slots: tuple[Slot, ...]
    cell: float
    height: float


def arrange(tracks: Sequence[Sequence[Grid]], room: float, height: float) -> list[Picture]:
    """Lay out the grids of every track in `room` by about `height`; one scale for all: sizes can be compared."""
    sized = [_sized(grids) for grids in tracks]
    lines = [_broken(items, room, height) for items in sized]
    cell = min(_largest_cell(each, room, height) for each in lines)
    return [_placed(each, cell, room) for each in lines]


def arranged(tracks: Sequence[Sequence[Grid]], room: float) -> list[Picture]:
    """The lowest arrangement whose numbers can be read; a picture may be taller than a window."""
    for height in (460, 700, 1000):
        pictures = arrange(tracks, room, height)
        if pictures[0].cell >= _READABLE:
            break
    return pictures


@dataclass(frozen=True, slots=True)
class _Item:
    """A grid and its extent in numbered cells; all pixel grids of a track share one smaller scale."""

    grid: Grid
    scale: float
    columns: float
    rows: float

    @property
    def sign(self) -> str:
        return (self.grid.sign or _SIGNS.get(self.grid.role, "")).strip()

    @property
    def sign_width(self) -> float:
        if not self.sign:
            return 0
        numerator, denominator = self.grid.scale
        if numerator == denominator:
            return _SIGN_WIDTH
        return _SIGN_WIDTH + width(str(max(numerator, denominator)), FRACTION_SIZE, "bold") + 6

    def note(self, cell: float) -> tuple[str, ...]:
        return wrapped(self.grid.note, NOTE_SIZE, max(_WIDEST_NOTE, self.columns * cell))

    def width(self, cell: float) -> float:
        label = [width(line, NOTE_SIZE) for line in self.note(cell)]
        return max(width(self.grid.title, TITLE_SIZE, "bold"), self.columns * cell, *label)

    def label_height(self, cell: float) -> float:
        return _TITLE_HEIGHT + NOTE_LINE * len(self.note(cell)) + _LABEL_GAP


_Line = list[_Item]


def _sized(grids: Sequence[Grid]) -> list[_Item]:
    sides = [max(extents(g.axes)["row"], extents(g.axes)["column"]) for g in grids if g.display == "pixels"]
    shrink = _PICTURE_SIDE / max(_PICTURE_SIDE, *sides, 0)
    items = []
    for grid in grids:
        scale = shrink if grid.display == "pixels" else 1.0
        columns, rows = measure(grid.axes)
        items.append(_Item(grid, scale, columns * scale, rows * scale))
    return items


def _broken(items: list[_Item], room: float, height: float) -> list[_Line]:
    """The way to break the grids into lines that allows the largest cells; fewer lines where that hardly matters."""
    best, best_cell = [items], _largest_cell([items], room, height)
    for lines in _splits(items):
        cell = _largest_cell(lines, room, height)
        if cell > best_cell * 1.12 or (cell >= best_cell and len(lines) < len(best)):
            best, best_cell = lines, cell
    return best


def _splits(items: list[_Item]) -> Iterator[list[_Line]]:
    for breaks in range(1, 2 ** (len(items) - 1)):
        lines: list[_Line] = [[items[0]]]
        for i, item in enumerate(items[1:]):
            if breaks >> i & 1:
                lines.append([])
            lines[-1].append(item)
        yield lines


def _largest_cell(lines: list[_Line], room: float, height: float) -> float:
    for cell in _SIDES:
        if _fits_across(lines, cell, room) and _height(lines, cell) <= height:
            return cell
    return next((quarter / 4 for quarter in range(48, 4, -1) if _fits_across(lines, quarter / 4, room)), 1.0)


def _fits_across(lines: list[_Line], cell: float, room: float) -> bool:
    return all(_line_width(line, cell) <= room for line in lines)


def _line_width(line: _Line, cell: float) -> float:
    return sum(item.sign_width + item.width(cell) for item in line)


def _line_height(line: _Line, cell: float) -> float:
    return _label_height(line, cell) + _rows(line) * cell


def _label_height(line: _Line, cell: float) -> float:
    return max(item.label_height(cell) for item in line)


def _rows(line: _Line) -> float:
    return max(item.rows for item in line)


def _height(lines: list[_Line], cell: float) -> float:
    return sum(_line_height(line, cell) for line in lines) + _LINE_GAP * (len(lines) - 1)


def _placed(lines: list[_Line], cell: float, room: float) -> Picture:
    slots: list[Slot] = []
    y = 0.0
    for line in lines:
        slots += _placed_line(line, cell, y, room)
        y += _line_height(line, cell) + _LINE_GAP
    return Picture(tuple(slots), cell, y - _LINE_GAP)


def _placed_line(line: _Line, cell: float, y: float, room: float) -> Iterator[Slot]:
    """The slots of one line: centred, each grid in the middle of the height below the labels."""
    spare = max(0.0, room - _line_width(line, cell))
    gap = min(_WIDEST_GAP, spare / (len(line) + 1))
    x = (spare - gap * (len(line) - 1)) / 2
    label, tallest = _label_height(line, cell), _rows(line) * cell
    for item in line:
        x += item.sign_width
        yield Slot(
            x=round(x),
            y=round(y + label + (tallest - item.rows * cell) / 2),
            cell=cell * item.scale,
            columns=item.columns / item.scale,
            rows=item.rows / item.scale,
            sign=item.sign,
            sign_width=item.sign_width,
            note=item.note(cell),
            numbered=item.grid.display == "cells" and cell >= _SMALLEST_NUMBERED and _numberable(item.grid),
        )
        x += item.width(cell) + gap


def _numberable(grid: Grid) -> bool:
    return prod(axis.size <= _NUMBERED_SIDE for axis in grid.axes if axis.role in ("row", "column")) == 1
