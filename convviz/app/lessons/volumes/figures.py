"""The counters of two layers under one picture."""

from __future__ import annotations

from math import prod

from convviz.app.widgets.figures import times
from convviz.costs.layer import Cost
from convviz.scene import Figure
from convviz.spec.conv import Geometry

NAMES = ("3-D", "2-D")


def figures(costs: tuple[Cost, Cost], geometries: tuple[Geometry, Geometry], *, tracks: int) -> tuple[Figure, ...]:
    """Weights and multiplications of the 3-D layer, then of the 2-D one, and the shapes of their outputs.

    Args:
        costs: of the 3-D and of the 2-D layer.
        geometries: likewise.
        tracks: how many of the two are played.
    """
    counted = (
        figure
        for track, (name, price, geometry) in enumerate(zip(NAMES, costs, geometries, strict=True))
        for figure in _of_one(track if track < tracks else -1, name, price, geometry)
    )
    return *counted, _outputs(*geometries)


def _outputs(solid: Geometry, flat: Geometry) -> Figure:
    filters = solid.spec.out_channels
    each = f" for each of {filters} filters" if filters > 1 else ""
    return Figure(
        times(solid.output_shape), "output, 3-D", f"a volume{each}; 2-D: a plane of {times(flat.output_shape)}"
    )


def _of_one(track: int, name: str, price: Cost, geometry: Geometry) -> tuple[Figure, ...]:
    spec = geometry.spec
    filters = f"{spec.out_channels} filter{'s' * (spec.out_channels > 1)}"
    channels = f"{spec.in_channels} channel{'s' * (spec.in_channels > 1)}"
    places = prod(geometry.output_shape)
    return (
        Figure(f"{price.weights:,}", f"weights, {name}", f"{times(spec.kernel)} × {channels} × {filters}"),
        Figure(
            f"{price.macs:,}", f"multiplications (MACs), {name}",
            f"{price.weights:,} at each of {places:,} positions; FLOPs = 2 × MACs = {price.flops:,}", runs=track,
        ),
    )  # fmt: skip
