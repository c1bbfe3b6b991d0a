"""Named signals and filters in one dimension, made of whole numbers: the shorter twin of `samples`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from convviz.samples.images_and_kernels import Kernel, Numbers, kernel, sample

# A lopsided bump, and a lone 3 in which filters of up to three weights show themselves, times 3.
WORKED_SIGNAL: Final = (1, 4, 0, 0, 3, 0, 0, 2)

SIGNALS: Final = {
    "worked": "worked example",
    "impulse": "impulse",
    "step": "step",
    "ramp": "ramp",
    "bump": "bump",
    "random": "random",
}

FILTERS: Final = {
    "worked": "worked example",
    "difference": "difference",
    "edge": "edge",
    "average": "average",
    "echo": "echo",
    "random": "random",
}

TWO_TAPS: Final = "it compares cells, so it needs at least two of them"
TWO: Final = frozenset({"difference", "edge"})


def signal(name: str, size: int, *, seed: int = 0) -> Numbers:
    """The signal called `name`, `(size,)`.

    Args:
        name: one of `SIGNALS`.
        size: how many numbers.
        seed: picks the numbers of "random".

    Raises:
        KeyError: no such name.

    Example:
        >>> signal("step", 5).tolist(), signal("worked", 8).tolist()
        ([0, 0, 1, 1, 1], [1, 4, 0, 0, 3, 0, 0, 2])
    """
    places = np.arange(size)
    match name:
        case "worked":
            return np.asarray(WORKED_SIGNAL)[places % len(WORKED_SIGNAL)]  # repeated as far as needed
        case "step":
            return np.asarray(places >= size // 2).astype(np.int64)
        case "bump":
            return np.asarray(np.minimum(places + 1, size - places) - 1)
        case "impulse" | "ramp" | "random":
            return np.asarray(sample(name, 1, size, seed=seed)[0])
    raise KeyError(name)


def taps(name: str, size: int, *, seed: int = 0) -> Kernel:
    """The filter called `name`; its `whole` is `(size,)`.

    Args:
        name: one of `FILTERS`.
        size: how many weights.
        seed: picks the numbers of "random".

    Raises:
        KeyError: no such name, or none of this size (see `has_taps`).

    Example:
        >>> taps("echo", 3).whole.tolist(), taps("echo", 3).scale
        ([4, 2, 1], (1, 4))
    """
    if name not in FILTERS or not has_taps(name, size):
        raise KeyError(name)
    if name == "random":
        return Kernel(kernel("random", 1, size, seed=seed).whole[0])
    return _MAKERS[name](size)


def has_taps(name: str, size: int) -> bool:
    """Whether the filter called `name` is defined at this size; `TWO_TAPS` says why not."""
    return size >= 2 or name not in TWO


def _worked(size: int) -> Kernel:
    return Kernel(np.arange(1, size + 1))


def _difference(size: int) -> Kernel:
    """The second number minus the first, whatever the others are."""
    whole = np.zeros(size, np.int64)
    whole[:2] = -1, 1
    return Kernel(whole)


def _edge(size: int) -> Kernel:
    """Right minus left, smoothed as the size grows."""
    smooth = kernel("sobel_x", 1, size)
    return Kernel(smooth.whole[0])


def _average(size: int) -> Kernel:
    return Kernel(np.ones(size, np.int64), (1, size))


def _echo(size: int) -> Kernel:
    """Each weight half of the one before: a sound, and its echoes."""
    return Kernel(2 ** np.arange(size)[::-1], (1, 2 ** (size - 1)))


_MAKERS: Final[dict[str, Callable[[int], Kernel]]] = {
    "worked": _worked,
    "difference": _difference,
    "edge": _edge,
    "average": _average,
    "echo": _echo,
}
