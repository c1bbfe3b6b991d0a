"""Numbers the lessons print, taken from the literature and checked by hand: the engine must give them."""

import numpy as np
import pytest

from convviz import ConvSpec, convolve, cost, record

GUIDE_INPUT = [[3, 3, 2, 1, 0], [0, 0, 1, 3, 1], [3, 1, 2, 2, 3], [2, 0, 0, 2, 2], [2, 0, 0, 0, 1]]
GUIDE_FILTER = [[0, 1, 2], [2, 2, 0], [0, 1, 2]]
GUIDE_OUTPUT = [[12, 12, 17], [10, 17, 19], [9, 6, 14]]


def test_the_guides_worked_example():
    trace = record(ConvSpec.of(2, 1, 1, 3), [GUIDE_INPUT], [[GUIDE_FILTER]])
    assert trace.output.tolist() == [GUIDE_OUTPUT]
    assert str(trace[0]) == "step 1 at [0, 0, 0]: 3·0 + 3·1 + 2·2 + 0·2 + 0·2 + 1·0 + 3·0 + 1·1 + 2·2 = 12"


@pytest.mark.parametrize(
    ("i", "k", "s", "p", "d", "o"),
    [
        (4, 3, 1, 0, 1, 2),
        (5, 4, 1, 2, 1, 6),
        (5, 3, 1, 1, 1, 5),
        (5, 3, 1, 2, 1, 7),
        (5, 3, 2, 0, 1, 2),
        (5, 3, 2, 1, 1, 3),
        (6, 3, 2, 1, 1, 3),
        (7, 3, 1, 0, 2, 3),
    ],
    ids=["no-padding", "arbitrary", "half", "full", "strides", "padding-and-strides", "odd", "dilation"],
)
def test_the_guides_named_cases(i, k, s, p, d, o):
    spec = ConvSpec.of(2, 1, 1, k, stride=s, padding=p, dilation=d)
    assert spec.output_shape((i, i)) == (o, o)
    assert o == (i + 2 * p - (d * (k - 1) + 1)) // s + 1


def test_the_guides_odd_case_drops_a_row_of_padding_only():
    odd = ConvSpec.of(1, 1, 1, 3, stride=2, padding=1).resolve((6,))
    assert [list(odd.window((cell,))[0]) for cell in range(3)] == [[-1, 0, 1], [1, 2, 3], [3, 4, 5]]
    assert odd.axes[0].unreached() == ()
    assert ConvSpec.of(1, 1, 1, 3, stride=2).resolve((6,)).axes[0].unreached() == (5,)


def test_convolution_is_correlation_with_the_kernel_turned_around():
    x, kernel = [[1, 2, 3, 4]], [[[1, 0, -2]]]
    assert convolve(ConvSpec.of(1, 1, 1, 3), x, kernel).tolist() == [[-5, -6]]
    assert convolve(ConvSpec.of(1, 1, 1, 3, flip=True), x, kernel).tolist() == [[1, 0]]
    even = [[[2, 1, 2]]]
    same = [convolve(ConvSpec.of(1, 1, 1, 3, flip=flip), x, even).tolist() for flip in (False, True)]
    assert same[0] == same[1]


@pytest.mark.parametrize(
    ("spec", "shape", "out"),
    [
        (ConvSpec.of(2, 1, 1, 3, padding="same"), (6, 6), (6, 6)),
        (ConvSpec.of(2, 3, 8, 3, padding="valid"), (15, 15), (13, 13)),
        (ConvSpec.of(2, 3, 1, 3), (3, 5, 5), (1, 3, 3)),
        (ConvSpec.of(2, 3, 4, 3, padding="same"), (3, 8, 8), (4, 8, 8)),
        (ConvSpec.of(2, 200, 3, 1), (200, 9, 7), (3, 9, 7)),
        (ConvSpec.of(2, 1, 1, 3, transposed=True), (2, 2), (4, 4)),
        (ConvSpec.of(2, 1, 1, 3, stride=2, transposed=True), (2, 2), (5, 5)),
        (ConvSpec.of(2, 1, 1, 3), (4, 4), (2, 2)),
        (ConvSpec.of(3, 1, 1, (2, 3, 3)), (5, 6, 7), (4, 4, 5)),
        (ConvSpec.of(2, 3, 9, 3, groups=3), (3, 15, 15), (9, 13, 13)),
        (ConvSpec.of(2, 3, 256, 5), (3, 12, 12), (256, 8, 8)),
    ],
    ids=[
        "same",
        "valid",
        "channels",
        "filters",
        "1x1",
        "transposed",
        "stride-2",
        "matrix",
        "volume",
        "depthwise",
        "guide",
    ],
)
def test_shapes_of_the_lessons(spec, shape, out):
    assert spec.output_shape(shape) == out


@pytest.mark.parametrize(("dilation", "span"), [(1, 3), (2, 5), (4, 9)])
def test_dilation_spreads_the_kernel_at_no_cost(dilation, span):
    spec = ConvSpec.of(2, 1, 1, 3, dilation=dilation)
    assert spec.span == (span, span)
    assert cost(spec, (span, span)).weights == 9
    assert cost(spec, (span, span)).multiplications == 9


def chain(shape, *specs):
    """Weights and multiplications of layers one after the other, and the shape that comes out."""
    weights = multiplications = 0
    for spec in specs:
        price = cost(spec, shape)
        weights, multiplications = weights + price.weights, multiplications + price.multiplications
        shape = spec.output_shape(shape)
    return shape, weights, multiplications


@pytest.mark.parametrize(
    ("shape", "layers", "expected"),
    [
        ((3, 7, 7), [ConvSpec.of(2, 3, 128, 3)], ((128, 5, 5), 3456, 86_400)),
        (
            (3, 7, 7),
            [ConvSpec.of(2, 3, 3, 3, groups=3), ConvSpec.of(2, 3, 128, 1)],
            ((128, 5, 5), 27 + 384, 675 + 9_600),
        ),
        ((3, 12, 12), [ConvSpec.of(2, 3, 256, 5)], ((256, 8, 8), 19_200, 1_228_800)),
        (
            (3, 12, 12),
            [ConvSpec.of(2, 3, 3, 5, groups=3), ConvSpec.of(2, 3, 256, 1)],
            ((256, 8, 8), 75 + 768, 4_800 + 49_152),
        ),
        ((3, 128, 128), [ConvSpec.of(2, 3, 16, 3, padding="same")], ((16, 128, 128), 432, 7_077_888)),
        (
            (3, 128, 128),
            [ConvSpec.of(2, 3, 3, 3, groups=3, padding="same"), ConvSpec.of(2, 3, 16, 1)],
            ((16, 128, 128), 75, 1_228_800),
        ),
        ((1, 5, 5), [ConvSpec.of(2, 1, 1, 3)], ((1, 3, 3), 9, 81)),
        ((1, 5, 5), [ConvSpec.of(2, 1, 1, (3, 1)), ConvSpec.of(2, 1, 1, (1, 3))], ((1, 3, 3), 6, 45 + 27)),
        ((4, 7, 7), [ConvSpec.of(2, 4, 128, 3)], ((128, 5, 5), 4608, 115_200)),
        ((4, 7, 7), [ConvSpec.of(2, 4, 128, 3, groups=2)], ((128, 5, 5), 2304, 57_600)),
        ((4, 7, 7), [ConvSpec.of(2, 4, 128, 3, groups=4)], ((128, 5, 5), 1152, 28_800)),
        ((3, 8, 8), [ConvSpec.of(2, 3, 4, 3, padding="same")], ((4, 8, 8), 108, 27 * 256)),
        ((3, 9, 8), [ConvSpec.of(2, 3, 3, 3, groups=3, padding="same")], ((3, 9, 8), 27, 8 * 9 * 3 * 9)),
    ],
    ids=[
        "7x7x3-normal",
        "7x7x3-separable",
        "12x12x3-normal",
        "12x12x3-separable",
        "128x128x3-normal",
        "128x128x3-separable",
        "5x5-normal",
        "5x5-spatially-separable",
        "7x7x4-one-group",
        "7x7x4-two-groups",
        "7x7x4-four-groups",
        "8x8x3",
        "depthwise-same",
    ],
)
def test_prices_of_the_lessons(shape, layers, expected):
    assert chain(shape, *layers) == expected


def test_spatially_separable_sobel_gives_the_same_picture():
    x = np.arange(30).reshape(1, 5, 6) ** 2 % 17
    column, row = np.array([1, 2, 1]).reshape(1, 1, 3, 1), np.array([-1, 0, 1]).reshape(1, 1, 1, 3)
    whole = convolve(ConvSpec.of(2, 1, 1, 3), x, column * row)
    halves = convolve(ConvSpec.of(2, 1, 1, (1, 3)), convolve(ConvSpec.of(2, 1, 1, (3, 1)), x, column), row)
    assert np.array_equal(whole, halves)
    assert whole.any()


def test_channels_are_convolved_one_by_one_and_added():
    x, weight = np.arange(75).reshape(3, 5, 5) % 7, np.arange(27).reshape(1, 3, 3, 3) % 5 - 2
    split = convolve(ConvSpec.of(2, 3, 3, 3, groups=3), x, weight.reshape(3, 1, 3, 3))
    assert split.shape == (3, 3, 3)
    assert np.array_equal(split.sum(0, keepdims=True), convolve(ConvSpec.of(2, 3, 1, 3), x, weight))


def test_tensorflow_worked_example():
    """X (1, 3, 3, 1) and filter (2, 1, 1, 2), VALID, as channels first."""
    x, weight = [[[1, 2, 3], [4, 5, 6], [7, 8, 9]]], [[[[1], [3]]], [[[2], [4]]]]
    y = convolve(ConvSpec.of(2, 1, 2, (2, 1), padding="valid"), x, weight)
    rows = y.transpose(1, 2, 0).tolist()
    assert rows == [[[13, 18], [17, 24], [21, 30]], [[25, 36], [29, 42], [33, 48]]]


@pytest.mark.parametrize(
    ("spec", "shape", "macs", "real"),
    [
        (ConvSpec.of(2, 64, 128, 3, padding=1), (56, 56), 231_211_008, 225_738_752),
        (ConvSpec.of(2, 3, 64, 7, stride=2, padding=3), (224, 224), 118_013_952, 116_214_528),
        (ConvSpec.of(2, 32, 32, 3, dilation=2, padding=2), (28, 28), 7_225_344, 6_553_600),
        (ConvSpec.of(2, 8, 16, 4, padding="same"), (20, 20), 819_200, 739_328),
        (ConvSpec.of(2, 128, 128, 3, padding=1, groups=32), (56, 56), 14_450_688, 14_108_672),
        (ConvSpec.of(2, 64, 64, 3, padding=1, groups=64), (56, 56), 1_806_336, 1_763_584),
        (ConvSpec.of(2, 16, 32, 3, padding=1, stride=2, groups=16), (32, 32), 73_728, 70_688),
        (ConvSpec.of(2, 64, 128, 1), (56, 56), 25_690_112, 25_690_112),
        (ConvSpec.of(3, 4, 8, 3, padding=1), (8, 16, 16), 1_769_472, 1_489_664),
        (ConvSpec.of(2, 64, 32, 4, stride=2, padding=1, transposed=True), (28, 28), 25_690_112, 24_780_800),
        (
            ConvSpec.of(2, 64, 32, 3, stride=2, padding=1, output_padding=1, transposed=True),
            (28, 28),
            14_450_688,
            14_108_672,
        ),
        (
            ConvSpec.of(2, 8, 8, 3, stride=2, padding=1, output_padding=1, groups=4, transposed=True),
            (14, 14),
            28_224,
            26_896,
        ),
        (ConvSpec.of(3, 4, 2, 2, stride=2, transposed=True), (6, 6, 6), 13_824, 13_824),
    ],
    ids=[
        "regular",
        "strided",
        "dilated",
        "even-same",
        "grouped",
        "depthwise",
        "multiplier-2",
        "pointwise",
        "3-D",
        "transposed",
        "transposed-output-padding",
        "transposed-grouped",
        "transposed-3-D",
    ],
)
def test_layers_that_popular_counters_disagree_on(spec, shape, macs, real):
    price = cost(spec, shape)
    assert (price.macs, price.macs_nonpad, price.flops) == (macs, real, 2 * macs)


def test_bias_is_a_parameter_and_not_a_multiplication():
    plain, biased = (cost(ConvSpec.of(2, 3, 8, 3, bias=bias), (9, 7)) for bias in (False, True))
    assert (biased.params - plain.params, biased.biases) == (8, 8)
    assert biased.macs == plain.macs
    assert biased.bytes(2) - plain.bytes(2) == 16
