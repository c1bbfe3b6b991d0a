"""Direct convolution as one matrix product: the numbers under the windows laid out as columns, the filters as rows.

In the shapes, n is the batch, g the groups, c and o the input and output channels of one group, p window positions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod

import numpy as np

from convviz.arrays import Array, Index
from convviz.buffers import scratch
from convviz.spec import Geometry
from convviz.spelling import Ints

PIECE_BYTES = 2**22  # of columns at a time: smaller ones leave a matrix product too little to do in parallel


def by_windows(geometry: Geometry, x: Array, weight: Array) -> Array:
    """Each tap becomes a row: [g, o, c·taps] × [n, g, c·taps, p] → [n, g, o, p], a piece of the positions at a time.

    Args:
        geometry: the layer on this input.
        x: `(batch, in_channels, *padded)`.
        weight: `spec.weight_shape`, as the windows meet it.

    Returns:
        `(batch, out_channels, *spatial)`.
    """
    return _multiply(geometry, x, weight[np.newaxis], geometry.spec.kernel)


def by_rows(geometry: Geometry, x: Array, weight: Array) -> Array:
    """Only the taps of one row of the kernel become rows; the next row meets the same columns a line further on.

    Copies fewer numbers, by the height of the kernel, and sums as many products. Arguments as `by_windows`; the stride
    along the first axis must be 1.
    """
    return _multiply(geometry, x, np.moveaxis(weight, 2, 0), (1, *geometry.spec.kernel[1:]))


def _multiply(geometry: Geometry, x: Array, weight: Array, kernel: Ints) -> Array:
    """The products of columns of `kernel` with `weight`, `(parts, out_channels, channels / groups, ...)`, summed."""
    spec, out = geometry.spec, geometry.output_shape
    x = grouped(x, spec.groups)
    filters = weight.reshape(len(weight), spec.groups, spec.out_channels // spec.groups, -1)
    line, reach = prod(out[1:]), (len(weight) - 1) * spec.dilation[0]
    y = np.empty((*x.shape[:2], filters.shape[2], out[0] * line), x.dtype)
    for items, groups, lines in pieces((*x.shape[:2], out[0]), filters.shape[3] * line * x.itemsize):
        count = (lines.stop - lines.start + reach, *out[1:])
        columns = _columns(x[items, groups], kernel, spec.stride, spec.dilation, lines.start, count)
        rows = y[items, groups, :, lines.start * line : lines.stop * line]
        for part, filter_rows in enumerate(filters):
            begin = part * spec.dilation[0] * line
            met = columns[..., begin : begin + rows.shape[3]]
            if part:
                rows += np.matmul(filter_rows[groups], met, out=scratch("products", rows.shape, rows.dtype))
            else:
                np.matmul(filter_rows[groups], met, out=rows)
    return y.reshape(x.shape[0], spec.out_channels, *out)


def pieces(counts: Sequence[int], cell_bytes: int) -> Iterator[tuple[slice, ...]]:
    """Cut a box of `counts` cells into boxes of at most `PIECE_BYTES`, whole along the last axes where possible."""
    room = max(1, PIECE_BYTES // cell_bytes)
    steps: list[int] = []
    for count in reversed(counts):
        steps.insert(0, min(count, room))
        room = max(1, room // count)
    cuts = zip(counts, steps, strict=True)
    return product(*([slice(at, min(at + step, count)) for at in range(0, count, step)] for count, step in cuts))


def strided(tap: Ints, stride: Ints, dilation: Ints, count: Ints, first: int = 0) -> Index:
    """Where `tap` falls for `count` neighbouring windows per axis, the first axis starting at window `first`."""
    starts = [t * d for t, d in zip(tap, dilation, strict=True)]
    starts[0] += first * stride[0]
    return (..., *(slice(at, at + (n - 1) * s + 1, s) for at, n, s in zip(starts, count, stride, strict=True)))


def at_tap(*place: int) -> Index:
    """One place of the axes after the first two, which are batch and groups."""
    return (slice(None), slice(None), *place)


def _columns(x: Array, kernel: Ints, stride: Ints, dilation: Ints, first: int, count: Ints) -> Array:
    """`[n, g, c·taps, p]`: what each tap reads at `count` neighbouring windows, from row `first` on."""
    if prod(kernel) == 1:
        columns = x[strided(kernel, stride, (0,) * len(kernel), count, first)]  # nothing overlaps: no copy is needed
    else:
        columns = scratch("columns", (*x.shape[:3], *kernel, *count), x.dtype)
        for tap in product(*map(range, kernel)):
            columns[(slice(None),) * 3 + tap] = x[strided(tap, stride, dilation, count, first)]
    return columns.reshape(*x.shape[:2], -1, prod(count))


def grouped(x: Array, groups: int) -> Array:
    """`(batch, channels, *spatial)` as [n, g, c, *spatial]."""
    return x.reshape(x.shape[0], groups, -1, *x.shape[2:])
