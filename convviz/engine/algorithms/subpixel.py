"""Transposed convolution as a direct one: each phase of the stride has filters of its own, and the results interleave.

Output cells a stride apart are met by the same taps: those whose distance from the first leaves the same rest when
divided by the stride. So the cells of one phase make a plane on which neighbouring input cells stamp neighbouring
cells, which is a direct convolution of stride 1 by these taps, turned round. All phases are convolved together, as
output channels; then their planes are interleaved. The zeros between the inputs that one can imagine instead (Dumoulin
and Visin, *A guide to convolution arithmetic*, ch. 4) are not multiplied; where a phase has fewer taps than another,
its filters are filled up with zeros.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import product
from math import prod

import numpy as np

from convviz.engine.algorithms.scratch import aligned
from convviz.engine.arrays import Array, Index
from convviz.spec.conv import ConvSpec, Geometry
from convviz.spec.parse import Ints

Taps = tuple[tuple[int, int], ...]  # per tap of one axis: its phase, and the cell of the phase it stamps


def subpixel(geometry: Geometry, x: Array, weight: Array, direct: Callable[[Geometry, Array, Array], Array]) -> Array:
    """One direct convolution for all phases, then the interleaving.

    Args:
        geometry: the layer on this input.
        x: `(batch, in_channels, *spatial)`.
        weight: `spec.weight_shape`, as the windows meet it.
        direct: convolves one input with weights, as given to it.

    Returns:
        `(batch, out_channels, *spatial)`.
    """
    spec, taps = geometry.spec, _taps(geometry.spec)
    phases = tuple(1 + max(phase for phase, _ in along) for along in taps)
    inner = _inner(geometry, phases)
    planes = direct(inner, x, _filters(spec, weight, taps, phases, inner.spec.kernel))
    planes = planes.reshape(x.shape[0], spec.out_channels, *phases, *inner.output_shape)
    y = aligned((x.shape[0], spec.out_channels, *geometry.output_shape), x.dtype)
    _interleave(geometry, planes, phases, y)
    return y


@lru_cache(maxsize=256)
def _taps(spec: ConvSpec) -> tuple[Taps, ...]:
    """Per axis and tap: the phase it stamps, and which cell of it, in steps of the inner dilation."""
    return tuple(
        tuple((t * d % s, t * d // s // _inner_dilation(s, d)) for t in range(k))
        for k, s, d in zip(spec.kernel, spec.stride, spec.dilation, strict=True)
    )


def _inner_dilation(stride: int, dilation: int) -> int:
    """Cells of a phase from one of its taps to the next, where all taps fall into one phase."""
    return max(1, dilation // stride) if dilation % stride == 0 else 1


@lru_cache(maxsize=256)
def _inner(geometry: Geometry, phases: Ints) -> Geometry:
    """The direct convolution: every cell of every phase that any stamp reaches."""
    spec = geometry.spec
    dilation = tuple(map(_inner_dilation, spec.stride, spec.dilation))
    kernel = tuple(1 + max(cell for _, cell in along) for along in _taps(spec))
    reach = tuple((k - 1) * d for k, d in zip(kernel, dilation, strict=True))
    channels = spec.in_channels, spec.out_channels * prod(phases)
    inner = ConvSpec.of(spec.ndim, *channels, kernel, padding=reach, dilation=dilation, groups=spec.groups)
    return inner.resolve(geometry.input_shape)


def _filters(spec: ConvSpec, weight: Array, taps: tuple[Taps, ...], phases: Ints, kernel: Ints) -> Array:
    """`(out_channels · phases, in_channels / groups, *kernel)`: every tap in the filter of its phase, turned round."""
    weight = weight.reshape(spec.groups, -1, *weight.shape[1:]).swapaxes(1, 2)  # [g, o, c, *taps]
    filters = np.zeros((*weight.shape[:2], *phases, weight.shape[2], *kernel), weight.dtype)
    for tap in product(*map(range, spec.kernel)):
        met = [along[t] for along, t in zip(taps, tap, strict=True)]
        turned = [size - 1 - cell for (_, cell), size in zip(met, kernel, strict=True)]
        place: Index = (slice(None), slice(None), *(phase for phase, _ in met), slice(None), *turned)
        source: Index = (..., *tap)
        filters[place] = weight[source]
    return filters.reshape(-1, weight.shape[2], *kernel)


def _interleave(geometry: Geometry, planes: Array, phases: Ints, y: Array) -> None:
    """Write `y` of `[n, o, *phases, *plane]`: cell q of phase f goes to q · stride + f - crop."""
    if phases != geometry.spec.stride or any(geometry.output_padding):
        y[...] = 0  # what no stamp reaches
    for phase in product(*map(range, phases)):
        to: list[slice] = []
        of: list[slice] = []
        sizes = zip(y.shape[2:], planes.shape[2 - y.ndim :], strict=True)
        along = zip(phase, geometry.spec.stride, geometry.padding, sizes, strict=True)
        for rest, stride, (low, _), (out, size) in along:
            skipped = max(0, -((rest - low) // stride))
            start = skipped * stride + rest - low
            count = max(0, min(size - skipped, -((start - out) // stride)))
            to.append(slice(start, start + count * stride, stride))
            of.append(slice(skipped, skipped + count))
        place: Index = (..., *to)
        source: Index = (slice(None), slice(None), *phase, *of)
        y[place] = planes[source]
