"""Transposed convolution: every input cell scales the kernel, and the stamps are added where they fall.

Each tap lands on every stride-th cell of the output, on the same ones as the taps a stride away. So the sums are made
on planes, one for each phase of the stride, where what is added lies side by side; the planes are interleaved last.
"""

from __future__ import annotations

from itertools import product
from math import prod

import numpy as np

from convviz.arrays import Array, Index
from convviz.buffers import aligned, scratch
from convviz.lowering import ALONE, grouped, pieces
from convviz.sharing import shared_out
from convviz.spec import Geometry
from convviz.spelling import Ints

STAMPS_BYTES = 2**21  # of stamps and sums at a time
TILE = 256  # cells of the input at least: the matrix product is slow on narrow matrices


def by_stamps(geometry: Geometry, x: Array, weight: Array) -> Array:
    """Stamps as matrix products, with p the cells of the input: [g, o, taps, c] × [n, g, c, p] → [n, g, o, taps, p].

    Args:
        geometry: the layer on this input.
        x: `(batch, in_channels, *spatial)`.
        weight: `spec.weight_shape`, as the windows meet it.

    Returns:
        `(batch, out_channels, *spatial)`.
    """
    spec = geometry.spec
    x = grouped(x, spec.groups)
    filters = np.moveaxis(weight.reshape(*x.shape[1:3], spec.out_channels // spec.groups, -1), 1, -1)  # [g, o, taps, c]
    filters = np.ascontiguousarray(filters)
    reach = tuple((k - 1) * d // s for k, d, s in zip(spec.kernel, spec.dilation, spec.stride, strict=True))
    plane = tuple(size + more for size, more in zip(geometry.small, reach, strict=True))
    cells = _spaced(x, plane)
    y = aligned((*x.shape[:2], filters.shape[1], *geometry.output_shape), x.dtype)

    def work(piece: tuple[slice, ...]) -> None:
        items, groups, deep = piece
        planes = _planes(geometry, cells[items, groups], filters[groups, deep], plane)
        _interleave(geometry, planes, y[items, groups, deep])

    stamped = (prod(spec.kernel) + prod(spec.stride)) * cells.shape[3]
    shared_out(work, pieces(y.shape[:3], stamped * x.itemsize, STAMPS_BYTES))
    return y.reshape(x.shape[0], spec.out_channels, *geometry.output_shape)


def _planes(geometry: Geometry, cells: Array, filters: Array, plane: Ints) -> Array:
    """`[n, g, o, *phases, *plane]`: all stamps, added where they fall."""
    spec, line = geometry.spec, prod(plane[1:])
    sums = scratch("columns", (*cells.shape[:2], filters.shape[1], *spec.stride, prod(plane) + line), cells.dtype)
    sums[...] = 0
    for (lines,) in pieces((geometry.small[0],), prod(filters.shape[1:3]) * line * cells.itemsize, STAMPS_BYTES):
        met = cells[..., lines.start * line : lines.stop * line]
        stamps = scratch("products", (*sums.shape[:3], filters.shape[2], met.shape[3]), cells.dtype)
        _stamp(filters, met, stamps, line)
        _add(geometry, sums, stamps, plane, lines.start * line)
    return sums[..., : prod(plane)].reshape(*sums.shape[:-1], *plane)


def _stamp(filters: Array, cells: Array, stamps: Array, line: int) -> None:
    """Write `stamps`, [g, o, taps, c] × [n, g, c, p] → [n, g, o, taps, p], in products small enough for one thread."""
    groups, deep, taps, numbers = filters.shape
    lines = cells.shape[3] // line
    wide = line * next((n for n in range(1, lines) if lines % n == 0 and n * line >= TILE), lines)
    fit = (n for n in range(deep, 1, -1) if deep % n == 0 and n * taps * numbers * wide <= ALONE)
    rows = next(fit, 1) * taps
    met = np.moveaxis(cells.reshape(*cells.shape[:3], -1, wide), 3, 2)
    to = np.moveaxis(stamps.reshape(*cells.shape[:2], -1, rows, met.shape[2], wide), 4, 3)
    np.matmul(filters.reshape(groups, -1, 1, rows, numbers), met[:, :, np.newaxis], out=to)


def _spaced(x: Array, plane: Ints) -> Array:
    """`[n, g, c, p]`: the input with zeros after each line, where a stamp reaches beyond its end."""
    if x.shape[4:] == plane[1:]:
        return x.reshape(*x.shape[:3], -1)
    cells = scratch("border", (*x.shape[:4], *plane[1:]), x.dtype)
    cells[...] = 0
    real: Index = (..., *map(slice, x.shape[4:]))
    cells[real] = x
    return cells.reshape(*x.shape[:3], -1)


def _add(geometry: Geometry, sums: Array, stamps: Array, plane: Ints, first: int) -> None:
    """Add the stamps of the cells from `first` on, `[n, g, o, taps, p]`, to the planes, `[n, g, o, *phases, p]`."""
    spec = geometry.spec
    stamps = stamps.reshape(*sums.shape[:3], *spec.kernel, -1)
    for tap in product(*map(range, spec.kernel)):
        begin, phases = 0, []
        for t, d, s, size in zip(tap, spec.dilation, spec.stride, plane, strict=True):
            cell, phase = divmod(t * d, s)
            begin = begin * size + cell
            phases.append(phase)
        onto = slice(first + begin, first + begin + stamps.shape[-1])
        place: Index = (..., *phases, onto)
        sums[place] += stamps[(slice(None),) * 3 + tap]


def _interleave(geometry: Geometry, planes: Array, y: Array) -> None:
    """Write `y`, `[n, g, o, *spatial]`, of `[n, g, o, *phases, *plane]`: cell q of phase f to q · stride + f - crop."""
    spec, ndim = geometry.spec, geometry.spec.ndim
    y[...] = 0
    for phases in product(*map(range, spec.stride)):
        to: list[slice] = []
        of: list[slice] = []
        along = zip(phases, spec.stride, geometry.padding, geometry.output_shape, planes.shape[-ndim:], strict=True)
        for phase, stride, (low, _), out, size in along:
            skipped = max(0, -((phase - low) // stride))
            start = skipped * stride + phase - low
            count = max(0, min(size - skipped, -((start - out) // stride)))
            to.append(slice(start, start + count * stride, stride))
            of.append(slice(skipped, skipped + count))
        place: Index = (..., *to)
        y[place] = planes[(slice(None),) * 3 + phases + tuple(of)]
