"""The counters under a picture, from the cost and the geometry of a convolution."""

from __future__ import annotations

from math import prod

from convviz.costs.layer import Cost
from convviz.scene import Figure
from convviz.spec.conv import Geometry


def figures(cost: Cost, geometry: Geometry) -> tuple[Figure, ...]:
    """Weights, multiplications, FLOPs, output shape and receptive field."""
    taps = prod(geometry.spec.kernel)
    return (
        Figure(f"{cost.weights:,}", "weights", _sharing(cost, geometry)),
        Figure(f"{cost.macs:,}", "multiplications (MACs)", _on_padding(cost), runs=0),
        Figure(f"{cost.flops:,}", "FLOPs = 2 × MACs", "each multiplication and its addition"),
        Figure(times(geometry.output_shape), "output", f"from {times(geometry.input_shape)}"),
        Figure(times(geometry.spec.span), "receptive field", f"{taps} {'taps' if taps > 1 else 'tap'} an output"),
    )


def times(sizes: tuple[int, ...]) -> str:
    """`3 × 3`."""
    return " × ".join(map(str, sizes))


def _sharing(cost: Cost, geometry: Geometry) -> str:
    positions = prod(geometry.output_shape)
    shared = f"the same at all {positions:,} positions" if positions > 1 else "used once"
    return f"+ {cost.biases} bias, {shared}" if cost.biases else shared


def _on_padding(cost: Cost) -> str:
    return f"of these, {cost.on_padding:,} multiply padding" if cost.on_padding else "none of them multiplies padding"
