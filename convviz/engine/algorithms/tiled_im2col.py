"""Direct convolution by im2col on tiles of a few output rows.

The columns of a tile stay in the cache, and its product is small enough for a single thread, so that two threads share
the copying as well as the multiplication. Shapes use the letters of `im2col`; p is the number of positions of a tile.
"""

from __future__ import annotations

from math import prod

import numpy as np

from convviz.engine.algorithms.im2col import pieces, split_filters, split_groups, windows
from convviz.engine.algorithms.scratch import aligned, scratch
from convviz.engine.algorithms.threads import run_pieces
from convviz.engine.arrays import Array
from convviz.spec.conv import Geometry

TILES_BYTES = 2**18  # of columns per piece: they share the L2 cache with the outputs
TILE = 96  # least positions of a tile of several rows: the product of narrow matrices is slow


def tiled_im2col(geometry: Geometry, x: Array, weight: Array) -> Array:
    """Convolve tiles of at least `TILE` positions; the remaining rows form smaller tiles.

    Args:
        geometry: the layer on this input.
        x: `(batch, in_channels, *padded)`.
        weight: `spec.weight_shape`, flipped if the layer is a true convolution.

    Returns:
        `(batch, out_channels, *spatial)`.
    """
    spec, out = geometry.spec, geometry.output_shape
    x, filters = split_groups(x, spec.groups), weight.reshape(spec.groups, spec.out_channels // spec.groups, -1)
    y = aligned((*x.shape[:2], filters.shape[1], *out), x.dtype)
    lowered = np.moveaxis(windows(spec, x, spec.kernel, out), -spec.ndim, 2)  # [n, g, lines, c, *kernel, *others]
    tall = min(out[0], -(-TILE // prod(out[1:])))
    whole = out[0] - out[0] % tall
    for first, last, high in ((0, whole, tall), (whole, out[0], out[0] - whole)):
        if first < last:
            met = lowered[:, :, first:last]
            met = np.moveaxis(met.reshape(*met.shape[:2], -1, high, *met.shape[3:]), 3, -spec.ndim)
            rows = np.moveaxis(y[:, :, :, first:last].reshape(*y.shape[:3], (last - first) // high, -1), 3, 2)
            _fill(filters, met, rows)
    return y.reshape(x.shape[0], spec.out_channels, *out)


def _fill(filters: Array, lowered: Array, rows: Array) -> None:
    """Write `rows`: [g, o, c·taps] × [n, g, tiles, c, *kernel, ...] → [n, g, tiles, o, p]."""
    numbers = filters.shape[2]
    filters, rows = split_filters(filters, rows)

    def work(piece: tuple[slice, ...]) -> None:
        met = lowered[piece]
        columns = scratch("columns", met.shape, met.dtype)
        columns[...] = met
        np.matmul(filters[piece[1]], columns.reshape(*met.shape[:3], 1, numbers, -1), out=rows[piece])

    run_pieces(work, pieces(rows.shape[:3], numbers * rows.shape[5] * rows.itemsize, TILES_BYTES))
