"""The cost of one unit of a stack: of all it is computed from, each once."""

import pytest

from convviz import ConvSpec, cost
from convviz.costs.cone import cone_cost
from convviz.spec.receptive_field import AxisLayer, layer_sizes

STACKS = [
    ([AxisLayer(3), AxisLayer(3), AxisLayer(3)], 9),
    ([AxisLayer(3, dilation=d) for d in (1, 2, 4)], 20),
    ([AxisLayer(7, 2, 3), AxisLayer(3, 2, 1)], 24),
    ([AxisLayer(3, padding=1), AxisLayer(2, padding=(1, 0)), AxisLayer(3, padding=1)], 5),
]


def needed(layers: list[AxisLayer], sizes: tuple[int, ...], unit: int) -> list[int]:
    """Multiplications layer by layer, by asking every unit for those it reads."""
    asked, found = {unit}, []
    for layer, below in zip(reversed(layers), reversed(sizes[:-1]), strict=True):
        found.insert(0, layer.kernel * len(asked))
        asked = {cell for place in asked for cell in layer.read_by(place) if 0 <= cell < below}
    return found


@pytest.mark.parametrize(("layers", "cells"), STACKS)
def test_every_unit_it_needs_is_computed_once(layers: list[AxisLayer], cells: int) -> None:
    sizes = layer_sizes(layers, cells)
    for unit in range(sizes[-1]):
        price = cone_cost(layers, cells, unit)
        assert list(price.multiplications) == needed(layers, sizes, unit)
        assert price.weights == sum(layer.kernel for layer in layers)


def test_a_unit_that_sees_all_of_a_plain_stack_costs_all_of_it() -> None:
    layers, cells = [AxisLayer(3), AxisLayer(2), AxisLayer(4)], 7
    prices = [
        cost(ConvSpec.of(1, 1, 1, layer.kernel), (size,))
        for layer, size in zip(layers, layer_sizes(layers, cells), strict=False)
    ]
    assert cone_cost(layers, cells, 0).multiplications == tuple(price.multiplications for price in prices)
