"""Direct convolution by rows: the columns of one output row are a view of rows copied once per kernel column.

Each copy of an input row is shifted by one cell, so that the values under the kernel stand below each other for all
windows of an output row. The next output row starts `stride` input rows further down and shares the rest of the copies.
The full im2col matrix is never formed.

Shapes use the letters of `im2col`.
"""

from __future__ import annotations

from math import prod
from operator import mul

import numpy as np

from convviz.engine.algorithms.im2col import pieces, split_filters, split_groups
from convviz.engine.algorithms.scratch import aligned, scratch
from convviz.engine.algorithms.threads import run_pieces
from convviz.engine.arrays import Array
from convviz.spec.conv import ConvSpec, Geometry
from convviz.spec.parse import Ints

LINES_BYTES = 2**18  # of copied rows per piece: they share the L2 cache with the outputs


def row_im2col(geometry: Geometry, x: Array, weight: Array) -> Array:
    """Convolve one output row per product, each product small enough for a single thread.

    Args:
        geometry: the layer on this input, with dilation 1 along the first axis.
        x: `(batch, in_channels, *padded)`.
        weight: `spec.weight_shape`, flipped if the layer is a true convolution.

    Returns:
        `(batch, out_channels, *spatial)`.
    """
    spec, out = geometry.spec, geometry.output_shape
    x, weight = split_groups(x, spec.groups), weight.reshape(spec.groups, -1, *weight.shape[1:])
    y = aligned((*x.shape[:2], weight.shape[1], *out), x.dtype)
    lines = row_windows(spec, x, out[1:])
    rows = np.moveaxis(y.reshape(*y.shape[:4], -1), 3, 2)
    filters, rows = split_filters(weight.swapaxes(2, 3).reshape(*weight.shape[:2], -1), rows)
    step, matrix = spec.stride[0], (filters.shape[-1], rows.shape[-1])

    def work(piece: tuple[slice, ...]) -> None:
        items, groups, high = piece
        met = lines[items, groups, high.start * step : (high.stop - 1) * step + spec.kernel[0]]
        columns = scratch("columns", met.shape, met.dtype)
        columns[...] = met
        np.matmul(
            filters[groups],
            overlapping_matrices(columns, high.stop - high.start, step, matrix)[:, :, :, np.newaxis],
            rows[piece],
        )

    run_pieces(work, pieces(rows.shape[:3], step * prod(lines.shape[3:]) * x.itemsize, LINES_BYTES))
    return y.reshape(x.shape[0], spec.out_channels, *out)


def row_windows(spec: ConvSpec, x: Array, count: Ints) -> Array:
    """Return `[n, g, lines, c, *taps, *count]`, the values that a kernel row reads in every line: a view of `x`."""
    item, group, channel, line, *along = x.strides
    strides = (item, group, line, channel, *map(mul, along, spec.dilation[1:]), *map(mul, along, spec.stride[1:]))
    return np.ndarray((*x.shape[:2], x.shape[3], x.shape[2], *spec.kernel[1:], *count), x.dtype, x, strides=strides)


def overlapping_matrices(columns: Array, count: int, step: int, matrix: tuple[int, int]) -> Array:
    """Return `[n, g, count, *matrix]`, matrices that start `step` lines apart: an overlapping view of `columns`."""
    item, group, line = columns.strides[:3]
    strides = (item, group, step * line, matrix[1] * columns.itemsize, columns.itemsize)
    return np.ndarray((*columns.shape[:2], count, *matrix), columns.dtype, columns, strides=strides)
