"""Every algorithm gives the same numbers, in pieces of any size, and no result shares memory with the next call."""

import gc
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convviz import ConvSpec, convolve, record
from convviz.engine import convolve as forward
from convviz.engine.algorithms import banded as bands
from convviz.engine.algorithms import im2col as windows
from convviz.engine.algorithms import row_im2col as rows
from convviz.engine.algorithms import scratch as memory
from convviz.engine.algorithms import tiled_im2col as tiles
from convviz.engine.algorithms.banded import banded
from convviz.engine.algorithms.im2col import accumulated_im2col, im2col, small_im2col
from convviz.engine.algorithms.row_im2col import row_im2col
from convviz.engine.algorithms.scratch import kept_bytes, scratch
from convviz.engine.algorithms.tiled_im2col import tiled_im2col
from random_layers import Layer, integers, layers, quick, thorough

DIRECT = [small_im2col, im2col, accumulated_im2col, tiled_im2col, row_im2col, banded]


def applies(algorithm, spec):
    """Whether an algorithm can compute a layer: two of them restrict the first axis."""
    return (algorithm is not accumulated_im2col or spec.stride[0] == 1) and (
        algorithm is not row_im2col or spec.dilation[0] == 1
    )


def computed_by(algorithm, layer, piece=windows.PIECE_BYTES, band=bands.BAND, tile=tiles.TILE):
    """Return what `convolve` gives with this algorithm, or with `im2col` where it does not apply."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            forward, "choose_algorithm", lambda geometry: algorithm if applies(algorithm, geometry.spec) else im2col
        )
        patch.setattr(windows, "PIECE_BYTES", piece)
        patch.setattr(tiles, "TILES_BYTES", piece)
        patch.setattr(tiles, "TILE", tile)
        patch.setattr(rows, "LINES_BYTES", piece)
        patch.setattr(windows, "SINGLE_THREAD_PRODUCT", piece)
        patch.setattr(bands, "COLUMNS_BYTES", piece)
        patch.setattr(bands, "SINGLE_THREAD_PRODUCT", piece)
        patch.setattr(bands, "BAND", band)
        return convolve(layer.spec, *layer.arrays)


@pytest.mark.parametrize("ndim", [1, 2, 3])
@thorough
@given(data=st.data(), piece=st.sampled_from([1, 500, 2**20]), band=st.integers(1, 8), tile=st.integers(1, 40))
def test_every_direct_algorithm_equals_plain_loops(ndim, data, piece, band, tile):
    layer = data.draw(layers(ndim, transposed=False))
    expected = layer.by_loops()[0]
    for algorithm in DIRECT:
        if applies(algorithm, layer.spec):
            assert computed_by(algorithm, layer, piece, band, tile).tolist() == expected, algorithm.__name__


@pytest.mark.parametrize("ndim", [1, 2, 3])
@thorough
@given(data=st.data(), piece=st.sampled_from([1, 500, 2**20]))
def test_subpixel_equals_plain_loops_with_every_direct_algorithm(ndim, data, piece):
    layer = data.draw(layers(ndim, transposed=True))
    expected = layer.by_loops()[0]
    for algorithm in DIRECT:
        assert computed_by(algorithm, layer, piece).tolist() == expected, algorithm.__name__


LARGER = {
    "1-D": ConvSpec.of(1, 6, 4, 5, padding=(3,), dilation=2, groups=2),
    "2-D": ConvSpec.of(2, 4, 6, (3, 5), padding=((1, 0), (2, 3)), dilation=(2, 1), groups=2, padding_mode="reflect"),
    "3-D": ConvSpec.of(3, 2, 2, (2, 3, 4), padding=(1, 0, 2), groups=2, flip=True),
    "strides": ConvSpec.of(2, 3, 2, (4, 3), padding=2, stride=(1, 2)),
}
SIZES = {1: (203,), 2: (37, 45), 3: (19, 8, 11)}


@pytest.mark.parametrize("kind", ["int64", "float32", "float64"])
@pytest.mark.parametrize("name", LARGER)
def test_the_algorithms_agree_on_larger_inputs(name, kind):
    spec = LARGER[name]
    x = integers(1, 2, spec.in_channels, *SIZES[spec.ndim]).astype(kind)
    layer = Layer(spec, x, integers(2, *spec.weight_shape).astype(kind), integers(3, spec.out_channels).astype(kind))
    results = {algorithm.__name__: computed_by(algorithm, layer, piece=3_000) for algorithm in DIRECT}
    for y in results.values():
        assert y.dtype == kind
        assert np.array_equal(y, results["im2col"])
    trace = record(spec, x[1], layer.weight, layer.bias)
    for index in np.random.default_rng(0).integers(0, len(trace), 20):
        assert trace[index].sum == results["im2col"][1].flat[index]


@pytest.mark.parametrize(
    ("expected", "spec", "sizes"),
    [
        (row_im2col, ConvSpec.of(2, 3, 64, 3, padding=1), (224, 224)),
        (tiled_im2col, ConvSpec.of(2, 3, 64, 3, padding=1, dilation=2), (224, 224)),
        (tiled_im2col, ConvSpec.of(2, 3, 64, 3, padding=1), (56, 56)),
        (im2col, ConvSpec.of(2, 64, 64, 1), (56, 56)),
        (small_im2col, ConvSpec.of(2, 64, 64, 3, groups=64), (5, 5)),
        (accumulated_im2col, ConvSpec.of(2, 64, 64, 3, groups=64), (10, 10)),
        (accumulated_im2col, ConvSpec.of(2, 256, 256, 3), (14, 14)),
        (im2col, ConvSpec.of(2, 64, 64, 3, groups=64, stride=2), (56, 56)),
        (accumulated_im2col, ConvSpec.of(2, 64, 64, 3), (56, 56)),
        (banded, ConvSpec.of(2, 64, 64, 3, groups=64), (56, 56)),
        (banded, ConvSpec.of(2, 1, 1, 15), (512, 512)),
        (banded, ConvSpec.of(2, 8, 3, 3), (128, 128)),
        (accumulated_im2col, ConvSpec.of(2, 256, 1, 3), (128, 128)),
        (row_im2col, ConvSpec.of(2, 1, 16, 3), (128, 128)),
        (banded, ConvSpec.of(3, 1, 1, 3), (32, 32, 32)),
    ],
)
def test_each_algorithm_is_chosen_where_it_is_fastest(expected, spec, sizes):
    assert forward.choose_algorithm(spec.resolve(sizes)) is expected


@quick
@given(layers())
def test_integers_beyond_float64_are_exact_with_every_algorithm(layer):
    layer = Layer(layer.spec, layer.x * 2**40 + 1, layer.weight * 2**10 + 1, layer.bias)
    expected = layer.by_loops()[0]
    for algorithm in DIRECT:
        assert computed_by(algorithm, layer).tolist() == expected


CROWD = [
    ConvSpec.of(2, 3, 8, 3, padding=1),
    ConvSpec.of(2, 16, 4, 3, padding=1),
    ConvSpec.of(2, 8, 8, (3, 5), padding=(1, 2), groups=8),
    ConvSpec.of(2, 6, 4, 4, stride=2, padding=1, transposed=True),
]


@pytest.mark.parametrize("kind", ["int64", "float32"])
def test_eight_threads_at_once_get_their_own_answers(kind):
    work = []
    for number in range(8):
        spec = CROWD[number % len(CROWD)]
        x = integers(number, spec.in_channels, 40 + number, 50 - number).astype(kind)
        weight = integers(number + 100, *spec.weight_shape).astype(kind)
        work.append((spec, x, weight, convolve(spec, x, weight)))
    start = Barrier(len(work))

    def answers(spec, x, weight, expected):
        start.wait()
        results = [convolve(spec, x, weight) for _ in range(30)]
        return all(np.array_equal(y, expected) for y in results)

    with ThreadPoolExecutor(len(work)) as pool:
        assert all(pool.map(lambda arguments: answers(*arguments), work))


def test_a_filter_too_deep_for_one_product_is_one_tile():
    spec = ConvSpec.of(2, 2, 2, 5)
    layer = Layer(spec, integers(1, 2, 9, 11), integers(2, *spec.weight_shape), None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(windows, "SINGLE_THREAD_PRODUCT", 1)
        assert np.array_equal(computed_by(tiled_im2col, layer), computed_by(im2col, layer))


@quick
@given(layers())
def test_a_result_is_not_touched_by_the_next_call(layer):
    first = convolve(layer.spec, *layer.arrays)
    kept = first.copy()
    second = convolve(layer.spec, 5 - layer.x, layer.weight, layer.bias)
    assert not np.shares_memory(first, second)
    assert not np.shares_memory(first, layer.x)
    assert np.array_equal(first, kept)


def test_a_traces_border_is_not_touched_by_the_next_call():
    spec, x = ConvSpec.of(2, 1, 1, 3, padding=1), integers(1, 1, 6, 7)
    trace = record(spec, x, np.ones((1, 1, 3, 3), int))
    before = [step.sum for step in trace]
    convolve(spec, x + 7, np.ones((1, 1, 3, 3), int))
    assert [step.sum for step in trace] == before == trace.output.reshape(-1).tolist()


def test_scratch_is_used_again_and_grows():
    def in_a_thread():
        small = scratch("columns", (3, 4), np.float32)
        large = scratch("columns", (5, 6), np.float64)
        again = scratch("columns", (2, 2), np.int64)
        other = scratch("products", (2, 2), np.int64)
        return np.shares_memory(small, large), np.shares_memory(large, again), np.shares_memory(again, other)

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(in_a_thread).result() == (False, True, False)


def test_what_threads_keep_is_bounded_together_and_given_back(monkeypatch):
    gc.collect()
    before = kept_bytes()
    monkeypatch.setattr(memory, "KEPT_BYTES", before + 100_000)
    everyone = Barrier(5)

    def hold(_):
        array = scratch("columns", (30_000,), np.uint8)
        again = scratch("columns", (30_000,), np.uint8)
        everyone.wait()  # until all have theirs, so that no thread has ended
        return np.shares_memory(array, again), kept_bytes()

    with ThreadPoolExecutor(5) as pool:
        kept, held = zip(*pool.map(hold, range(5)), strict=True)
    assert sorted(kept) == [False, False, True, True, True]
    assert set(held) == {before + 90_000}
    gc.collect()
    assert kept_bytes() == before


def test_a_large_picture_keeps_no_more_than_allowed():
    spec = ConvSpec.of(2, 8, 2, (3, 5), padding=((1, 1), (2, 2)), dilation=(2, 1), stride=(2, 1))
    x, weight = integers(1, 8, 420, 500), integers(2, *spec.weight_shape)
    y = convolve(spec, x, weight)
    assert kept_bytes() <= memory.KEPT_BYTES
    trace = record(spec, x, weight)
    for cell in [(0, 0, 0), (1, 138, 250), (1, 139, 250), (1, 140, 499), (0, y.shape[1] - 1, 0)]:
        assert y[cell] == trace[int(np.ravel_multi_index(cell, y.shape))].sum
