"""Where a cell is, in words, counted from 1 as people do: the twin of `player/web/scene/places.mjs`.

Code, links and files count from 0: `indexed`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from convviz.scene.schema import Grid, GridAxis

MINUS: Final = "\N{MINUS SIGN}"  # a hyphen is too short to be seen from the last row
_SEVERAL: Final = {"kernels": "kernel", "filters": "filter", "maps": "map"}  # titles that name several of something

Entry = tuple[GridAxis, int]  # an axis, and where a cell lies along it, from 0 without its padding


def first_of(axis: GridAxis) -> int:
    """The drawn index of cell 0 of an axis: the first that is no padding. Zeros put in and cells cut off count."""
    return len(axis.kind) - len(axis.kind.lstrip("p"))


def indexed(axes: Sequence[GridAxis], cell: int) -> str:
    """A drawn cell as code would index it, "[1, 2]"; other axes than rows and columns only where they have entries.

    Border cells lie before 0 or after the last index of what they surround. A cell with a name is called by that.
    """
    if axes and axes[-1].names:
        return axes[-1].names[cell]
    return f"[{', '.join(_written(index) for axis, index in _entries(axes, cell) if axis.size > 1 or _is_plane(axis))}]"


def named(grid: Grid, cell: int, last: int | None = None) -> str:
    """A cell with the name of its grid.

    "output row 2, column 3"; "output 3" where there is one axis; "filter 2, channel 1, row 1, column 1" of the grid
    "filters". Padding is called so, and counted on before 1 and after the last: "input padding at row 0, column 2".

    Args:
        grid: whose.
        cell: drawn, flat.
        last: the last of several cells; what all have in common is named, as "shuffled map 3".
    """
    words = place(grid, cell, last)
    one = _SEVERAL.get(grid.title, grid.title)
    if grid.axes and grid.axes[-1].names:
        return f"{one} {words}"
    if _is_padding(grid.axes, cell):
        return f"{grid.title} padding at {words}"
    if grid.title in _SEVERAL and any(axis.size > 1 and not _is_plane(axis) for axis in grid.axes):
        return words
    return f"{one}{_separator(grid, words)}{words}" if words else one


def place(grid: Grid, cell: int, last: int | None = None) -> str:
    """A cell within its grid: "row 2, column 3", "3" where there is one axis, or its name."""
    axes = grid.axes
    if axes and axes[-1].names:
        return axes[-1].names[cell]
    ends = _entries(axes, cell if last is None else last)
    told = [
        entry
        for entry, end in zip(_entries(axes, cell), ends, strict=True)
        if _is_told(entry[0], axes) and entry[1] == end[1]
    ]
    if _is_alone(grid, told):
        return _written(told[0][1] + 1)
    return ", ".join(f"{word_of(grid, axis, n)} {_written(index + 1)}" for n, (axis, index) in enumerate(told))


def listed(grid: Grid, cells: Sequence[int]) -> str:
    """Several cells of one grid: "layer 1, units 1, 3 and 5"."""
    axes = grid.axes
    if axes and axes[-1].names:
        title = grid.title if len(cells) > 1 else _SEVERAL.get(grid.title, grid.title)
        return f"{title} {enumerated([place(grid, cell) for cell in cells])}"
    if len(cells) == 1:
        return named(grid, cells[0])
    told = [[entry for entry in _entries(axes, cell) if _is_told(entry[0], axes)] for cell in cells]
    if len(told[0]) > 1:
        return f"{grid.title} at {'; '.join(place(grid, cell) for cell in cells)}"
    numbers = [
        f"{_written(index + 1)}{' (padding)' if _is_padding(axes, cell) else ''}"
        for ((_, index),), cell in zip(told, cells, strict=True)
    ]
    words = "" if _is_alone(grid, told[0]) else f"{word_of(grid, told[0][0][0], 0)}s "
    return f"{grid.title}{_separator(grid, words)}{words}{enumerated(numbers)}"


def enumerated(texts: Sequence[str]) -> str:
    """One after the other: "1, 3 and 5"."""
    *others, last = texts
    return f"{', '.join(others)} and {last}" if others else last


def spoken(grid: Grid, axis: GridAxis) -> str:
    """What the entries of an axis are called.

    A feature map is a channel that is written, a slice is a step in depth.
    """
    if axis.name == "depth":
        return "slice"
    return "map" if axis.name == "channel" and grid.role == "output" else axis.name


def is_line(grid: Grid) -> bool:
    """Whether the cells of a grid have a single number, that of a column without rows."""
    *others, last = grid.axes
    return last.name == "column" and all(axis.size == 1 and axis.role != "row" for axis in others)


def _entries(axes: Sequence[GridAxis], cell: int) -> list[Entry]:
    found: list[Entry] = []
    for axis in reversed(axes):
        cell, index = divmod(cell, axis.size)
        found.insert(0, (axis, index - (first_of(axis) if axis.source else 0)))
    return found


def _is_padding(axes: Sequence[GridAxis], cell: int) -> bool:
    for axis in reversed(axes):
        cell, index = divmod(cell, axis.size)
        if axis.kind and axis.kind[index] == "p":
            return True
    return False


def _is_plane(axis: GridAxis) -> bool:
    return axis.role in ("row", "column")


def _is_told(axis: GridAxis, axes: Sequence[GridAxis]) -> bool:
    """Rows and columns are always told; but a lone column, that of a bias, says nothing beside its map."""
    if axis.size > 1 or not _is_plane(axis):
        return axis.size > 1
    return _has_rows(axes) or all(other.size == 1 for other in axes)


def _has_rows(axes: Sequence[GridAxis]) -> bool:
    return any(axis.role == "row" for axis in axes)


def _is_alone(grid: Grid, told: Sequence[Entry]) -> bool:
    if len(told) != 1 or _has_rows(grid.axes):
        return False
    return told[0][0].name == "column" or grid.role == "bias"


def word_of(grid: Grid, axis: GridAxis, n: int) -> str:
    """What an axis counts, the first of a grid as its title says: of the grid "kernels" kernels.

    Args:
        grid: whose.
        axis: of it.
        n: its place among the axes that are told.
    """
    usual = spoken(grid, axis)
    return _SEVERAL.get(grid.title, usual) if n == 0 and not _is_plane(axis) else usual


def _separator(grid: Grid, words: str) -> str:
    """Between title and words: "layer 1, unit 2" and "times painted, cell 3", as nothing is painted three times."""
    if grid.title[-1:].isdigit():
        return ", "
    return ", cell " if " " in grid.title and words[:1] in f"{MINUS}0123456789" and words else " "


def _written(index: int) -> str:
    return str(index).replace("-", MINUS)
