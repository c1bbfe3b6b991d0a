"""Cost of one unit of a stack of layers along one axis: of its cone, and nothing beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from convviz.spec.receptive_field import AxisLayer, layer_sizes, paths_down


@dataclass(frozen=True, slots=True)
class ConeCost:
    """What it takes to compute one unit from the input, for one channel and without biases.

    Attributes:
        weights: of all layers.
        multiplications: for each layer, those of the units that it is computed from, or is, each once; those on padding
            count, as in `convviz.costs.layer`.
    """

    weights: int
    multiplications: tuple[int, ...]


def cone_cost(layers: Sequence[AxisLayer], cells: int, unit: int) -> ConeCost:
    """Return the cost of one unit.

    Args:
        layers: from the input to the output.
        cells: of the input.
        unit: of the last layer.

    Example:
        >>> cone_cost([AxisLayer(3), AxisLayer(3), AxisLayer(3)], 7, 0)
        ConeCost(weights=9, multiplications=(15, 9, 3))
    """
    sizes = layer_sizes(layers, cells)
    reached = paths_down(layers, unit, sizes)
    units = (sum(0 <= place < size for place in row) for row, size in zip(reached[1:], sizes[1:], strict=True))
    return ConeCost(
        weights=sum(layer.kernel for layer in layers),
        multiplications=tuple(layer.kernel * count for layer, count in zip(layers, units, strict=True)),
    )
