"""Transposed convolution as a direct convolution per phase of the stride, whose outputs are interleaved.

Output cells whose indices are equal modulo the stride receive the same taps. The cells of one phase therefore form a
plane, and that plane is a direct convolution of the input with stride 1 and the taps of the phase, flipped. All phases
are computed as output channels of one direct convolution, and their planes are interleaved (the sub-pixel convolution
of Shi et al., CVPR 2016). Unlike zero insertion (Dumoulin and Visin, *A guide to convolution arithmetic for deep
learning*, chapter 4), no inserted zero is multiplied; a phase with fewer taps than the others is padded with zeros.
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

Taps = tuple[tuple[int, int], ...]  # per tap of one axis: its phase, and its cell within the phase


def subpixel(geometry: Geometry, x: Array, weight: Array, direct: Callable[[Geometry, Array, Array], Array]) -> Array:
    """Convolve all phases directly, then interleave them.

    Args:
        geometry: the layer on this input.
        x: `(batch, in_channels, *spatial)`.
        weight: `spec.weight_shape`, flipped if the layer is a true convolution.
        direct: computes a direct convolution from a geometry, an input and a weight.

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
    """Return for each axis and tap its phase and its cell within the phase, in units of the inner dilation."""
    return tuple(
        tuple((t * d % s, t * d // s // _inner_dilation(s, d)) for t in range(k))
        for k, s, d in zip(spec.kernel, spec.stride, spec.dilation, strict=True)
    )


def _inner_dilation(stride: int, dilation: int) -> int:
    """Return the distance between the taps of a phase: above 1 only if all taps fall into one phase."""
    return max(1, dilation // stride) if dilation % stride == 0 else 1


@lru_cache(maxsize=256)
def _inner(geometry: Geometry, phases: Ints) -> Geometry:
    """Return the direct convolution that computes every reached cell of every phase."""
    spec = geometry.spec
    dilation = tuple(map(_inner_dilation, spec.stride, spec.dilation))
    kernel = tuple(1 + max(cell for _, cell in along) for along in _taps(spec))
    reach = tuple((k - 1) * d for k, d in zip(kernel, dilation, strict=True))
    channels = spec.in_channels, spec.out_channels * prod(phases)
    inner = ConvSpec.of(spec.ndim, *channels, kernel, padding=reach, dilation=dilation, groups=spec.groups)
    return inner.resolve(geometry.input_shape)


def _filters(spec: ConvSpec, weight: Array, taps: tuple[Taps, ...], phases: Ints, kernel: Ints) -> Array:
    """Return the flipped filters of all phases, `(out_channels · phases, in_channels / groups, *kernel)`."""
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
    """Write `[n, o, *phases, *plane]` into `y`: cell q of phase f is output cell q · stride + f - padding."""
    if phases != geometry.spec.stride or any(geometry.output_padding):
        y[...] = 0  # cells that no tap reaches
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
