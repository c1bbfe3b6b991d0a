"""The inputs of the lesson by name: those of the other lessons, and counting, so that stamps can be told apart."""

from __future__ import annotations

from typing import Final

import numpy as np

from convviz.samples.images_and_kernels import INPUTS as SAMPLES
from convviz.samples.images_and_kernels import Numbers, sample

COUNTING: Final = "count"
INPUTS: Final = {COUNTING: "1, 2, 3 …", **{name: title for name, title in SAMPLES.items() if name != "photo"}}


def named(name: str, side: int, seed: int) -> Numbers:
    """The input called `name`, `(side, side)`.

    Example:
        >>> named("count", 2, 0).tolist()
        [[1, 2], [3, 4]]
    """
    if name == COUNTING:
        return np.arange(1, side * side + 1).reshape(side, side)
    return sample(name, side, side, seed=seed)
