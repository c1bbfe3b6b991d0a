"""A dilated kernel drawn as wide as it reaches: its taps apart, and between them cells that are no weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from convviz.scene.builders.loop_tables import AXES
from convviz.scene.schema import OUTSIDE, Grid, GridAxis, IndexMap, LoopNest, Scene


def inflated(scene: Scene, dilation: Sequence[int]) -> Scene:
    """The scene of one convolution with the gaps of its kernel in the picture; nothing else changes.

    Args:
        scene: as `scene_of` makes it, with the grid "kernel" and the link "conv".
        dilation: input cells from one tap to the next, per spatial axis.
    """
    return replace(
        scene,
        grids=tuple(_spread(grid, dilation) if grid.id == "kernel" else grid for grid in scene.grids),
        links=tuple(_met(link, dilation) for link in scene.links),
    )


def _spread(kernel: Grid, dilation: Sequence[int]) -> Grid:
    channels, spatial = kernel.axes[: -len(dilation)], kernel.axes[-len(dilation) :]
    return replace(kernel, axes=(*channels, *(_apart(axis, d) for axis, d in zip(spatial, dilation, strict=True))))


def _apart(axis: GridAxis, dilation: int) -> GridAxis:
    if dilation == 1 or axis.size == 1:
        return axis
    span = dilation * (axis.size - 1) + 1
    taps = [i % dilation == 0 for i in range(span)]
    source = tuple(i // dilation if tap else OUTSIDE for i, tap in enumerate(taps))
    return replace(axis, size=span, source=source, kind="".join("r" if tap else "z" for tap in taps))


def _met(link: LoopNest, dilation: Sequence[int]) -> LoopNest:
    if link.weight is None:
        return link
    names = [f"tap {name}" for name in AXES[-len(dilation) :]]
    rates = dict(zip(names, dilation, strict=True))
    index = tuple(_scaled(tables, rates) for tables in link.weight.index)
    return replace(link, weight=IndexMap(link.weight.grid, index))


def _scaled(tables: Mapping[str, Sequence[int]], rates: Mapping[str, int]) -> dict[str, tuple[int, ...]]:
    """Where each weight now stands."""
    return {name: tuple(place * rates.get(name, 1) for place in table) for name, table in tables.items()}
