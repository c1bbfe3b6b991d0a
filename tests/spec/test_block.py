"""Blocks as geometry: the numbers that lessons on cheaper convolutions print, and what is refused."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convviz import ConvError, ConvSpec, cost
from convviz.costs.block import block_cost, comparable
from convviz.spec.block import Block, Permutation, shuffle
from convviz.spec.recipes import (
    bottleneck,
    depthwise,
    depthwise_separable,
    flattened,
    grouped,
    pointwise_grouped,
    regular,
    shuffle_unit,
    shuffled_grouped,
    spatially_separable,
)
from random_layers import quick


def counted(block, shape):
    price = block_cost(block, shape)
    return price.weights, price.multiplications


def each(block, shape):
    return [stage.multiplications for stage in block_cost(block, shape).stages]


def test_a_column_then_a_row():
    apart = spatially_separable(3)
    assert counted(regular(1, 1, 3), (5, 5)) == (9, 81)
    assert each(apart, (5, 5)) == [45, 27]
    assert counted(apart, (5, 5)) == (6, 72)
    assert apart.weight_shapes == ((1, 1, 3, 1), (1, 1, 1, 3))
    # A picture of 4 × 4 saves nothing, one of 3 × 3 is dearer, and a large one comes to 2/3.
    assert [counted(apart, (n, n))[1] - counted(regular(1, 1, 3), (n, n))[1] for n in (3, 4)] == [3, 0]
    far = block_cost(apart, (9999, 9999)).ratio(block_cost(regular(1, 1, 3), (9999, 9999)))
    assert 0 < far - Fraction(2, 3) < Fraction(1, 10_000)


def test_depthwise_with_a_multiplier():
    assert depthwise(3, 3, multiplier=3).output_shape((3, 15, 15)) == (9, 13, 13)
    # SAME: width · height · channels · kernel² multiplications.
    assert counted(depthwise(3, 5, padding="same"), (8, 6)) == (75, 8 * 6 * 3 * 25)


@pytest.mark.parametrize(
    ("in_channels", "out_channels", "kernel", "shape", "padding", "whole", "parts"),
    [
        (3, 128, 3, (7, 7), 0, (3_456, 86_400), (411, [675, 9_600], 10_275)),
        (3, 256, 5, (12, 12), 0, (19_200, 1_228_800), (843, [4_800, 49_152], 53_952)),
        (3, 16, 3, (128, 128), "same", (432, 7_077_888), (75, [442_368, 786_432], 1_228_800)),
    ],
    ids=["7×7×3 → 5×5×128", "12×12×3 → 8×8×256", "128×128×3 → 16"],
)
def test_depthwise_separable_against_regular(in_channels, out_channels, kernel, shape, padding, whole, parts):
    one = regular(in_channels, out_channels, kernel, padding=padding)
    other = depthwise_separable(in_channels, out_channels, kernel, padding=padding)
    comparable(one, other, shape)
    assert counted(one, shape) == whole
    weights, products, total = parts
    assert each(other, shape) == products
    assert counted(other, shape) == (weights, total)
    ratio = block_cost(other, shape).ratio(block_cost(one, shape))
    assert ratio == Fraction(1, out_channels) + Fraction(1, kernel**2)


def test_the_ratio_of_the_running_example():
    assert round(float(Fraction(10_275, 86_400)), 3) == 0.119


def test_twelve_by_twelve_takes_75_products_a_position():
    assert each(depthwise_separable(3, 256, 5), (12, 12))[0] == 75 * 64


def test_flattened():
    block = flattened(3, 4, 5)
    comparable(regular(3, 4, 5), block, (9, 9))
    assert block_cost(block, (9, 9)).weights == 4 * (3 + 5 + 5)
    assert block_cost(regular(3, 4, 5), (9, 9)).weights == 4 * 3 * 5 * 5
    assert block.shapes((9, 9)) == ((3, 9, 9), (4, 9, 9), (4, 5, 9), (4, 5, 5))


@pytest.mark.parametrize(
    ("groups", "weights", "multiplications"), [(1, 4_608, 115_200), (2, 2_304, 57_600), (4, 1_152, 28_800)]
)
def test_groups_divide_weights_and_multiplications(groups, weights, multiplications):
    assert counted(grouped(4, 128, 3, groups), (7, 7)) == (weights, multiplications)
    assert grouped(4, 128, 3, groups).output_shape((4, 7, 7)) == (128, 5, 5)


def test_as_many_groups_as_channels_is_depthwise():
    assert grouped(4, 128, 3, 4).convolutions == depthwise(4, 3, multiplier=32).convolutions


def test_shufflenets_unit_against_two_bottlenecks():
    shape, channels, inside = (28, 28), 240, 60
    unit, resnet, resnext = (
        shuffle_unit(channels, inside, 3),
        bottleneck(channels, inside),
        bottleneck(channels, inside, groups=3),
    )
    comparable(unit, resnet, shape)
    comparable(unit, resnext, shape)
    assert each(unit, shape) == [3_763_200, 0, 423_360, 3_763_200]
    assert [counted(block, shape)[1] for block in (unit, resnet, resnext)] == [7_949_760, 47_980_800, 31_046_400]


def test_nine_channels_in_three_groups_are_dealt_out():
    assert [1 + channel for channel in shuffle(9, 3).order] == [1, 4, 7, 2, 5, 8, 3, 6, 9]


@quick
@given(st.integers(1, 8), st.integers(1, 8))
def test_a_shuffle_is_undone_by_its_inverse(groups, each):
    forth = shuffle(groups * each, groups)
    assert sorted(forth.order) == list(range(groups * each))
    assert [forth.order[channel] for channel in forth.inverse.order] == list(range(groups * each))
    assert forth.inverse == shuffle(groups * each, each)
    assert forth.inverse.inverse == forth


def test_without_the_shuffle_a_group_sees_itself_only():
    apart, mixed = (shuffled_grouped(9, 9, 3, 3, shuffled=shuffled) for shuffled in (False, True))
    assert [apart.reads()[channel] for channel in (0, 4, 8)] == [(0, 1, 2), (3, 4, 5), (6, 7, 8)]
    assert set(mixed.reads()) == {tuple(range(9))}
    # Two channels a group cannot reach all three groups: the shuffle needs as many channels a group as groups.
    few = shuffled_grouped(6, 6, 1, 3).reads()
    assert all(len({channel // 2 for channel in seen}) == 2 for seen in few)


@quick
@given(st.integers(1, 5), st.integers(1, 4))
def test_a_shuffle_reaches_every_group_where_groups_are_wide_enough(groups, extra):
    channels = groups * (groups + extra - 1)
    for seen in shuffled_grouped(channels, channels, 1, groups).reads():
        assert len({channel // (channels // groups) for channel in seen}) == groups


def test_a_block_prices_its_parts_as_they_stand():
    block = bottleneck(16, 4, groups=2, bias=True)
    price = block_cost(block, (6, 5))
    assert price.stages == tuple(cost(spec, (6, 5)) for spec in block.convolutions)
    assert price.flops == 2 * price.multiplications
    assert price.params == price.weights + 4
    assert price.macs_nonpad < price.multiplications
    assert price.written == 30 * (4 + 4 + 16)


def test_blocks_are_values():
    assert depthwise_separable(3, 8, 3) == depthwise_separable(3, 8, 3)
    assert len({shuffle_unit(12, 6, 3), shuffle_unit(12, 6, 3), shuffle_unit(12, 6, 2)}) == 2


@pytest.mark.parametrize("block", [spatially_separable, lambda *a, **o: flattened(1, 1, *a, **o)])
@pytest.mark.parametrize("options", [{}, {"stride": (2, 3)}, {"padding": ((1, 0), (2, 1))}, {"padding": "same"},
                                     {"dilation": 2}, {"padding": "same", "stride": 2}])  # fmt: skip
def test_kernels_in_parts_give_the_shape_of_the_whole(block, options):
    for shape in ((9, 10), (8, 7)):
        assert block((3, 2), **options).output_shape(shape) == regular(1, 1, (3, 2), **options).output_shape(shape)


def test_a_block_says_whether_it_fits():
    block = depthwise_separable(3, 8, 3)
    assert block.fits((3, 3))
    assert not block.fits((2, 3))
    assert not block.fits((4, 5, 5))
    assert block.output_shape((5, 6)) == (3, 4)


@pytest.mark.parametrize(
    ("build", "parameter", "rule", "cure"),
    [
        (lambda: shuffle(7, 3), "groups", "must divide the channels to be shuffled", "Use one of 1, 7."),
        (lambda: grouped(3, 128, 3, 2), "groups", "must divide `in_channels` (=3)", "Use one of 1."),
        (lambda: pointwise_grouped(6, 8, 3), "groups", "must divide `out_channels` (=8)", "Use one of 1, 2."),
        (lambda: shuffled_grouped(6, 6, 3, 3, between=4), "groups", "must divide `out_channels` (=4)", "1, 2"),
        (lambda: bottleneck(8, 3, groups=2), "groups", "must divide `in_channels` (=3)", "Use one of 1, 3."),
        (lambda: shuffle_unit(240, 61, 3), "groups", "must divide `out_channels` (=61)", "Use one of 1"),
        (lambda: depthwise(3, 3, multiplier=0), "multiplier", "must be at least 1", "Use 1 or more."),
        (lambda: depthwise(2.5, 3), "in_channels", "must be a whole number", "Give an integer"),
        (lambda: Permutation((0, 0, 1)), "order", "must name each channel once", "Give a permutation"),
        (lambda: Permutation(()), "order", "must name each channel once", "Give a permutation"),
        (lambda: Block("empty", ()), "stages", "at least one convolution", "Add a ConvSpec."),
        (lambda: Block.of("only", shuffle=shuffle(4, 2)), "stages", "at least one convolution", "Add a ConvSpec."),
        (
            lambda: Block.of("gap", one=ConvSpec.of(2, 3, 4, 1), other=ConvSpec.of(2, 5, 1, 1)),
            "stages",
            "one writes 4, the next reads 5",
            "Give both the same number.",
        ),
        (
            lambda: Block.of("mixed", one=ConvSpec.of(2, 3, 4, 1), other=ConvSpec.of(1, 4, 1, 1)),
            "stages",
            "same number of axes",
            "Use one ndim for all.",
        ),
        (lambda: block_cost("a name", (3, 3)), "block", "must be a Block or a ConvSpec", "Build one"),
        (lambda: regular(3, 8, 3).shapes((4, 9, 9)), "shape", "must start with in_channels (=3)", "Put the channels"),
        (lambda: regular(3, 8, 3).shapes((2, 9)), "kernel", "the padded input has 2", "Use a smaller kernel"),
        (
            lambda: comparable(regular(3, 8, 3), depthwise_separable(3, 16, 3), (7, 7)),
            "blocks",
            "3 × 7 × 7 → 8 × 5 × 5 and 3 × 7 × 7 → 16 × 5 × 5",
            "Give both the same channels",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_a_cure(build, parameter, rule, cure):
    with pytest.raises(ConvError) as refused:
        build()
    assert refused.value.parameter == parameter
    assert rule in refused.value.rule
    assert cure in refused.value.cure
