"""The channels of a colour picture in their colours."""

from __future__ import annotations

from dataclasses import replace

from convviz.scene.schema import Scene


def in_colour(scene: Scene) -> Scene:
    """The scene with red, green and blue in place of the hues of its three channels, wherever a grid follows them.

    Args:
        scene: whose input is a colour picture, red first.

    Example:
        >>> from convviz import ConvSpec, record
        >>> from convviz.scene import scene_of
        >>> trace = record(ConvSpec.of(1, 3, 1, 1), [[1], [2], [3]], [[[1], [1], [1]]])
        >>> [grid.colours for grid in in_colour(scene_of(trace)).grids]
        ['rgb', 'rgb', '']
    """
    return replace(scene, grids=tuple(replace(grid, colours="rgb") if grid.hues else grid for grid in scene.grids))
