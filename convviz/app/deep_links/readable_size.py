"""A size that can be read, with the same story: what is left over at the end, and what the window meets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from convviz.spec.axis import Axis
from convviz.spec.conv import Geometry

FEW: Final = 3  # channels, where more would only be more of the same
SOME: Final = 4  # filters


def readable(geometry: Geometry, options: Sequence[int], most: int) -> list[int]:
    """For each axis the cells of an input that stands for the true one.

    Args:
        geometry: the layer on its true input.
        options: sizes the lesson has.
        most: cells a side of one that is made smaller; a true size the lesson has stays.
    """
    if geometry.spec.transposed:
        return [min(size, most) for size in geometry.input_shape]
    return [_like(axis, options, most) for axis in geometry.axes]


def _like(axis: Axis, options: Sequence[int], most: int) -> int:
    """The largest readable size that leaves as many cells over as the true one and has room for two windows."""
    if axis.big in options:
        return axis.big
    alike = [size for size in options if size <= axis.big and (axis.big - size) % axis.stride == 0]
    roomy = [size for size in alike if size + axis.low + axis.high >= _span(axis) + axis.stride]
    return max((size for size in roomy if size <= most), default=min(roomy, default=max(alike, default=most)))


def _span(axis: Axis) -> int:
    return axis.dilation * (axis.kernel - 1) + 1
