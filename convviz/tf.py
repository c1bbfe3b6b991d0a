"""TensorFlow's `conv2d`, `depthwise_conv2d` and `separable_conv2d`: its arguments and results, computed by this engine.

Filters lie as `[height, width, in, out]` and pictures as NHWC (batch, height, width, channels) or NCHW. What TensorFlow
refuses is refused, with a reason; so is the one call that TensorFlow 2.21 answers with a wrong shape.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from convviz.engine.arrays import Array, numeric
from convviz.engine.convolve import convolve
from convviz.errors import ConvError
from convviz.spec.conv import ConvSpec
from convviz.spec.parse import Pairs, entries_of, whole

FORMATS: Final = ("NHWC", "NCHW")
Two = tuple[int, int]
Padding = str | Sequence[Sequence[int]]


def conv2d(
    input: Any,
    filters: Any,
    strides: int | Sequence[int],
    padding: Padding,
    data_format: str = "NHWC",
    dilations: int | Sequence[int] | None = None,
) -> Array:
    """`tf.nn.conv2d`: every filter as deep as what it reads.

    Args:
        input: `(batch, height, width, channels)`, or as `data_format` says.
        filters: `(height, width, in, out)`; an `in` that divides the channels makes groups.
        strides: one number, one for each of height and width, or four in the order of `data_format`.
        padding: "SAME", "VALID", or a (before, after) pair for each of the four axes.
        data_format: "NHWC" or "NCHW".
        dilations: as `strides`; None: 1.

    Returns:
        The output, laid out as the input.

    Raises:
        ConvError: whatever TensorFlow refuses: strides over batch or channels, shapes that do not fit.

    Example:
        >>> x = [[[[1], [2], [3]], [[4], [5], [6]], [[7], [8], [9]]]]
        >>> conv2d(x, [[[[1]]], [[[2]]]], strides=1, padding="VALID")[0, :, :, 0].tolist()
        [[9, 12, 15], [18, 21, 24]]
    """
    x, channels = _picture(input, data_format)
    weight = _filters("filters", filters)
    height, width, deep, out = weight.shape
    if channels % deep:
        raise ConvError(
            "filters",
            weight.shape,
            f"must read as many channels as the input has ({channels}), or a divisor of it, not {deep}",
            "The layout is (height, width, in, out).",
        )
    spec = ConvSpec.of(
        2,
        channels,
        out,
        (height, width),
        stride=_steps("strides", strides, data_format),
        padding=_border(padding, data_format),
        dilation=_steps("dilations", 1 if dilations is None else dilations, data_format),
        groups=channels // deep,
    )
    return _laid_out(convolve(spec, x, weight.transpose(3, 2, 0, 1)), data_format)


def depthwise_conv2d(
    input: Any,
    filter: Any,
    strides: Sequence[int],
    padding: Padding,
    data_format: str | None = None,
    dilations: Sequence[int] | None = None,
) -> Array:
    """`tf.nn.depthwise_conv2d`: every channel with kernels of its own; output channel `k * multiplier + q`.

    Args:
        input: `(batch, height, width, channels)`, or as `data_format` says.
        filter: `(height, width, channels, multiplier)`.
        strides: four, in the order of `data_format`; the two of height and width are equal.
        padding: "SAME", "VALID", or a (before, after) pair for each of the four axes.
        data_format: "NHWC", which None means as well, or "NCHW".
        dilations: two, of height and width; None: 1. Above 1, all strides must be 1.

    Returns:
        The output with channels · multiplier channels, laid out as the input.

    Raises:
        ConvError: what TensorFlow refuses, and strides with dilations, which it does not refuse but should.

    Example:
        >>> x = [[[[1], [2], [3]], [[4], [5], [6]], [[7], [8], [9]]]]
        >>> y = depthwise_conv2d(x, [[[[1, 2]]], [[[3, 4]]]], strides=[1, 1, 1, 1], padding="VALID")
        >>> y.shape, y[0, 0].tolist()
        ((1, 2, 3, 2), [[13, 18], [17, 24], [21, 30]])
    """
    format = data_format or "NHWC"
    x, channels = _picture(input, format)
    weight = _filters("filter", filter)
    height, width, deep, multiplier = weight.shape
    if deep != channels:
        raise ConvError(
            "filter",
            weight.shape,
            f"must have kernels for each of the {channels} channels, not for {deep}",
            "The layout is (height, width, channels, multiplier).",
        )
    stride, dilation = _four(strides, format), _rates(dilations)
    if max(dilation) > 1 and max(stride) > 1:
        raise ConvError(
            "dilations",
            dilation,
            f"above 1 must go with strides of 1, not {stride}: TensorFlow's own documentation says so, but TensorFlow "
            "2.21 answers with an output of a wrong shape",
            "Use strides of 1 and keep every second cell of the result, or no dilation.",
        )
    spec = ConvSpec.of(
        2,
        channels,
        channels * multiplier,
        (height, width),
        stride=stride,
        padding=_border(padding, format),
        dilation=dilation,
        groups=channels,
    )
    kernels = weight.transpose(2, 3, 0, 1).reshape(channels * multiplier, 1, height, width)
    return _laid_out(convolve(spec, x, kernels), format)


def separable_conv2d(
    input: Any,
    depthwise_filter: Any,
    pointwise_filter: Any,
    strides: Sequence[int],
    padding: Padding,
    data_format: str | None = None,
    dilations: Sequence[int] | None = None,
) -> Array:
    """`tf.nn.separable_conv2d`: depthwise, then 1 × 1.

    Args:
        input: `(batch, height, width, channels)`, or as `data_format` says.
        depthwise_filter: `(height, width, channels, multiplier)`.
        pointwise_filter: `(1, 1, channels * multiplier, out)`.
        strides: of the depthwise part, as there.
        padding: of the depthwise part, as there.
        data_format: "NHWC", which None means as well, or "NCHW".
        dilations: of the depthwise part, as there.

    Raises:
        ConvError: as `depthwise_conv2d`, and for a pointwise filter of another shape.
    """
    between = depthwise_conv2d(input, depthwise_filter, strides, padding, data_format, dilations)
    format = data_format or "NHWC"
    weight = _filters("pointwise_filter", pointwise_filter)
    channels = between.shape[_channel_axis(format)]
    if weight.shape[:3] != (1, 1, channels):
        raise ConvError(
            "pointwise_filter",
            weight.shape,
            f"must have the shape (1, 1, {channels}, out): one weight for each depthwise channel",
            "The layout is (1, 1, channels * multiplier, out).",
        )
    return conv2d(between, weight, 1, "VALID", format)


def _picture(input: Any, format: str) -> tuple[Array, int]:
    """The input with its channels in front of the spatial axes, and how many they are."""
    if format not in FORMATS:
        raise ConvError("data_format", format, 'must be "NHWC" or "NCHW"', 'Use "NHWC" for channels last.')
    x = numeric("input", input)
    if x.ndim != 4:
        raise ConvError("input", x.shape, "must have four axes", f"Lay it out as {format}: a batch of pictures.")
    x = x.transpose(0, 3, 1, 2) if format == "NHWC" else x
    return x, x.shape[1]


def _laid_out(y: Array, format: str) -> Array:
    return y.transpose(0, 2, 3, 1) if format == "NHWC" else y


def _filters(name: str, filters: Any) -> Array:
    weight = numeric(name, filters)
    if weight.ndim != 4:
        raise ConvError(name, weight.shape, "must have four axes", "Two of them are the height and the width.")
    return weight


def _channel_axis(format: str) -> int:
    return 3 if format == "NHWC" else 1


def _steps(name: str, value: Any, format: str) -> Two:
    """One, two or four numbers as those of height and width."""
    entries = entries_of(value)
    if entries is None:
        entries = (value,)
    if len(entries) == 4:
        return _inner(name, entries, format)
    if len(entries) not in (1, 2):
        raise ConvError(name, value, "must be one, two or four numbers", "Give one for height and width together.")
    numbers = tuple(whole(name, entry, 1) for entry in entries)
    return numbers[0], numbers[-1]


def _four(strides: Any, format: str) -> Two:
    """The strides of the depthwise ops, which take no shorter spelling."""
    entries = entries_of(strides)
    if entries is None or len(entries) != 4:
        raise ConvError(
            "strides", strides, f"must be four numbers in the order {format}", "Write [1, s, s, 1] for NHWC."
        )
    rows, columns = _inner("strides", entries, format)
    if rows != columns:
        raise ConvError(
            "strides", strides, "must be the same along height and width", "TensorFlow computes no other: use one."
        )
    return rows, columns


def _inner(name: str, entries: Sequence[Any], format: str) -> Two:
    numbers = [whole(name, entry, 1) for entry in entries]
    channel = numbers.pop(_channel_axis(format))
    batch, rows, columns = numbers
    if (batch, channel) != (1, 1):
        raise ConvError(
            name, tuple(entries), "must be 1 along batch and channels", f"In {format} only height and width may step."
        )
    return rows, columns


def _rates(dilations: Any) -> Two:
    if dilations is None:
        return 1, 1
    entries = entries_of(dilations)
    if entries is None or len(entries) != 2:
        raise ConvError("dilations", dilations, "must be two numbers, of height and width", "Write [d, d].")
    return whole("dilations", entries[0], 1), whole("dilations", entries[1], 1)


def _border(padding: Any, format: str) -> str | Pairs:
    """The word, or the pairs of height and width."""
    if isinstance(padding, str) and padding in ("SAME", "VALID"):
        return padding
    pairs = entries_of(padding)
    ends = [entries_of(pair) for pair in pairs or ()]
    if len(ends) != 4 or any(pair is None or len(pair) != 2 for pair in ends):
        raise ConvError(
            "padding",
            padding,
            'must be "SAME", "VALID", or a (before, after) pair for each of the four axes',
            "Write [[0, 0], [top, bottom], [left, right], [0, 0]] for NHWC.",
        )
    numbers = [(whole("padding", pair[0], 0), whole("padding", pair[1], 0)) for pair in ends if pair]
    channel = numbers.pop(_channel_axis(format))
    batch, rows, columns = numbers
    if any((*batch, *channel)):
        raise ConvError("padding", padding, "must be 0 along batch and channels", "Pad height and width only.")
    return rows, columns
