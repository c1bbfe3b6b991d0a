"""How the planes of a volume lie on paper, in cells: rows and columns, planes side by side, blocks below each other."""

from __future__ import annotations

from collections.abc import Sequence

from convviz.scene import Axis

_GAP = 0.45  # between planes and blocks


def extents(axes: Sequence[Axis]) -> dict[str, int]:
    """Size along every role an axis can have; 1 where there is no such axis."""
    return {"page": 1, "block": 1, "plane": 1, "row": 1, "column": 1} | {axis.role: axis.size for axis in axes}


def measure(axes: Sequence[Axis]) -> tuple[float, float]:
    """Columns and rows of a grid, in cells."""
    size, blocks = extents(axes), _blocks_across(axes)
    across = max(size["plane"], blocks)
    down = -(-size["block"] // blocks)
    return across * (size["column"] + _GAP) - _GAP, down * (size["row"] + _GAP) - _GAP


def _blocks_across(axes: Sequence[Axis]) -> int:
    """Blocks stand below each other; many of them in two or four columns, which a slide has more room for."""
    size = extents(axes)
    if size["plane"] > 1 or size["block"] <= 4:
        return 1
    return 2 if size["block"] <= 8 else 4


def places(axes: Sequence[Axis]) -> list[tuple[float, float, int]]:
    """Column and row of every drawn cell, in cells, and the number of the plane it lies in; all pages on one place."""
    size, blocks = extents(axes), _blocks_across(axes)
    right, down = size["column"] + _GAP, size["row"] + _GAP
    cells = [(0.0, 0.0, 0)]
    for axis in axes:
        moves: dict[str, list[tuple[float, float, int]]] = {
            "column": [(i, 0.0, 0) for i in range(axis.size)],
            "row": [(0.0, i, 0) for i in range(axis.size)],
            "plane": [(i * right, 0.0, i) for i in range(axis.size)],
            "block": [(i % blocks * right, i // blocks * down, i) for i in range(axis.size)],
            "page": [(0.0, 0.0, i) for i in range(axis.size)],
        }
        planes = 1 if axis.role in ("row", "column") else axis.size
        cells = [(x + a, y + b, plane * planes + i) for x, y, plane in cells for a, b, i in moves[axis.role]]
    return cells
