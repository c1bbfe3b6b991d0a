"""The layer that blocks are to replace, and the free parameters of these blocks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from convviz.spec.conv import ConvSpec
from convviz.spec.parse import Ints, Pairs

NDIM: Final = 2


@dataclass(frozen=True)
class Task:
    """A regular 2-D layer and the parameters of the blocks that can replace it.

    Attributes:
        in_channels: channels of the input.
        out_channels: channels of the output.
        size: height and width of the input.
        kernel: height and width of the square kernel.
        stride: stride along both axes.
        padding: padding, as for `ConvSpec.of`.
        dilation: dilation along both axes.
        groups: groups of every grouped block.
        multiplier: channel multiplier of the depthwise separable block.
        inside: channels inside a bottleneck or a ShuffleNet unit.
        bias: whether every convolution has a bias.
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
        """Shape of the input, `(channels, height, width)`."""
        return (self.in_channels, *self.size)

    @property
    def window(self) -> dict[str, Any]:
        """Stride, padding and dilation as keyword arguments of the recipes."""
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
        """Shape of the output, `(channels, height, width)`.

        Raises:
            ConvError: the window does not fit.
        """
        return (self.out_channels, *self.places)

    @property
    def between(self) -> int:
        """Channels between a column and a row over all channels: the smaller of input and output channels."""
        return min(self.in_channels, self.out_channels)
