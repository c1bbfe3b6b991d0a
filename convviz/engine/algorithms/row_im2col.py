"""Direct convolution of many filters: the lines of the input copied once for every column of the kernel.

Each copy is a cell further on, so that in the copied lines the numbers under a kernel lie one below the other for all
windows of a row of the output. The next row reads a stride further down: neighbours share lines, and the windows are
never laid out as a whole.

In the shapes, letters are those of `lowering`.
"""

from __future__ import annotations

from math import prod
from operator import mul

import numpy as np

from convviz.engine.algorithms.im2col import grouped, in_sets, pieces
from convviz.engine.algorithms.scratch import aligned, scratch
from convviz.engine.algorithms.threads import run_pieces
from convviz.engine.arrays import Array
from convviz.spec.conv import ConvSpec, Geometry
from convviz.spec.parse import Ints

LINES_BYTES = 2**18  # of copied lines at a time: they are read again from a cache in which outputs want room, too


def row_im2col(geometry: Geometry, x: Array, weight: Array) -> Array:
    """One row of the output at a time, the products being small enough to stay in the thread that asks for them.

    Args:
        geometry: the layer on this input; the first axis is not dilated.
        x: `(batch, in_channels, *padded)`.
        weight: `spec.weight_shape`, as the windows meet it.

    Returns:
        `(batch, out_channels, *spatial)`.
    """
    spec, out = geometry.spec, geometry.output_shape
    x, weight = grouped(x, spec.groups), weight.reshape(spec.groups, -1, *weight.shape[1:])
    y = aligned((*x.shape[:2], weight.shape[1], *out), x.dtype)
    lines = copies(spec, x, out[1:])
    rows = np.moveaxis(y.reshape(*y.shape[:4], -1), 3, 2)
    filters, rows = in_sets(weight.swapaxes(2, 3).reshape(*weight.shape[:2], -1), rows)
    step, matrix = spec.stride[0], (filters.shape[-1], rows.shape[-1])

    def work(piece: tuple[slice, ...]) -> None:
        items, groups, high = piece
        met = lines[items, groups, high.start * step : (high.stop - 1) * step + spec.kernel[0]]
        columns = scratch("columns", met.shape, met.dtype)
        columns[...] = met
        np.matmul(
            filters[groups], blocks(columns, high.stop - high.start, step, matrix)[:, :, :, np.newaxis], rows[piece]
        )

    run_pieces(work, pieces(rows.shape[:3], step * prod(lines.shape[3:]) * x.itemsize, LINES_BYTES))
    return y.reshape(x.shape[0], spec.out_channels, *out)


def copies(spec: ConvSpec, x: Array, count: Ints) -> Array:
    """`[n, g, lines, c, *taps, *count]`: what one row of the kernel reads in every line, a view of `x`."""
    item, group, channel, line, *along = x.strides
    strides = (item, group, line, channel, *map(mul, along, spec.dilation[1:]), *map(mul, along, spec.stride[1:]))
    return np.ndarray((*x.shape[:2], x.shape[3], x.shape[2], *spec.kernel[1:], *count), x.dtype, x, strides=strides)


def blocks(columns: Array, count: int, step: int, matrix: tuple[int, int]) -> Array:
    """`[n, g, count, *matrix]`: copied lines as matrices, each `step` lines further down: a view; they overlap."""
    item, group, line = columns.strides[:3]
    strides = (item, group, step * line, matrix[1] * columns.itemsize, columns.itemsize)
    return np.ndarray((*columns.shape[:2], count, *matrix), columns.dtype, columns, strides=strides)
