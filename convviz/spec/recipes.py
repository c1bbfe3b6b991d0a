"""The blocks the literature has names for, each as its chain of stages on a picture.

All of them have a regular counterpart with the same input and output: what one of them saves is the comparison of two
blocks. `kernel`, `stride`, `padding` and `dilation` are spelled as in `ConvSpec.of`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from convviz.spec.block import Block, shuffle
from convviz.spec.conv import ConvSpec
from convviz.spec.parse import padding_pairs, per_axis, whole

NDIM = 2
Size = int | Sequence[int]


def regular(in_channels: int, out_channels: int, kernel: Size, **options: Any) -> Block:
    """One ordinary layer: every filter as deep as the input."""
    return Block.of("regular", convolution=_conv(in_channels, out_channels, kernel, **options))


def depthwise(in_channels: int, kernel: Size, *, multiplier: int = 1, **options: Any) -> Block:
    """Every channel with `multiplier` kernels of its own, and no sum over channels.

    Output channel `k * multiplier + q` is input channel k under its kernel q: TensorFlow's order.

    Example:
        >>> depthwise(3, 3, multiplier=3).output_shape((3, 15, 15))
        (9, 13, 13)
    """
    return Block.of("depthwise", depthwise=_depthwise(in_channels, kernel, multiplier, **options))


def depthwise_separable(
    in_channels: int, out_channels: int, kernel: Size, *, multiplier: int = 1, **options: Any
) -> Block:
    """A depthwise convolution that looks around, then a 1 × 1 convolution that mixes the channels.

    Example:
        >>> depthwise_separable(3, 128, 3).weight_shapes
        ((3, 1, 3, 3), (128, 3, 1, 1))
    """
    first = _depthwise(in_channels, kernel, multiplier, **options)
    return Block.of(
        "depthwise separable", depthwise=first, pointwise=_conv(first.out_channels, out_channels, 1)
    )  # fmt: skip


def spatially_separable(kernel: Size, *, channels: int = 1, terms: int = 1, **options: Any) -> Block:
    """Every channel under a column of k weights, then under a row of k: a kernel that is their outer product.

    Args:
        kernel: size of the kernel it replaces.
        channels: as many go in as come out, each by itself.
        terms: columns and rows for each channel; the kernel is then the sum of so many outer products.
        options: of the kernel it replaces.

    Example:
        >>> spatially_separable(3).weight_shapes, spatially_separable(3, terms=2).weight_shapes
        (((1, 1, 3, 1), (1, 1, 1, 3)), ((2, 1, 3, 1), (1, 2, 1, 3)))
    """
    down, across = _along(kernel, options)
    between = channels * whole("terms", terms, 1)
    return Block.of(
        "spatially separable",
        column=_conv(channels, between, groups=channels, **down),
        row=_conv(between, channels, groups=channels, **across),
    )


def flattened(in_channels: int, out_channels: int, kernel: Size, **options: Any) -> Block:
    """Every filter as three vectors: along the channels, then down, then across (Jin, Dundar & Culurciello 2014)."""
    down, across = _along(kernel, options)
    return Block.of(
        "flattened",
        channels=_conv(in_channels, out_channels, 1),
        column=_conv(out_channels, out_channels, groups=out_channels, **down),
        row=_conv(out_channels, out_channels, groups=out_channels, **across),
    )


def grouped(in_channels: int, out_channels: int, kernel: Size, groups: int, **options: Any) -> Block:
    """Independent convolutions side by side, each on its share of the channels.

    Raises:
        ConvError: the groups do not divide both channel counts.
    """
    return Block.of("grouped", grouped=_conv(in_channels, out_channels, kernel, groups=groups, **options))


def shuffled_grouped(
    in_channels: int, out_channels: int, kernel: Size, groups: int, *,
    between: int | None = None, shuffled: bool = True, **options: Any,
) -> Block:  # fmt: skip
    """Two grouped convolutions, their channels shuffled between them.

    Args:
        in_channels: of the input.
        out_channels: of the output.
        kernel: of both.
        groups: of both; without the shuffle each remains a world of its own.
        between: channels in the middle; None: as many as go in.
        shuffled: whether there is a shuffle at all.
        options: of both convolutions.

    Raises:
        ConvError: the groups do not divide all three channel counts.

    Example:
        >>> [block.reads()[0] for block in (shuffled_grouped(4, 4, 1, 2, shuffled=s) for s in (False, True))]
        [(0, 1), (0, 1, 2, 3)]
    """
    middle = in_channels if between is None else between
    first = _conv(in_channels, middle, kernel, groups=groups, **options)
    second = _conv(middle, out_channels, kernel, groups=groups, **options)
    if not shuffled:
        return Block.of("grouped twice", first_grouped=first, second_grouped=second)
    return Block.of(
        "shuffled grouped", first_grouped=first, shuffle=shuffle(middle, groups), second_grouped=second
    )  # fmt: skip


def pointwise_grouped(in_channels: int, out_channels: int, groups: int) -> Block:
    """A 1 × 1 convolution in groups.

    Raises:
        ConvError: the groups do not divide both channel counts.
    """
    return Block.of("pointwise grouped", pointwise_grouped=_conv(in_channels, out_channels, 1, groups=groups))


def bottleneck(
    in_channels: int, inside: int, kernel: Size = 3, *, out_channels: int | None = None, groups: int = 1, **options: Any
) -> Block:
    """1 × 1 to few channels, k × k among them, 1 × 1 back: ResNet's; with groups in the middle, ResNeXt's.

    The k × k keeps the size ("same") unless `options` say otherwise. The sum with the input is not part of the block.
    """
    return Block.of(
        "bottleneck" if groups == 1 else "ResNeXt bottleneck",
        reduce=_conv(in_channels, inside, 1),
        look=_conv(inside, inside, kernel, groups=groups, **{"padding": "same", **options}),
        expand=_conv(inside, in_channels if out_channels is None else out_channels, 1),
    )


def shuffle_unit(
    in_channels: int, inside: int, groups: int, kernel: Size = 3, *, out_channels: int | None = None, **options: Any
) -> Block:
    """ShuffleNet's unit: grouped 1 × 1, shuffle, depthwise k × k, grouped 1 × 1 (Zhang et al. 2017).

    The k × k keeps the size ("same") unless `options` say otherwise. The sum with the input is not part of the block.

    Raises:
        ConvError: the groups do not divide all channel counts.
    """
    return Block.of(
        "ShuffleNet unit",
        reduce=_conv(in_channels, inside, 1, groups=groups),
        shuffle=shuffle(inside, groups),
        depthwise=_depthwise(inside, kernel, 1, **{"padding": "same", **options}),
        expand=_conv(inside, in_channels if out_channels is None else out_channels, 1, groups=groups),
    )


def _conv(in_channels: int, out_channels: int, kernel: Size, **options: Any) -> ConvSpec:
    return ConvSpec.of(NDIM, in_channels, out_channels, kernel, **options)


def _depthwise(in_channels: int, kernel: Size, multiplier: int, **options: Any) -> ConvSpec:
    channels = whole("in_channels", in_channels, 1)
    return _conv(channels, channels * whole("multiplier", multiplier, 1), kernel, groups=channels, **options)


def _along(kernel: Size, options: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The options of the column, and of the row: each has one tap, and nothing else to say, along the other axis."""
    height, width = per_axis("kernel", kernel, NDIM, 1)
    down: dict[str, Any] = {"kernel": (height, 1)}
    across: dict[str, Any] = {"kernel": (1, width)}
    for name, value in options.items():
        if name in ("stride", "dilation"):
            rows, columns = per_axis(name, value, NDIM, 1)
            down[name], across[name] = (rows, 1), (1, columns)
        elif name == "padding":
            pairs = padding_pairs(value, NDIM)
            down[name] = pairs if pairs == "same" else (pairs[0], (0, 0))
            across[name] = pairs if pairs == "same" else ((0, 0), pairs[1])
        else:
            down[name] = across[name] = value
    return down, across
