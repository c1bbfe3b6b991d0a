"""Kernels with which a transposed convolution computes what two other ways to enlarge a picture compute.

Both facts are from Odena, Dumoulin and Olah, *Deconvolution and Checkerboard Artifacts*, Distill 2016, and from Shi et
al., *Is the deconvolution layer the same as a convolutional layer?*, 2016; the crops are worked out here.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np

from convviz.engine.arrays import Array
from convviz.engine.convolve import convolve
from convviz.spec.conv import ConvSpec


def resize_conv_kernel(kernel: Any, factor: int) -> Array:
    """The kernel of the transposed convolution that equals `nearest`, then a convolution.

    Copying is a stamp of `factor` ones; sliding a kernel is stamping it turned round. One stamp after the other is
    their full convolution: `kernel + factor - 1` taps an axis made of only `kernel` weights, so they are tied. Where
    the convolution pads `p` zeros, the transposed one of stride `factor` crops `kernel - 1 - p`.

    Args:
        kernel: `(*kernel)`, slid without a turn, as deep learning does.
        factor: copies of each pixel along each axis.

    Example:
        >>> resize_conv_kernel([1, 2, 4], 2)
        array([4, 6, 3, 1])
    """
    kernel = np.flip(np.asarray(kernel))
    spec = ConvSpec.of(kernel.ndim, 1, 1, (factor,) * kernel.ndim, padding=factor - 1)
    made: Array = convolve(spec, kernel[np.newaxis], np.ones((1, 1, *spec.kernel), kernel.dtype))[0]
    return made


def pixel_shuffle_kernel(kernels: Any, factor: int) -> Array:
    """The kernel of the transposed convolution that equals a convolution with these kernels, then `pixel_shuffle`.

    Each kernel, turned round, holds the taps of one phase of the stride: the kernels lie in each other like the pixels
    of a block. Where the convolution pads `p` zeros, the transposed one of stride `factor` crops
    `factor * (kernel - 1 - p)`.

    Args:
        kernels: `(factor ** n, *kernel)` for n axes, in the order of the pixels of a block.
        factor: pixels of a block along each axis.

    Returns:
        `(*kernel * factor)`.

    Example:
        >>> pixel_shuffle_kernel([[1, 2, 3], [10, 20, 30]], 2)
        array([ 3, 30,  2, 20,  1, 10])
    """
    kernels = np.asarray(kernels)
    ndim = kernels.ndim - 1
    made = np.zeros([size * factor for size in kernels.shape[1:]], kernels.dtype)
    for kernel, phases in zip(kernels, product(range(factor), repeat=ndim), strict=True):
        made[tuple(slice(phase, None, factor) for phase in phases)] = np.flip(kernel)
    return made
