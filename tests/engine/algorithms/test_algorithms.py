"""Every way to compute a convolution gives the same numbers, in pieces of any size, and leaves none of them shared."""

import gc
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convviz import ConvSpec, convolve, record
from convviz.engine import convolve as forward
from convviz.engine.algorithms import banded, im2col, row_im2col, tiled_im2col
from convviz.engine.algorithms import scratch as buffers
from convviz.engine.algorithms.banded import by_bands
from convviz.engine.algorithms.im2col import at_once, by_rows, by_windows
from convviz.engine.algorithms.row_im2col import by_lines
from convviz.engine.algorithms.scratch import kept_bytes, scratch
from convviz.engine.algorithms.tiled_im2col import by_tiles
from random_layers import Layer, integers, layers, quick, thorough

DIRECT = [at_once, by_windows, by_rows, by_tiles, by_lines, by_bands]


def can(way, spec):
    """Whether a way may be taken: two of them go from line to line."""
    return (way is not by_rows or spec.stride[0] == 1) and (way is not by_lines or spec.dilation[0] == 1)


def done_by(way, layer, piece=im2col.PIECE_BYTES, band=banded.BAND, tile=tiled_im2col.TILE):
    """What `convolve` gives when it may not choose; phases that cannot be convolved this way are by windows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forward, "way", lambda geometry: way if can(way, geometry.spec) else by_windows)
        patch.setattr(im2col, "PIECE_BYTES", piece)
        patch.setattr(tiled_im2col, "TILES_BYTES", piece)
        patch.setattr(tiled_im2col, "TILE", tile)
        patch.setattr(row_im2col, "LINES_BYTES", piece)
        patch.setattr(im2col, "ALONE", piece)
        patch.setattr(banded, "COLUMNS_BYTES", piece)
        patch.setattr(banded, "ALONE", piece)
        patch.setattr(banded, "BAND", band)
        return convolve(layer.spec, *layer.arrays)


@pytest.mark.parametrize("ndim", [1, 2, 3])
@thorough
@given(data=st.data(), piece=st.sampled_from([1, 500, 2**20]), band=st.integers(1, 8), tile=st.integers(1, 40))
def test_every_direct_way_equals_plain_loops(ndim, data, piece, band, tile):
    layer = data.draw(layers(ndim, transposed=False))
    expected = layer.by_loops()[0]
    for way in DIRECT:
        if can(way, layer.spec):
            assert done_by(way, layer, piece, band, tile).tolist() == expected, way.__name__


@pytest.mark.parametrize("ndim", [1, 2, 3])
@thorough
@given(data=st.data(), piece=st.sampled_from([1, 500, 2**20]))
def test_phases_equal_plain_loops_by_every_direct_way(ndim, data, piece):
    layer = data.draw(layers(ndim, transposed=True))
    expected = layer.by_loops()[0]
    for way in DIRECT:
        assert done_by(way, layer, piece).tolist() == expected, way.__name__


LARGER = {
    "1-D": ConvSpec.of(1, 6, 4, 5, padding=(3,), dilation=2, groups=2),
    "2-D": ConvSpec.of(2, 4, 6, (3, 5), padding=((1, 0), (2, 3)), dilation=(2, 1), groups=2, padding_mode="reflect"),
    "3-D": ConvSpec.of(3, 2, 2, (2, 3, 4), padding=(1, 0, 2), groups=2, flip=True),
    "strides": ConvSpec.of(2, 3, 2, (4, 3), padding=2, stride=(1, 2)),
}
SIZES = {1: (203,), 2: (37, 45), 3: (19, 8, 11)}


@pytest.mark.parametrize("kind", ["int64", "float32", "float64"])
@pytest.mark.parametrize("name", LARGER)
def test_the_ways_agree_on_larger_inputs(name, kind):
    spec = LARGER[name]
    x = integers(1, 2, spec.in_channels, *SIZES[spec.ndim]).astype(kind)
    layer = Layer(spec, x, integers(2, *spec.weight_shape).astype(kind), integers(3, spec.out_channels).astype(kind))
    ways = {way.__name__: done_by(way, layer, piece=3_000) for way in DIRECT}
    for y in ways.values():
        assert y.dtype == kind
        assert np.array_equal(y, ways["by_windows"])
    trace = record(spec, x[1], layer.weight, layer.bias)
    for index in np.random.default_rng(0).integers(0, len(trace), 20):
        assert trace[index].sum == ways["by_windows"][1].flat[index]


@pytest.mark.parametrize(
    ("expected", "spec", "sizes"),
    [
        (by_lines, ConvSpec.of(2, 3, 64, 3, padding=1), (224, 224)),
        (by_tiles, ConvSpec.of(2, 3, 64, 3, padding=1, dilation=2), (224, 224)),
        (by_tiles, ConvSpec.of(2, 3, 64, 3, padding=1), (56, 56)),
        (by_windows, ConvSpec.of(2, 64, 64, 1), (56, 56)),
        (at_once, ConvSpec.of(2, 64, 64, 3, groups=64), (5, 5)),
        (by_rows, ConvSpec.of(2, 64, 64, 3, groups=64), (10, 10)),
        (by_rows, ConvSpec.of(2, 256, 256, 3), (14, 14)),
        (by_windows, ConvSpec.of(2, 64, 64, 3, groups=64, stride=2), (56, 56)),
        (by_rows, ConvSpec.of(2, 64, 64, 3), (56, 56)),
        (by_bands, ConvSpec.of(2, 64, 64, 3, groups=64), (56, 56)),
        (by_bands, ConvSpec.of(2, 1, 1, 15), (512, 512)),
        (by_bands, ConvSpec.of(2, 8, 3, 3), (128, 128)),
        (by_rows, ConvSpec.of(2, 256, 1, 3), (128, 128)),
        (by_lines, ConvSpec.of(2, 1, 16, 3), (128, 128)),
        (by_bands, ConvSpec.of(3, 1, 1, 3), (32, 32, 32)),
    ],
)
def test_each_way_is_taken_where_it_is_fastest(expected, spec, sizes):
    assert forward.way(spec.resolve(sizes)) is expected


@quick
@given(layers())
def test_integers_beyond_float64_are_exact_by_every_way(layer):
    layer = Layer(layer.spec, layer.x * 2**40 + 1, layer.weight * 2**10 + 1, layer.bias)
    expected = layer.by_loops()[0]
    for way in DIRECT:
        assert done_by(way, layer).tolist() == expected


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
        patch.setattr(im2col, "ALONE", 1)
        assert np.array_equal(done_by(by_tiles, layer), done_by(by_windows, layer))


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
    monkeypatch.setattr(buffers, "KEPT_BYTES", before + 100_000)
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
    assert kept_bytes() <= buffers.KEPT_BYTES
    trace = record(spec, x, weight)
    for cell in [(0, 0, 0), (1, 138, 250), (1, 139, 250), (1, 140, 499), (0, y.shape[1] - 1, 0)]:
        assert y[cell] == trace[int(np.ravel_multi_index(cell, y.shape))].sum
