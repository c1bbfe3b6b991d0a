"""How many paths join a cell with every other one, through the maps of a scene.

The twin of `player/web/scene/path_counts.mjs`.
"""

from __future__ import annotations

from math import prod

from convviz.scene.loop_nest import IndexLookup, repetitions, setting_of
from convviz.scene.schema import OUTSIDE, LoopNest, Scene

Counts = dict[str, list[int]]


def paths(scene: Scene, grid: str, cell: int) -> Counts:
    """Paths from one drawn cell down to the cells of every grid below, and up to those of every grid above.

    Args:
        scene: one with links that are maps, in the order from the lowest grid to the highest.
        grid: id of the cell's own grid, which has one path: to itself.
        cell: drawn, flat.
    """
    sizes = {each.id: prod(axis.size for axis in each.axes) for each in scene.grids}
    maps = [link for link in scene.links if link.operation == "map"]
    own = [int(place == cell) for place in range(sizes[grid])]
    counts = {grid: own}
    for link in reversed(maps):
        if link.write.grid in counts:
            counts[link.read.grid] = _followed(scene, link, counts[link.write.grid], sizes[link.read.grid], down=True)
    above = {grid: own}
    for link in maps:
        if link.read.grid in above:
            above[link.write.grid] = _followed(scene, link, above[link.read.grid], sizes[link.write.grid], down=False)
    return counts | above


def _followed(scene: Scene, link: LoopNest, counts: list[int], size: int, *, down: bool) -> list[int]:
    """The paths one link further."""
    grids = {grid.id: grid for grid in scene.grids}
    reads, writes = (IndexLookup(index_map, link, grids[index_map.grid]) for index_map in (link.read, link.write))
    found = [0] * size
    for step in range(repetitions(link.loops)):
        setting = setting_of(link.loops, step)
        for read, write in zip(reads.cells(setting), writes.cells(setting), strict=True):
            if OUTSIDE not in (read, write):
                here, there = (write, read) if down else (read, write)
                found[there] += counts[here]
    return found
