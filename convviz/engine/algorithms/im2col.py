"""Direct convolution as a matrix product (im2col): windows as columns, filters as rows.

Shapes use these letters: n is the batch, g the groups, c and o the input and output channels of one group, p the window
positions.
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

PIECE_BYTES = 2**23  # of columns per piece: smaller products are too small to run in parallel
SINGLE_THREAD_PRODUCT = 2**19  # multiplications: OpenBLAS splits larger products among its own threads


def small_im2col(geometry: Geometry, x: Array, weight: Array) -> Array:
    """`im2col` in a single piece, for inputs so small that cutting them up takes longer than the product."""
    spec = geometry.spec
    x, filters = split_groups(x, spec.groups), _filters(spec, weight[np.newaxis])[0]
    columns = windows(spec, x, spec.kernel, geometry.output_shape).reshape(*x.shape[:2], filters.shape[2], -1)
    y: Array = np.matmul(filters, columns)
    return y.reshape(x.shape[0], spec.out_channels, *geometry.output_shape)


def im2col(geometry: Geometry, x: Array, weight: Array) -> Array:
    """Multiply [g, o, c·taps] × [n, g, c·taps, p] → [n, g, o, p], in pieces of the positions.

    Args:
        geometry: the layer on this input.
        x: `(batch, in_channels, *padded)`.
        weight: `spec.weight_shape`, flipped if the layer is a true convolution.

    Returns:
        `(batch, out_channels, *spatial)`.
    """
    return _multiply(geometry, x, weight[np.newaxis], geometry.spec.kernel)


def accumulated_im2col(geometry: Geometry, x: Array, weight: Array) -> Array:
    """Lay out the windows of one kernel row only, and add up one product per kernel row.

    The next kernel row reads the same columns, shifted by one row of the input. This copies `kernel[0]` times fewer
    values than `im2col`. Arguments as `im2col`; the stride along the first axis must be 1.
    """
    return _multiply(geometry, x, np.moveaxis(weight, 2, 0), (1, *geometry.spec.kernel[1:]))


def _multiply(geometry: Geometry, x: Array, weight: Array, kernel: Ints) -> Array:
    """Sum the products of the columns of `kernel` with `weight`, `(parts, out_channels, channels / groups, ...)`."""
    spec, out = geometry.spec, geometry.output_shape
    x, filters = split_groups(x, spec.groups), _filters(spec, weight)
    line, reach = prod(out[1:]), (len(weight) - 1) * spec.dilation[0]
    y = aligned((*x.shape[:2], filters.shape[2], out[0] * line), x.dtype)
    lowered, every = windows(spec, x, kernel, (out[0] + reach, *out[1:])), (slice(None),) * (spec.ndim - 1)
    for items, groups, lines in pieces((*x.shape[:2], out[0]), filters.shape[3] * line * x.itemsize):
        place: Index = (items, groups, ..., slice(lines.start, lines.stop + reach), *every)
        met = lowered[place]
        if prod(kernel) > 1:
            columns = scratch("columns", met.shape, x.dtype)
            columns[...] = met
            met = columns  # a kernel of one tap needs no copy
        met = met.reshape(*met.shape[:2], filters.shape[3], -1)
        rows = y[items, groups, :, lines.start * line : lines.stop * line]
        for part, filter_rows in enumerate(filters):
            begin = part * spec.dilation[0] * line
            _add_product(part > 0, filter_rows[groups], met[..., begin : begin + rows.shape[3]], rows)
    return y.reshape(x.shape[0], spec.out_channels, *out)


def _add_product(more: bool, left: Array, right: Array, to: Array) -> None:
    """Write the matrix product to `to`, or add it if `more`."""
    if more:
        to += np.matmul(left, right, out=scratch("products", to.shape, to.dtype))
    else:
        np.matmul(left, right, out=to)


def _filters(spec: ConvSpec, weight: Array) -> Array:
    """Return the weight as `[parts, g, o, c·taps]`."""
    return weight.reshape(len(weight), spec.groups, spec.out_channels // spec.groups, -1)


def windows(spec: ConvSpec, x: Array, kernel: Ints, count: Ints) -> Array:
    """Return `[n, g, c, *kernel, *count]`, the values that each tap reads at each window: a view of `x`."""
    outer, along = x.strides[:3], x.strides[3:]
    strides = (*outer, *map(mul, along, spec.dilation), *map(mul, along, spec.stride))
    return np.ndarray((*x.shape[:3], *kernel, *count), x.dtype, x, strides=strides)


def pieces(counts: Sequence[int], cell_bytes: int, most: int | None = None) -> Iterator[tuple[slice, ...]]:
    """Cut a box of `counts` cells into boxes of at most `most` bytes, whole along the last axes where possible.

    An axis is cut into an even number of boxes of nearly equal size, so that two threads get equal shares.

    Args:
        counts: size of the box along each axis.
        cell_bytes: bytes per cell.
        most: bytes per box; None: `PIECE_BYTES`.
    """
    room = max(1, (PIECE_BYTES if most is None else most) // cell_bytes)
    steps: list[int] = []
    for count in reversed(counts):
        parts = -(-count // room)
        steps.insert(0, -(-count // (parts + parts % 2)) if parts > 1 else count)
        room = max(1, room // count)
    cuts = zip(counts, steps, strict=True)
    return product(*([slice(at, min(at + step, count)) for at in range(0, count, step)] for count, step in cuts))


def split_filters(filters: Array, rows: Array) -> tuple[Array, Array]:
    """Split the filters into sets whose products OpenBLAS computes on a single thread.

    Args:
        filters: `[g, o, numbers]`.
        rows: the output, `[n, g, rows, o, p]`.

    Returns:
        The filters as `[g, 1, sets, filters, numbers]` and the output as `[n, g, rows, sets, filters, p]`.
    """
    _, deep, numbers = filters.shape
    enough = (
        n for n in range(1, deep) if deep % n == 0 and deep // n * numbers * rows.shape[4] <= SINGLE_THREAD_PRODUCT
    )
    sets = next(enough, deep)  # a single filter may exceed the limit
    return (
        filters.reshape(-1, 1, sets, deep // sets, numbers),
        rows.reshape(*rows.shape[:3], sets, deep // sets, -1),
    )


def strided(tap: Ints, stride: Ints, dilation: Ints, count: Ints) -> Index:
    """Return the index of the cells that `tap` reads in `count` adjacent windows per axis."""
    starts = [t * d for t, d in zip(tap, dilation, strict=True)]
    return (..., *(slice(at, at + (n - 1) * s + 1, s) for at, n, s in zip(starts, count, stride, strict=True)))


def split_groups(x: Array, groups: int) -> Array:
    """Reshape `(batch, channels, *spatial)` to `[n, g, c, *spatial]`."""
    return x.reshape(x.shape[0], groups, -1, *x.shape[2:])
