"""Named inputs and kernels: what a lesson offers before anyone types a number.

Everything is made of whole numbers, and the same name, size and seed give the same numbers everywhere and for ever,
so that a link to a page shows what it showed when it was copied.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import comb
from pathlib import Path
from random import Random
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from convviz.errors import ConvError

Numbers = NDArray[np.int64]

# The example of the guide to convolution arithmetic (Dumoulin & Visin), which gives 12 12 17 / 10 17 19 / 9 6 14.
WORKED_INPUT: Final = ((3, 3, 2, 1, 0), (0, 0, 1, 3, 1), (3, 1, 2, 2, 3), (2, 0, 0, 2, 2), (2, 0, 0, 0, 1))
WORKED_KERNEL: Final = ((0, 1, 2), (2, 2, 0), (0, 1, 2))

ASSETS: Final = Path(__file__).resolve().parents[2] / "assets"  # beside app.py, for the app alone shows pictures
PHOTO_SIDE: Final = 96
COLOUR_SIDE: Final = 48
MOST_SEED: Final = 999


@dataclass(frozen=True, slots=True, eq=False)
class Kernel:
    """Weights as a class writes them: whole numbers with a fraction in front.

    Attributes:
        whole: `(height, width)`.
        scale: the fraction, as (numerator, denominator).
    """

    whole: Numbers
    scale: tuple[int, int] = (1, 1)

    @property
    def weights(self) -> NDArray[Any]:
        """The numbers to convolve with: whole where the fraction is 1."""
        numerator, denominator = self.scale
        return self.whole if numerator == denominator else self.whole * numerator / denominator


@dataclass(frozen=True, slots=True)
class Preset:
    """A named case of the guide, the same along both axes: input, kernel, stride, padding, dilation and output size."""

    title: str
    input: int
    kernel: int
    stride: int
    padding: int
    dilation: int
    output: int


PRESETS: Final = (
    Preset("no padding", 4, 3, 1, 0, 1, 2),
    Preset("arbitrary padding", 5, 4, 1, 2, 1, 6),
    Preset("half padding", 5, 3, 1, 1, 1, 5),
    Preset("full padding", 5, 3, 1, 2, 1, 7),
    Preset("strides", 5, 3, 2, 0, 1, 2),
    Preset("padding and strides", 5, 3, 2, 1, 1, 3),
    Preset("odd", 6, 3, 2, 1, 1, 3),
    Preset("dilation", 7, 3, 1, 0, 2, 3),
)


def sample(name: str, height: int, width: int, *, seed: int = 0, top: int = 0, left: int = 0) -> Numbers:
    """The input called `name`, `(height, width)`.

    Args:
        name: one of `INPUTS`.
        height: rows.
        width: columns.
        seed: picks the numbers of "random".
        top: first row of the patch of "photo".
        left: its first column.

    Example:
        >>> sample("ramp", 2, 3).tolist()
        [[0, 1, 2], [1, 2, 3]]
    """
    if name == "photo":
        return photo()[top : top + height, left : left + width]
    if name == "random":
        return _random(0, 9, height, width, seed)
    rows, columns = np.indices((height, width))
    match name:
        case "worked":
            return np.asarray(WORKED_INPUT)[rows % 5, columns % 5]  # repeated below and to the right as far as needed
        case "ramp":
            return np.asarray(rows + columns)
        case "impulse":
            return np.asarray((rows == (height - 1) // 2) & (columns == (width - 1) // 2)).astype(np.int64)
        case "checker":
            return np.asarray((rows + columns) % 2)
    raise KeyError(name)


INPUTS: Final = {
    "worked": "worked example",
    "ramp": "ramp",
    "impulse": "impulse",
    "checker": "checker",
    "random": "random",
    "photo": "photo patch",
}


def kernel(name: str, height: int, width: int, *, seed: int = 0) -> Kernel:
    """The kernel called `name`, `(height, width)`.

    Args:
        name: one of `KERNELS`.
        height: rows.
        width: columns.
        seed: picks the numbers of "random".

    Raises:
        KeyError: no such name, or none of this size (see `has_kernel`).

    Example:
        >>> kernel("gaussian", 3, 3).whole.tolist(), kernel("gaussian", 3, 3).scale
        ([[1, 2, 1], [2, 4, 2], [1, 2, 1]], (1, 16))
    """
    if name not in KERNELS or not has_kernel(name, height, width):
        raise KeyError(name)
    if name == "random":
        return Kernel(_random(-2, 3, height, width, seed))
    return _MAKERS[name](height, width)


KERNELS: Final = {
    "worked": "worked example",
    "identity": "identity",
    "box": "box blur",
    "gaussian": "Gaussian blur",
    "sobel_x": "Sobel x",
    "sobel_y": "Sobel y",
    "laplacian": "Laplacian",
    "sharpen": "sharpen",
    "random": "random",
}


def has_kernel(name: str, height: int, width: int) -> bool:
    """Whether the kernel called `name` is defined at this size; `SIZES` says why not."""
    match name:
        case "sobel_x":
            return width >= 2
        case "sobel_y":
            return height >= 2
        case "laplacian" | "sharpen":
            return height % 2 == 1 and width % 2 == 1 and height * width > 1
    return True


SIZES: Final = {
    "sobel_x": "Sobel x compares columns, so it needs at least two of them",
    "sobel_y": "Sobel y compares rows, so it needs at least two of them",
    "laplacian": "the Laplacian compares a cell with its neighbours on both sides, so its sides are odd",
    "sharpen": "sharpening subtracts the Laplacian, so its sides are odd",
}


def shifted(x: Numbers, down: int, right: int) -> Numbers:
    """`x` moved by whole cells; what leaves at one edge comes back at the other."""
    return np.roll(x, (down, right), axis=(-2, -1))


@cache
def photo() -> Numbers:
    """The sample picture, `(96, 96)`, 0 (black) to 255 (white); drawn by `tools/draw_photo.py`.

    Raises:
        ConvError: convviz runs without the app's folder, to which the picture belongs.
    """
    return _picture("cat.png", "L")


@cache
def colour_photo() -> Numbers:
    """The sample picture in colour, `(3, 48, 48)`: red, green, blue, 0 to 255; drawn by `tools/draw_parrot.py`.

    Raises:
        ConvError: as `photo`.
    """
    return np.moveaxis(_picture("parrot.png", "RGB"), -1, 0)


def _picture(name: str, mode: str) -> Numbers:
    from PIL import Image  # only who looks at a picture pays for the import

    path = ASSETS / name
    if not path.exists():
        raise ConvError("name", "photo", "needs the app's folder `assets`", "Start from a copy of the repository.")
    with Image.open(path) as image:
        picture = np.asarray(image.convert(mode), dtype=np.int64)
    picture.flags.writeable = False
    return picture


def _worked(height: int, width: int) -> Kernel:
    """The 3 × 3 pattern, repeated or cropped around its middle."""
    rows = (np.arange(height) + (3 - height) // 2) % 3
    columns = (np.arange(width) + (3 - width) // 2) % 3
    return Kernel(np.asarray(WORKED_KERNEL)[np.ix_(rows, columns)])


def _identity(height: int, width: int) -> Kernel:
    """1 where "same" padding puts the cell itself, so that the output is the input at even sizes too."""
    return Kernel(np.outer(_delta(height), _delta(width)))


def _box(height: int, width: int) -> Kernel:
    return Kernel(np.ones((height, width), np.int64), (1, height * width))


def _gaussian(height: int, width: int) -> Kernel:
    """Binomial coefficients, the whole numbers closest to a bell."""
    return Kernel(np.outer(_binomial(height), _binomial(width)), (1, 2 ** (height + width - 2)))


def _sobel_x(height: int, width: int) -> Kernel:
    """Smooth along the columns, differentiate along the rows."""
    return Kernel(np.outer(_binomial(height), _difference(width)))


def _sobel_y(height: int, width: int) -> Kernel:
    return Kernel(np.outer(_difference(height), _binomial(width)))


def _laplacian(height: int, width: int) -> Kernel:
    """The second differences of both axes, added up; an axis of length 1 has none."""
    whole = np.zeros((height, width), np.int64)
    if height > 1:
        whole += np.outer(_second_difference(height), _delta(width))
    if width > 1:
        whole += np.outer(_delta(height), _second_difference(width))
    return Kernel(whole)


def _sharpen(height: int, width: int) -> Kernel:
    return Kernel(_identity(height, width).whole - _laplacian(height, width).whole)


_MAKERS: Final[dict[str, Callable[[int, int], Kernel]]] = {
    "worked": _worked,
    "identity": _identity,
    "box": _box,
    "gaussian": _gaussian,
    "sobel_x": _sobel_x,
    "sobel_y": _sobel_y,
    "laplacian": _laplacian,
    "sharpen": _sharpen,
}


def _delta(size: int) -> Numbers:
    return np.asarray(np.arange(size) == (size - 1) // 2).astype(np.int64)


def _binomial(size: int) -> Numbers:
    return np.asarray([comb(size - 1, i) for i in range(size)])


def _difference(size: int) -> Numbers:
    """Right minus left, smoothed as the size grows: −1 1, −1 0 1, −1 −1 1 1, −1 −2 0 2 1 and so on."""
    return np.asarray(np.convolve(_binomial(size - 1), [-1, 1]))


def _second_difference(size: int) -> Numbers:
    """1 −2 1, smoothed as the size grows."""
    return np.asarray(np.convolve(_binomial(size - 2), [1, -2, 1]))


def _random(least: int, most: int, height: int, width: int, seed: int) -> Numbers:
    """Whole numbers from `least` to `most`; Python promises the same `random()` for a seed in every version."""
    draw = Random(seed)
    numbers = [least + int(draw.random() * (most - least + 1)) for _ in range(height * width)]
    return np.asarray(numbers).reshape(height, width)
