"""The three ways to draw a transposed convolution end in the same numbers, which are the engine's."""

from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convviz import ConvError, ConvSpec, convolve, cost, record
from convviz.samples.images_and_kernels import kernel
from convviz.scene import Decoder, fits_matrix, matrix_scene, scene_of, side_by_side, zero_insertion_scene
from convviz.scene.builders.toeplitz_matrix import MOST_COLUMNS, taps_of
from convviz.scene.builders.zero_insertion import stretched_axes
from counts import examples
from random_layers import integers

PRESETS = {  # of the guide: input, kernel, stride, padding, output_padding -> output; the last is DCGAN's
    (2, 3, 1, 0, 0): 4,
    (6, 4, 1, 2, 0): 5,
    (5, 3, 1, 1, 0): 5,
    (7, 3, 1, 2, 0): 5,
    (2, 3, 2, 0, 0): 5,
    (3, 3, 2, 1, 0): 5,
    (3, 3, 2, 1, 1): 6,
    (4, 4, 2, 1, 0): 8,
}


def layer(size, spec, *, bias=False):
    shapes = (spec.in_channels, *size), spec.weight_shape, (spec.out_channels,)
    x, weight, b = (integers(seed, *shape, most=99) for seed, shape in enumerate(shapes))
    return record(spec, x, weight, b if bias else None)


@st.composite
def transposed(draw):
    ndim = draw(st.integers(1, 3))

    def many(low, high):
        return draw(st.lists(st.integers(low, high), min_size=ndim, max_size=ndim))

    most = {1: 5, 2: 3, 3: 2}[ndim]
    size, kernel_, stride, dilation = many(1, most), many(1, 3), many(1, 3), many(1, 3)
    extra = [draw(st.integers(0, max(s, d) - 1)) for s, d in zip(stride, dilation, strict=True)]
    crop = [(draw(st.integers(0, 4)), draw(st.integers(0, 4))) for _ in range(ndim)]
    groups, read, written = (draw(st.integers(1, 2)) for _ in range(3))
    spec = ConvSpec.of(
        ndim, read * groups, written * groups, kernel_, stride=stride, dilation=dilation, padding=crop,
        output_padding=extra, groups=groups, transposed=True, flip=draw(st.booleans()),
    )  # fmt: skip
    if not spec.fits(size):
        spec = ConvSpec.of(
            ndim, read * groups, written * groups, kernel_, stride=stride, dilation=dilation, output_padding=extra,
            groups=groups, transposed=True,
        )  # fmt: skip
    return layer(size, spec, bias=draw(st.booleans()))


@settings(max_examples=examples(60), deadline=None)
@given(transposed())
def test_all_views_end_in_the_output_of_the_engine(trace) -> None:
    views = {"paint": scene_of(trace), "slide": zero_insertion_scene(trace)}
    if fits_matrix(trace.geometry):
        views["multiply"] = matrix_scene(trace)
    decoder = Decoder(side_by_side(views, title="Views", alt="Views.", clock="progress"))
    expected = convolve(trace.spec, trace.x, trace.weight, trace.bias).ravel().tolist()
    for place in range(len(views)):
        assert decoder.values[f"{place}.output"] == expected
    spec, geometry = trace.spec, trace.geometry
    assert decoder.multiplications(0) == cost(spec, geometry.input_shape).multiplications
    naive = prod(geometry.output_shape) * prod(spec.kernel) * spec.in_channels * spec.out_channels // spec.groups
    assert decoder.multiplications(1) == naive


@pytest.mark.parametrize("case", PRESETS, ids=str)
def test_the_cases_of_the_guide(case) -> None:
    size, taps, stride, padding, extra = case
    spec = ConvSpec.of(2, 1, 1, taps, stride=stride, padding=padding, output_padding=extra, transposed=True)
    trace = layer((size, size), spec)
    assert trace.output.shape == (1, PRESETS[case], PRESETS[case])
    stretch = stretched_axes(trace.geometry)[0]
    assert (stretch.low, stretch.high) == (taps - 1 - padding,) * 2
    assert fits_matrix(trace.geometry) == (max(size, PRESETS[case]) ** 2 <= MOST_COLUMNS)


def test_dcgan_slides_over_eleven_cells() -> None:
    """A side of 4 with zeros between is 7, and p′ = 2 cells come on at either end: 11 for 8 places."""
    (stretch, _) = stretched_axes(layer((4, 4), ConvSpec.of(2, 1, 1, 4, stride=2, padding=1, transposed=True)).geometry)
    assert stretch.kind == "pprzrzrzrpp"
    assert stretch.source == (-1, -1, 0, -1, 1, -1, 2, -1, 3, -1, -1)


def test_output_padding_puts_zeros_on_the_high_side() -> None:
    spec = ConvSpec.of(1, 1, 1, 3, stride=2, padding=1, output_padding=1, transposed=True)
    (stretch,) = stretched_axes(layer((3,), spec).geometry)
    assert stretch.kind == "przrzrzp"


def test_a_negative_border_is_a_cut() -> None:
    """K = 2 and p = 2: p′ = 1 − 2 = −1, so the first and the last cell are never read."""
    trace = layer((4,), ConvSpec.of(1, 1, 1, 2, padding=2, transposed=True))
    (stretch,) = stretched_axes(trace.geometry)
    assert (stretch.low, stretch.high, stretch.kind, stretch.first) == (-1, -1, "crrc", 1)
    decoder = Decoder(zero_insertion_scene(trace))
    read = {term.read for step in range(decoder.count(0)) for term in decoder.step(0, step).terms}
    assert read == {1, 2}
    assert decoder.values["output"] == trace.output.ravel().tolist()


def test_a_cut_deeper_than_the_input_takes_padding_with_it() -> None:
    trace = layer((1,), ConvSpec.of(1, 1, 1, 3, padding=((2, 0),), transposed=True))
    assert stretched_axes(trace.geometry)[0].kind == "rpp"
    deep = layer((1,), ConvSpec.of(1, 1, 1, 4, padding=((3, 0),), dilation=1, transposed=True))
    assert Decoder(zero_insertion_scene(deep)).values["output"] == deep.output.ravel().tolist()


def test_the_kernel_is_turned() -> None:
    weight = np.arange(1, 7).reshape(1, 1, 2, 3)
    for flip, shown in ((False, (6, 5, 4, 3, 2, 1)), (True, (1, 2, 3, 4, 5, 6))):
        spec = ConvSpec.of(2, 1, 1, (2, 3), transposed=True, flip=flip)
        grid = next(g for g in zero_insertion_scene(record(spec, [[[1]]], weight)).grids if g.id == "kernel")
        assert grid.values == shown
        assert ("180" in grid.note) is not flip


def test_the_matrices_of_the_textbook_are_four_by_sixteen_and_sixteen_by_four() -> None:
    direct = ConvSpec.of(2, 1, 1, 3)
    x, weight = integers(1, 1, 4, 4), integers(2, 1, 1, 3, 3)
    there = matrix_scene(record(direct, x, weight))
    back = matrix_scene(record(ConvSpec.of(2, 1, 1, 3, transposed=True), integers(3, 1, 2, 2), weight))
    assert [scene.grids[0].note for scene in (there, back)] == ["4 × 16", "16 × 4"]
    assert [scene.title for scene in (there, back)] == ["C · x", "Cᵀ · x"]
    matrix, turned = (np.reshape(scene.grids[0].values, shape) for scene, shape in ((there, (4, 16)), (back, (16, 4))))
    assert (matrix == turned.T).all()
    assert [len(scene.grids[0].gaps) for scene in (there, back)] == [64 - 36, 64 - 36]


def test_a_weight_of_zero_is_no_gap() -> None:
    spec = ConvSpec.of(1, 1, 1, 3, transposed=True)
    matrix = matrix_scene(record(spec, [[1, 2]], [[[0, 0, 5]]])).grids[0]
    assert matrix.values == (0, 0, 0, 0, 5, 0, 0, 5)
    assert matrix.gaps == (1, 6)
    assert [place for place, taps in enumerate(taps_of(spec.resolve((2,)))) if not taps] == [1, 6]
    assert taps_of(spec.resolve((2,)))[2] == (1,)


def test_beyond_thirty_six_columns_there_is_no_matrix() -> None:
    six, seven = (layer((side,), ConvSpec.of(1, 1, 1, 1, transposed=True)) for side in (36, 37))
    assert fits_matrix(six.geometry)
    assert not fits_matrix(seven.geometry)
    with pytest.raises(ConvError, match="at most 36 rows and columns"):
        matrix_scene(seven)


def test_a_direct_convolution_has_no_stretched_picture() -> None:
    with pytest.raises(ConvError, match="transposed"):
        zero_insertion_scene(layer((4,), ConvSpec.of(1, 1, 1, 2)))


def test_a_fraction_stands_in_front_of_whole_numbers() -> None:
    box = kernel("box", 3, 3)
    spec = ConvSpec.of(2, 1, 1, 3, stride=2, transposed=True)
    trace = record(spec, [[[9, 18], [27, 36]]], box.weights[np.newaxis, np.newaxis])
    for make in (zero_insertion_scene, matrix_scene):
        scene = make(trace, scale=box.scale)
        grid = next(grid for grid in scene.grids if grid.id == "kernel")
        assert grid.scale == (1, 9)
        assert set(grid.values or ()) <= {0, 1}
        assert Decoder(scene).values["output"] == pytest.approx(trace.output.ravel().tolist())


@pytest.mark.parametrize("ndim", [1, 2, 3])
def test_the_transposed_layer_is_the_adjoint(ndim) -> None:
    """<C x, y> = <x, Cᵀ y>, with a kernel that equals no turn of itself."""
    taps, stride, dilation = (3, 2, 2)[:ndim], (2, 1, 2)[:ndim], (1, 2, 1)[:ndim]
    options = {"stride": stride, "dilation": dilation, "padding": 1}
    direct = ConvSpec.of(ndim, 2, 3, taps, **options)
    size = (7, 5, 6)[:ndim]
    small = direct.output_shape(size)
    extra = [
        i - o
        for i, o in zip(
            size, ConvSpec.of(ndim, 3, 2, taps, transposed=True, **options).output_shape(small), strict=True
        )
    ]
    back = ConvSpec.of(ndim, 3, 2, taps, transposed=True, output_padding=extra, **options)
    x, y, weight = integers(1, 2, *size), integers(2, 3, *small), integers(3, *direct.weight_shape, most=9)
    assert not np.array_equal(weight, np.flip(weight))
    assert (convolve(direct, x, weight) * y).sum() == (x * convolve(back, y, weight)).sum()
