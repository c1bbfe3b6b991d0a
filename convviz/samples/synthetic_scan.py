"""A made-up scan of a body: one vessel that bends on its way through the slices of quiet tissue.

Drawn by formula from whole numbers, so that the same size gives the same numbers everywhere and for ever. The tissue is
the same in every slice and the vessel runs straight in places, so what changes from slice to slice is the bend alone.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

BEND: Final = (0, 0, 0, 1, 2, 3, 3, 3)  # how far the vessel has moved aside in each of eight slices, in thirds
VESSEL: Final = 9
WALL: Final = 6
TISSUE: Final = 3  # its grey values are 0 to 2
NARROW: Final = 5  # the vessel of a smaller scan is no thinner, lest it slip between the cells


def scan(channels: int, depth: int, height: int, width: int) -> Numbers:
    """The scan, `(channels, depth, height, width)`, whole numbers from 0 to 9.

    Args:
        channels: measurements of the same body; in each further one the vessel is darker by 2, the tissue lighter by 1.
        depth: slices; the bend is spread over as many as there are.
        height: rows.
        width: columns.

    Example:
        >>> scan(1, 8, 12, 12)[0, :, 7, 3].tolist()
        [9, 9, 9, 6, 1, 1, 1, 1]
    """
    slices, rows, columns = np.indices((depth, height, width))
    bend = np.asarray(BEND)[slices * (len(BEND) - 1) // max(depth - 1, 1)]
    # In twelfths of a cell the centre is a whole number, and so is every squared distance from it.
    down = 12 * rows + 6 - height * (8 - bend)
    right = 12 * columns + 6 - width * (4 + bend)
    squared, side = down**2 + right**2, max(min(height, width), NARROW)
    inside, within_wall = 4 * squared <= 9 * side**2, squared <= 4 * side**2
    tissue = (rows * rows * 5 + columns * 7 + rows * columns * 3) % 11 % TISSUE
    first = np.where(inside, VESSEL, np.where(within_wall, WALL, tissue))
    return np.stack([np.where(first >= WALL, first - 2 * c, first + c) for c in range(channels)])
