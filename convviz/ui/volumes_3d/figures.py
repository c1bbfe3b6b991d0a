"""The counters of two layers under one picture."""

from __future__ import annotations

from math import prod

from convviz.cost import Cost
from convviz.scene import Figure
from convviz.spec import Geometry
from convviz.ui.counters import times

NAMES = ("3-D", "2-D")


def figures(costs: tuple[Cost, Cost], geometries: tuple[Geometry, Geometry], *, tracks: int) -> tuple[Figure, ...]:
    """Weights, multiplications and output shape of the 3-D layer, then of the 2-D one, of which `tracks` are played."""
    return tuple(
        figure
        for track, (name, price, geometry) in enumerate(zip(NAMES, costs, geometries, strict=True))
        for figure in _of_one(track if track < tracks else -1, name, price, geometry)
    )


def _of_one(track: int, name: str, price: Cost, geometry: Geometry) -> tuple[Figure, ...]:
    spec = geometry.spec
    filters = f"{spec.out_channels} filter{'s' * (spec.out_channels > 1)}"
    channels = f"{spec.in_channels} channel{'s' * (spec.in_channels > 1)}"
    places = prod(geometry.output_shape)
    maps = f", {spec.out_channels} of them" if spec.out_channels > 1 else ""
    return (
        Figure(f"{price.weights:,}", f"weights, {name}", f"{times(spec.kernel)} × {channels} × {filters}"),
        Figure(
            f"{price.macs:,}", f"multiplications (MACs), {name}",
            f"{price.weights:,} at each of {places:,} positions; FLOPs = 2 × MACs = {price.flops:,}", runs=track,
        ),
        Figure(times(geometry.output_shape), f"output, {name}", f"a {'volume' if spec.ndim > 2 else 'plane'}{maps}"),
    )  # fmt: skip
