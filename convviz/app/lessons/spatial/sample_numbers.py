"""The kernels of the lesson by name, whole numbers without a fraction in front: a factor changes no rank."""

from __future__ import annotations

from typing import Final

import numpy as np

from convviz.samples.images_and_kernels import KERNELS as NAMED
from convviz.samples.images_and_kernels import Numbers, has_kernel, kernel

KERNELS: Final = {
    "sobel_x": "Sobel x",
    "sobel_y": "Sobel y",
    "gaussian": "Gaussian blur",
    "box": "box blur",
    "laplacian": "Laplacian",
    "sharpen": "sharpen",
    "diagonal": "diagonal line",
    "worked": "worked example",
    "random": "random",
}
assert KERNELS.keys() - {"diagonal"} <= NAMED.keys()


def has(name: str, side: int) -> bool:
    """Whether there is such a kernel of this size."""
    return name == "diagonal" or has_kernel(name, side, side)


def named(name: str, side: int, *, seed: int = 0) -> Numbers:
    """The kernel called `name`, `(side, side)`.

    Example:
        >>> named("gaussian", 2).tolist(), named("diagonal", 2).tolist()
        ([[1, 1], [1, 1]], [[1, 0], [0, 1]])
    """
    return np.eye(side, dtype=np.int64) if name == "diagonal" else kernel(name, side, side, seed=seed).whole
