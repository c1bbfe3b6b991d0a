"""The whole convolution at once, vectorised: what the recorded steps must add up to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import prod
from typing import Any

import numpy as np

from convviz.arrays import Array, checked, largest_sum
from convviz.bands import by_bands
from convviz.border import pad
from convviz.buffers import scratch
from convviz.lowering import ALONE, TILE, at_once, by_row_tiles, by_rows, by_tiles, by_windows, tile_lines
from convviz.spec import ConvSpec, Geometry
from convviz.stamping import by_stamps

Way = Callable[[Geometry, Array, Array], Array]

FEW_NUMBERS = 2**13  # of output, or under all windows
FEW_FILTERS = 16  # with fewer at once, a matrix product is slow
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
    x, weight = np.ascontiguousarray(x, working), facing(spec, weight).astype(working, copy=False)
    if not spec.transposed:
        x = pad(geometry, x, partial(scratch, "border"))
    y = way(geometry)(geometry, x, weight)
    if bias is not None:
        y += bias.astype(working, copy=False).reshape(-1, *(1,) * spec.ndim)
    return y.astype(dtype, copy=False)


def way(geometry: Geometry) -> Way:
    """Which of the ways to the same numbers is fastest: the one that moves the fewest of them through memory.

    Windows copy channels * taps numbers for every position, once for all filters. Rows copy only those of one kernel
    row, but add up partial sums for each filter: better where channels are many. Bands copy nothing, but add up more
    and multiply zeros: better where filters are few and the picture is larger than what it takes to set them up.
    Tiles of either kind stay in the cache and are shared by two threads, where small products still are fast ones.
    """
    spec, out = geometry.spec, geometry.output_shape
    if spec.transposed:
        return by_stamps
    if spec.in_channels * prod(spec.kernel) * prod(out) < FEW_NUMBERS:
        return at_once
    channels, filters = spec.in_channels // spec.groups, spec.out_channels // spec.groups
    side_by_side = spec.ndim > 1 and set(spec.stride[1:]) == {1}
    if side_by_side and 2 * filters <= spec.kernel[0] and spec.out_channels * prod(out) >= FEW_NUMBERS:
        return by_bands
    row, line = channels * prod(spec.kernel[1:]), prod(out[1:])
    if spec.stride[0] == 1 < spec.kernel[0] and 2 * filters < row:
        return by_row_tiles if 2 * line >= TILE and _small(filters, row * line) else by_rows
    overlapping = prod(spec.kernel) > 1  # where windows do not, the product needs no copy, and the larger the better
    return by_tiles if overlapping and _small(filters, row * spec.kernel[0] * line * tile_lines(out)) else by_windows


def _small(filters: int, numbers: int) -> bool:
    """Whether a tile of so many `numbers` may meet enough filters at once to be multiplied fast."""
    return numbers * min(filters, FEW_FILTERS) <= ALONE and filters > 1


def facing(spec: ConvSpec, weight: Array) -> Array:
    """The weight as the window meets it: a view, reversed along every spatial axis in a true convolution."""
    return np.flip(weight, axis=tuple(range(2, weight.ndim))) if spec.flip else weight
