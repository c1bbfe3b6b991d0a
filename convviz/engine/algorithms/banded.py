"""Direct convolution with a banded matrix: each filter computes several rows of the output in one product.

Every row of the input is copied once per kernel column, each copy shifted by one cell. Adjacent rows of the output read
overlapping sets of these copies, `stride` rows apart. The rows of the kernel are therefore written into a matrix once
per output row, each time `stride` entries further to the right:

    w0 w1 w2  0  0
     0 w0 w1 w2  0
     0  0 w0 w1 w2

w0 stands for the first row of the kernel in all channels. One product of this matrix with the copies gives as many
output rows as it has rows. The full im2col matrix is never formed, and no partial sum is written and read again.

Shapes use the letters of `im2col`; t is the number of values under one row of the kernel.
"""

from __future__ import annotations

from math import prod

import numpy as np

from convviz.engine.algorithms.im2col import SINGLE_THREAD_PRODUCT, pieces, split_groups
from convviz.engine.algorithms.row_im2col import overlapping_matrices, row_windows
from convviz.engine.algorithms.scratch import aligned, scratch
from convviz.engine.arrays import Array, Index
from convviz.spec.conv import Geometry
from convviz.spec.parse import Ints

BAND = 4  # output rows per product: more rows multiply more zeros, fewer make a matrix too flat to be fast
COLUMNS_BYTES = 2**19  # of copied rows per piece: they are read again, from the L2 cache of one core


def banded(geometry: Geometry, x: Array, weight: Array) -> Array:
    """Convolve `BAND` output rows at a time; the remaining rows form a smaller band.

    Args:
        geometry: the layer on this input, with stride 1 along all axes but the first.
        x: `(batch, in_channels, *padded)`.
        weight: `spec.weight_shape`, flipped if the layer is a true convolution.

    Returns:
        `(batch, out_channels, *spatial)`.
    """
    spec, out = geometry.spec, geometry.output_shape
    x, weight = split_groups(x, spec.groups), weight.reshape(spec.groups, -1, *weight.shape[1:])
    y = aligned((*x.shape[:2], weight.shape[1], *out), x.dtype)
    lines, whole = row_windows(spec, x, out[1:]), out[0] - out[0] % BAND
    for first, last, tall in ((0, whole, BAND), (whole, out[0], out[0] - whole)):
        if first < last:
            bands = _bands(weight, tall, spec.stride[0], spec.dilation[0])
            met = lines[:, :, first * spec.stride[0] :]
            rows = y[:, :, :, first:last].reshape(*y.shape[:3], -1, tall, *out[1:])
            for cells in _strips(out[1:], prod(bands.shape[2:])):
                _fill(bands, met[cells], rows[cells], tall * spec.stride[0])
    return y.reshape(x.shape[0], spec.out_channels, *out)


def _strips(count: Ints, multiplications: int) -> list[Index]:
    """Return slices of an output row, each small enough for a product on a single thread.

    Args:
        count: sizes of the axes after the first; only the first of them is sliced.
        multiplications: multiplications per cell.
    """
    if not count:
        return [(...,)]
    most = max(1, SINGLE_THREAD_PRODUCT // (multiplications * prod(count[1:])))
    wide = 2 ** (most.bit_length() - 1)  # a width that fills no vector slows the product down
    others = (slice(None),) * (len(count) - 1)
    return [(..., slice(at, at + wide), *others) for at in range(0, count[0], wide)]


def _fill(bands: Array, lines: Array, rows: Array, step: int) -> None:
    """Write `rows`: [g, o, band, lines·t] × [n, g, lines, c, *taps, *cells] → [n, g, o, bands, band, *cells]."""
    rows = rows.reshape(*rows.shape[:5], -1)
    numbers = prod(lines.shape[3:])  # per input row
    matrix = bands.shape[-1], rows.shape[-1]
    tall = prod(matrix) // numbers
    bands = bands[:, :, np.newaxis]  # shared by all products
    for items, groups, high in pieces((*rows.shape[:2], rows.shape[3]), step * numbers * rows.itemsize, COLUMNS_BYTES):
        met = lines[items, groups, high.start * step : (high.stop - 1) * step + tall]
        columns = scratch("columns", met.shape, met.dtype)
        columns[...] = met
        to = rows[items, groups, :, high]
        np.matmul(bands[groups], overlapping_matrices(columns, to.shape[3], step, matrix)[:, :, np.newaxis], out=to)


def _bands(weight: Array, tall: int, stride: int, dilation: int) -> Array:
    """Return the banded matrices `[g, o, band, lines·t]`, zero outside the rows of the kernel."""
    rows = weight.swapaxes(2, 3).reshape(*weight.shape[:2], weight.shape[3], -1)
    wide = (tall - 1) * stride + (rows.shape[2] - 1) * dilation + 1
    bands = np.zeros((*rows.shape[:2], tall, wide, rows.shape[3]), weight.dtype)
    *outer, down, right, item = bands.strides
    along = (*outer, down + stride * right, dilation * right, item)
    np.ndarray((*rows.shape[:2], tall, *rows.shape[2:]), bands.dtype, bands, strides=along)[...] = rows[
        :, :, np.newaxis
    ]
    return bands.reshape(*bands.shape[:3], -1)
