"""Which cell meets which, in integers: windows, borders, cells nobody reaches, sizes and counts."""

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convviz import ConvSpec, cost
from convviz.engine.padding import pad
from random_layers import layers, quick, thorough


def reads(geometry, axis):
    """All (window, tap, place) along an axis, by the relation that defines the family."""
    spec = geometry.spec
    return [
        (cell, tap, cell * spec.stride[axis] + tap * spec.dilation[axis] - spec.padding[axis][0])
        for cell in range(geometry.small[axis])
        for tap in range(spec.kernel[axis])
    ]


@quick
@given(layers())
def test_window_lists_where_the_taps_lie(layer):
    geometry = layer.spec.resolve(layer.spatial)
    for cell in np.ndindex(geometry.small):
        window = geometry.window(cell)
        for axis, taps in enumerate(window):
            assert list(taps) == [place for at, _, place in reads(geometry, axis) if at == cell[axis]]


@quick
@given(layers(transposed=False))
def test_source_is_the_cell_whose_number_stands_there(layer):
    """Along one axis at a time: number the cells from 1, pad, and read the numbers back."""
    geometry = layer.spec.resolve(layer.spatial)
    for axis, size in enumerate(layer.spatial):
        low, high = geometry.padding[axis]
        shape = [size if a == axis else 1 for a in range(geometry.spec.ndim)]
        numbered = np.broadcast_to(np.arange(1, size + 1).reshape(shape), geometry.big)
        padded = np.moveaxis(pad(geometry, numbered), axis, 0)
        middle = tuple(ends[0] for a, ends in enumerate(geometry.padding) if a != axis)
        along = padded[(slice(None), *middle)].tolist()
        sources = [geometry.axes[axis].source(i) for i in range(-low, size + high)]
        assert [0 if source is None else source + 1 for source in sources] == along


@thorough
@given(layers())
def test_unreached_are_the_cells_without_influence(layer):
    geometry = layer.spec.resolve(layer.spatial)
    for axis in range(layer.spec.ndim):
        reached = {geometry.axes[axis].source(place) for _, _, place in reads(geometry, axis)}
        assert geometry.axes[axis].unreached() == tuple(i for i in range(geometry.big[axis]) if i not in reached)


@thorough
@given(layers())
def test_real_taps_are_those_inside(layer):
    geometry = layer.spec.resolve(layer.spatial)
    for axis, size in enumerate(geometry.big):
        assert geometry.axes[axis].real_taps() == sum(0 <= place < size for _, _, place in reads(geometry, axis))


@pytest.mark.parametrize(
    ("size", "options", "left"),
    [
        (6, {"kernel": 3, "stride": 2}, (5,)),
        (8, {"kernel": 2, "stride": 3}, (2, 5)),
        (9, {"kernel": 2, "stride": 4, "dilation": 2}, (1, 3, 5, 7, 8)),
        (6, {"kernel": 3, "stride": 2, "padding": ((1, 0),)}, ()),
        (6, {"kernel": 3, "stride": 2, "padding": 1, "padding_mode": "circular"}, ()),
        (3, {"kernel": 1, "stride": 2, "transposed": True}, (1, 3)),
        (3, {"kernel": 2, "stride": 3, "transposed": True, "output_padding": 2}, (2, 5, 8, 9)),
        (3, {"kernel": 3, "stride": 2, "transposed": True}, ()),
    ],
    ids=["floor", "gaps", "gaps-and-floor", "padding-moves-it", "circular", "holes", "holes-and-extra", "overlap"],
)
def test_unreached_cells_of_known_layers(size, options, left):
    assert ConvSpec.of(1, 1, 1, **options).resolve((size,)).axes[0].unreached() == left


def test_a_border_copy_reaches_a_cell_no_window_covers():
    """Row 5 of 6 is dropped by the floor; wrapped around, it stands in front of row 0."""
    wrapped = ConvSpec.of(1, 1, 1, 3, stride=3, padding=((1, 0),), padding_mode="circular").resolve((6,))
    assert [list(wrapped.window((cell,))[0]) for cell in range(2)] == [[-1, 0, 1], [2, 3, 4]]
    assert wrapped.axes[0].unreached() == ()
    assert ConvSpec.of(1, 1, 1, 3, stride=3, padding=((1, 0),)).resolve((6,)).axes[0].unreached() == (5,)


@pytest.mark.parametrize(
    ("mode", "row"),
    [
        ("zeros", [None, None, 0, 1, 2, 3, None, None]),
        ("reflect", [2, 1, 0, 1, 2, 3, 2, 1]),
        ("replicate", [0, 0, 0, 1, 2, 3, 3, 3]),
        ("circular", [2, 3, 0, 1, 2, 3, 0, 1]),
    ],
)
def test_border_of_four_cells(mode, row):
    geometry = ConvSpec.of(1, 1, 1, 3, padding=2, padding_mode=mode).resolve((4,))
    assert [geometry.axes[0].source(i) for i in range(-2, 6)] == row


def test_weight_tap_is_mirrored_by_flip():
    plain, flipped = (ConvSpec.of(2, 1, 1, (3, 4), flip=flip).resolve((5, 6)) for flip in (False, True))
    assert [plain.axes[1].weight_tap(tap) for tap in range(4)] == [0, 1, 2, 3]
    assert [flipped.axes[0].weight_tap(tap) for tap in range(3)] == [2, 1, 0]
    assert [flipped.axes[1].weight_tap(tap) for tap in range(4)] == [3, 2, 1, 0]


@pytest.mark.parametrize(
    ("spelling", "pairs"),
    [
        (2, ((2, 2), (2, 2))),
        ((2, 1), ((2, 2), (1, 1))),
        (((2, 1), (0, 3)), ((2, 1), (0, 3))),
        ([[2, 1], [0, 3]], ((2, 1), (0, 3))),
        ((2, (0, 3)), ((2, 2), (0, 3))),
        ("valid", ((0, 0), (0, 0))),
        ("VALID", ((0, 0), (0, 0))),
        ("same", "same"),
        ("SAME", "same"),
        (np.int64(2), ((2, 2), (2, 2))),
        (np.array([[2, 1], [0, 3]]), ((2, 1), (0, 3))),
        (np.array(2), ((2, 2), (2, 2))),
    ],
    ids=str,
)
def test_padding_is_normalised(spelling, pairs):
    assert ConvSpec.of(2, 1, 1, 3, padding=spelling).padding == pairs


@pytest.mark.parametrize("spelling", [3, [3, 3], (3, 3), np.int8(3), np.array(3), np.array([3, 3])], ids=repr)
def test_every_spelling_makes_the_same_spec(spelling):
    spec = ConvSpec.of(2, 4, 8, spelling, stride=spelling, dilation=spelling, groups=np.int16(2))
    assert spec == ConvSpec.of(2, 4, 8, 3, stride=3, dilation=3, groups=2)
    assert hash(spec) == hash(ConvSpec.of(2, 4, 8, 3, stride=3, dilation=3, groups=2))
    assert all(type(number) is int for number in (*spec.kernel, *spec.stride, *spec.dilation, spec.groups))


def test_spec_is_a_frozen_value():
    spec = ConvSpec.of(2, 3, 8, (3, 5), stride=2, padding="same", bias=True)
    with pytest.raises(AttributeError):
        spec.stride = (1, 1)
    assert pickle.loads(pickle.dumps(spec)) == spec
    assert len({spec, ConvSpec.of(2, 3, 8, [3, 5], stride=(2, 2), padding="SAME", bias=True)}) == 1
    assert spec != ConvSpec.of(2, 3, 8, (5, 3), stride=2, padding="same", bias=True)
    assert eval(repr(spec)) == spec
    geometry = spec.resolve((9, 8))
    assert pickle.loads(pickle.dumps(geometry)) == geometry
    assert hash(geometry) == hash(spec.resolve((9, 8)))


def test_output_shape_answers_in_the_form_it_is_asked():
    spec = ConvSpec.of(2, 3, 8, (3, 2), stride=(2, 1), padding=1)
    assert spec.output_shape((9, 7)) == (5, 8)
    assert spec.output_shape([3, 9, 7]) == (8, 5, 8)
    assert spec.output_shape(np.array([3, 9, 7])) == (8, 5, 8)


def test_fits_says_yes_or_no():
    spec = ConvSpec.of(2, 3, 8, (3, 5))
    assert [spec.fits(shape) for shape in [(3, 5), (3, 4), (2, 5), (3, 3, 5), (2, 3, 5), (3,), None, (0, 5)]] == [
        True, False, False, True, False, False, False, False,
    ]  # fmt: skip


def test_counts_are_exact_at_any_size_and_take_no_loop():
    huge = 10**15
    price = cost(ConvSpec.of(1, 1, 1, huge, padding=huge - 1), (huge,))
    assert price.multiplications == huge * (2 * huge - 1)
    assert price.macs_nonpad == huge**2


@thorough
@given(
    st.integers(1, 40), st.integers(1, 12), st.integers(1, 9), st.integers(1, 7), st.integers(0, 15), st.integers(0, 15)
)
def test_real_taps_of_longer_axes(size, kernel, stride, dilation, low, high):
    spec = ConvSpec.of(1, 1, 1, kernel, stride=stride, dilation=dilation, padding=((low, high),))
    if spec.fits((size,)):
        geometry = spec.resolve((size,))
        assert geometry.axes[0].real_taps() == sum(0 <= place < size for _, _, place in reads(geometry, 0))
