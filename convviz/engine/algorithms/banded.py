"""Direct convolution of few filters: each becomes a matrix that makes several rows of the output at once.

The lines of the input are copied once for every column of the kernel, each copy a cell further on. Neighbouring rows of
the output read the same of these lines, each row a stride further down. So the rows of the kernel are written into a
matrix once for every row of the output, each time a stride further right:

    w0 w1 w2  0  0
     0 w0 w1 w2  0
     0  0 w0 w1 w2

Here w0 is the whole first row of the kernel, in all channels. One product of this matrix with the copied lines makes
all its rows: the windows are never laid out as a whole, and no partial sum is written and read again.

In the shapes, letters are those of `lowering`; t are the numbers under one row of the kernel.
"""

from __future__ import annotations

from math import prod

import numpy as np

from convviz.engine.algorithms.im2col import ALONE, grouped, pieces
from convviz.engine.algorithms.row_im2col import blocks, copies
from convviz.engine.algorithms.scratch import aligned, scratch
from convviz.engine.arrays import Array, Index
from convviz.spec.conv import Geometry
from convviz.spec.parse import Ints

BAND = 4  # rows: more of them multiply more zeros, fewer leave the matrix too flat to multiply fast
COLUMNS_BYTES = 2**19  # of copied lines at a time: they are read again from the cache of one processor


def banded(geometry: Geometry, x: Array, weight: Array) -> Array:
    """Four rows of the output at a time; those left over at the end make a smaller band.

    Args:
        geometry: the layer on this input.
        x: `(batch, in_channels, *padded)`.
        weight: `spec.weight_shape`, as the windows meet it.

    Returns:
        `(batch, out_channels, *spatial)`.
    """
    spec, out = geometry.spec, geometry.output_shape
    x, weight = grouped(x, spec.groups), weight.reshape(spec.groups, -1, *weight.shape[1:])
    y = aligned((*x.shape[:2], weight.shape[1], *out), x.dtype)
    lines, whole = copies(spec, x, out[1:]), out[0] - out[0] % BAND
    for first, last, tall in ((0, whole, BAND), (whole, out[0], out[0] - whole)):
        if first < last:
            bands = _bands(weight, tall, spec.stride[0], spec.dilation[0])
            met = lines[:, :, first * spec.stride[0] :]
            rows = y[:, :, :, first:last].reshape(*y.shape[:3], -1, tall, *out[1:])
            for cells in _strips(out[1:], prod(bands.shape[2:])):
                _fill(bands, met[cells], rows[cells], tall * spec.stride[0])
    return y.reshape(x.shape[0], spec.out_channels, *out)


def _strips(count: Ints, multiplications: int) -> list[Index]:
    """Where to cut the cells of a row so that a product stays in the thread that asks for it.

    Args:
        count: cells along the axes after the first; only the first of these is cut.
        multiplications: for each cell.
    """
    if not count:
        return [(...,)]
    most = max(1, ALONE // (multiplications * prod(count[1:])))
    wide = 2 ** (most.bit_length() - 1)  # a product is slow at the end of a row that fills no vector
    others = (slice(None),) * (len(count) - 1)
    return [(..., slice(at, at + wide), *others) for at in range(0, count[0], wide)]


def _fill(bands: Array, lines: Array, rows: Array, step: int) -> None:
    """Write `rows`: [g, o, band, lines·t] × [n, g, lines, c, *taps, *cells] → [n, g, o, blocks, band, *cells]."""
    rows = rows.reshape(*rows.shape[:5], -1)
    numbers = prod(lines.shape[3:])  # of one line
    matrix = bands.shape[-1], rows.shape[-1]
    tall = prod(matrix) // numbers
    bands = bands[:, :, np.newaxis]  # the same for all blocks
    for items, groups, high in pieces((*rows.shape[:2], rows.shape[3]), step * numbers * rows.itemsize, COLUMNS_BYTES):
        met = lines[items, groups, high.start * step : (high.stop - 1) * step + tall]
        columns = scratch("columns", met.shape, met.dtype)
        columns[...] = met
        to = rows[items, groups, :, high]
        np.matmul(bands[groups], blocks(columns, to.shape[3], step, matrix)[:, :, np.newaxis], out=to)


def _bands(weight: Array, tall: int, stride: int, dilation: int) -> Array:
    """`[g, o, band, lines·t]`: the matrices, zero beside the rows of the kernel."""
    rows = weight.swapaxes(2, 3).reshape(*weight.shape[:2], weight.shape[3], -1)
    wide = (tall - 1) * stride + (rows.shape[2] - 1) * dilation + 1
    bands = np.zeros((*rows.shape[:2], tall, wide, rows.shape[3]), weight.dtype)
    *outer, down, right, item = bands.strides
    along = (*outer, down + stride * right, dilation * right, item)
    np.ndarray((*rows.shape[:2], tall, *rows.shape[2:]), bands.dtype, bands, strides=along)[...] = rows[
        :, :, np.newaxis
    ]
    return bands.reshape(*bands.shape[:3], -1)
