"""Grids in lines, left to right, operators between them: how wide and high they are, and where each then goes.

Lengths are in points, x to the right and y down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Final, NamedTuple

from convviz.export.mpl.bars import lift_of
from convviz.export.mpl.fonts import width, wrapped
from convviz.export.mpl.margins import NOTHING, RULER, SMALLEST_NUMBERED, Asked, Margins, MarginText
from convviz.export.mpl.planes import Planes, extents
from convviz.scene import Grid
from convviz.scene.schema import Display

TITLE_SIZE: Final = 16.0
NOTE_SIZE: Final = 12.5
NOTE_LINE: Final = 15.5
SIGN_SIZE: Final = 24.0
FRACTION_SIZE: Final = 14.0
LINE_GAP: Final = 20.0
PAGE_LINE: Final = 20.0  # below a grid with pages: which of them is on show

_TITLE_HEIGHT = 24.0
_LABEL_GAP = 6.0  # between a label and its grid
_NOTE_GAP = 8.0  # between a title and the note beside it
_SIGN_WIDTH = 34.0
_SPARE_OF_SIGN = 2.0  # at its right
_SPACE = 6.0  # between a grid and the margin of the next, where no sign stands between them
_WIDEST_GAP = 44.0  # between grids of a line, where there is room to spare
# A pixel grid is as large as this many cells of the kernel, however many pixels it has; one of numbers with more cells
# than this a side is shrunk likewise: the kernel stays readable.
_LARGEST_SIDE: Final[dict[Display, int]] = {"pixels": 9, "cells": 12, "bars": 12}
_NUMBERED_SIDE = 36  # more cells than this a side would only be grey dust with numbers in it
_SIGNS = {"kernel": "∗", "bias": "+", "output": "="}


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one grid.

    Attributes:
        x: left edge of its cells.
        y: their upper edge.
        cell: side of a cell.
        planes: where each of its cells is, in cells.
        sign: the operation that leads to it.
        sign_width: room for that in front of it.
        note: its note in lines.
        numbers: whether its cells hold numbers, where they are large enough.
        beside: how far to the left of its cells its label begins, where that does not stand above them.
        head: room above its cells for names and numbers.
        lead: room in front of them for these and the sign.
        texts: these names and numbers.
        note_x: how far behind the beginning of the title the note stands; 0: below it.
        strips: whether its cells show a second number at their foot, where they are large enough.
        smallest_text: size of type below which no number in it goes; 0: any will do.
    """

    x: float
    y: float
    cell: float
    planes: Planes
    sign: str
    sign_width: float
    note: tuple[str, ...]
    numbers: bool
    beside: float = 0.0
    head: float = 0.0
    lead: float = 0.0
    texts: tuple[MarginText, ...] = ()
    note_x: float = 0.0
    strips: bool = True
    smallest_text: float = 0.0

    @property
    def numbered(self) -> bool:
        """Whether its cells hold numbers."""
        return self.numbers and self.cell * self.planes.tilt >= SMALLEST_NUMBERED

    @property
    def width(self) -> float:
        """Of all cells, gaps between planes included."""
        return self.planes.columns * self.cell

    @property
    def height(self) -> float:
        """Likewise."""
        return self.planes.rows * self.cell

    @property
    def label_y(self) -> float:
        """Middle of the title."""
        below = 0 if self.note_x else len(self.note)
        if self.beside:
            return self.y + self.cell / 2 - 9.5 * below
        return self.y - self.head - _LABEL_GAP - NOTE_LINE * below - _TITLE_HEIGHT / 2


@dataclass(frozen=True, slots=True)
class GridLayout:
    """Grids in place: one slot a grid, in their order, and how high and wide all are, labels included."""

    slots: tuple[Slot, ...]
    height: float
    width: float

    @property
    def lowest(self) -> float:
        """Height of the lowest cell that may hold a number."""
        return min((slot.cell * slot.planes.tilt for slot in self.slots if slot.numbers), default=inf)


class GridSizes(NamedTuple):
    """How large a grid is, in points.

    Attributes:
        width: with its label.
        label: height of that.
        head: height of the margin above its cells.
        body: height of these.
        foot: height of the margin below, and of the line that says which page is on show.
        lead: width of the sign and the margin in front of them; the margin may reach into the room of the sign.
        note_x: how far behind the beginning of the title the note may stand; 0: not on its line.
    """

    width: float
    label: float
    head: float
    body: float
    foot: float
    lead: float
    note_x: float


@dataclass(frozen=True, slots=True)
class LabelStyle:
    """How what stands round a grid is set.

    Attributes:
        note_room: width from which on a note wraps, where its grid is not wider.
        beside: whether it may stand on the line of the title.
        ruler: size of the numbers of rows and columns.
        ruled: side that cells keep beside these, if they have it without.
    """

    note_room: float = 170.0
    beside: bool = False
    ruler: float = RULER
    ruled: float = 20.0


TALL_LABELS: Final = LabelStyle()


@dataclass(frozen=True, slots=True)
class GridItem:
    """A grid and its extent in cells of the kernel.

    Attributes:
        grid: what is drawn.
        scale: side of its cells, in cells of the kernel.
        planes: how its cells lie.
        margins: what stands round these.
        labels: how title and note are set.
    """

    grid: Grid
    scale: float
    planes: Planes
    margins: Margins
    labels: LabelStyle = TALL_LABELS
    _sizes: dict[float, GridSizes] = field(default_factory=dict, compare=False)

    @property
    def columns(self) -> float:
        """How wide it is."""
        return self.planes.columns * self.scale

    def sizes(self, cell: float) -> GridSizes:
        """How large all is, at a cell of the kernel."""
        if cell not in self._sizes:
            self._sizes[cell] = self._measured(cell)
        return self._sizes[cell]

    def _measured(self, cell: float) -> GridSizes:
        side, margins = cell * self.scale, self.margins
        left, sign = margins.left(side), self.sign_width
        return GridSizes(
            width=max(self.width(cell), self.columns * cell + margins.overhang(side)),
            label=self.label_height(cell),
            head=margins.head(side),
            body=self.planes.rows_apart(margins.gap(side) / side) * side,
            foot=margins.foot(side) + (PAGE_LINE if self.planes.size["page"] > 1 else 0),
            note_x=self._note_x(cell),
            lead=sign + (max(0, left + (-_SPARE_OF_SIGN if sign else _SPACE)) if left else 0),
        )

    @property
    def sign(self) -> str:
        """The operation that leads to it."""
        return (self.grid.sign or _SIGNS.get(self.grid.role, "")).strip()

    @property
    def sign_width(self) -> float:
        """Room for that in front of it."""
        if not self.sign:
            return 0
        numerator, denominator = self.grid.scale
        if numerator == denominator:
            return _SIGN_WIDTH
        return _SIGN_WIDTH + width(str(max(numerator, denominator)), FRACTION_SIZE, "bold") + 6

    def note(self, cell: float) -> tuple[str, ...]:
        """Its note in lines, at a side of cells in points."""
        return wrapped(self.grid.note, NOTE_SIZE, max(self.labels.note_room, self.columns * cell))

    def width(self, cell: float) -> float:
        """With its label, in points."""
        label = [width(line, NOTE_SIZE) for line in self.note(cell)]
        return max(width(self.grid.title, TITLE_SIZE, "bold"), self.columns * cell, *label)

    def label_height(self, cell: float) -> float:
        """Of title and note, in points."""
        return _TITLE_HEIGHT + NOTE_LINE * len(self.note(cell)) + _LABEL_GAP

    def _note_x(self, cell: float) -> float:
        if not self.labels.beside:
            return 0
        x = width(self.grid.title, TITLE_SIZE, "bold") + _NOTE_GAP
        return x if x + width(self.grid.note, NOTE_SIZE) <= self.width(cell) else 0


Line = list[GridItem]


def sized(
    grids: Sequence[Grid],
    *,
    stack: bool,
    across: int,
    even: bool = False,
    asked: Asked = NOTHING,
    labels: LabelStyle = TALL_LABELS,
) -> list[GridItem]:
    """All pixel grids share one smaller scale, so do all numbered ones, so that sizes can be compared.

    Args:
        grids: of one track.
        stack: whether their planes are stacked.
        across: how many stand side by side.
        even: leaves numbered ones as large as the kernel.
        asked: what their margins are to hold.
        labels: how what stands round them is set.
    """
    shrunk = [grid for grid in grids if grid.role not in ("kernel", "bias") and not (even and grid.display == "cells")]
    kept = max(_LARGEST_SIDE["cells"], _largest([grid for grid in grids if grid not in shrunk], "cells"))
    sides = {**_LARGEST_SIDE, "cells": kept}  # beside a large matrix all is as large
    scale = {display: side / max(side, _largest(shrunk, display)) for display, side in sides.items()}
    items = []
    for grid in grids:
        planes = Planes(grid.axes, stack=stack, across=across, lift=lift_of(grid))
        margins = Margins(grid, planes, Asked(asked.names, asked.rulers and numberable(grid)), labels.ruler)
        items.append(GridItem(grid, scale[grid.display] if grid in shrunk else 1, planes, margins, labels))
    return items


def _largest(grids: Sequence[Grid], display: Display) -> int:
    sides = [extents(grid.axes) for grid in grids if grid.display == display]
    return max((max(size["row"], size["column"]) for size in sides), default=0)


def most_cell(lines: list[Line], room: float, height: float) -> float:
    """A side that cells cannot be larger than, whatever their labels take."""
    across = min((room - sum(item.sign_width for item in line)) / sum(item.columns for item in line) for line in lines)
    labels = len(lines) * (_TITLE_HEIGHT + _LABEL_GAP) + LINE_GAP * (len(lines) - 1)
    rows = sum(max(item.planes.rows * item.scale for item in line) for line in lines)
    return min(across, (height - labels) / rows)


def fits_across(lines: list[Line], cell: float, room: float) -> bool:
    """Whether cells of this side leave every line short enough."""
    return all(_line_width(line, cell) <= room for line in lines)


def _line_width(line: Line, cell: float) -> float:
    return sum(item.sizes(cell).lead + item.sizes(cell).width for item in line)


def _line_height(line: Line, cell: float) -> float:
    return (
        _before(line, cell) + max(item.sizes(cell).body for item in line) + max(item.sizes(cell).foot for item in line)
    )


def _before(line: Line, cell: float) -> float:
    """Height above the cells: labels and margins."""
    label = max(item.sizes(cell).label for item in line)
    if _on_one_line(line, cell):
        label = _TITLE_HEIGHT + _LABEL_GAP
    return label + max(item.sizes(cell).head for item in line)


def _on_one_line(line: Line, cell: float) -> bool:
    """Whether all labels of a line have their notes beside their titles."""
    return all(item.sizes(cell).note_x for item in line)


def height_of(lines: list[Line], cell: float) -> float:
    """Of all lines."""
    return sum(_line_height(line, cell) for line in lines) + LINE_GAP * (len(lines) - 1)


def placed(lines: list[Line], cell: float, room: float) -> GridLayout:
    """Lines below each other, in the middle of their room."""
    slots: list[Slot] = []
    y = 0.0
    for line in lines:
        slots += _placed_line(line, cell, y, room)
        y += _line_height(line, cell) + LINE_GAP
    return GridLayout(tuple(slots), y - LINE_GAP, max(_line_width(line, cell) for line in lines))


def _placed_line(line: Line, cell: float, y: float, room: float) -> Iterator[Slot]:
    """The slots of one line: centred, each grid in the middle of the height below the labels."""
    spare = max(0.0, room - _line_width(line, cell))
    gap = min(_WIDEST_GAP, spare / (len(line) + 1))
    x = (spare - gap * (len(line) - 1)) / 2
    above, tallest = _before(line, cell), max(item.sizes(cell).body for item in line)
    for item in line:
        sizes, side = item.sizes(cell), cell * item.scale
        x += sizes.lead
        yield Slot(
            x=round(x),
            y=round(y + above + (tallest - sizes.body) / 2),
            cell=side,
            planes=item.planes.apart(item.margins.gap(side) / side),
            sign=item.sign,
            sign_width=item.sign_width,
            note=item.note(cell),
            numbers=numberable(item.grid),
            head=sizes.head,
            lead=sizes.lead,
            texts=tuple(item.margins.texts(side)),
            note_x=sizes.note_x if _on_one_line(line, cell) else 0,
        )
        x += sizes.width + gap


def has_numbers(grid: Grid) -> bool:
    """Whether it shows numbers rather than a picture."""
    return grid.display != "pixels"


def numberable(grid: Grid) -> bool:
    """Whether numbers stand in its cells where these are large enough."""
    size = extents(grid.axes)
    return has_numbers(grid) and max(size["row"], size["column"]) <= _NUMBERED_SIDE
