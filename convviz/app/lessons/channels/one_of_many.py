"""A narrow picture of one filter of many: without the zeros around the input, and with its kernels in a column."""

from __future__ import annotations

from dataclasses import replace

from convviz.costs.layer import Cost
from convviz.scene import Grid, GridAxis, IndexMap, LoopNest, Scene
from convviz.spec.conv import Geometry


def one_of_many(scene: Scene, geometry: Geometry, whole: Cost) -> Scene:
    """The scene of one filter, so narrow that its numbers can be read; it counts for the whole layer.

    Args:
        scene: of a layer of two dimensions with this filter alone.
        geometry: of that layer.
        whole: the cost of the layer with all filters.
    """
    (link,), (track,) = scene.links, scene.tracks
    channels, (rows, _) = geometry.spec.in_channels, geometry.spec.kernel

    def redrawn(grid: Grid) -> Grid:
        if grid.id == "input":
            return _bare(grid)
        return _column(grid, channels, rows) if grid.id == "kernel" else grid

    return replace(
        scene,
        grids=tuple(map(redrawn, scene.grids)),
        links=(replace(_moved(link, geometry, rows), full=whole.multiplications),),
        tracks=(replace(track, weights=whole.weights, biases=whole.biases),),
    )


def _bare(grid: Grid) -> Grid:
    """The input without its border."""
    channels, *sides = grid.axes
    bare = tuple(GridAxis.plain(side.name, side.role, side.held) for side in sides)
    return replace(grid, axes=(channels, *bare), note=f"{grid.note} not drawn" if "," in grid.note else grid.note)


def _column(grid: Grid, channels: int, rows: int) -> Grid:
    filters, _, _, columns = grid.axes
    hues = ((), tuple(channel for channel in range(channels) for _ in range(rows))) if channels > 1 else ()
    names = tuple(str(row + 1) for _ in range(channels) for row in range(rows))  # every kernel begins at 1
    below = GridAxis("row", "row", channels * rows, channels * rows, names=names)
    return replace(grid, axes=(filters, below, columns), hues=hues)


def _moved(link: LoopNest, geometry: Geometry, rows: int) -> LoopNest:
    """The same link, which reads beside the border and finds a weight in row `rows` · channel + row."""
    assert link.weight is not None
    reads, *places = link.read.index
    inside = []
    for place, (low, _) in zip(places, geometry.padding, strict=True):
        first, *others = place
        inside.append({first: tuple(at - low for at in place[first]), **{name: place[name] for name in others}})
    filters, channels, taps, columns = link.weight.index
    below = {name: tuple(rows * channel for channel in table) for name, table in channels.items()}
    return replace(
        link,
        read=IndexMap("input", (reads, *inside)),
        weight=IndexMap("kernel", (filters, {**below, **taps}, columns)),
    )
