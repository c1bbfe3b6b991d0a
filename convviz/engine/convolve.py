"""The whole convolution at once, vectorised: what the recorded steps must add up to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import prod
from typing import Any

import numpy as np

from convviz.engine.algorithms.banded import banded
from convviz.engine.algorithms.im2col import accumulated_im2col, im2col, small_im2col
from convviz.engine.algorithms.row_im2col import row_im2col
from convviz.engine.algorithms.scratch import scratch
from convviz.engine.algorithms.subpixel import subpixel
from convviz.engine.algorithms.tiled_im2col import TILE, tiled_im2col
from convviz.engine.arrays import Array, checked, largest_sum
from convviz.engine.padding import pad
from convviz.spec.conv import ConvSpec, Geometry

Algorithm = Callable[[Geometry, Array, Array], Array]

FEW_NUMBERS = 2**13  # of output, or under all windows
SHORT_ROW = 128  # numbers under one row of the kernel: of longer ones, a band holds more zeros than fit into the cache
EXACT_FLOAT = 2**53  # below this, float64 holds every integer, so the fast matrix product stays exact


def convolve(spec: ConvSpec, x: Any, weight: Any, bias: Any = None) -> Array:
    """Convolve `x` with `weight`: direct, grouped, dilated, flipped or transposed, in 1-D, 2-D or 3-D.

    Args:
        spec: the layer.
        x: `(in_channels, *spatial)`, or `(batch, in_channels, *spatial)`.
        weight: `spec.weight_shape`.
        bias: `(out_channels,)` or None.

    Returns:
        `(out_channels, *spatial)`, with the batch axis if `x` has one. Integers come back as exact int64,
        floats in their own precision.

    Raises:
        ConvError: shapes that do not fit, values that are not finite numbers, sums that would overflow.

    Example:
        >>> convolve(ConvSpec.of(1, 1, 1, 2), [[1, 2, 4]], [[[1, -1]]])
        array([[-1, -2]])
    """
    geometry, batch, weight, bias = checked(spec, x, weight, bias)
    y = forward(geometry, batch, weight, bias)
    return y if np.ndim(x) == batch.ndim else y[0]


def forward(geometry: Geometry, x: Array, weight: Array, bias: Array | None) -> Array:
    """`convolve` on arrays that `checked` has passed; `x` and the result have a batch axis."""
    spec = geometry.spec
    arrays = [array for array in (x, weight, bias) if array is not None]
    dtype = np.result_type(*arrays)
    working = dtype
    if dtype.kind == "i" and largest_sum(spec, x, weight, bias) < EXACT_FLOAT:
        working = np.dtype(np.float64)  # BLAS has no integer product; this one is exact and many times faster
    x, weight = np.ascontiguousarray(x, working), flipped_view(spec, weight).astype(working, copy=False)
    y = subpixel(geometry, x, weight, _direct) if spec.transposed else _direct(geometry, x, weight)
    if bias is not None:
        y += bias.astype(working, copy=False).reshape(-1, *(1,) * spec.ndim)
    return y.astype(dtype, copy=False)


def _direct(geometry: Geometry, x: Array, weight: Array) -> Array:
    """The direct convolution of an input without its border."""
    return choose_algorithm(geometry)(geometry, pad(geometry, x, partial(scratch, "padding")), weight)


def choose_algorithm(geometry: Geometry) -> Algorithm:
    """Which of the ways to the numbers of a direct convolution is fastest: the one that moves the fewest in memory.

    Windows copy channels * taps numbers for every position, once for all filters. Rows copy only those of one kernel
    row, but add up partial sums for each filter: better where channels are many. Bands copy as few and add up none, but
    multiply zeros: better where filters and channels are few and the picture is larger than what it takes to set them
    up. Lines are copied as for bands, tiles are windows that stay in the cache: better where a window holds fewer
    numbers than there are filters, so that copying and writing take as long as multiplying, and two threads of our own
    share all three. A line makes one row of the output; where rows are short, or their windows dilated, tiles are
    larger.
    """
    spec, out = geometry.spec, geometry.output_shape
    if spec.in_channels * prod(spec.kernel) * prod(out) < FEW_NUMBERS:
        return small_im2col
    channels, filters = spec.in_channels // spec.groups, spec.out_channels // spec.groups
    side_by_side = spec.ndim > 1 and set(spec.stride[1:]) == {1}
    row = channels * prod(spec.kernel[1:])
    few = filters <= spec.kernel[0] and row <= SHORT_ROW
    if side_by_side and few and spec.out_channels * prod(out) >= FEW_NUMBERS:
        return banded
    if spec.stride[0] == 1 < spec.kernel[0] and 2 * filters < row:
        return accumulated_im2col
    if prod(spec.kernel) == 1 or row * spec.kernel[0] > filters:
        return im2col
    return row_im2col if prod(out[1:]) >= TILE and spec.dilation[0] == 1 else tiled_im2col


def flipped_view(spec: ConvSpec, weight: Array) -> Array:
    """The weight as the window meets it: a view, reversed along every spatial axis in a true convolution."""
    return np.flip(weight, axis=tuple(range(2, weight.ndim))) if spec.flip else weight
