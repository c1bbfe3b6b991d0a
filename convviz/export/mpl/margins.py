"""What stands round the planes of a grid: their names, and rulers that count rows and columns.

The twin of `player/web/picture/margins.mjs`. Lengths are in points, x to the right and y down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from convviz.export.mpl.fonts import DIGIT_HEIGHT, width
from convviz.export.mpl.planes import GAP, Planes
from convviz.scene import Grid, GridAxis
from convviz.scene.places import first_of
from convviz.scene.plane_names import PlaneName, plane_names

SMALLEST_NUMBERED: Final = 14.0  # below this a cell cannot hold a digit
SMALLEST_RULED: Final = 18.0  # below this numbers beside a cell would be larger than those in it
NAME, RULER = 11.0, 9.5  # sizes of type

_NAME_HEIGHT, _RULER_HEIGHT = 17.0, 14.0  # of a line of it with the space below
_STICKS_OUT: Final = 30.0  # so far may a name beside a sheet reach to the left of its stack
_LOWEST_NAMED: Final = 28.0  # of a plane
_FEW: Final = 5  # weights a side
_BELOW: Final = 5.0  # between the baseline of a text and the cells below
_BESIDE: Final = 6.0  # between a number or a name and the cells at its right

Kind = Literal["name", "ruler"]
Form = Literal["full", "short", ""]
Align = Literal["left", "center", "right"]


class Asked(NamedTuple):
    """What a margin is to hold, where that fits.

    Attributes:
        names: of planes.
        rulers: numbers of rows and columns.
    """

    names: bool = False
    rulers: bool = False


NOTHING: Final = Asked()


@dataclass(frozen=True, slots=True)
class MarginText:
    """A name or a number.

    Attributes:
        text: what is written.
        x: end, start or middle of its baseline, from the corner of the cells.
        y: likewise.
        kind: "name" or "ruler".
        cell: the first of the plane it names; -1 where that is several of different colours.
        align: which of these x is.
        upwards: whether it is turned by a quarter, y being its middle.
        size: of type.
    """

    text: str
    x: float
    y: float
    kind: Kind
    cell: int
    align: Align
    upwards: bool = False
    size: float = NAME


class Margins:
    """The margins of one grid.

    Spread planes have their names above them; where they lie both ways, the columns of planes above the first line and
    the lines at the left, upwards. Sheets of one stack have theirs beside them, in the corner that the first row
    leaves free. Rulers stand above the planes of the first line and at the left of the leftmost, below cells with bars.

    All methods take the side of a cell.

    Args:
        grid: what they are of.
        planes: how its cells lie.
        asked: what they are to hold.
        ruler: size of the numbers.
    """

    def __init__(self, grid: Grid, planes: Planes, asked: Asked, ruler: float = RULER) -> None:
        self._grid, self._planes, self._asked, self._size = grid, planes, asked, ruler
        names = plane_names(grid) if asked.names else {}
        self._right = names.get(planes.file or planes.right)
        self._down = None if planes.file else names.get(planes.down)
        self._widths = [_widths(each) for each in (self._right, self._down)]
        self._beside = planes.stack and planes.file is not None and planes.across == 1  # a single stack
        ruled = asked.rulers and not planes.stack and _is_counted(grid)
        self._rows, self._columns = (_numbers(grid, role) if ruled else None for role in ("row", "column"))
        self._ruler = max((width(text, ruler) for text in self._rows), default=0) + _BESIDE if self._rows else 0

    def head(self, side: float) -> float:
        """Height above the cells of the first line."""
        name = _NAME_HEIGHT if self._form(side) and not self._beside else 0
        return max(name + self._raised(side), self._beyond(side))

    def foot(self, side: float) -> float:
        """Height below the last line."""
        below = self._is_ruled(side) and self._columns and self._planes.lift
        return max(_RULER_HEIGHT if below else 0, self._beyond(side))

    def left(self, side: float) -> float:
        """Width at the left of the cells."""
        if not self._planes.stack:
            return self._ruler_width(side) + (_NAME_HEIGHT if self._form_down(side) else 0)
        form, widths = (self._form(side), self._widths[0]) if self._beside else (self._form_down(side), self._widths[1])
        return max(0, widths[form] - self._corner(side)) if form else 0

    def overhang(self, side: float) -> float:
        """How far the last name stands out at the right."""
        form = self._form(side)
        if not form or self._beside:
            return 0
        return max(0, self._widths[0][form] - self._planes.size["column"] * side)

    def gap(self, side: float) -> float:
        """The least there must be between two lines of planes, for the names of the lower one."""
        return _NAME_HEIGHT if self._planes.file and not self._beside and self._form(side) else 0

    def texts(self, side: float) -> Iterator[MarginText]:
        """All names and numbers, with the planes as far apart as they ask for."""
        planes = self._planes.apart(self.gap(side) / side)
        yield from self._named(planes, side)
        yield from self._named_lines(planes, side)
        yield from self._counted(planes, side)

    def _named(self, planes: Planes, side: float) -> Iterator[MarginText]:
        form = self._form(side)
        for i, name in enumerate(self._right or () if form else ()):
            first = planes.first_cell(planes.file or planes.right, i)
            cell = planes.cells[first]
            x, y = cell.x * side, (cell.y - planes.lift) * side
            whose, text = first if planes.file else -1, _written(name, form)
            if self._beside:
                yield self._beside_sheet(text, x, y, side, whose)
            else:
                line, _ = planes.whereabouts(first)
                yield MarginText(text, x, y - _BELOW - (0 if line else self._raised(side)), "name", whose, "left")

    def _named_lines(self, planes: Planes, side: float) -> Iterator[MarginText]:
        form = self._form_down(side)
        for i, name in enumerate(self._down or () if form else ()):
            first = planes.first_cell(planes.down, i)
            x, y = planes.cells[first].x * side, planes.cells[first].y * side
            text = _written(name, form)
            if planes.stack:
                yield self._beside_sheet(text, x, y, side, first)
                continue
            left, middle = x - self._ruler_width(side) - _BESIDE, y + planes.size["row"] * side / 2
            if form == "full":
                yield MarginText(text, left, middle, "name", first, "center", upwards=True)
            else:
                yield MarginText(text, left, middle + NAME * DIGIT_HEIGHT / 2, "name", first, "right")

    def _beside_sheet(self, text: str, x: float, y: float, side: float, cell: int) -> MarginText:
        baseline = self._baseline(side)
        return MarginText(text, x - self._leaning(baseline) - _BESIDE, y + baseline, "name", cell, "right")

    def _counted(self, planes: Planes, side: float) -> Iterator[MarginText]:
        if not self._is_ruled(side):
            return
        size = planes.size
        counted = planes.lines - 1 if planes.lift else 0
        below = side + _RULER_HEIGHT - 2 if planes.lift else 1 - _BELOW
        for first in range(0, len(planes.cells) // size["page"], size["row"] * size["column"]):
            x, y = planes.cells[first].x * side, planes.cells[first].y * side
            line, place = planes.whereabouts(first)
            for i, text in enumerate(self._columns or () if line == counted else ()):
                yield self._number(text, x + (i + 0.5) * side, y + below, first, "center")
            for i, text in enumerate(self._rows or () if place == 0 else ()):
                middle = y + (i + 0.5) * side
                yield self._number(text, x - _BESIDE, middle + self._size * DIGIT_HEIGHT / 2, first, "right")

    def _number(self, text: str, x: float, y: float, cell: int, align: Align) -> MarginText:
        return MarginText(text, x, y, "ruler", cell, align, size=self._size)

    def _form(self, side: float) -> Form:
        """How the names above fit."""
        if not self._right or self._is_tiny(side):
            return ""
        room = (
            self._corner(side) + _STICKS_OUT if self._beside else (self._planes.size["column"] + GAP) * side - _BESIDE
        )
        return _longest_within(self._widths[0], room)

    def _form_down(self, side: float) -> Form:
        """And those of lines, upwards if they are in full."""
        if not self._down or self._is_tiny(side):
            return ""
        if self._planes.stack:
            return _longest_within(self._widths[1], self._corner(side) + _STICKS_OUT)
        full, short, rows = self._widths[1]["full"], self._widths[1]["short"], self._planes.size["row"]
        if full > short and full <= (rows + GAP) * side - _BESIDE:
            return "full"
        return "short" if rows * side >= NAME else ""

    def _is_tiny(self, side: float) -> bool:
        """Whether a plane is hardly larger than its name, and its cells too small for numbers."""
        return side < SMALLEST_NUMBERED and self._planes.size["row"] * self._planes.tilt * side < _LOWEST_NAMED

    def _baseline(self, side: float) -> float:
        """Of a name beside a sheet, below its upper edge.

        It is in the middle of the first row, but rows of pixels are lower than it.
        """
        return max(self._planes.tilt * side / 2, NAME * DIGIT_HEIGHT / 2) + NAME * DIGIT_HEIGHT / 2

    def _leaning(self, below: float) -> float:
        """How far to the left a sheet has come so far below its upper edge."""
        return self._planes.shear / self._planes.tilt * below

    def _corner(self, side: float) -> float:
        """Width that a sheet leaves free at the left of its first row."""
        return self._planes.lean * side - self._leaning(self._baseline(side)) - _BESIDE

    def _raised(self, side: float) -> float:
        """Height of the numbers above the first line."""
        return _RULER_HEIGHT if self._is_ruled(side) and self._columns and not self._planes.lift else 0

    def _beyond(self, side: float) -> float:
        """How far the name of a line, upwards, is longer than that at either end."""
        if self._planes.stack or self._form_down(side) != "full":
            return 0
        return max(0, (self._widths[1]["full"] - self._planes.size["row"] * side) / 2)

    def _is_ruled(self, side: float) -> bool:
        return bool(self._rows or self._columns) and side >= SMALLEST_RULED

    def _ruler_width(self, side: float) -> float:
        return self._ruler if self._is_ruled(side) else 0


def _widths(names: Sequence[PlaneName] | None) -> dict[str, float]:
    forms = {"full": [name.full for name in names or ()], "short": [name.short for name in names or ()]}
    return {form: max((width(text, NAME, "bold") for text in texts), default=0) for form, texts in forms.items()}


def _longest_within(widths: dict[str, float], room: float) -> Form:
    return "full" if widths["full"] <= room else "short" if widths["short"] <= room else ""


def _written(name: PlaneName, form: Form) -> str:
    return name.full if form == "full" else name.short


def _is_counted(grid: Grid) -> bool:
    """The rows and columns of a kernel are so few that they are counted sooner without a ruler."""
    if grid.role == "bias":
        return False
    return grid.role != "kernel" or any(axis.size > _FEW for axis in grid.axes[-2:])


def _numbers(grid: Grid, role: str) -> list[str] | None:
    """What is beside each row or above each column: its number from 1, nothing for padding; None for a lone one."""
    axis = next((axis for axis in grid.axes if axis.role == role), None)
    numbers = [_number(axis, i) for i in range(axis.size)] if axis else []
    return numbers if sum(map(bool, numbers)) > 1 else None


def _number(axis: GridAxis, i: int) -> str:
    if axis.kind and axis.kind[i] == "p":
        return ""
    return axis.names[i] if axis.names else str(i - (first_of(axis) if axis.source else 0) + 1)
