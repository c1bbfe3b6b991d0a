"""Named volumes and 3-D filters: what a lesson offers before anyone types a number.

Whole numbers throughout, the same for the same name, size and seed; what is true of `samples` is true here.
"""

from __future__ import annotations

from functools import reduce
from math import prod
from random import Random
from typing import Final

import numpy as np

from convviz.samples.images_and_kernels import WORKED_INPUT, WORKED_KERNEL, Kernel, Numbers
from convviz.samples.synthetic_scan import scan

Size = tuple[int, int, int]

VOLUMES: Final = {
    "worked": "worked example",
    "ramp": "ramp along the depth",
    "scan": "made-up scan: a vessel",
    "random": "random",
}
FILTERS: Final = {
    "worked": "worked example",
    "average": "average",
    "depth": "difference along depth",
    "rows": "difference down the rows",
    "columns": "difference across the columns",
    "tube": "tube along depth",
    "random": "random",
}
ALONG: Final = {"depth": 0, "rows": 1, "columns": 2}
AXES: Final = ("depth", "height", "width")

# Slice upon slice of the worked filter; the first is the kernel of the guide to convolution arithmetic.
WORKED_SLICES: Final = (WORKED_KERNEL, ((1, 0, -1), (0, 1, 0), (-1, 0, 1)), ((0, -1, 0), (1, 0, 1), (0, 1, -1)))


def volume(name: str, shape: tuple[int, int, int, int], *, seed: int = 0) -> Numbers:
    """The volume called `name`, `(channels, depth, height, width)`.

    Args:
        name: one of `VOLUMES`.
        shape: its size.
        seed: picks the numbers of "random".

    Raises:
        KeyError: no such name.

    Example:
        >>> volume("ramp", (1, 3, 1, 2)).tolist()
        [[[[0, 0]], [[1, 1]], [[2, 2]]]]
    """
    if name == "scan":
        return scan(*shape)
    if name == "random":
        return _random(0, 9, shape, seed)
    channels, slices, rows, columns = np.indices(shape)
    match name:
        case "worked":  # the guide's 5 × 5 example, each slice moved on by one row and two columns
            down, right = (rows + slices + 2 * channels) % 5, (columns + 2 * slices + channels) % 5
            return np.asarray(np.asarray(WORKED_INPUT)[down, right])
        case "ramp":
            return np.asarray(slices * (channels + 1))
    raise KeyError(name)


def filters(name: str, count: int, channels: int, size: Size, *, seed: int = 0) -> Kernel:
    """The first `count` filters called `name`, `(count, channels, depth, height, width)`, under one fraction.

    Of a filter that has a direction, the further ones look along the next axes; of the average, they average one
    slice each. A size with which a filter cannot be made is refused (see `missing_filter`).

    Args:
        name: one of `FILTERS`.
        count: filters.
        channels: that each reads.
        size: depth, height and width of each.
        seed: picks the numbers of "random".

    Raises:
        KeyError: no such name, or none of this size.

    Example:
        >>> filters("depth", 1, 1, (3, 1, 1)).whole.ravel().tolist()
        [-1, 0, 1]
    """
    if name not in FILTERS or missing_filter(name, size):
        raise KeyError(name)
    shape = (count, channels, *size)
    if name == "random":
        return Kernel(_random(-2, 3, shape, seed))
    if name == "worked":
        return Kernel(_worked(shape))
    planes = [_average(size, n) if name == "average" else _directed(name, size, n) for n in range(count)]
    whole = np.repeat(np.stack(planes)[:, np.newaxis], channels, axis=1)
    return Kernel(whole, (1, prod(size) * channels) if name == "average" else (1, 1))


def missing_filter(name: str, size: Size) -> str:
    """Why there is no filter of this name and size, as a clause; empty if there is one."""
    if name in ALONG and size[ALONG[name]] < 2:
        return f"a difference needs at least 2 cells along the {AXES[ALONG[name]]}"
    if name == "tube" and size[1] * size[2] == 1:
        return "a tube is told from what surrounds it, so its slices have more than one cell"
    return ""


def _worked(shape: tuple[int, ...]) -> Numbers:
    """The 3 × 3 slices in turn, each repeated or cropped around its middle."""
    number, channel, slices, rows, columns = np.indices(shape)
    middle = [(3 - side) // 2 for side in shape[3:]]
    which = (slices + 2 * channel + number) % 3
    return np.asarray(np.asarray(WORKED_SLICES)[which, (rows + middle[0]) % 3, (columns + middle[1]) % 3])


def _average(size: Size, number: int) -> Numbers:
    """Of all slices; the second filter of the front slice alone, the third of the back slice, under the same 1/n."""
    weights = np.ones(size, np.int64)
    if number:
        weights[:] = 0
        weights[0 if number == 1 else -1] = size[0]
    return weights


def _directed(name: str, size: Size, number: int) -> Numbers:
    """A difference or a tube; further filters look along the next axes on which there is something to see."""
    start = ALONG.get(name, 0)
    axes = [axis for axis in ((start + i) % 3 for i in range(3)) if name == "tube" or size[axis] > 1]
    axis = axes[number % len(axes)]
    return (
        _tube(size, axis)
        if name == "tube"
        else _outer(*(_step(n) if a == axis else _ones(n) for a, n in enumerate(size)))
    )


def _tube(size: Size, axis: int) -> Numbers:
    """Bright in the middle, dark around it, the same all along `axis`: a flat area gives 0."""
    across = [side if other != axis else 1 for other, side in enumerate(size)]
    weights = np.full(across, -1, np.int64)
    weights[tuple((side - 1) // 2 for side in across)] = prod(across) - 1
    return np.asarray(np.broadcast_to(weights, size))


def _step(size: int) -> Numbers:
    """Last minus first: −1 1, −1 0 1, −1 0 0 1."""
    return np.asarray([-1, *[0] * (size - 2), 1])


def _ones(size: int) -> Numbers:
    return np.ones(size, np.int64)


def _outer(*vectors: Numbers) -> Numbers:
    return np.asarray(reduce(np.multiply.outer, vectors))


def _random(least: int, most: int, shape: tuple[int, ...], seed: int) -> Numbers:
    """Whole numbers from `least` to `most`; Python promises the same `random()` for a seed in every version."""
    draw = Random(seed)
    numbers = [least + int(draw.random() * (most - least + 1)) for _ in range(prod(shape))]
    return np.asarray(numbers).reshape(shape)
