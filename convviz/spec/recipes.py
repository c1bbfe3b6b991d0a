"""Named blocks of the literature as chains of stages, in two dimensions.

Each has a regular counterpart with equal input and output shapes; its saving is the comparison of the two. `kernel`,
`stride`, `padding` and `dilation` take the forms of `ConvSpec.of`.
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
    """Return a regular layer, in which every filter reads all channels."""
    return Block.of("regular", convolution=_conv(in_channels, out_channels, kernel, **options))


def depthwise(in_channels: int, kernel: Size, *, multiplier: int = 1, **options: Any) -> Block:
    """Return a depthwise layer: `multiplier` kernels per channel, and no sum over channels.

    Output channel `k * multiplier + q` is input channel k convolved with its kernel q, as in TensorFlow.

    Example:
        >>> depthwise(3, 3, multiplier=3).output_shape((3, 15, 15))
        (9, 13, 13)
    """
    return Block.of("depthwise", depthwise=_depthwise(in_channels, kernel, multiplier, **options))


def depthwise_separable(
    in_channels: int, out_channels: int, kernel: Size, *, multiplier: int = 1, **options: Any
) -> Block:
    """Return a depthwise convolution followed by a 1 × 1 convolution over the channels.

    Example:
        >>> depthwise_separable(3, 128, 3).weight_shapes
        ((3, 1, 3, 3), (128, 3, 1, 1))
    """
    first = _depthwise(in_channels, kernel, multiplier, **options)
    return Block.of(
        "depthwise separable", depthwise=first, pointwise=_conv(first.out_channels, out_channels, 1)
    )  # fmt: skip


def spatially_separable(kernel: Size, *, channels: int = 1, terms: int = 1, **options: Any) -> Block:
    """Return a k × 1 and a 1 × k depthwise convolution, which replace a kernel that is their outer product.

    Args:
        kernel: size of the replaced kernel.
        channels: number of channels, of input and output.
        terms: columns and rows per channel; the replaced kernel is the sum of as many outer products.
        options: options of the replaced layer.

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
    """Return filters as three vectors: along channels, columns and rows (Jin, Dundar and Culurciello 2014)."""
    down, across = _along(kernel, options)
    return Block.of(
        "flattened",
        channels=_conv(in_channels, out_channels, 1),
        column=_conv(out_channels, out_channels, groups=out_channels, **down),
        row=_conv(out_channels, out_channels, groups=out_channels, **across),
    )


def grouped(in_channels: int, out_channels: int, kernel: Size, groups: int, **options: Any) -> Block:
    """Return a grouped layer: independent convolutions, each on its share of the channels.

    Raises:
        ConvError: the groups do not divide both channel counts.
    """
    return Block.of("grouped", grouped=_conv(in_channels, out_channels, kernel, groups=groups, **options))


def shuffled_grouped(
    in_channels: int, out_channels: int, kernel: Size, groups: int, *,
    between: int | None = None, shuffled: bool = True, **options: Any,
) -> Block:  # fmt: skip
    """Return two grouped convolutions with a channel shuffle between them.

    Args:
        in_channels: input channels.
        out_channels: output channels.
        kernel: kernel size of both.
        groups: groups of both; without the shuffle, no group depends on another.
        between: channels between the two; None: as many as `in_channels`.
        shuffled: whether to shuffle.
        options: options of both convolutions.

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
    """Return a grouped 1 × 1 convolution.

    Raises:
        ConvError: the groups do not divide both channel counts.
    """
    return Block.of("pointwise grouped", pointwise_grouped=_conv(in_channels, out_channels, 1, groups=groups))


def bottleneck(
    in_channels: int, inside: int, kernel: Size = 3, *, out_channels: int | None = None, groups: int = 1, **options: Any
) -> Block:
    """Return a bottleneck: 1 × 1 to `inside` channels, k × k, 1 × 1 back (ResNet; with groups, ResNeXt).

    The k × k convolution has padding "same" unless `options` set it. The sum with the input is not part of the block.
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
    """Return the ShuffleNet unit: grouped 1 × 1, shuffle, depthwise k × k, grouped 1 × 1 (Zhang et al. 2017).

    The k × k convolution has padding "same" unless `options` set it. The sum with the input is not part of the block.

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
    """Split options into those of the k × 1 and of the 1 × k convolution."""
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
