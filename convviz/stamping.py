"""Transposed convolution: every input cell scales the kernel, and the stamps are added where they fall.

Each tap lands on every stride-th cell of the output, on the same ones as the taps a stride away. So the sums are made
on planes, one for each phase of the stride, where what is added lies side by side; the planes are interleaved last.
"""

from __future__ import annotations

from itertools import product
from math import prod

import numpy as np

from convviz.arrays import Array, Index
from convviz.buffers import scratch
from convviz.lowering import at_tap, grouped, pieces
from convviz.spec import Geometry
from convviz.spelling import Ints


def by_stamps(geometry: Geometry, x: Array, weight: Array) -> Array:
    """All stamps as a matrix product, with p the cells of the input: [g, taps·o, c] × [n, g, c, p] → [n, g, taps·o, p].

    Args:
        geometry: the layer on this input.
        x: `(batch, in_channels, *spatial)`.
        weight: `spec.weight_shape`, as the windows meet it.

    Returns:
        `(batch, out_channels, *spatial)`.
    """
    spec = geometry.spec
    x = grouped(x, spec.groups)
    deep = spec.out_channels // spec.groups
    filters = (
        weight.reshape(spec.groups, x.shape[2], deep, -1).transpose(0, 3, 2, 1).reshape(spec.groups, -1, x.shape[2])
    )
    reach = tuple((k - 1) * d // s for k, d, s in zip(spec.kernel, spec.dilation, spec.stride, strict=True))
    plane = tuple(size + more for size, more in zip(geometry.small, reach, strict=True))
    cells, line = _spaced(x, plane), prod(plane[1:])
    sums = scratch("columns", (*x.shape[:2], deep, *spec.stride, prod(plane) + line), x.dtype)
    sums[...] = 0
    for items, groups, lines in pieces((*x.shape[:2], x.shape[3]), filters.shape[1] * line * x.itemsize):
        met = cells[items, groups, :, lines.start * line : lines.stop * line]
        stamps = scratch("products", (*met.shape[:2], filters.shape[1], met.shape[3]), x.dtype)
        np.matmul(filters[groups], met, out=stamps)
        _add(geometry, sums[items, groups], stamps, plane, lines.start * line)
    planes = sums[..., : prod(plane)].reshape(*sums.shape[:-1], *plane)
    return _interleaved(geometry, planes).reshape(x.shape[0], spec.out_channels, *geometry.output_shape)


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
    """Add the stamps of the cells from `first` on, `[n, g, taps·o, p]`, to the planes, `[n, g, o, *phases, p]`."""
    spec = geometry.spec
    stamps = stamps.reshape(*sums.shape[:2], *spec.kernel, sums.shape[2], -1)
    for tap in product(*map(range, spec.kernel)):
        begin, phases = 0, []
        for t, d, s, size in zip(tap, spec.dilation, spec.stride, plane, strict=True):
            cell, phase = divmod(t * d, s)
            begin = begin * size + cell
            phases.append(phase)
        onto = slice(first + begin, first + begin + stamps.shape[-1])
        place: Index = (..., *phases, onto)
        sums[place] += stamps[at_tap(*tap)]


def _interleaved(geometry: Geometry, planes: Array) -> Array:
    """`[n, g, o, *spatial]` of `[n, g, o, *phases, *plane]`: cell q of phase f goes to q · stride + f - crop."""
    spec, ndim = geometry.spec, geometry.spec.ndim
    y = np.zeros((*planes.shape[:3], *geometry.output_shape), planes.dtype)
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
    return y
