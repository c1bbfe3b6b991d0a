"""Laws of blocks on layers drawn at random: what a chain of cheap stages computes, an ordinary layer computes too."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from convviz import ConvError, ConvSpec, convolve
from convviz.analysis.separability import outer
from convviz.costs.block import block_cost
from convviz.engine.block_trace import record_block
from convviz.engine.compose import composed_spec, composed_weight, dense
from convviz.spec.block import Block, shuffle
from convviz.spec.recipes import (
    bottleneck,
    depthwise,
    depthwise_separable,
    flattened,
    grouped,
    regular,
    shuffle_unit,
    shuffled_grouped,
    spatially_separable,
)
from random_layers import integers, quick

seeds = st.integers(0, 10_000)
sizes = st.tuples(st.integers(6, 9), st.integers(6, 9))
kernels = st.tuples(st.integers(1, 3), st.integers(1, 3))


def drawn(block, seed, size):
    """The block recorded on random whole numbers."""
    weights = [integers(seed + i + 1, *shape, most=4) for i, shape in enumerate(block.weight_shapes)]
    return record_block(block, integers(seed, block.in_channels, *size), weights)


def assert_one_convolution_does_it(trace):
    one = composed_spec(trace.block, trace.x.shape)
    weight = composed_weight(trace.block, trace.weights)
    assert weight.shape == one.weight_shape
    assert np.array_equal(convolve(one, trace.x, weight), trace.output)


@quick
@given(seeds, sizes, kernels, st.integers(1, 3), st.integers(1, 2), st.integers(1, 2), st.booleans())
def test_groups_are_independent_convolutions(seed, size, kernel, groups, reads, writes, same):
    options = {"padding": "same" if same else 0}
    trace = drawn(grouped(groups * reads, groups * writes, kernel, groups, **options), seed, size)
    shares = [
        convolve(ConvSpec.of(2, reads, writes, kernel, **options), x, weight)
        for x, weight in zip(np.split(trace.x, groups), np.split(trace.weights[0], groups), strict=True)
    ]
    assert np.array_equal(np.concatenate(shares), trace.output)


@quick
@given(seeds, sizes, kernels, st.integers(1, 4), st.integers(1, 3))
def test_depthwise_is_as_many_groups_as_channels(seed, size, kernel, channels, multiplier):
    block = depthwise(channels, kernel, multiplier=multiplier)
    assert block.convolutions == grouped(channels, channels * multiplier, kernel, channels).convolutions
    trace = drawn(block, seed, size)
    for k in range(channels):
        for q in range(multiplier):
            place = k * multiplier + q
            alone = convolve(ConvSpec.of(2, 1, 1, kernel), trace.x[k : k + 1], trace.weights[0][place][np.newaxis])
            assert np.array_equal(alone[0], trace.output[place])


@quick
@given(seeds, sizes, kernels, st.integers(1, 3), st.integers(1, 4), st.integers(1, 2), st.integers(1, 2))
def test_separable_is_regular_with_the_composed_weight(seed, size, kernel, channels, filters, multiplier, stride):
    trace = drawn(depthwise_separable(channels, filters, kernel, multiplier=multiplier, stride=stride), seed, size)
    assert composed_spec(trace.block, size) == regular(channels, filters, kernel, stride=stride).convolutions[0]
    assert_one_convolution_does_it(trace)


@quick
@given(seeds, sizes, kernels, st.integers(1, 3), st.sampled_from([0, "same", ((1, 0), (2, 1))]))
def test_a_column_and_a_row_are_their_outer_product(seed, size, kernel, channels, padding):
    trace = drawn(spatially_separable(kernel, channels=channels, padding=padding), seed, size)
    down, across = trace.weights
    weight = np.stack([[outer(c.ravel(), r.ravel())] for c, r in zip(down, across, strict=True)])
    whole = ConvSpec.of(2, channels, channels, kernel, groups=channels, padding=padding)
    assert np.array_equal(convolve(whole, trace.x, weight), trace.output)
    assert np.array_equal(dense(whole, weight), composed_weight(trace.block, trace.weights))


@quick
@given(seeds, sizes, kernels, st.integers(1, 3), st.integers(1, 3), st.sampled_from([0, "same", 1]))
def test_a_flattened_filter_is_the_outer_product_of_its_vectors(seed, size, kernel, channels, filters, padding):
    trace = drawn(flattened(channels, filters, kernel, padding=padding), seed, size)
    weight = np.stack([outer(*(part[f].ravel() for part in trace.weights)) for f in range(filters)])
    whole = regular(channels, filters, kernel, padding=padding).convolutions[0]
    assert np.array_equal(convolve(whole, trace.x, weight), trace.output)


@quick
@given(seeds, sizes, st.integers(1, 3), st.integers(1, 3), st.booleans())
def test_two_grouped_convolutions_are_one(seed, size, groups, each, shuffled):
    channels = groups * each
    block = shuffled_grouped(channels, channels, 2, groups, shuffled=shuffled)
    trace = drawn(block, seed, size)
    assert_one_convolution_does_it(trace)
    connected = np.abs(composed_weight(block, [np.ones(shape, int) for shape in block.weight_shapes])).sum((2, 3)) > 0
    assert [tuple(np.flatnonzero(row).tolist()) for row in connected] == list(block.reads())


@pytest.mark.parametrize(
    "block",
    [
        Block.of("strided twice", a=ConvSpec.of(1, 2, 3, 3, stride=2, dilation=2, padding=((1, 2),)),
                 b=ConvSpec.of(1, 3, 1, 2, stride=3, dilation=2)),
        Block.of("volume", a=ConvSpec.of(3, 1, 2, (1, 2, 1)), turn=shuffle(2, 2), b=ConvSpec.of(3, 2, 2, (2, 1, 3))),
        bottleneck(4, 2),
        shuffle_unit(6, 6, 3),
        regular(2, 3, 3, padding="same", stride=2),
    ],
    ids=lambda block: block.name,
)  # fmt: skip
def test_strides_dilations_and_volumes_compose_too(block):
    assert_one_convolution_does_it(drawn(block, 7, (17, 8, 9)[: block.ndim]))


@quick
@given(seeds, st.integers(1, 4), st.integers(1, 4))
def test_a_shuffle_and_its_inverse_leave_the_numbers_as_they_were(seed, groups, each):
    channels, same = groups * each, np.eye(groups * each, dtype=int)[:, :, np.newaxis]
    one = ConvSpec.of(1, channels, channels, 1)
    there = shuffle(channels, groups)
    trace = record_block(
        Block.of("there and back", one=one, there=there, back=there.inverse), integers(seed, channels, 3), [same]
    )
    assert np.array_equal(trace.output, trace.x)
    dealt = trace.x.reshape(groups, each, 3).transpose(1, 0, 2).reshape(channels, 3)
    assert np.array_equal(trace.maps[1], dealt)


@quick
@given(seeds, st.integers(1, 3), st.integers(1, 4))
def test_the_price_of_a_block_counts_its_traces(seed, channels, filters):
    trace = drawn(depthwise_separable(channels, filters, 3, padding="same"), seed, (4, 5))
    counts = [sum(step.products.size for step in each) for each in trace.traces]
    assert [stage.multiplications for stage in block_cost(trace.block, (4, 5)).stages] == counts


def test_a_recorded_block_keeps_every_map():
    trace = drawn(shuffle_unit(6, 6, 3), 1, (4, 5))
    assert [array.shape for array in trace.maps] == [(6, 4, 5)] * 4
    assert trace.output is trace.maps[-1]
    assert len(trace) == 4
    assert repr(trace) == "<ShuffleNet unit: 6 × 4 × 5 → 6 × 4 × 5 → 6 × 4 × 5 → 6 × 4 × 5 → 6 × 4 × 5>"


@pytest.mark.parametrize(
    ("call", "parameter"),
    [
        (lambda: record_block(depthwise_separable(3, 8, 3), np.zeros((3, 5, 5)), [np.zeros((3, 1, 3, 3))]), "weights"),
        (lambda: record_block(regular(3, 8, 3), np.zeros((2, 5, 5)), [np.zeros((8, 3, 3, 3))]), "shape"),
        (lambda: record_block(regular(1, 1, 3), np.zeros((1, 5, 5)), [np.zeros((1, 1, 2, 3))]), "weight"),
        (lambda: dense(ConvSpec.of(1, 2, 2, 1, groups=2), [[[1, 2]]]), "weight"),
        (lambda: composed_spec(ConvSpec.of(1, 1, 1, 2, transposed=True), (4,)), "block"),
        (lambda: composed_spec(ConvSpec.of(1, 1, 1, 2, bias=True), (4,)), "block"),
        (
            lambda: composed_spec(
                Block.of("padded within", a=ConvSpec.of(1, 1, 1, 3), b=ConvSpec.of(1, 1, 1, 3, padding=1)), (9,)
            ),
            "padding",
        ),
    ],
)  # fmt: skip
def test_what_does_not_compose_or_fit_is_refused(call, parameter):
    with pytest.raises(ConvError) as refused:
        call()
    assert refused.value.parameter == parameter
