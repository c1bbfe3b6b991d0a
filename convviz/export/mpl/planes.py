"""How the planes of a volume lie on paper, in cells; the twin of `player/web/picture/planes.mjs`.

Spread flat, planes are squares side by side and below each other. Stacked, they are sheets seen from above, one below
the other, far enough apart that none hides a cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from math import ceil
from typing import Final, NamedTuple

from convviz.scene import GridAxis
from convviz.scene.schema import AxisRole

GAP: Final = 0.75  # between planes
TILT: Final = 0.56  # height of a row of a sheet
SHEAR: Final = 0.36  # how far a row of a sheet is shifted to the left of the one before


class CellPlace(NamedTuple):
    """Where a drawn cell is.

    Attributes:
        x: of its upper left corner, in cells.
        y: likewise.
        plane: number of its plane, pages counted.
        row: there.
        column: there.
    """

    x: float
    y: float
    plane: int
    row: float
    column: float


def extents(axes: Sequence[GridAxis]) -> dict[str, int]:
    """Size along every role an axis can have; 1 where there is no such axis."""
    return {"page": 1, "block": 1, "plane": 1, "row": 1, "column": 1} | {axis.role: axis.size for axis in axes}


def is_volume(axes: Sequence[GridAxis]) -> bool:
    """Whether there are several planes to lay out."""
    size = extents(axes)
    return size["block"] * size["plane"] > 1


def in_file(axes: Sequence[GridAxis]) -> int:
    """How many planes lie in a single file, beside or below each other, and may be broken into lines.

    1 where they lie both ways.
    """
    size = extents(axes)
    return 1 if min(size["block"], size["plane"]) > 1 else size["block"] * size["plane"]


class Planes:
    """The planes of one grid in place; pages lie on top of each other.

    Attributes:
        stack: whether they are sheets of a stack.
        tilt: height of a row, in cells.
        shear: how far a row is shifted to the left of the one before.
        lean: how far to the right the first row of a sheet starts.
        across: how many of a single file stand side by side before the next line begins; 1: as they lie.
        lift: room above every plane for the bars on its cells; they stand upright, so such planes are never sheets.
        gap: between two lines of planes.
        size: along every role an axis can have.
        right: the role that counts planes to the right.
        down: the one that counts them downwards.
        file: the role whose planes lie in a single file, broken into lines; None where they lie both ways.
        lines: how many there are.
        columns: extent of all.
        rows: likewise.
    """

    def __init__(
        self, axes: Sequence[GridAxis], *, stack: bool = False, across: int = 1, lift: float = 0, gap: float = GAP
    ) -> None:
        self._axes, self.stack, self.lift, self.gap = axes, stack and not lift, lift, gap
        self._asked = across
        self.tilt, self.shear = (TILT, SHEAR) if self.stack else (1.0, 0.0)
        self.size = size = extents(axes)
        self.right, self.down = _directions(axes, self.stack)
        right, down = size[self.right], size[self.down]
        file = 1 if self.stack and right > 1 else in_file(axes)  # piles stay in their row
        self.across = min(across, file) if file > 1 and across > 1 else right
        self.file = (self.right if right > 1 else self.down) if file > 1 else None
        self._pitch = size["column"] + GAP, size["row"] * self.tilt + gap + lift
        self.lean = self.shear * size["row"]
        self.lines = ceil(right * down / self.across)
        self.columns = self.across * self._pitch[0] - GAP + self.lean
        self.rows = self.lines * self._pitch[1] - gap

    def apart(self, gap: float) -> Planes:
        """The same with at least so much between two lines."""
        if gap <= self.gap:
            return self
        return Planes(self._axes, stack=self.stack, across=self._asked, lift=self.lift, gap=gap)

    def rows_apart(self, gap: float) -> float:
        """Height with at least so much between two lines."""
        return self.rows + (self.lines - 1) * max(0, gap - self.gap)

    def first_cell(self, role: AxisRole, index: int) -> int:
        """The first cell of the plane with this index along a role, others 0."""
        cell = 0
        for axis in self._axes:
            cell = cell * axis.size + (index if axis.role == role else 0)
        return cell

    def whereabouts(self, cell: int) -> tuple[int, int]:
        """Of a cell's plane which line it is in, and which place there."""
        x, y = self.corner(cell)
        return round((y - self.lift) / self._pitch[1]), round((x - self.lean) / self._pitch[0])

    @cached_property
    def cells(self) -> list[CellPlace]:
        """Every drawn cell."""
        cells = [{"page": 0, "block": 0, "plane": 0, "row": 0, "column": 0, "number": 0}]
        for axis in self._axes:
            planes = 1 if axis.role in ("row", "column") else axis.size
            counts = planes > 1
            cells = [
                cell | {axis.role: i, "number": cell["number"] * planes + (i if counts else 0)}
                for cell in cells
                for i in range(axis.size)
            ]
        return [self._placed(index) for index in cells]

    def corner(self, cell: int) -> tuple[float, float]:
        """Of the plane of a cell the upper left corner."""
        x, y, _, row, column = self.cells[cell]
        return x - column + self.shear * row, y - row * self.tilt

    def _placed(self, index: dict[str, int]) -> CellPlace:
        line, place = index[self.down], index[self.right]
        if self.file:
            line, place = divmod(index[self.file], self.across)
        row, column = index["row"], index["column"]
        x = self.lean + place * self._pitch[0] + column - self.shear * row
        return CellPlace(x, line * self._pitch[1] + self.lift + row * self.tilt, index["number"], row, column)


def _directions(axes: Sequence[GridAxis], stack: bool) -> tuple[AxisRole, AxisRole]:
    """The roles that count planes to the right and downwards.

    Sheets of one stack are what is innermost: the channels of a filter, the slices of a scan.
    """
    inner = next((axis.role for axis in reversed(axes) if axis.role in ("plane", "block")), "block")
    return ("block", "plane") if stack and inner == "plane" else ("plane", "block")
