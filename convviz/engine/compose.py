"""Composes a block of direct convolutions into the one regular convolution that computes the same output.

If the first convolution reads x at `s₁·p + d₁·a` and the second reads its output at `s₂·q + d₂·b`, the composition
reads x at `s₁·s₂·q + (s₁·d₂·b + d₁·a)`. Padding between the two is allowed only along axes on which the first has one
tap and stride 1: elsewhere the composition would compute values in its place that are not zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from convviz.engine.arrays import Array, Index, numeric
from convviz.errors import ConvError
from convviz.spec.block import Block, Permutation, as_block
from convviz.spec.conv import ConvSpec, Geometry
from convviz.spec.parse import Ints, Pairs


@dataclass(frozen=True, slots=True)
class _Window:
    """The composition of the first stages: extent, stride and padding of its kernel."""

    span: Ints
    stride: Ints
    padding: Pairs

    def then(self, geometry: Geometry) -> _Window:
        """Return the composition with one more convolution."""
        spec = geometry.spec
        for axis, (low, high) in enumerate(geometry.padding):
            if low + high and (self.span[axis], self.stride[axis]) != (1, 1):
                raise ConvError(
                    "padding",
                    geometry.padding,
                    "between two windows along the same axis is not what one window would compute",
                    "Pad the first convolution only.",
                )
        along = zip(self.span, self.stride, spec.span, strict=True)
        return _Window(
            tuple(span + stride * (wide - 1) for span, stride, wide in along),
            tuple(s * t for s, t in zip(self.stride, spec.stride, strict=True)),
            tuple((a + low, b + high) for (a, b), (low, high) in zip(self.padding, geometry.padding, strict=True)),
        )


def composed_spec(block: Block | ConvSpec, shape: Sequence[int]) -> ConvSpec:
    """Return the regular convolution that is equivalent to a block.

    Args:
        block: a block of direct convolutions without bias.
        shape: shape of the input, `(*spatial)` or `(in_channels, *spatial)`.

    Raises:
        ConvError: a stage is transposed, flipped, has a bias or a padding mode other than "zeros", or there is padding
            between two kernels along the same axis.

    Example:
        >>> from convviz.spec.recipes import depthwise_separable
        >>> composed_spec(depthwise_separable(3, 128, 3), (7, 7)) == ConvSpec.of(2, 3, 128, 3)
        True
    """
    block = as_block(block)
    window = _Window((1,) * block.ndim, (1,) * block.ndim, ((0, 0),) * block.ndim)
    for stage, read in zip(block.stages, block.shapes(shape), strict=False):
        if isinstance(stage.operation, ConvSpec):
            _check(stage.operation)
            window = window.then(stage.operation.resolve(read))
    return ConvSpec.of(
        block.ndim,
        block.in_channels,
        block.out_channels,
        window.span,
        stride=window.stride,
        padding=window.padding,
    )


def composed_weight(block: Block | ConvSpec, weights: Sequence[Any]) -> Array:
    """Return the weight of the convolution that is equivalent to a block.

    Args:
        block: as for `composed_spec`.
        weights: one array per convolution, in the layout of its spec.

    Returns:
        `(out_channels, in_channels, *span)`; dilation leaves zeros in it.

    Raises:
        ConvError: as `composed_spec`, or a weight has another shape than its spec.

    Example:
        >>> from convviz.spec.recipes import spatially_separable
        >>> composed_weight(spatially_separable(3), [[[[[1], [2], [1]]]], [[[[-1, 0, 1]]]]])[0, 0].tolist()
        [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
    """
    block, given = as_block(block), iter(weights)
    channels = block.in_channels
    whole: Array = np.eye(channels, dtype=np.int64).reshape(channels, channels, *(1,) * block.ndim)
    stride: Ints = (1,) * block.ndim
    for stage in block.stages:
        if isinstance(stage.operation, Permutation):
            whole = whole[list(stage.operation.order)]
            continue
        _check(stage.operation)
        whole = _followed(whole, dense(stage.operation, next(given)), stage.operation.dilation, stride)
        stride = tuple(s * t for s, t in zip(stride, stage.operation.stride, strict=True))
    return whole


def dense(spec: ConvSpec, weight: Any) -> Array:
    """Return the weight of a grouped convolution as that of a dense one, with zeros between the groups.

    Args:
        spec: the grouped layer.
        weight: `spec.weight_shape`.

    Returns:
        `(out_channels, in_channels, *kernel)`.

    Raises:
        ConvError: the weight has another shape than its spec.
    """
    weight = numeric("weight", weight)
    if weight.shape != spec.weight_shape:
        raise ConvError("weight", weight.shape, f"must have the shape {spec.weight_shape}", "Check the groups.")
    full = np.zeros((spec.out_channels, spec.in_channels, *spec.kernel), weight.dtype)
    width, each = spec.in_channels // spec.groups, spec.out_channels // spec.groups
    for group in range(spec.groups):
        filters = slice(group * each, (group + 1) * each)
        full[filters, group * width : (group + 1) * width] = weight[filters]
    return full


def _followed(first: Array, second: Array, dilation: Ints, stride: Ints) -> Array:
    """Return the weight of `first`, with `stride`, followed by `second`, with `dilation`."""
    steps = tuple(s * d for s, d in zip(stride, dilation, strict=True))
    taps, spans = second.shape[2:], first.shape[2:]
    sizes = tuple(span + step * (k - 1) for span, step, k in zip(spans, steps, taps, strict=True))
    whole = np.zeros((second.shape[0], first.shape[1], *sizes), np.result_type(first, second))
    for tap in product(*map(range, taps)):
        corner = (slice(t * step, t * step + span) for t, step, span in zip(tap, steps, spans, strict=True))
        place: Index = (slice(None), slice(None), *corner)
        entry: Index = (slice(None), slice(None), *tap)
        whole[place] += np.tensordot(second[entry], first, 1)
    return whole


def _check(spec: ConvSpec) -> None:
    if spec.transposed or spec.flip or spec.bias or spec.padding_mode != "zeros":
        raise ConvError(
            "block",
            spec,
            "must be of direct cross-correlations with zero padding and no bias",
            "Compose those, and add the rest to the result.",
        )
