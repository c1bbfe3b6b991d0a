"""TensorFlow's ops by TensorFlow's arguments; and the same convolutions as loops one can read."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import oracle
from convviz import ConvError
from convviz.engine import loops
from convviz.tf import conv2d, depthwise_conv2d, separable_conv2d
from random_layers import integers, quick

NINE = np.arange(1, 10).reshape(1, 3, 3, 1)
ONE = [1, 1, 1, 1]


def test_the_worked_example_of_depthwise():
    y = depthwise_conv2d(NINE, np.reshape([[1, 2], [3, 4]], (2, 1, 1, 2)), strides=ONE, padding="VALID")
    assert y.shape == (1, 2, 3, 2)
    assert y[0].tolist() == [[[13, 18], [17, 24], [21, 30]], [[25, 36], [29, 42], [33, 48]]]


def test_channels_of_depthwise_follow_tensorflows_order():
    x, kernels = integers(0, 1, 4, 4, 3), integers(1, 2, 2, 3, 2)
    y = depthwise_conv2d(x, kernels, ONE, "VALID")
    for k in range(3):
        for q in range(2):
            alone = conv2d(x[..., k : k + 1], kernels[:, :, k, q][:, :, None, None], 1, "VALID")
            assert np.array_equal(y[..., 2 * k + q], alone[..., 0])


def test_an_ordinary_filter_bank_gives_as_many_channels_as_filters():
    assert conv2d(np.ones((1, 15, 15, 3)), np.ones((3, 3, 3, 8)), 1, "VALID").shape == (1, 13, 13, 8)
    assert depthwise_conv2d(np.ones((1, 15, 15, 3)), np.ones((3, 3, 3, 3)), ONE, "VALID").shape == (1, 13, 13, 9)
    assert conv2d(np.ones((1, 8, 8, 3)), np.ones((3, 3, 3, 4)), 1, "SAME").shape == (1, 8, 8, 4)


def test_an_odd_row_of_same_goes_to_the_bottom_and_right():
    x = np.arange(36).reshape(1, 6, 6, 1)
    y = conv2d(x, np.ones((3, 3, 1, 1), int), 2, "SAME")
    assert y.shape == (1, 3, 3, 1)
    assert y[0, 0, 0, 0] == x[0, :3, :3].sum()
    explicit = conv2d(x, np.ones((3, 3, 1, 1), int), 2, [[0, 0], [0, 1], [0, 1], [0, 0]])
    assert np.array_equal(y, explicit)


@quick
@given(
    st.integers(0, 999), st.tuples(*[st.integers(5, 8)] * 2), st.tuples(*[st.integers(1, 3)] * 2),
    st.sampled_from([(1, 1), (2, 1), (1, 3)]), st.sampled_from(["SAME", "VALID", ((1, 0), (2, 1))]),
    st.sampled_from([(1, 1), (2, 1)]), st.sampled_from(["NHWC", "NCHW"]), st.sampled_from([1, 2]),
)  # fmt: skip
def test_conv2d_is_plain_loops(seed, size, kernel, stride, padding, dilation, layout, groups):
    x, filters = integers(seed, 2, 4, *size), integers(seed + 1, *kernel, 4 // groups, 6)
    pads = {
        "SAME": oracle.same_pads(size, kernel, stride, dilation),
        "VALID": [(0, 0), (0, 0)],
    }.get(padding if isinstance(padding, str) else "", padding)
    expected, *_ = oracle.direct(
        x.tolist(), filters.transpose(3, 2, 0, 1).tolist(), None, stride=stride, pads=pads, dilation=dilation,
        groups=groups, flip=False, mode="zeros",
    )  # fmt: skip
    last = layout == "NHWC"

    def four(pair, one):
        return [one, *pair, one] if last else [one, one, *pair]

    given_padding = padding if isinstance(padding, str) else four(padding, (0, 0))
    y = conv2d(
        x.transpose(0, 2, 3, 1) if last else x, filters, four(stride, 1), given_padding, layout, four(dilation, 1)
    )
    assert (y.transpose(0, 3, 1, 2) if last else y).tolist() == expected


@quick
@given(st.integers(0, 999), st.integers(1, 3), st.integers(1, 2), st.integers(1, 3), st.booleans())
def test_separable_is_depthwise_then_pointwise(seed, channels, multiplier, filters, last):
    x = integers(seed, 2, 5, 6, channels)
    kernels, mixing = integers(seed + 1, 2, 3, channels, multiplier), integers(seed + 2, channels * multiplier, filters)
    expected = np.tensordot(depthwise_conv2d(x, kernels, ONE, "SAME"), mixing, 1)
    if last:
        y = separable_conv2d(x, kernels, mixing[None, None], ONE, "SAME")
    else:
        y = separable_conv2d(x.transpose(0, 3, 1, 2), kernels, mixing[None, None], ONE, "SAME", "NCHW")
        y = y.transpose(0, 2, 3, 1)
    assert np.array_equal(y, expected)


@quick
@given(st.integers(0, 999), st.integers(1, 3), st.integers(1, 3), st.integers(1, 3), st.integers(1, 2))
def test_the_loops_one_reads_compute_what_the_ops_compute(seed, channels, filters, stride, multiplier):
    x, strides = integers(seed, 1, 6, 5, channels), [1, stride, stride, 1]
    bank, kernels = integers(seed + 1, 3, 2, channels, filters), integers(seed + 2, 2, 3, channels, multiplier)
    mixing = integers(seed + 3, 1, 1, channels * multiplier, filters)
    image = x[0].tolist()
    assert loops.multi_channel(image, bank.tolist(), stride) == conv2d(x, bank, strides, "VALID")[0].tolist()
    assert (
        loops.depthwise(image, kernels.tolist(), stride) == depthwise_conv2d(x, kernels, strides, "VALID")[0].tolist()
    )
    assert (
        loops.separable(image, kernels.tolist(), mixing.tolist(), stride)
        == separable_conv2d(x, kernels, mixing, strides, "VALID")[0].tolist()
    )
    one = loops.single_channel(x[0, :, :, 0].tolist(), bank[:, :, 0, 0].tolist(), stride)
    assert one == conv2d(x[..., :1], bank[:, :, :1, :1], strides, "VALID")[0, :, :, 0].tolist()


def test_depthwise_with_stride_and_dilation_is_refused_because_tensorflow_gets_it_wrong():
    with pytest.raises(
        ConvError, match=re.escape("TensorFlow 2.21 answers with an output of a wrong shape")
    ) as refused:
        depthwise_conv2d(np.ones((1, 9, 9, 2)), np.ones((3, 3, 2, 1)), [1, 2, 2, 1], "SAME", dilations=[2, 2])
    assert refused.value.parameter == "dilations"
    alone = depthwise_conv2d(np.ones((1, 9, 9, 2)), np.ones((3, 3, 2, 1)), ONE, "VALID", dilations=[2, 3])
    assert alone.shape == (1, 5, 3, 2)


X, W = np.ones((1, 5, 5, 2)), np.ones((3, 3, 2, 1))


@pytest.mark.parametrize(
    ("call", "parameter", "rule"),
    [
        (lambda: conv2d(X, W, 1, "SAME", "NWHC"), "data_format", '"NHWC" or "NCHW"'),
        (lambda: conv2d(X[0], W, 1, "SAME"), "input", "must have four axes"),
        (lambda: conv2d(X, W[0], 1, "SAME"), "filters", "must have four axes"),
        (lambda: conv2d(X, np.ones((3, 3, 3, 1)), 1, "SAME"), "filters", "as many channels as the input has (2)"),
        (lambda: conv2d(X, W, 1, "full"), "padding", '"SAME", "VALID"'),
        (lambda: conv2d(X, W, 1, 1), "padding", '"SAME", "VALID"'),
        (lambda: conv2d(X, W, 1, np.zeros(4, int)), "padding", '"SAME", "VALID"'),
        (lambda: conv2d(X, W, 1, [[0, 0], [1, 1], [1, 1]]), "padding", "four axes"),
        (lambda: conv2d(X, W, 1, [[1, 0], [1, 1], [1, 1], [0, 0]]), "padding", "0 along batch and channels"),
        (lambda: conv2d(X, W, 1, [[0, 0], [1, 1], [1, 1], [0, 0]], "NCHW"), "filters", "as many channels"),
        (lambda: conv2d(X, W, 1, [[0, 0], [-1, 1], [1, 1], [0, 0]]), "padding", "at least 0"),
        (lambda: conv2d(X, W, [2, 1, 1, 1], "SAME"), "strides", "1 along batch and channels"),
        (lambda: conv2d(X, W, [1, 1, 1], "SAME"), "strides", "one, two or four numbers"),
        (lambda: conv2d(X, W, 0, "SAME"), "strides", "at least 1"),
        (lambda: conv2d(X, W, 1, "SAME", dilations=[1, 1, 1, 2]), "dilations", "1 along batch and channels"),
        (lambda: conv2d(X, np.ones((7, 7, 2, 1)), 1, "VALID"), "kernel", "spans 7 cells"),
        (lambda: depthwise_conv2d(X, W, 1, "SAME"), "strides", "four numbers in the order NHWC"),
        (lambda: depthwise_conv2d(X, W, [1, 1, 2, 1], "SAME"), "strides", "same along height and width"),
        (lambda: depthwise_conv2d(X, np.ones((3, 3, 1, 2)), ONE, "SAME"), "filter", "each of the 2 channels"),
        (lambda: depthwise_conv2d(X, W, ONE, "SAME", dilations=[1, 2, 2, 1]), "dilations", "two numbers"),
        (lambda: separable_conv2d(X, W, np.ones((1, 1, 3, 4)), ONE, "SAME"), "pointwise_filter", "(1, 1, 2, out)"),
        (lambda: conv2d([[[["a"]]]], W, 1, "SAME"), "input", "real numbers"),
    ],
)  # fmt: skip
def test_refusals_name_tensorflows_argument(call, parameter, rule):
    with pytest.raises(ConvError) as refused:
        call()
    assert refused.value.parameter == parameter
    assert rule in refused.value.rule
