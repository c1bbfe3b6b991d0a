"""What is enlarged on this page, and the weights it is enlarged with, before any training."""

from __future__ import annotations

from math import comb
from random import Random
from typing import Final

import numpy as np

from convviz.engine.arrays import Array
from convviz.samples.images_and_kernels import PHOTO_SIDE, photo

PICTURES: Final = {"cat": "cat", "flat": "flat grey"}
WEIGHTS: Final = {"random": "random", "ones": "all alike", "smooth": "smooth"}
SIDE: Final = 32
GREY: Final = 128
_MOST_WEIGHT: Final = 9


def picture(name: str) -> Array:
    """A small picture, `(1, 32, 32)`, 0 (black) to 255 (white)."""
    if name == "flat":
        return np.full((1, SIDE, SIDE), float(GREY))
    block = PHOTO_SIDE // SIDE
    means: Array = photo().reshape(1, SIDE, block, SIDE, block).mean(axis=(2, 4))
    return means


def weights(name: str, count: int, size: int, seed: int) -> Array:
    """Kernels of positive whole numbers, `(count, size, size)`.

    Args:
        name: "random": each from 1 to 9; "ones"; "smooth": binomial, 1 2 1 along both axes for a size of 3.
        count: how many.
        size: taps along each axis.
        seed: of random ones.
    """
    if name == "random":
        draw = Random(seed)
        drawn = [1 + int(draw.random() * _MOST_WEIGHT) for _ in range(count * size * size)]
        return np.array(drawn).reshape(count, size, size)
    line = [comb(size - 1, tap) if name == "smooth" else 1 for tap in range(size)]
    return np.broadcast_to(np.outer(line, line), (count, size, size)).copy()
