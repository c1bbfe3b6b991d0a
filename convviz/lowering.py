"""Direct convolution as matrix products: the numbers under the windows laid out as columns, the filters as rows.

In the shapes, n is the batch, g the groups, c and o the input and output channels of one group, p window positions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod
from operator import mul

import numpy as np

from convviz.arrays import Array, Index
from convviz.buffers import aligned, scratch
from convviz.sharing import shared_out
from convviz.spec import ConvSpec, Geometry
from convviz.spelling import Ints

PIECE_BYTES = 2**22  # of columns at a time: smaller ones leave a matrix product too little to do in parallel
TILES_BYTES = 2**20  # of tiles at a time: they are read again from the cache of one processor
TILE = 96  # positions at least, where lines are shorter: the matrix product is slow on narrow matrices
ALONE = 2**19  # multiplications: OpenBLAS divides larger products among threads of its own


def at_once(geometry: Geometry, x: Array, weight: Array) -> Array:
    """As `by_windows` in a single piece, for a few numbers: cutting up would take longer than multiplying."""
    spec = geometry.spec
    x, filters = grouped(x, spec.groups), _filters(spec, weight[np.newaxis])[0]
    columns = _windows(spec, x, spec.kernel, geometry.output_shape).reshape(*x.shape[:2], filters.shape[2], -1)
    y: Array = np.matmul(filters, columns)
    return y.reshape(x.shape[0], spec.out_channels, *geometry.output_shape)


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


def by_tiles(geometry: Geometry, x: Array, weight: Array) -> Array:
    """As `by_windows`, on blocks of a few lines, each of which is copied to a place of its own and multiplied there.

    The products are small: they stay in the cache, and in the thread that asks for them. Arguments as `by_windows`.
    """
    tall = tile_lines(geometry.output_shape)
    return _tiled(geometry, x, weight[np.newaxis], geometry.spec.kernel, tall)


def by_row_tiles(geometry: Geometry, x: Array, weight: Array) -> Array:
    """As `by_rows`, with a tile for each line. Arguments as there."""
    return _tiled(geometry, x, np.moveaxis(weight, 2, 0), (1, *geometry.spec.kernel[1:]), 1)


def tile_lines(out: Ints) -> int:
    """How many lines of the output make a tile."""
    return min(out[0], -(-TILE // prod(out[1:])))


def _multiply(geometry: Geometry, x: Array, weight: Array, kernel: Ints) -> Array:
    """The products of columns of `kernel` with `weight`, `(parts, out_channels, channels / groups, ...)`, summed."""
    spec, out = geometry.spec, geometry.output_shape
    x, filters = grouped(x, spec.groups), _filters(spec, weight)
    line, reach = prod(out[1:]), (len(weight) - 1) * spec.dilation[0]
    y = aligned((*x.shape[:2], filters.shape[2], out[0] * line), x.dtype)
    windows, every = _windows(spec, x, kernel, (out[0] + reach, *out[1:])), (slice(None),) * (spec.ndim - 1)
    for items, groups, lines in pieces((*x.shape[:2], out[0]), filters.shape[3] * line * x.itemsize):
        place: Index = (items, groups, ..., slice(lines.start, lines.stop + reach), *every)
        met = windows[place]
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


def _tiled(geometry: Geometry, x: Array, weight: Array, kernel: Ints, tall: int) -> Array:
    """The same on tiles of `tall` lines, and a last row of tiles of the lines left over."""
    spec, out = geometry.spec, geometry.output_shape
    x, filters = grouped(x, spec.groups), _filters(spec, weight)
    reach = (len(weight) - 1) * spec.dilation[0]
    y = aligned((*x.shape[:2], filters.shape[2], *out), x.dtype)
    windows = _windows(spec, x, kernel, (out[0] + reach, *out[1:]))
    windows = np.moveaxis(windows, -spec.ndim, 2)  # [n, g, lines, c, *kernel, *others]
    whole = out[0] - out[0] % tall
    for first, last, high in ((0, whole, tall), (whole, out[0], out[0] - whole)):
        if first < last:
            met = windows[:, :, first : last + reach]
            met = np.moveaxis(met.reshape(*met.shape[:2], -1, high, *met.shape[3:]), 3, -spec.ndim)
            rows = np.moveaxis(y[:, :, :, first:last].reshape(*y.shape[:3], (last - first) // high, -1), 3, 2)
            _fill_tiles(filters, met, rows, spec.dilation[0])
    return y.reshape(x.shape[0], spec.out_channels, *out)


def _fill_tiles(filters: Array, windows: Array, rows: Array, dilation: int) -> None:
    """Write `rows`: [parts, g, o, c·taps] × [n, g, tiles, c, *kernel, ...] → [n, g, tiles, o, p]."""
    parts, _, deep, numbers = filters.shape
    sets = next(n for n in range(1, deep + 1) if deep % n == 0 and deep // n * numbers * rows.shape[4] <= ALONE)
    filters = filters.reshape(parts, -1, 1, sets, deep // sets, numbers)
    rows = rows.reshape(*rows.shape[:3], sets, deep // sets, -1)
    reach = (parts - 1) * dilation

    def work(piece: tuple[slice, ...]) -> None:
        items, groups, tiles = piece
        met = windows[items, groups, tiles.start : tiles.stop + reach]
        columns = scratch("columns", met.shape, met.dtype)
        columns[...] = met
        columns = columns.reshape(*met.shape[:3], 1, numbers, -1)
        to = rows[items, groups, tiles]
        for part in range(parts):
            below = columns[:, :, part * dilation : part * dilation + to.shape[2]]
            _add_product(part > 0, filters[part, groups], below, to)

    shared_out(work, pieces(rows.shape[:3], numbers * rows.shape[5] * rows.itemsize, TILES_BYTES))


def _add_product(more: bool, left: Array, right: Array, to: Array) -> None:
    """Write the matrix product, or add it to what is there."""
    if more:
        to += np.matmul(left, right, out=scratch("products", to.shape, to.dtype))
    else:
        np.matmul(left, right, out=to)


def _filters(spec: ConvSpec, weight: Array) -> Array:
    """`[parts, g, o, c·taps]`."""
    return weight.reshape(len(weight), spec.groups, spec.out_channels // spec.groups, -1)


def _windows(spec: ConvSpec, x: Array, kernel: Ints, count: Ints) -> Array:
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


def strided(tap: Ints, stride: Ints, dilation: Ints, count: Ints) -> Index:
    """Where `tap` falls for `count` neighbouring windows per axis."""
    starts = [t * d for t, d in zip(tap, dilation, strict=True)]
    return (..., *(slice(at, at + (n - 1) * s + 1, s) for at, n, s in zip(starts, count, stride, strict=True)))


def at_tap(*place: int) -> Index:
    """One place of the axes after the first two, which are batch and groups."""
    return (slice(None), slice(None), *place)


def grouped(x: Array, groups: int) -> Array:
    """`(batch, channels, *spatial)` as [n, g, c, *spatial]."""
    return x.reshape(x.shape[0], groups, -1, *x.shape[2:])
