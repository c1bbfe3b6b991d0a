"""Receptive fields and path counts: published figures, and gradients of a network of ones."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from convviz import ConvSpec, convolve, gradients
from convviz.spec.receptive_field import AxisLayer, layer_sizes, paths_down, paths_up, receptive_fields
from random_layers import quick

STEM = [AxisLayer(7, 2, 3), AxisLayer(3, 2, 1)]
ALEXNET = [
    AxisLayer(11, 4),
    AxisLayer(3, 2),
    AxisLayer(5, 1, 2),
    AxisLayer(3, 2),
    *[AxisLayer(3, 1, 1)] * 3,
    AxisLayer(3, 2),
]
VGG16 = [layer for count in (2, 2, 3, 3, 3) for layer in [*[AxisLayer(3, 1, 1)] * count, AxisLayer(2, 2)]]
MOBILENET = [
    AxisLayer(3, 2, 1),
    *(layer for stride in (1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1) for layer in (AxisLayer(3, stride, 1), AxisLayer(1))),
]
RESNET50 = [
    *STEM,
    *(
        layer
        for stage, count in enumerate((3, 4, 6, 3))
        for block in range(count)
        for layer in (AxisLayer(1, 2 if stage and not block else 1), AxisLayer(3, 1, 1), AxisLayer(1))
    ),
]


def dilated(*rates, kernel=3):
    return [AxisLayer(kernel, dilation=rate) for rate in rates]


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ([AxisLayer(3)] * 5, [3, 5, 7, 9, 11]),
        ([AxisLayer(3, 2, 1)] * 3, [3, 7, 15]),
        (dilated(1, 2, 4), [3, 7, 15]),
        (dilated(1, 2, 4, 8, 16), [3, 7, 15, 31, 63]),
        ([*dilated(1, 1, 2, 4, 8, 16, 1), AxisLayer(1)], [3, 5, 9, 17, 33, 65, 67, 67]),
        (dilated(2, 2, 2), [5, 9, 13]),
        (dilated(1, 2, 5), [3, 7, 17]),
        (dilated(*(2**i for i in range(10)), kernel=2), [2**i for i in range(1, 11)]),
        (STEM, [7, 11]),
        (ALEXNET, [11, 19, 51, 67, 99, 131, 163, 195]),
        (VGG16, [3, 5, 6, 10, 14, 16, 24, 32, 40, 44, 60, 76, 92, 100, 132, 164, 196, 212]),
    ],
)
def test_fields_after_each_layer(layers, expected):
    assert [field.receptive for field in receptive_fields(layers)] == expected


@pytest.mark.parametrize(
    ("layers", "receptive", "jump", "padding"),
    [
        (ALEXNET, 195, 32, 64),
        (VGG16, 212, 32, 90),
        (MOBILENET, 315, 32, 157),
        (RESNET50, 483, 32, None),
    ],
)
def test_fields_of_networks(layers, receptive, jump, padding):
    last = receptive_fields(layers)[-1]
    assert (last.receptive, last.jump) == (receptive, jump)
    assert last.start == (receptive - 1) / 2 - last.padding
    assert padding is None or last.padding == padding


def test_three_plain_layers_see_the_centre_most():
    assert [*paths_down([AxisLayer(3)] * 3, 0, (7, 5, 3, 1))[0].values()] == [1, 3, 6, 7, 6, 3, 1]


def test_equal_rates_leave_holes_and_mixed_ones_do_not():
    gridding, hybrid = (
        paths_down(layers, 0, layer_sizes(layers, 40))[0] for layers in (dilated(2, 2, 2), dilated(1, 2, 5))
    )
    assert (len(gridding), max(gridding) + 1) == (7, 13)
    assert (len(hybrid), max(hybrid) + 1) == (17, 17)


@st.composite
def stacks(draw):
    layers = [
        AxisLayer(
            draw(st.integers(1, 4)),
            draw(st.integers(1, 3)),
            draw(st.tuples(st.integers(0, 2), st.integers(0, 2))),
            draw(st.integers(1, 3)),
        )
        for _ in range(draw(st.integers(1, 3)))
    ]
    cells = draw(st.integers(4, 24))
    assume(len(layer_sizes(layers, cells)) == len(layers) + 1 and layer_sizes(layers, cells)[-1] >= 1)
    return layers, cells


def passed_back(layers, counts, unit):
    """Paths to real cells, as a network of ones passes back the gradient of one unit."""
    grad = np.zeros((1, counts[-1]), int)
    grad[0, unit] = 1
    for layer, size in zip(reversed(layers), reversed(counts[:-1]), strict=True):
        spec = ConvSpec.of(1, 1, 1, layer.kernel, stride=layer.stride, padding=(layer.ends,), dilation=layer.dilation)
        grad = gradients(spec, np.zeros((1, size), int), np.ones((1, 1, layer.kernel), int), grad).x
    return {cell: paths for cell, paths in enumerate(grad[0].tolist()) if paths}


@quick
@given(stacks(), st.data())
def test_paths_are_what_a_network_of_ones_passes_back(stack, data):
    layers, cells = stack
    counts = layer_sizes(layers, cells)
    unit = data.draw(st.integers(0, counts[-1] - 1))
    found = paths_down(layers, unit, counts)
    assert {cell: paths for cell, paths in found[0].items() if 0 <= cell < cells} == passed_back(layers, counts, unit)
    field, reach = receptive_fields(layers)[-1], range(0)
    if found[0]:  # nothing but padding may be seen
        first = unit * field.jump - field.padding
        reach = range(first, first + field.receptive)
    assert found[0].keys() <= set(reach)


@quick
@given(stacks(), st.data())
def test_influence_is_sight_the_other_way(stack, data):
    layers, cells = stack
    counts = layer_sizes(layers, cells)
    cell = data.draw(st.integers(0, cells - 1))
    above = paths_up(layers, cell, counts)
    assert above[-1] == {
        unit: paths for unit in range(counts[-1]) if (paths := paths_down(layers, unit, counts)[0].get(cell, 0))
    }
    x = np.zeros((1, cells), int)
    x[0, cell] = 1
    for layer in layers:
        spec = ConvSpec.of(1, 1, 1, layer.kernel, stride=layer.stride, padding=(layer.ends,), dilation=layer.dilation)
        x = convolve(spec, x, np.ones((1, 1, layer.kernel), int))
    assert above[-1] == {unit: paths for unit, paths in enumerate(x[0].tolist()) if paths}
