"""What a convolution passes back: how its sum with given factors changes with the input, the weight and the bias.

With `g` the gradient that arrives at the output, every product x · w of a recorded step gives g · w to x and g · x to
w. So the input of a direct convolution gets its stamps back, the transposed convolution of `g`, and the input of a
transposed one gets windows: each is the other's gradient (Dumoulin and Visin, *A guide to convolution arithmetic*,
ch. 4).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from convviz.engine.algorithms.im2col import split_groups, strided
from convviz.engine.arrays import Array, Index, checked, numeric
from convviz.engine.convolve import flipped_view
from convviz.engine.padding import pad
from convviz.errors import ConvError
from convviz.spec.conv import ConvSpec, Geometry
from convviz.spec.parse import Ints


@dataclass(frozen=True, slots=True)
class Gradients:
    """What arrives at each array of a layer, in the shape of that array.

    Attributes:
        x: `(in_channels, *spatial)`, with a batch axis if the input had one.
        weight: `spec.weight_shape`, summed over the batch.
        bias: `(out_channels,)`, summed over the batch.
    """

    x: Array
    weight: Array
    bias: Array


def gradients(spec: ConvSpec, x: Any, weight: Any, grad: Any) -> Gradients:
    """The gradients of `(convolve(spec, x, weight, bias) * grad).sum()`.

    Args:
        spec: the layer, direct or transposed.
        x: `(in_channels, *spatial)`, or `(batch, in_channels, *spatial)`.
        weight: `spec.weight_shape`.
        grad: the gradient at the output, in the output's shape.

    Raises:
        ConvError: shapes that do not fit, values that are not finite numbers.

    Example:
        >>> gradients(ConvSpec.of(1, 1, 1, 2), [[1, 2, 4]], [[[1, -1]]], [[1, 0]]).x
        array([[ 1, -1,  0]])
    """
    geometry, batch, weight, _ = checked(spec, x, weight)
    arrived = _arrived(geometry, batch, np.ndim(x), grad)
    flipped = flipped_view(spec, weight)
    small, big = (batch, arrived) if spec.transposed else (arrived, batch)
    big = pad(geometry, big)
    to_weight = flipped_view(spec, _to_weight(geometry, small, big))
    if spec.transposed:
        to_x = _windows_summed(geometry, big, flipped)
    else:
        to_x = _folded(geometry, _stamped(geometry, small, big.shape, flipped))
    over = (0, *range(2, arrived.ndim))
    return Gradients(to_x if np.ndim(x) == batch.ndim else to_x[0], to_weight, arrived.sum(axis=over))


def _arrived(geometry: Geometry, batch: Array, ndim: int, grad: Any) -> Array:
    """`grad` with a batch axis."""
    arrived = numeric("grad", grad)
    expected = (geometry.spec.out_channels, *geometry.output_shape)
    expected = (len(batch), *expected) if ndim == batch.ndim else expected
    if arrived.shape != expected:
        raise ConvError("grad", arrived.shape, f"must have the shape of the output, {expected}", "Give one per output.")
    return arrived.reshape(len(batch), geometry.spec.out_channels, *geometry.output_shape)


def _to_weight(geometry: Geometry, small: Array, big: Array) -> Array:
    """For every tap: what the windows' cells and the cells they meet add up to, `spec.weight_shape`."""
    spec = geometry.spec
    small, big = split_groups(small, spec.groups), split_groups(big, spec.groups)
    lines = small.reshape(*small.shape[:3], -1)
    made = np.empty((spec.groups, small.shape[2], big.shape[2], *spec.kernel), np.result_type(small, big))
    for tap in product(*map(range, spec.kernel)):
        met = big[strided(tap, spec.stride, spec.dilation, geometry.small)]
        met = met.reshape(*met.shape[:3], -1)
        place: Index = (..., *tap)
        made[place] = np.matmul(lines, np.swapaxes(met, 2, 3)).sum(axis=0)  # [g, o, p] × [g, p, c], over n
    return made.reshape(spec.weight_shape)


def _stamped(geometry: Geometry, small: Array, shape: tuple[int, ...], weight: Array) -> Array:
    """`(batch, big_channels, *padded)`: every cell of `small` stamps the kernel."""
    spec = geometry.spec
    small = split_groups(small, spec.groups)
    made = np.zeros((shape[0], spec.groups, shape[1] // spec.groups, *shape[2:]), np.result_type(small, weight))
    filters = weight.reshape(spec.groups, -1, *weight.shape[1:])
    for tap in product(*map(range, spec.kernel)):
        factors = np.swapaxes(_of_tap(filters, tap), 1, 2)  # [g, c, o]
        stamps = np.matmul(factors, small.reshape(*small.shape[:3], -1))
        place = strided(tap, spec.stride, spec.dilation, geometry.small)
        made[place] += stamps.reshape(*stamps.shape[:3], *geometry.small)
    return made.reshape(shape)


def _windows_summed(geometry: Geometry, big: Array, weight: Array) -> Array:
    """`(batch, small_channels, *small)`: every window of `big` under the kernel."""
    spec = geometry.spec
    big, filters = split_groups(big, spec.groups), weight.reshape(spec.groups, -1, *weight.shape[1:])
    made: Array = np.zeros((1,), np.result_type(big, weight))
    for tap in product(*map(range, spec.kernel)):
        met = big[strided(tap, spec.stride, spec.dilation, geometry.small)]
        made = made + np.matmul(_of_tap(filters, tap), met.reshape(*met.shape[:3], -1))
    return made.reshape(len(big), spec.small_channels, *geometry.small)


def _of_tap(filters: Array, tap: Ints) -> Array:
    """`[g, o, c]` of `[g, o, c, *kernel]`."""
    place: Index = (..., *tap)
    taken: Array = filters[place]
    return taken


def _folded(geometry: Geometry, padded: Array) -> Array:
    """What arrived at the border goes to the cells it copies; at zeros it is lost."""
    for number, axis in enumerate(geometry.axes):
        place = padded.ndim - geometry.spec.ndim + number
        lines = np.moveaxis(padded, place, 0)
        inside = lines[axis.low : axis.low + axis.big].copy()
        for index in (*range(-axis.low, 0), *range(axis.big, axis.big + axis.high)):
            source = axis.source(index)
            if source is not None:
                inside[source] += lines[index + axis.low]
        padded = np.moveaxis(inside, 0, place)
    return padded
