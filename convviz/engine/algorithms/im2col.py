"""Direct convolution as matrix products: the numbers under the windows laid out as columns, the filters as rows.

In the shapes, n is the batch, g the groups, c and o the input and output channels of one group, p window positions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod
from operator import mul

import numpy as np

from convviz.engine.algorithms.scratch import aligned, scratch
from convviz.engine.arrays import Array, Index
from convviz.spec.conv import ConvSpec, Geometry
from convviz.spec.parse import Ints

PIECE_BYTES = 2**23  # of columns at a time: smaller ones leave a matrix product too little to do in parallel
ALONE = 2**19  # multiplications: OpenBLAS divides larger products among threads of its own


def small_im2col(geometry: Geometry, x: Array, weight: Array) -> Array:
    """As `im2col` in a single piece, for a few numbers: cutting up would take longer than multiplying."""
    spec = geometry.spec
    x, filters = grouped(x, spec.groups), _filters(spec, weight[np.newaxis])[0]
    columns = windows(spec, x, spec.kernel, geometry.output_shape).reshape(*x.shape[:2], filters.shape[2], -1)
    y: Array = np.matmul(filters, columns)
    return y.reshape(x.shape[0], spec.out_channels, *geometry.output_shape)


def im2col(geometry: Geometry, x: Array, weight: Array) -> Array:
    """Each tap becomes a row: [g, o, c·taps] × [n, g, c·taps, p] → [n, g, o, p], a piece of the positions at a time.

    Args:
        geometry: the layer on this input.
        x: `(batch, in_channels, *padded)`.
        weight: `spec.weight_shape`, as the windows meet it.

    Returns:
        `(batch, out_channels, *spatial)`.
    """
    return _multiply(geometry, x, weight[np.newaxis], geometry.spec.kernel)


def accumulated_im2col(geometry: Geometry, x: Array, weight: Array) -> Array:
    """Only the taps of one row of the kernel become rows; the next row meets the same columns a line further on.

    Copies fewer numbers, by the height of the kernel, and sums as many products. Arguments as `im2col`; the stride
    along the first axis must be 1.
    """
    return _multiply(geometry, x, np.moveaxis(weight, 2, 0), (1, *geometry.spec.kernel[1:]))


def _multiply(geometry: Geometry, x: Array, weight: Array, kernel: Ints) -> Array:
    """The products of columns of `kernel` with `weight`, `(parts, out_channels, channels / groups, ...)`, summed."""
    spec, out = geometry.spec, geometry.output_shape
    x, filters = grouped(x, spec.groups), _filters(spec, weight)
    line, reach = prod(out[1:]), (len(weight) - 1) * spec.dilation[0]
    y = aligned((*x.shape[:2], filters.shape[2], out[0] * line), x.dtype)
    lowered, every = windows(spec, x, kernel, (out[0] + reach, *out[1:])), (slice(None),) * (spec.ndim - 1)
    for items, groups, lines in pieces((*x.shape[:2], out[0]), filters.shape[3] * line * x.itemsize):
        place: Index = (items, groups, ..., slice(lines.start, lines.stop + reach), *every)
        met = lowered[place]
        if prod(kernel) > 1:
            columns = scratch("columns", met.shape, x.dtype)
            columns[...] = met
            met = columns  # where windows do not overlap, no copy is needed
        met = met.reshape(*met.shape[:2], filters.shape[3], -1)
        rows = y[items, groups, :, lines.start * line : lines.stop * line]
        for part, filter_rows in enumerate(filters):
            begin = part * spec.dilation[0] * line
            _add_product(part > 0, filter_rows[groups], met[..., begin : begin + rows.shape[3]], rows)
    return y.reshape(x.shape[0], spec.out_channels, *out)


def _add_product(more: bool, left: Array, right: Array, to: Array) -> None:
    """Write the matrix product, or add it to what is there."""
    if more:
        to += np.matmul(left, right, out=scratch("products", to.shape, to.dtype))
    else:
        np.matmul(left, right, out=to)


def _filters(spec: ConvSpec, weight: Array) -> Array:
    """`[parts, g, o, c·taps]`."""
    return weight.reshape(len(weight), spec.groups, spec.out_channels // spec.groups, -1)


def windows(spec: ConvSpec, x: Array, kernel: Ints, count: Ints) -> Array:
    """`[n, g, c, *kernel, *count]`: what each tap of `kernel` reads at `count` windows, a view of `x`."""
    outer, along = x.strides[:3], x.strides[3:]
    strides = (*outer, *map(mul, along, spec.dilation), *map(mul, along, spec.stride))
    return np.ndarray((*x.shape[:3], *kernel, *count), x.dtype, x, strides=strides)


def pieces(counts: Sequence[int], cell_bytes: int, most: int | None = None) -> Iterator[tuple[slice, ...]]:
    """Cut a box of `counts` cells into boxes of at most `most` bytes, whole along the last axes where possible.

    An axis is cut into an even number of about equal boxes: two threads shall have the same to do.
    """
    room = max(1, (PIECE_BYTES if most is None else most) // cell_bytes)
    steps: list[int] = []
    for count in reversed(counts):
        parts = -(-count // room)
        steps.insert(0, -(-count // (parts + parts % 2)) if parts > 1 else count)
        room = max(1, room // count)
    cuts = zip(counts, steps, strict=True)
    return product(*([slice(at, min(at + step, count)) for at in range(0, count, step)] for count, step in cuts))


def in_sets(filters: Array, rows: Array) -> tuple[Array, Array]:
    """Cut `filters`, [g, o, numbers], and `rows`, [n, g, rows, o, p], into sets that OpenBLAS does not share out.

    Returns:
        [g, 1, sets, filters, numbers] and [n, g, rows, sets, filters, p].
    """
    _, deep, numbers = filters.shape
    enough = (n for n in range(1, deep) if deep % n == 0 and deep // n * numbers * rows.shape[4] <= ALONE)
    sets = next(enough, deep)  # a single filter may be too deep
    return (
        filters.reshape(-1, 1, sets, deep // sets, numbers),
        rows.reshape(*rows.shape[:3], sets, deep // sets, -1),
    )


def strided(tap: Ints, stride: Ints, dilation: Ints, count: Ints) -> Index:
    """Where `tap` falls for `count` neighbouring windows per axis."""
    starts = [t * d for t, d in zip(tap, dilation, strict=True)]
    return (..., *(slice(at, at + (n - 1) * s + 1, s) for at, n, s in zip(starts, count, stride, strict=True)))


def grouped(x: Array, groups: int) -> Array:
    """`(batch, channels, *spatial)` as [n, g, c, *spatial]."""
    return x.reshape(x.shape[0], groups, -1, *x.shape[2:])
