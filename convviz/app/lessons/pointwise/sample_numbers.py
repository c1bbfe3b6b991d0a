"""Named filters of the lesson: whole numbers, the same for the same name, size and seed for ever."""

from __future__ import annotations

from typing import Final

import numpy as np

from convviz.samples.images_and_kernels import Kernel, Numbers
from convviz.samples.small_volumes import drawn

FILTERS: Final = {
    "worked": "worked example",
    "random": "random",
    "average": "average of the channels",
    "difference": "difference of neighbouring channels",
    "identity": "identity",
    "reverse": "channels in reverse order",
    "expand": "many mixtures of few",
}

# Filter by filter the weights of up to eight channels. The first two of the first three channels leave some pixels
# negative, so that a ReLU after them has something to do.
_WORKED: Final = (
    (1, 2, -1, 1, 0, -1, 2, 1),
    (1, -2, 1, 0, 2, 1, -1, 0),
    (0, 1, 1, -2, 1, 0, 1, -1),
    (2, 0, -1, 1, -1, 2, 0, 1),
    (-1, 1, 0, 2, 1, -2, 1, 0),
    (1, 0, 2, -1, 0, 1, -2, 1),
    (0, -1, 1, 1, 2, -1, 0, 2),
    (1, 1, -2, 0, -1, 1, 1, -1),
)
_SECOND: Final = (0, 2, -1, 3, -2, 4, -3, 5)  # what a mixture takes of the channel after its own, round by round


def filters(name: str, count: int, channels: int, *, seed: int = 0) -> Kernel:
    """The filters called `name`, `(count, channels)`, with the fraction in front of them.

    Args:
        name: one of `FILTERS`.
        count: how many.
        channels: weights of each.
        seed: picks the numbers of "random".

    Raises:
        KeyError: no such name, or none for so few channels (see `has_filters`).

    Example:
        >>> filters("difference", 2, 3).whole.tolist(), filters("average", 1, 3).scale
        ([[1, -1, 0], [0, 1, -1]], (1, 3))
    """
    if name not in FILTERS or not has_filters(name, channels):
        raise KeyError(name)
    match name:
        case "worked":
            return Kernel(np.asarray(_WORKED)[:count, :channels])
        case "random":
            return Kernel(drawn(-2, 3, (count, channels), seed))
        case "average":
            return Kernel(np.ones((count, channels), np.int64), (1, channels))
        case "expand":
            return Kernel(_mixtures(count, channels))
    f, c = np.indices((count, channels))
    ones = np.asarray(c == f % channels).astype(np.int64)
    match name:
        case "identity":
            return Kernel(ones)
        case "reverse":
            return Kernel(ones[:, ::-1])
    return Kernel(ones - np.roll(ones, 1, axis=1))


def has_filters(name: str, channels: int) -> bool:
    """Whether the filters called `name` exist for so many channels."""
    return name != "difference" or channels > 1


def _mixtures(count: int, channels: int) -> Numbers:
    """First each channel by itself, then with twice the next one, then less the next one, and so on."""
    if channels == 1:
        return np.arange(1, count + 1).reshape(count, 1)
    whole = np.zeros((count, channels), np.int64)
    for place in range(count):
        around, own = divmod(place, channels)
        whole[place, own] = 1
        whole[place, (own + 1) % channels] = _SECOND[around]
    return whole
