"""Named inputs and kernels of the lesson: whole numbers, the same in every visit."""

from __future__ import annotations

from typing import Final

import numpy as np

from convviz.samples import small_volumes
from convviz.samples.images_and_kernels import Numbers, colour_photo

INPUTS: Final = {
    **small_volumes.INPUTS,
    "count": "1, 2, 3 … as TensorFlow counts",
    "photo": "colour photo",
}
KERNELS: Final = {
    "patterns": "a pattern for each kernel",
    "count": "1, 2, 3 … as TensorFlow counts",
    "random": "random",
}
PHOTO_SIDE: Final = 48
_LEAST, _MOST = -2, 2


def volume(name: str, channels: int, height: int, width: int, *, seed: int = 0) -> Numbers:
    """The input called `name`, `(channels, height, width)`.

    Args:
        name: one of `INPUTS`.
        channels: planes; of the photo three.
        height: rows; of the photo `PHOTO_SIDE`, as its columns.
        width: columns.
        seed: picks the numbers of "random".

    Example:
        >>> volume("count", 2, 1, 3).tolist()
        [[[1, 3, 5]], [[2, 4, 6]]]
    """
    match name:
        case "photo":
            return colour_photo()
        case "count":  # along the last axis of (height, width, channels) first
            return np.arange(1, height * width * channels + 1).reshape(height, width, channels).transpose(2, 0, 1)
    return small_volumes.volume(name, channels, height, width, seed=seed)


def kernels(name: str, channels: int, multiplier: int, size: tuple[int, int], *, seed: int = 0) -> Numbers:
    """The kernels called `name`, `(channels * multiplier, *size)`: number k · multiplier + q is kernel q of channel k.

    Args:
        name: one of `KERNELS`.
        channels: of the input.
        multiplier: kernels a channel.
        size: rows and columns of each.
        seed: picks the numbers of "random".

    Example:
        >>> kernels("count", 1, 2, (2, 1)).tolist()
        [[[1], [3]], [[2], [4]]]
    """
    count = channels * multiplier
    if name == "random":
        return small_volumes.drawn(_LEAST, _MOST, (count, *size), seed)
    if name == "count":
        taps = np.arange(1, count * size[0] * size[1] + 1).reshape(*size, channels, multiplier)
        return taps.transpose(2, 3, 0, 1).reshape(count, *size)
    return np.stack([_pattern(k * multiplier + q, *size) for k in range(channels) for q in range(multiplier)])


def _pattern(which: int, rows: int, columns: int) -> Numbers:
    """Change from left to right, from top to bottom, a sum, a cross, change along a diagonal, corners; then again."""
    down, across = _ends(rows)[:, np.newaxis], _ends(columns)[np.newaxis]
    one = np.ones((rows, columns), np.int64)
    middle = (2 * np.arange(rows)[:, np.newaxis] == rows - 1) | (2 * np.arange(columns) == columns - 1)
    patterns = (
        one * across,
        one * down,
        one,
        np.where(middle, one, -one),
        np.sign(across + down),
        across * down,
    )
    return np.asarray(patterns[which % len(patterns)])


def _ends(size: int) -> Numbers:
    """−1 before the middle and 1 after it; a single tap is 1."""
    return np.sign(2 * np.arange(size) - (size - 1)) if size > 1 else np.ones(1, np.int64)
