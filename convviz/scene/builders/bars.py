"""Written numbers as bars on their cells, so that they can be compared at a glance."""

from __future__ import annotations

from dataclasses import replace

from convviz.scene.schema import Grid, Scene


def with_bars(scene: Scene) -> Scene:
    """The scene with a bar on every cell that a link writes, in grids of a single row; others stay as they are.

    Example:
        >>> from convviz import ConvSpec, record
        >>> from convviz.scene import scene_of
        >>> stamps = record(ConvSpec.of(1, 1, 1, 3, stride=2, transposed=True), [[1, 1]], [[[1, 1, 1]]])
        >>> [grid.display for grid in with_bars(scene_of(stamps)).grids]
        ['cells', 'cells', 'bars']
    """
    return replace(scene, grids=tuple(map(_with_bars, scene.grids)))


def _with_bars(grid: Grid) -> Grid:
    rows = max((axis.size for axis in grid.axes if axis.role == "row"), default=1)
    return replace(grid, display="bars") if grid.values is None and rows == 1 else grid
