"""The convolution, vectorised. See `convviz.engine.algorithms` for the algorithms."""

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

FEW_VALUES = 2**13  # of the im2col matrix, or of the output
SHORT_ROW = 128  # values under a kernel row: a band of longer ones has more zeros than fit into the cache
EXACT_FLOAT = 2**53  # below this, float64 represents every integer, and its matrix product is exact


def convolve(spec: ConvSpec, x: Any, weight: Any, bias: Any = None) -> Array:
    """Apply a convolution layer: direct or transposed, grouped, dilated or flipped, in 1-D, 2-D or 3-D.

    Args:
        spec: the layer.
        x: `(in_channels, *spatial)`, or `(batch, in_channels, *spatial)`.
        weight: `spec.weight_shape`.
        bias: `(out_channels,)` or None.

    Returns:
        `(out_channels, *spatial)`, with the batch axis if `x` has one: exact int64 for integers, else the precision of
        the inputs.

    Raises:
        ConvError: shapes do not fit, values are not finite numbers, or sums would overflow.

    Example:
        >>> convolve(ConvSpec.of(1, 1, 1, 2), [[1, 2, 4]], [[[1, -1]]])
        array([[-1, -2]])
    """
    geometry, batch, weight, bias = checked(spec, x, weight, bias)
    y = forward(geometry, batch, weight, bias)
    return y if np.ndim(x) == batch.ndim else y[0]


def forward(geometry: Geometry, x: Array, weight: Array, bias: Array | None) -> Array:
    """Compute `convolve` on arrays returned by `checked`; `x` and the result have a batch axis."""
    spec = geometry.spec
    arrays = [array for array in (x, weight, bias) if array is not None]
    dtype = np.result_type(*arrays)
    working = dtype
    if dtype.kind == "i" and largest_sum(spec, x, weight, bias) < EXACT_FLOAT:
        working = np.dtype(np.float64)  # BLAS has no integer product; float64 is exact here and many times faster
    x, weight = np.ascontiguousarray(x, working), flipped_view(spec, weight).astype(working, copy=False)
    y = subpixel(geometry, x, weight, _direct) if spec.transposed else _direct(geometry, x, weight)
    if bias is not None:
        y += bias.astype(working, copy=False).reshape(-1, *(1,) * spec.ndim)
    return y.astype(dtype, copy=False)


def _direct(geometry: Geometry, x: Array, weight: Array) -> Array:
    """Pad the input and compute a direct convolution."""
    return choose_algorithm(geometry)(geometry, pad(geometry, x, partial(scratch, "padding")), weight)


def choose_algorithm(geometry: Geometry) -> Algorithm:
    """Return the fastest algorithm for a direct convolution: the one that moves the fewest values in memory.

    `im2col` copies channels · taps values per position, once for all filters. `accumulated_im2col` copies those of one
    kernel row only, but adds up partial sums per filter: better for many channels. `banded` copies as few and adds up
    none, but multiplies zeros: better for few filters and channels, unless the output is too small to repay its setup.
    `row_im2col` and `tiled_im2col` share copying and multiplying between two threads: better if a window holds fewer
    values than there are filters, so that copying takes as long as multiplying. A product of `row_im2col` computes one
    output row; if rows are short or the first axis is dilated, `tiled_im2col` has larger products.

    The table in `convviz.engine.algorithms` has an example of a layer for each.
    """
    spec, out = geometry.spec, geometry.output_shape
    if spec.in_channels * prod(spec.kernel) * prod(out) < FEW_VALUES:
        return small_im2col
    channels, filters = spec.in_channels // spec.groups, spec.out_channels // spec.groups
    side_by_side = spec.ndim > 1 and set(spec.stride[1:]) == {1}
    row = channels * prod(spec.kernel[1:])
    few = filters <= spec.kernel[0] and row <= SHORT_ROW
    if side_by_side and few and spec.out_channels * prod(out) >= FEW_VALUES:
        return banded
    if spec.stride[0] == 1 < spec.kernel[0] and 2 * filters < row:
        return accumulated_im2col
    if prod(spec.kernel) == 1 or row * spec.kernel[0] > filters:
        return im2col
    return row_im2col if prod(out[1:]) >= TILE and spec.dilation[0] == 1 else tiled_im2col


def flipped_view(spec: ConvSpec, weight: Array) -> Array:
    """Return a view of the weight, reversed along every spatial axis if the layer is a true convolution."""
    return np.flip(weight, axis=tuple(range(2, weight.ndim))) if spec.flip else weight
