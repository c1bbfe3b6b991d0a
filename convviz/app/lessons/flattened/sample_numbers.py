"""The filters of the lesson by name, whole numbers: products of three vectors, and others that are none."""

from __future__ import annotations

from typing import Final

import numpy as np

from convviz.analysis.separability import outer
from convviz.samples.images_and_kernels import SIZES, Numbers, has_kernel, kernel
from convviz.samples.small_volumes import drawn

FILTERS: Final = {
    "product": "product of three vectors",
    "average": "all weights 1",
    "edges": "another edge in every channel",
    "laplacian": "the same Laplacian in every channel",
    "random": "random",
}
_MIXTURES: Final = ((1, 2, -1, 1), (2, -1, 1, 1), (1, 1, 1, -2))  # what each filter takes of the channels
_PLANES: Final = ("sobel_x", "sobel_y", "gaussian")
_EDGES: Final = ("sobel_x", "sobel_y", "laplacian", "gaussian")


def why_not(name: str, channels: int, side: int) -> str:
    """Why there are no such filters of this size, as a clause; empty if there are."""
    if name == "edges" and channels < 2:
        return "another edge in every channel needs two channels"
    if name == "laplacian" and not has_kernel(name, side, side):
        return SIZES[name]
    return ""


def filters(name: str, count: int, channels: int, side: int, *, seed: int = 0) -> Numbers:
    """The filters called `name`, `(count, channels, side, side)`.

    Args:
        name: one of `FILTERS`.
        count: filters, up to three.
        channels: up to four.
        side: of the kernels.
        seed: picks the numbers of "random".

    Example:
        >>> filters("product", 1, 2, 2).tolist()
        [[[[-1, 1], [-1, 1]], [[-2, 2], [-2, 2]]]]
    """
    shape = (count, channels, side, side)
    match name:
        case "random":
            return drawn(-2, 3, shape, seed)
        case "average":
            return np.ones(shape, np.int64)
        case "edges":
            usable = [edge for edge in _EDGES if has_kernel(edge, side, side)]
            planes = [[_plane(usable[(f + c) % len(usable)], side) for c in range(channels)] for f in range(count)]
            return np.asarray(planes)
    named = _PLANES if name == "product" else ("laplacian",) * len(_PLANES)
    return np.asarray([outer(_MIXTURES[f][:channels], _plane(named[f], side)) for f in range(count)])


def _plane(name: str, side: int) -> Numbers:
    return kernel(name, side, side).whole
