"""What a layer is asked to do: from which shape to which, with what window."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from convviz.spec.conv import ConvSpec
from convviz.spec.parse import Ints, Pairs

NDIM: Final = 2


@dataclass(frozen=True)
class Task:
    """A regular layer on a picture, and the numbers that its replacements need besides.

    Attributes:
        in_channels: of the input.
        out_channels: of the output.
        size: height and width of the input.
        kernel: rows, and columns, of the kernel.
        stride: along both axes.
        padding: as `ConvSpec.of` spells it.
        dilation: along both axes.
        groups: of every block that has groups.
        multiplier: kernels a channel in a depthwise separable block.
        inside: channels in the middle of a bottleneck and of ShuffleNet's unit.
        bias: whether every convolution of every block has biases.
    """

    in_channels: int
    out_channels: int
    size: tuple[int, int]
    kernel: int = 3
    stride: int = 1
    padding: int | str | Pairs = "same"
    dilation: int = 1
    groups: int = 1
    multiplier: int = 1
    inside: int = 1
    bias: bool = False

    @property
    def shape(self) -> Ints:
        """Of the input, `(channels, height, width)`."""
        return (self.in_channels, *self.size)

    @property
    def window(self) -> dict[str, Any]:
        """Stride, padding and dilation, as the recipes take them."""
        return {"stride": self.stride, "padding": self.padding, "dilation": self.dilation}

    @cached_property
    def spec(self) -> ConvSpec:
        """The regular layer."""
        return ConvSpec.of(
            NDIM, self.in_channels, self.out_channels, self.kernel, **self.window, bias=self.bias
        )  # fmt: skip

    @cached_property
    def places(self) -> tuple[int, int]:
        """Height and width of the output.

        Raises:
            ConvError: the window does not fit.
        """
        height, width = self.spec.output_shape(self.size)
        return height, width

    @property
    def output_shape(self) -> Ints:
        """What every way must come to, `(channels, height, width)`.

        Raises:
            ConvError: the window does not fit.
        """
        return (self.out_channels, *self.places)

    @property
    def between(self) -> int:
        """Channels between a column and a row that mix them: as many as the narrower end has."""
        return min(self.in_channels, self.out_channels)
