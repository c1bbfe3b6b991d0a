"""Gradients of a convolution with respect to input, weight and bias.

With `g` the gradient at the output, every product x · w of a step contributes g · w to the gradient of x and g · x to
that of w. The gradient of a direct convolution with respect to its input is therefore the transposed convolution of g
with the same weight, and vice versa (Dumoulin and Visin, *A guide to convolution arithmetic for deep learning*,
chapter 4).
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
    """The gradients of a layer, each in the shape of its array.

    Attributes:
        x: `(in_channels, *spatial)`, with a batch axis if the input has one.
        weight: `spec.weight_shape`, summed over the batch.
        bias: `(out_channels,)`, summed over the batch.
    """

    x: Array
    weight: Array
    bias: Array


def gradients(spec: ConvSpec, x: Any, weight: Any, grad: Any) -> Gradients:
    """Return the gradients of `(convolve(spec, x, weight, bias) * grad).sum()`.

    Args:
        spec: the layer, direct or transposed.
        x: `(in_channels, *spatial)`, or `(batch, in_channels, *spatial)`.
        weight: `spec.weight_shape`.
        grad: the gradient at the output, in its shape.

    Raises:
        ConvError: shapes do not fit, or values are not finite numbers.

    Example:
        >>> gradients(ConvSpec.of(1, 1, 1, 2), [[1, 2, 4]], [[[1, -1]]], [[1, 0]]).x
        array([[ 1, -1,  0]])
    """
    geometry, batch, weight, _ = checked(spec, x, weight)
    grad = _checked_grad(geometry, batch, np.ndim(x), grad)
    flipped = flipped_view(spec, weight)
    small, big = (batch, grad) if spec.transposed else (grad, batch)
    big = pad(geometry, big)
    weight_gradient = flipped_view(spec, _weight_gradient(geometry, small, big))
    if spec.transposed:
        x_gradient = _direct(geometry, big, flipped)
    else:
        x_gradient = _unpadded(geometry, _transposed(geometry, small, big.shape, flipped))
    over = (0, *range(2, grad.ndim))
    return Gradients(x_gradient if np.ndim(x) == batch.ndim else x_gradient[0], weight_gradient, grad.sum(axis=over))


def _checked_grad(geometry: Geometry, batch: Array, ndim: int, grad: Any) -> Array:
    """Check `grad` and return it with a batch axis."""
    array = numeric("grad", grad)
    expected = (geometry.spec.out_channels, *geometry.output_shape)
    expected = (len(batch), *expected) if ndim == batch.ndim else expected
    if array.shape != expected:
        raise ConvError("grad", array.shape, f"must have the shape of the output, {expected}", "Give one per output.")
    return array.reshape(len(batch), geometry.spec.out_channels, *geometry.output_shape)


def _weight_gradient(geometry: Geometry, small: Array, big: Array) -> Array:
    """Return the gradient of the weight, `spec.weight_shape`: for every tap, the sum of small · big cells."""
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


def _transposed(geometry: Geometry, small: Array, shape: tuple[int, ...], weight: Array) -> Array:
    """Return the padded transposed convolution of `small`, `(batch, big_channels, *padded)`."""
    spec = geometry.spec
    small = split_groups(small, spec.groups)
    made = np.zeros((shape[0], spec.groups, shape[1] // spec.groups, *shape[2:]), np.result_type(small, weight))
    filters = weight.reshape(spec.groups, -1, *weight.shape[1:])
    for tap in product(*map(range, spec.kernel)):
        factors = np.swapaxes(_tap_weights(filters, tap), 1, 2)  # [g, c, o]
        stamps = np.matmul(factors, small.reshape(*small.shape[:3], -1))
        place = strided(tap, spec.stride, spec.dilation, geometry.small)
        made[place] += stamps.reshape(*stamps.shape[:3], *geometry.small)
    return made.reshape(shape)


def _direct(geometry: Geometry, big: Array, weight: Array) -> Array:
    """Return the direct convolution of the padded `big`, `(batch, small_channels, *small)`."""
    spec = geometry.spec
    big, filters = split_groups(big, spec.groups), weight.reshape(spec.groups, -1, *weight.shape[1:])
    made: Array = np.zeros((1,), np.result_type(big, weight))
    for tap in product(*map(range, spec.kernel)):
        met = big[strided(tap, spec.stride, spec.dilation, geometry.small)]
        made = made + np.matmul(_tap_weights(filters, tap), met.reshape(*met.shape[:3], -1))
    return made.reshape(len(big), spec.small_channels, *geometry.small)


def _tap_weights(filters: Array, tap: Ints) -> Array:
    """Return the weights `[g, o, c]` of a tap."""
    place: Index = (..., *tap)
    taken: Array = filters[place]
    return taken


def _unpadded(geometry: Geometry, padded: Array) -> Array:
    """Add the gradients of padding cells to the cells they copy, and drop those of zeros."""
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
