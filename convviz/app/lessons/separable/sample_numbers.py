"""Named weights of the lesson: whole numbers, so that the filters they multiply out to are whole as well."""

from __future__ import annotations

from typing import Final

import numpy as np

from convviz.samples.images_and_kernels import Numbers
from convviz.samples.small_volumes import drawn

KERNELS: Final = {"patterns": "a pattern for each channel", "random": "random"}
_LEAST, _MOST = -2, 2
_MIXING_SEED = 59  # of which any first few filters differ, and look for different things


def kernels(name: str, channels: int, side: int, *, seed: int = 0) -> Numbers:
    """One depthwise kernel for each channel, `(channels, side, side)`.

    Args:
        name: one of `KERNELS`.
        channels: how many.
        side: taps a side.
        seed: picks the numbers of "random".

    Example:
        >>> kernels("patterns", 2, 3).tolist()
        [[[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]], [[-1, -1, -1], [0, 0, 0], [1, 1, 1]]]
    """
    if name == "random":
        return drawn(_LEAST, _MOST, (channels, side, side), seed)
    if side == 1:
        return np.arange(1, channels + 1).reshape(channels, 1, 1)
    r, q = np.sign(2 * np.indices((side, side)) - (side - 1))
    cross = np.where((r == 0) | (q == 0), 1, 0) if side % 2 else np.abs(r) * (r == q)
    return np.stack([(q, r, np.ones_like(r), cross)[channel % 4] for channel in range(channels)])


def mixing(name: str, filters: int, channels: int, *, seed: int = 0) -> Numbers:
    """The weights of the 1 × 1 filters, `(filters, channels)`.

    Args:
        name: one of `KERNELS`.
        filters: how many.
        channels: of each.
        seed: picks the numbers of "random"; they are others than those of the kernels.
    """
    chosen = seed + 1000 if name == "random" else _MIXING_SEED
    return drawn(_LEAST, _MOST, (filters, channels), chosen)
