"""Direct convolution of few filters without copying a number: a filter becomes a matrix that makes eight rows at once.

Neighbouring output rows read the same lines of the input, each a stride further down. So the taps of one column of the
kernel are written into a matrix once for every row, each time a stride further right; multiplied with the lines where
they lie in memory, it makes all the rows:

    w0 w1 w2  0  0
     0 w0 w1 w2  0
     0  0 w0 w1 w2

For the next column of the kernel reading begins a cell further right. What the columns give is summed.
"""

from __future__ import annotations

from itertools import product
from math import prod

import numpy as np
from numpy.lib.stride_tricks import as_strided

from convviz.arrays import Array
from convviz.buffers import aligned, scratch
from convviz.lowering import at_tap, grouped, pieces, strided
from convviz.spec import ConvSpec, Geometry

BAND = 8  # rows: more of them multiply more zeros, fewer leave the matrix too flat to multiply fast
SUMS_BYTES = 2**18  # of rows at a time


def by_bands(geometry: Geometry, x: Array, weight: Array) -> Array:
    """Eight rows of the output at a time; those left over at the end make a smaller band.

    Args:
        geometry: the layer on this input.
        x: `(batch, in_channels, *padded)`.
        weight: `spec.weight_shape`, as the windows meet it.

    Returns:
        `(batch, out_channels, *spatial)`.
    """
    spec, out = geometry.spec, geometry.output_shape
    x, weight = grouped(x, spec.groups), weight.reshape(spec.groups, -1, *weight.shape[1:])
    if spec.ndim == 1:
        out, x, weight = (*out, 1), x[..., np.newaxis], weight[..., np.newaxis]  # lines of one cell
    y = aligned((*x.shape[:2], weight.shape[1], *out), x.dtype)
    whole = out[0] - out[0] % BAND
    for first, last, tall in ((0, whole, BAND), (whole, out[0], out[0] - whole)):
        if first < last:
            bands = _bands(weight, tall, spec.stride[0], spec.dilation[0])
            lines = _blocks(x[:, :, :, first * spec.stride[0] :], (last - first) // tall, tall * spec.stride[0], bands)
            rows = y[:, :, :, first:last].reshape(*y.shape[:3], -1, tall, *out[1:])
            _fill(spec, bands, lines, rows)
    return y.reshape(x.shape[0], spec.out_channels, *geometry.output_shape)


def _fill(spec: ConvSpec, bands: Array, lines: Array, rows: Array) -> None:
    """Write all `rows`, a piece at a time: each is summed over in the cache."""
    block = prod(rows.shape[4:]) * rows.shape[2] * rows.itemsize
    for items, groups, blocks in pieces((*rows.shape[:2], rows.shape[3]), block, SUMS_BYTES):
        _multiply(spec, bands[groups], lines[items, groups, :, blocks], rows[items, groups, :, blocks])


def _multiply(spec: ConvSpec, bands: Array, lines: Array, rows: Array) -> None:
    """Write `rows`: one matrix product for each channel and each tap of the axes after the first, summed.

    As shapes: [g, o, c, *taps, band, lines] × [n, g, c, blocks, *, lines, cells] → [n, g, o, blocks, band, *, cells],
    where * are the planes of a volume, if it is one.
    """
    count = rows.shape[5:]
    rows = np.moveaxis(rows, 4, -2)
    for number, (channel, *tap) in enumerate(product(*map(range, bands.shape[2:-2]))):
        *planes, cells = strided(tuple(tap), spec.stride[1:] or (1,), spec.dilation[1:] or (1,), count)
        met = lines[:, :, np.newaxis, channel][(*planes, slice(None), cells)]
        band: Array = bands[at_tap(channel, *tap)]
        band = band.reshape(*band.shape[:2], *(1,) * len(count), *band.shape[2:])  # the same for all blocks and planes
        if number:
            rows += np.matmul(band, met, out=scratch("products", rows.shape, rows.dtype))
        else:
            np.matmul(band, met, out=rows)


def _bands(weight: Array, tall: int, stride: int, dilation: int) -> Array:
    """`[g, o, c, *columns, band, lines]`: the matrices, zero beside the taps."""
    taps = np.moveaxis(weight, 3, -1)
    wide = (tall - 1) * stride + (taps.shape[-1] - 1) * dilation + 1
    bands = np.zeros((*taps.shape[:-1], tall, wide), weight.dtype)
    down, right = bands.strides[-2:]
    along = (*bands.strides[:-2], down + stride * right, dilation * right)
    as_strided(bands, (*taps.shape[:-1], tall, taps.shape[-1]), along)[...] = taps[..., np.newaxis, :]
    return bands


def _blocks(x: Array, blocks: int, step: int, bands: Array) -> Array:
    """`[n, g, c, blocks, *, lines, cells]`: the lines every band meets, a view in which neighbouring blocks overlap."""
    shape = (*x.shape[:3], blocks, *x.shape[4:-1], bands.shape[-1], x.shape[-1])
    line = x.strides[3]
    return as_strided(x, shape, (*x.strides[:3], step * line, *x.strides[4:-1], line, x.strides[-1]), writeable=False)
