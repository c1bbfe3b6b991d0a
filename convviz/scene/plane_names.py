"""What the planes of a grid are called, counted from 1: the twin of `player/web/scene/plane_names.mjs`."""

from __future__ import annotations

from typing import Final, NamedTuple

from convviz.scene.places import first_of, word_of
from convviz.scene.schema import AxisRole, Grid, GridAxis

_LETTERS: Final = "RGB"


class PlaneName(NamedTuple):
    """The name of a plane, or of a row or column of planes.

    Attributes:
        full: "channel 2".
        short: "2".
    """

    full: str
    short: str


def plane_names(grid: Grid) -> dict[AxisRole, list[PlaneName]]:
    """The names along each role that counts planes, "plane" and "block"; both forms are empty for padding.

    A lone plane has none, nor has a bias, whose every number is a plane; nor have the channels of filters that read
    different ones, as the second of a group is the first of none. The channels of a colour picture are "R", "G" and
    "B".

    Example:
        >>> from convviz import ConvSpec, record
        >>> from convviz.scene import scene_of
        >>> trace = record(ConvSpec.of(1, 2, 1, 1), [[1], [2]], [[[1], [1]]])
        >>> [name.full for name in plane_names(scene_of(trace).grids[0])["block"]]
        ['channel 1', 'channel 2']
    """
    if grid.role == "bias":
        return {}
    told = [axis for axis in grid.axes if axis.size > 1 or axis.role in ("row", "column")]
    return {
        axis.role: _names(grid, axis, n)
        for n, axis in enumerate(told)
        if axis.role in ("plane", "block") and _reads_alike(grid, axis)
    }


def _names(grid: Grid, axis: GridAxis, n: int) -> list[PlaneName]:
    first = first_of(axis) if axis.source else 0
    coloured = grid.colours and axis.name == "channel" and grid.role != "output"
    names = []
    for i in range(axis.size):
        if axis.kind and axis.kind[i] == "p":
            names.append(PlaneName("", ""))
        elif coloured:
            names.append(PlaneName(_LETTERS[i % 3], _LETTERS[i % 3]))
        else:
            names.append(PlaneName(f"{word_of(grid, axis, n)} {i - first + 1}", str(i - first + 1)))
    return names


def _reads_alike(grid: Grid, axis: GridAxis) -> bool:
    """Whether the entries of an axis mean the same for all others: every filter reads the channels of a kernel."""
    if grid.role != "kernel" or axis.name != "channel":
        return True
    tables = dict(zip((each.name for each in grid.axes), grid.hues, strict=False))
    return len(set(tables.get("filter", ()))) <= 1
