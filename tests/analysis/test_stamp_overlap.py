"""How often stamps overlap: the figures of the literature, and a trace of ones."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from convviz import ConvSpec, record
from convviz.analysis.stamp_overlap import Upsampling, inside, overlap, stamping_cells
from random_layers import quick

EVEN, UNEVEN = Upsampling(4, 2), Upsampling(3, 2)

KNOWN = {
    ((3, 2), 8): "1 1 2 1 2 1 2 1 2 1 2 1 2 1 2 1 1",
    ((3, 2), 5): "1 1 2 1 2 1 2 1 2 1 1",
    ((4, 2), 5): "1 1 2 2 2 2 2 2 2 2 1 1",
    ((2, 2), 5): "1 1 1 1 1 1 1 1 1 1",
    ((5, 2), 6): "1 1 2 2 3 2 3 2 3 2 3 2 2 1 1",
    ((6, 2), 6): "1 1 2 2 3 3 3 3 3 3 3 3 2 2 1 1",
    ((3, 1), 5): "1 2 3 3 3 2 1",
    ((6, 3), 5): "1 1 1 2 2 2 2 2 2 2 2 2 2 2 2 1 1 1",
    ((4, 3), 5): "1 1 1 2 1 1 2 1 1 2 1 1 2 1 1 1",
    ((5, 3), 5): "1 1 1 2 2 1 2 2 1 2 2 1 2 2 1 1 1",
    ((1, 2), 4): "1 0 1 0 1 0 1",
    ((2, 3), 4): "1 1 0 1 1 0 1 1 0 1 1",
}


@pytest.mark.parametrize("layer", KNOWN)
def test_known_counts(layer):
    (kernel, stride), cells = layer
    assert " ".join(map(str, overlap([Upsampling(kernel, stride)], cells))) == KNOWN[layer]


STACKS = [  # layers, and the counts inside, over one period
    ([UNEVEN, UNEVEN], [3, 2, 3, 1]),
    ([EVEN, EVEN], [4]),
    ([UNEVEN, EVEN], [3]),
    ([EVEN, UNEVEN], [2, 4]),
    ([Upsampling(5, 2)] * 2, [8, 5, 7, 5]),
    ([UNEVEN, Upsampling(3)], [5, 4]),
    ([UNEVEN, Upsampling(2)], [3]),
    ([UNEVEN, Upsampling(5)], [8, 7]),
    ([UNEVEN, Upsampling(6)], [9]),
    ([Upsampling(8, 3)], [3, 3, 2]),
    ([UNEVEN, Upsampling(4)], [6]),
    ([UNEVEN, UNEVEN, Upsampling(3)], [7, 6, 8, 6]),
    ([UNEVEN, UNEVEN, Upsampling(4)], [9]),
    ([EVEN, UNEVEN, Upsampling(3)], [10, 8]),
]


@pytest.mark.parametrize(("layers", "period"), STACKS)
def test_stacks_compound_or_cure(layers, period):
    counts = overlap(layers, 12)
    inside = list(counts[len(counts) // 3 : -len(counts) // 3])
    assert any(
        inside == [turned[i % len(turned)] for i in range(len(inside))]
        for turned in (period[start:] + period[:start] for start in range(len(period)))
    )


@pytest.mark.parametrize(("layers", "period"), STACKS)
def test_the_period_inside(layers, period):
    found = list(inside(layers))
    assert found in [period[start:] + period[:start] for start in range(len(period))]


@st.composite
def upsamplings(draw):
    stride, dilation = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    extra = draw(st.integers(0, max(stride, dilation) - 1))
    return Upsampling(draw(st.integers(1, 8)), stride, draw(st.integers(0, 2)), dilation, extra)


@quick
@given(st.lists(upsamplings(), min_size=1, max_size=3), st.integers(1, 8))
def test_counts_are_what_ones_become(layers, cells):
    x = np.ones((1, cells), int)
    sizes = [cells]
    for layer in layers:
        sizes.append(layer.size(sizes[-1]))
        assume(sizes[-1] >= 1)
        spec = ConvSpec.of(
            1,
            1,
            1,
            layer.kernel,
            stride=layer.stride,
            padding=layer.padding,
            dilation=layer.dilation,
            output_padding=layer.output_padding,
            transposed=True,
        )
        x = record(spec, x, np.ones((1, 1, layer.kernel), int)).output
    assert overlap(layers, cells) == tuple(x[0].tolist())


def test_in_two_dimensions_the_counts_of_the_axes_multiply():
    spec = ConvSpec.of(2, 1, 1, (3, 4), stride=(2, 3), transposed=True)
    output = record(spec, np.ones((1, 4, 6), int), np.ones((1, 1, 3, 4), int)).output
    assert np.array_equal(output[0], np.outer(overlap([Upsampling(3, 2)], 4), overlap([Upsampling(4, 3)], 6)))


@quick
@given(upsamplings(), st.integers(12, 20))
def test_even_is_what_lies_far_from_the_ends(layer, cells):
    counts = overlap([layer._replace(padding=0, output_padding=0)], cells)
    far = layer.dilation * (layer.kernel - 1)
    inside = counts[far : len(counts) - far]
    assume(len(inside) >= 2 * layer.stride)
    assert layer.even == (len(set(inside)) == 1)
    assert sorted(set(inside)) == sorted(set(layer.per_phase))


@quick
@given(st.integers(1, 8), st.integers(1, 4), st.integers(0, 2), st.integers(1, 9), st.data())
def test_who_paints_a_cell_in_closed_form(kernel, stride, padding, cells, data):
    layer = Upsampling(kernel, stride, padding)
    assume(layer.size(cells) >= 1)
    cell = data.draw(st.integers(0, layer.size(cells) - 1))
    first, last = -((kernel - 1 - cell - padding) // stride), (cell + padding) // stride
    assert stamping_cells(layer, cell, cells) == tuple(range(max(first, 0), min(last, cells - 1) + 1))
    assert layer.per_phase == tuple(-((phase - kernel) // stride) if phase < kernel else 0 for phase in range(stride))


def test_the_stack_of_the_article_cell_by_cell():
    first = overlap([UNEVEN], 5)
    both = overlap([UNEVEN, UNEVEN], 5)
    assert [len(first), len(both)] == [11, 23]
    assert " ".join(map(str, both)) == "1 1 2 1 3 2 3 1 3 2 3 1 3 2 3 1 3 2 3 1 2 1 1"


def test_the_plane_of_the_article():
    rows, columns = overlap([UNEVEN], 4), overlap([UNEVEN], 6)
    assert " ".join(map(str, rows)) == "1 1 2 1 2 1 2 1 1"
    assert " ".join(map(str, columns)) == "1 1 2 1 2 1 2 1 2 1 2 1 1"
    assert np.unique(np.outer(rows, columns)).tolist() == [1, 2, 4]


@quick
@given(st.lists(upsamplings(), min_size=1, max_size=3))
def test_inside_is_what_a_long_input_shows(layers):
    bare = [layer._replace(padding=0, output_padding=0) for layer in layers]
    period = inside(layers)
    counts = overlap(bare, 24 + 2 * len(period))
    middle = len(counts) // 2 // len(period) * len(period)
    assert counts[middle : middle + len(period)] == period
    assert inside(layers[:1]) * (layers[0].stride // len(inside(layers[:1]))) == bare[0].per_phase
