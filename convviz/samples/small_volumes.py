"""Named inputs of few channels: whole numbers, the same for the same name, size and seed for ever."""

from __future__ import annotations

from random import Random
from typing import Final

import numpy as np

from convviz.samples.images_and_kernels import WORKED_INPUT, Numbers

INPUTS: Final = {
    "worked": "worked example",
    "random": "random",
    "ramp": "ramp",
    "onehot": "one pixel lit per channel",
}


def volume(name: str, channels: int, height: int, width: int, *, seed: int = 0) -> Numbers:
    """The input called `name`, `(channels, height, width)`.

    Args:
        name: one of `INPUTS`.
        channels: planes.
        height: rows.
        width: columns.
        seed: picks the numbers of "random".

    Raises:
        KeyError: no such name.

    Example:
        >>> volume("ramp", 2, 1, 3).tolist()
        [[[0, 1, 2]], [[10, 11, 12]]]
    """
    if name == "random":
        return drawn(0, 9, (channels, height, width), seed)
    c, r, q = np.indices((channels, height, width))
    match name:
        case "worked":  # the guide's input, and for every further channel the same moved up and to the left
            return np.asarray(np.asarray(WORKED_INPUT)[(r + c) % 5, (q + 2 * c) % 5])
        case "ramp":  # the tens name the channel
            return np.asarray(10 * c + r + q)
        case "onehot":
            return np.asarray(r * width + q == c % (height * width)).astype(np.int64)
    raise KeyError(name)


def drawn(least: int, most: int, shape: tuple[int, ...], seed: int) -> Numbers:
    """Whole numbers from `least` to `most`; Python promises the same `random()` for a seed in every version."""
    draw = Random(seed)
    size = int(np.prod(shape))
    return np.asarray([least + int(draw.random() * (most - least + 1)) for _ in range(size)]).reshape(shape)
