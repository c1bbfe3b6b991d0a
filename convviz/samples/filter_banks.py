"""Named inputs of several channels, and named banks of filters: whole numbers, the same in every visit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from convviz.engine.arrays import Array
from convviz.samples.images_and_kernels import Numbers, colour_photo, kernel, sample

INPUTS: Final = {
    "worked": "worked numbers",
    "ramp": "a ramp in each channel",
    "random": "random",
    "bright": "one bright channel",
    "photo": "colour photo patch",
}
FILTERS: Final = {
    "worked": "worked weights",
    "random": "random",
    "average": "average the channels",
    "difference": "one channel minus the next",
    "single": "copy one channel",
    "edges": "edges in every channel",
}
COLOURS: Final = ("red", "green", "blue")
BRIGHT, DIM = 9, 0

# Small weights of both signs; the first is that of the guide to convolution arithmetic.
PATTERNS: Final = (
    ((0, 1, 2), (2, 2, 0), (0, 1, 2)),
    ((1, 0, -1), (1, 1, 0), (0, -1, 1)),
    ((0, 1, 0), (-1, 2, 1), (1, 0, -1)),
)


@dataclass(frozen=True, slots=True, eq=False)
class FilterBank:
    """The filters of a layer as a class writes them: whole numbers with a fraction in front.

    Attributes:
        whole: `(filters, channels, height, width)`.
        scale: the fraction, as (numerator, denominator).
    """

    whole: Array
    scale: tuple[int, int] = (1, 1)

    @property
    def weights(self) -> Array:
        """The numbers to convolve with: whole where the fraction is 1."""
        numerator, denominator = self.scale
        return self.whole if numerator == denominator else self.whole * numerator / denominator

    @property
    def alike(self) -> int:
        """How many filters have the weights of an earlier one."""
        return len(self.whole) - len({filter.tobytes() for filter in self.whole})


def volume(name: str, shape: tuple[int, int, int], *, seed: int, bright: int, corner: tuple[int, int]) -> Numbers:
    """The input called `name`, `(channels, height, width)`.

    Args:
        name: one of `INPUTS`.
        shape: its shape; a photo has three channels.
        seed: picks the numbers of "random".
        bright: the channel of "bright" that is not dim.
        corner: first row and column of the patch of "photo".
    """
    channels, height, width = shape
    top, left = corner
    match name:
        case "photo":
            return colour_photo()[:, top : top + height, left : left + width]
        case "random":
            return sample("random", channels * height, width, seed=seed).reshape(shape)
        case "bright":
            lit = np.arange(channels) == bright
            return np.where(lit[:, np.newaxis, np.newaxis], BRIGHT, DIM) + np.zeros(shape, np.int64)
        case "ramp":
            return np.stack([_ramp(channel, height, width) for channel in range(channels)])
        case "worked":
            return np.stack([_worked(channel, height, width) for channel in range(channels)])
    raise KeyError(name)


def bank(name: str, filters: int, channels: int, side: int, *, seed: int) -> FilterBank:
    """The filters called `name`, each of `channels` kernels of `side` by `side`.

    Args:
        name: one of `FILTERS`.
        filters: how many.
        channels: of the input.
        side: rows and columns of a kernel; "edges" needs two.
        seed: picks the weights of "random".
    """
    shape = (filters, channels, side, side)
    if name == "random":
        return FilterBank(kernel("random", filters * channels * side, side, seed=seed).whole.reshape(shape))
    if name == "average":
        return FilterBank(np.broadcast_to(_middle(side), shape), (1, channels))
    return FilterBank(
        np.array([[_kernel(name, f, c, channels, side) for c in range(channels)] for f in range(filters)])
    )


def missing(name: str, channels: int, side: int) -> str:
    """Why there are no such filters, as a clause; empty if there are."""
    if name == "difference" and channels == 1:
        return "there is no second channel to subtract"
    if name == "edges" and side == 1:
        return "an edge lies between cells, so these kernels need at least two a side"
    return ""


def _kernel(name: str, filter: int, channel: int, channels: int, side: int) -> Numbers:
    first = filter % channels
    match name:
        case "worked":
            return _pattern(filter + channel, filter + channel // len(PATTERNS), side)
        case "single":
            return _middle(side) * (channel == first)
        case "difference":
            return _middle(side) * ((channel == first) - (channel == (first + 1) % channels))
        case "edges":
            return kernel("sobel_y" if filter % 2 else "sobel_x", side, side).whole
    raise KeyError(name)


def _pattern(which: int, turns: int, side: int) -> Numbers:
    """One of the patterns, turned by quarters, repeated or cropped around its middle."""
    turned = np.rot90(np.asarray(PATTERNS[which % len(PATTERNS)]), turns)
    along = (np.arange(side) + (3 - side) // 2) % 3
    return np.asarray(turned[np.ix_(along, along)])


def _middle(side: int) -> Numbers:
    return kernel("identity", side, side).whole


def _worked(channel: int, height: int, width: int) -> Numbers:
    """The guide's example; further channels are turned and shifted, so that no two are the same."""
    tile = np.roll(np.rot90(sample("worked", 5, 5), channel), channel // 4, axis=1)
    rows, columns = np.indices((height, width))
    return np.asarray(tile[rows % 5, columns % 5])


def _ramp(channel: int, height: int, width: int) -> Numbers:
    """Down, to the right, both; then the same backwards; then across."""
    down, right = np.indices((height, width))
    up, left = height - 1 - down, width - 1 - right
    return np.asarray((down, right, down + right, up, left, up + left, down + left, up + right)[channel])
