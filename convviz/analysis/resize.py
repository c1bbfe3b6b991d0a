"""Ways to make a picture larger without stamps: copies, interpolation, and channels dealt out to pixels.

Resizing before a convolution is the cure of Odena, Dumoulin and Olah, *Deconvolution and Checkerboard Artifacts*,
Distill 2016. Pixel shuffle is the sub-pixel convolution of Shi et al., CVPR 2016; its start without checkerboards
(ICNR) is that of Aitken et al. 2017.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from convviz.engine.arrays import Array
from convviz.errors import ConvError
from convviz.spec.parse import whole


def nearest(x: Any, factor: int) -> Array:
    """Every number `factor` times along each axis of the picture.

    Args:
        x: `(channels, *spatial)`.
        factor: pixels that come out for each.

    Raises:
        ConvError: the factor is no whole number from 1 on.

    Example:
        >>> nearest([[1, 3]], 2)
        array([[1, 1, 3, 3]])
    """
    factor = whole("factor", factor, 1)
    copied: Array = np.asarray(x)
    for axis in range(1, copied.ndim):
        copied = copied.repeat(factor, axis=axis)
    return copied


def bilinear(x: Any, factor: int) -> Array:
    """Straight lines from each number to its neighbours; pixels are squares, and their middles are what is compared.

    Pixel `o` of the result lies at `(o + 1/2) / factor - 1/2` of `x`; beyond the outermost middles their numbers go on.
    PyTorch calls this `align_corners=False`, TensorFlow half-pixel centres.

    Args:
        x: `(channels, *spatial)`, any number of spatial axes.
        factor: pixels that come out for each.

    Raises:
        ConvError: the factor is no whole number from 1 on.

    Example:
        >>> bilinear([[1, 3]], 2)
        array([[1. , 1.5, 2.5, 3. ]])
    """
    factor = whole("factor", factor, 1)
    filled: Array = np.asarray(x, dtype=np.float64)
    for axis in range(1, filled.ndim):
        filled = _interpolated(filled, axis, factor)
    return filled


def _interpolated(x: Array, axis: int, factor: int) -> Array:
    size = x.shape[axis]
    place = np.clip((np.arange(size * factor) + 0.5) / factor - 0.5, 0, size - 1)
    before = np.floor(place).astype(int)
    share = (place - before).reshape(-1, *(1,) * (x.ndim - axis - 1))
    after = np.minimum(before + 1, size - 1)
    result: Array = x.take(before, axis) * (1 - share) + x.take(after, axis) * share
    return result


def pixel_shuffle(x: Any, factor: int) -> Array:
    """Deal `factor` ** n channels out to blocks of pixels: depth to space.

    The channels of one output channel lie side by side, in the order of the pixels of its block, as in PyTorch.
    This is not the channel shuffle of ShuffleNet, which moves no pixel.

    Args:
        x: `(channels * factor ** n, *spatial)` with n spatial axes.
        factor: pixels of a block along each axis.

    Returns:
        `(channels, *spatial * factor)`.

    Raises:
        ConvError: the channels do not come in blocks.

    Example:
        >>> pixel_shuffle([[1, 2], [10, 20]], 2)
        array([[ 1, 10,  2, 20]])
    """
    factor = whole("factor", factor, 1)
    x = np.asarray(x)
    ndim, block = x.ndim - 1, factor ** (x.ndim - 1)
    if len(x) % block:
        raise ConvError("x", f"{len(x)} channels", f"must have a multiple of {block} channels", "Add filters.")
    split = x.reshape(len(x) // block, *(factor,) * ndim, *x.shape[1:])
    order = [0, *(axis for place in range(ndim) for axis in (1 + ndim + place, 1 + place))]
    dealt: Array = split.transpose(order).reshape(len(x) // block, *(size * factor for size in x.shape[1:]))
    return dealt


def icnr(weight: Any, factor: int) -> Array:
    """Weights for `pixel_shuffle` under which all pixels of a block start alike, so that no pattern shows.

    Args:
        weight: `(filters, channels, *kernel)`.
        factor: pixels of a block along each axis.

    Returns:
        `(filters * factor ** n, channels, *kernel)`: each filter repeated, its copies side by side.

    Raises:
        ConvError: the factor is no whole number from 1 on.
    """
    weight = np.asarray(weight)
    copies: Array = weight.repeat(whole("factor", factor, 1) ** (weight.ndim - 2), axis=0)
    return copies
