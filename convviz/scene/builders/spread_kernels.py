"""Kernels too many to lie side by side, all on show nevertheless."""

from __future__ import annotations

from dataclasses import replace

from convviz.scene.schema import Grid, Scene


def spread_kernels(scene: Scene) -> Scene:
    """`scene` with every kernel on show, in lines as the output has its maps, where one at a time would be.

    Meant for depthwise layers: their kernels are shallow, and which belongs to which channel is the point.

    Args:
        scene: of one layer.

    Example:
        >>> import numpy as np
        >>> from convviz.scene.builders.layer import scene_of
        >>> from convviz.spec.conv import ConvSpec
        >>> from convviz.engine.trace import record
        >>> trace = record(ConvSpec.of(2, 1, 9, 1), np.ones((1, 2, 2)), np.ones((9, 1, 1, 1)))
        >>> [scene.grids[1].axes[0].role for scene in (scene_of(trace), spread_kernels(scene_of(trace)))]
        ['page', 'block']
    """
    return replace(scene, grids=tuple(map(_spread, scene.grids)))


def _spread(grid: Grid) -> Grid:
    if grid.role != "kernel" or grid.axes[0].role != "page":
        return grid
    one, deep, *taps = grid.axes
    return replace(grid, axes=(replace(one, role="block"), replace(deep, role="plane"), *taps))
