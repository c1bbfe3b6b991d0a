"""A number as a bar that stands on its cell: a tower of blocks, one a unit; twin of `player/web/picture/bars.mjs`."""

from __future__ import annotations

from typing import Final

from convviz.scene import Grid

BAR_ROWS: Final = 3.0  # height of the longest bar, in cells
_MOST_BLOCKS = 12  # higher towers are one block: their gaps would be all there is
_HEADROOM = 0.04  # of the whole height, above the longest


def lift_of(grid: Grid) -> float:
    """Cells of free height above every line of a grid: room for its bars."""
    return BAR_ROWS if grid.display == "bars" else 0.0


def blocks(value: float, largest: float) -> list[tuple[float, float]]:
    """The blocks of a number from the bottom up, as (bottom, top) in shares of the height there is.

    Args:
        value: the number.
        largest: the one that fills the height.

    Example:
        >>> blocks(2, 2)
        [(0.0, 0.48), (0.48, 0.96)]
    """
    size = abs(value)
    if not size > 0:
        return []
    unit = (1 - _HEADROOM) / largest
    if size != int(size) or largest > _MOST_BLOCKS:
        return [(0.0, size * unit)]
    return [(count * unit, (count + 1) * unit) for count in range(int(size))]
