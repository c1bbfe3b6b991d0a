"""Two equalities and one warning, worked out for the stride on show and compared number by number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from convviz.analysis.resize import nearest, pixel_shuffle
from convviz.analysis.stamp_overlap import Upsampling
from convviz.analysis.transposed_equivalents import pixel_shuffle_kernel, resize_conv_kernel
from convviz.app.lessons.checkerboard.model import FIGURE
from convviz.app.lessons.checkerboard.upsampling_methods import TAPS, UpsamplingMethods
from convviz.engine.arrays import Array
from convviz.engine.convolve import convolve
from convviz.engine.gradients import gradients
from convviz.spec.conv import ConvSpec

SIGNAL: Final = ((3, 1, 2, 5),)
SLID: Final = (1, 2, 4)  # after resizing
DEALT: Final = (1, 2, 3)  # the first filter before the shuffle; each further one ten times as large
INNER: Final = 20  # inputs along each axis: in the middle, every cell gets all the stamps it can


@dataclass(frozen=True, eq=False)
class Equality:
    """One result, computed in two ways.

    Attributes:
        kernel: of the transposed convolution.
        crop: its padding.
        other: the numbers of the other way.
        stamped: the numbers of the transposed convolution.
    """

    kernel: Array
    crop: int
    other: Array
    stamped: Array

    @property
    def equal(self) -> bool:
        """Whether every number agrees."""
        return bool(np.array_equal(self.other, self.stamped))


def resizing(stride: int) -> Equality:
    """Nearest, then a convolution, against the transposed convolution with the tied kernel."""
    spec = ConvSpec.of(1, 1, 1, len(SLID), padding=1)
    slid = convolve(spec, nearest(SIGNAL, stride), [[SLID]])
    kernel = resize_conv_kernel(SLID, stride)
    crop = len(SLID) - 1 - 1
    return Equality(kernel, crop, slid[0], _stamped(kernel, stride, crop))


def filters(stride: int) -> Array:
    """The filters before the shuffle, one for each pixel of a block."""
    return np.array([[10**phase * weight for weight in DEALT] for phase in range(stride)])


def shuffling(stride: int) -> Equality:
    """A convolution, then pixel shuffle, against the transposed convolution with the interleaved kernel."""
    kernels = filters(stride)
    spec = ConvSpec.of(1, 1, stride, len(DEALT), padding=1)
    dealt = pixel_shuffle(convolve(spec, SIGNAL, kernels[:, np.newaxis]), stride)
    kernel = pixel_shuffle_kernel(kernels, stride)
    crop = stride * (len(DEALT) - 1 - 1)
    return Equality(kernel, crop, dealt[0], _stamped(kernel, stride, crop))


def on_ones(methods: UpsamplingMethods) -> tuple[Array, Array]:
    """The values inside when everything is 1: of the layer with the picture's weights, and after resizing instead.

    Returns:
        Each value once, sorted.
    """
    ones = np.ones((1, INNER, INNER), np.int64)
    layer = methods.layer
    stamps = ConvSpec.of(2, 1, 1, layer.kernel, stride=layer.stride, transposed=True)
    stamped = convolve(stamps, ones, methods.kernels(1, layer.kernel)[np.newaxis])[0]
    middle = INNER // 2 * layer.stride  # from here on one block, every phase once, under all stamps there are
    block = stamped[middle : middle + layer.stride, middle : middle + layer.stride]
    slid = convolve(ConvSpec.of(2, 1, 1, TAPS), nearest(ones, layer.stride), methods.kernels(1, TAPS)[np.newaxis])
    return np.unique(block), np.unique(slid)


def backward(layer: Upsampling) -> Array:
    """What arrives at the inputs of a strided convolution with weights of one, if every output asks for 1."""
    cells = layer._replace(padding=0).size(FIGURE[1])
    spec = ConvSpec.of(1, 1, 1, layer.kernel, stride=layer.stride)
    ones = np.ones((1, FIGURE[1]), np.int64)
    arrived: Array = gradients(spec, np.zeros((1, cells), np.int64), np.ones((1, 1, layer.kernel), np.int64), ones).x[0]
    return arrived


def darkened() -> tuple[Array, Array]:
    """Ones resized, then a kernel of ones with zeros at the edge, and mirrored: first row and a row inside."""
    ones = nearest(np.ones((1, 3, 3), np.int64), 2)
    weight = np.ones((1, 1, TAPS, TAPS), np.int64)
    zeros, mirrored = (
        convolve(ConvSpec.of(2, 1, 1, TAPS, padding=1, padding_mode=mode), ones, weight)[0]
        for mode in ("zeros", "reflect")
    )
    return zeros, mirrored


def _stamped(kernel: Array, stride: int, crop: int) -> Array:
    spec = ConvSpec.of(1, 1, 1, len(kernel), stride=stride, padding=crop, transposed=True)
    stamped: Array = convolve(spec, SIGNAL, kernel[np.newaxis, np.newaxis])[0]
    return stamped
