"""A 1 × 1 convolution is a product of matrices: both scenes meet the same numbers, step by step, and end alike."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convviz import ConvError, ConvSpec, record
from convviz.scene import Decoder, product_scene, scene_of, side_by_side
from counts import examples
from random_layers import integers

ORDERS = ("filter", "position")


def pointwise(size, channels, filters, *, bias=False):
    x, weight = integers(1, channels, *size, most=99), integers(2, filters, channels, *[1] * len(size), most=99)
    spec = ConvSpec.of(len(size), channels, filters, 1)
    return record(spec, x, weight, integers(3, filters, most=99) if bias else None)


def met(decoder, track, k):
    """Numbers and result of a step, without the places they were met at."""
    drawn = decoder.step(track, k)
    return [(term.value, term.factor) for term in drawn.terms], drawn.start, drawn.sum


@settings(max_examples=examples(30), deadline=None)
@given(
    st.lists(st.integers(1, 4), min_size=1, max_size=3),
    st.integers(1, 4),
    st.integers(1, 4),
    st.booleans(),
    st.sampled_from(ORDERS),
)
def test_both_tracks_meet_the_same_numbers_at_the_same_time(size, channels, filters, bias, order) -> None:
    trace = pointwise(size, channels, filters, bias=bias)
    both = {"slide": scene_of(trace, order=order), "multiply": product_scene(trace, order=order)}
    decoder = Decoder(side_by_side(both, title="Two", alt="Both."))
    assert decoder.count(0) == decoder.count(1) == len(trace)
    assert all(met(decoder, 0, k) == met(decoder, 1, k) for k in range(len(trace)))
    assert decoder.multiplications(0) == decoder.multiplications(1)
    expected = np.tensordot(trace.weight.reshape(filters, channels), trace.x, axes=1)
    if trace.bias is not None:
        expected = expected + trace.bias.reshape(-1, *[1] * len(size))
    for grid in ("0.output", "1.output"):
        assert list(decoder.values[grid]) == expected.ravel().tolist()


def test_the_columns_are_the_pixels_row_by_row() -> None:
    trace = pointwise((2, 3), 2, 4)
    grids = {grid.id: grid for grid in product_scene(trace).grids}
    sizes = {name: [axis.size for axis in grid.axes] for name, grid in grids.items()}
    assert sizes == {"kernel": [4, 2], "input": [2, 6], "output": [4, 6]}
    assert list(grids["input"].values or ()) == trace.x.reshape(2, 6).ravel().tolist()
    assert [grids[name].note for name in ("kernel", "input", "output")] == [
        "4 × 2",
        "2 channels × 6 pixels",
        "4 filters × 6 pixels",
    ]
    assert {grid.display for grid in product_scene(pointwise((4, 7), 1, 1)).grids} == {"cells"}
    assert [grid.display for grid in product_scene(pointwise((5, 6), 1, 1)).grids] == ["cells", "pixels", "pixels"]
    assert [grid.title for grid in product_scene(pointwise((2, 3), 1, 1, bias=True)).grids] == ["W", "X", "b", "Y"]


def test_a_fraction_stands_in_front_of_whole_numbers() -> None:
    spec = ConvSpec.of(1, 3, 1, 1)
    trace = record(spec, [[3, 6], [0, 3], [3, 0]], np.full((1, 3, 1), 1 / 3))
    scene = product_scene(trace, scale=(1, 3))
    weights = next(grid for grid in scene.grids if grid.id == "kernel")
    assert (weights.values, weights.scale) == ((1, 1, 1), (1, 3))
    assert Decoder(scene).values["output"] == pytest.approx([2, 3])


@pytest.mark.parametrize(
    "spec",
    [
        ConvSpec.of(1, 2, 2, 2),
        ConvSpec.of(1, 2, 2, 1, stride=2),
        ConvSpec.of(1, 2, 2, 1, padding=1),
        ConvSpec.of(1, 2, 2, 1, groups=2),
        ConvSpec.of(1, 2, 2, 1, transposed=True),
    ],
)
def test_what_is_more_than_a_product_of_two_matrices_is_refused(spec) -> None:
    trace = record(spec, integers(1, 2, 4), integers(2, *spec.weight_shape))
    with pytest.raises(ConvError, match="plain product of matrices"):
        product_scene(trace)
