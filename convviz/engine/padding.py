"""Padding of an input with zeros or copies of its cells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from convviz.engine.arrays import Array, Index
from convviz.spec.conv import Geometry


def pad(geometry: Geometry, x: Array, empty: Callable[[tuple[int, ...], Any], Array] = np.empty) -> Array:
    """Return the padded input, `(..., *padded)`; `x` itself if there is no padding.

    Args:
        geometry: the layer on this input.
        x: `(..., *spatial)`.
        empty: allocates the result from a shape and a type, for zero padding.
    """
    if not any(map(sum, geometry.padding)):
        return x
    if geometry.spec.padding_mode == "zeros":
        sizes = [size + sum(ends) for size, ends in zip(geometry.big, geometry.padding, strict=True)]
        padded = empty((*x.shape[: -len(sizes)], *sizes), x.dtype)
        inner: Index = (..., *(slice(low, low + n) for n, (low, _) in zip(geometry.big, geometry.padding, strict=True)))
        for number, (low, high) in enumerate(geometry.padding):  # the padding only: the inside is written next
            before: Index = (..., slice(low), *(slice(None),) * (len(sizes) - 1 - number))
            after: Index = (..., slice(sizes[number] - high, None), *(slice(None),) * (len(sizes) - 1 - number))
            padded[before] = 0
            padded[after] = 0
        padded[inner] = x
        return padded
    for number, axis in enumerate(geometry.axes):
        sources: list[Any] = [axis.source(i) for i in range(-axis.low, axis.big + axis.high)]
        x = np.take(x, sources, axis=number - geometry.spec.ndim)
    return x
