"""One picture made larger in five ways, each measured by the peak at the frequencies of the stride."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from convviz.analysis.resize import bilinear, icnr, nearest, pixel_shuffle
from convviz.analysis.spectrum import magnitudes, peak, phase_means
from convviz.analysis.stamp_overlap import Upsampling
from convviz.app.lessons.checkerboard.model import CheckerboardState
from convviz.app.lessons.checkerboard.sample_pictures import picture, weights
from convviz.engine.arrays import Array
from convviz.engine.convolve import convolve
from convviz.spec.conv import ConvSpec

TAPS: Final = 3  # along each axis, of the convolutions beside the transposed one
MARGIN: Final = 4  # pixels of the small picture: what lies nearer to its edge is not measured


@dataclass(frozen=True, eq=False)
class UpsampledPicture:
    """A picture made larger.

    Attributes:
        title: how.
        image: `(height, width)`, brightness kept on average.
        smooth: the same picture interpolated.
        stride: how much larger.
    """

    title: str
    image: Array
    smooth: Array
    stride: int

    @cached_property
    def difference(self) -> Array:
        """From the interpolated picture."""
        return self.image - self.smooth

    @cached_property
    def spectrum(self) -> Array:
        """How strong each frequency is away from the edges."""
        return magnitudes(self._inner)

    @property
    def peak(self) -> float:
        """At the frequencies of the stride, as a share of the brightness."""
        return peak(self._inner, self.stride)

    @property
    def phases(self) -> Array:
        """The mean brightness of each phase, `(stride, stride)`."""
        return phase_means(self._inner, self.stride)

    @property
    def _inner(self) -> Array:
        margin = MARGIN * self.stride
        return self.image[margin:-margin, margin:-margin]


@dataclass(frozen=True)
class UpsamplingMethods:
    """The ways beside each other for one state of the lesson.

    Attributes:
        state: complete and legal.
    """

    state: CheckerboardState

    @property
    def stride(self) -> int:
        """How much larger the picture becomes."""
        return self.layer.stride

    @property
    def layer(self) -> Upsampling:
        """The layer of the player, along each axis."""
        return self.state.stack[0]

    @cached_property
    def small(self) -> Array:
        """The picture, `(1, height, width)`."""
        return picture(self.state.picture)

    @cached_property
    def all(self) -> tuple[UpsampledPicture, ...]:
        """The transposed convolution first."""
        smooth = bilinear(self.small, self.stride)[0]
        return tuple(UpsampledPicture(title, make(self)[0], smooth, self.stride) for title, make in _MAKERS.items())

    def kernels(self, count: int, size: int) -> Array:
        """Weights as chosen, `(count, size, size)`."""
        return weights(self.state.weights, count, size, self.state.weights_seed)

    def transposed(self) -> Array:
        """Stamps, the same cells cropped at either end as far as possible, so that `stride` times as many remain."""
        kernel, stride = self.layer.kernel, self.stride
        low = max(0, kernel - stride) // 2
        spec = ConvSpec.of(
            2, 1, 1, kernel, stride=stride, transposed=True,
            padding=((low, max(0, kernel - stride) - low),) * 2, output_padding=max(0, stride - kernel),
        )  # fmt: skip
        weight = self.kernels(1, kernel)[0]
        return convolve(spec, self.small, (weight * (stride**2 / weight.sum()))[np.newaxis, np.newaxis])

    def resized(self, resize: Callable[[Array, int], Array]) -> Array:
        """Made larger first, then convolved."""
        weight = self.kernels(1, TAPS)
        return _slid(resize(self.small, self.stride), weight / weight.sum())

    def shuffled(self) -> Array:
        """Filters of their own for every pixel of a block, dealt out."""
        block = self.stride**2
        weight = self.kernels(block, TAPS)
        return pixel_shuffle(_slid(self.small, weight * (block / weight.sum())), self.stride)

    def icnr(self) -> Array:
        """The same, every pixel of a block starting from the same filter."""
        weight = self.kernels(1, TAPS)
        alike = icnr((weight / weight.sum())[:, np.newaxis], self.stride)
        return pixel_shuffle(_slid(self.small, alike[:, 0]), self.stride)


_MAKERS: Final[Mapping[str, Callable[[UpsamplingMethods], Array]]] = {
    "Transposed convolution": UpsamplingMethods.transposed,
    "Nearest, then convolution": lambda methods: methods.resized(nearest),
    "Bilinear, then convolution": lambda methods: methods.resized(bilinear),
    "Sub-pixel, plain start": UpsamplingMethods.shuffled,
    "Sub-pixel, ICNR start": UpsamplingMethods.icnr,
}


def _slid(x: Array, kernels: Array) -> Array:
    """Every kernel on the one channel, mirrored at the edges: zeros there would darken them."""
    spec = ConvSpec.of(2, 1, len(kernels), TAPS, padding=TAPS // 2, padding_mode="reflect")
    return convolve(spec, x, kernels[:, np.newaxis])
