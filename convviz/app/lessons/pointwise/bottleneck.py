"""What 1 × 1 convolutions cost, and what they save: counted by the engine, nothing typed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from convviz.costs.layer import Cost, cost
from convviz.spec.conv import ConvSpec

MANY: Final = 200
FEWER: Final = (1, 8, 32, 64)


@dataclass(frozen=True, slots=True)
class Wide:
    """An expensive layer before which a 1 × 1 convolution may stand; SAME, stride 1.

    Attributes:
        side: rows and columns of its input.
        channels: of its input.
        kernel: taps a side.
        filters: channels of its output.
    """

    side: int
    channels: int
    kernel: int
    filters: int


INCEPTION: Final = Wide(28, 192, 5, 32)  # the 5 × 5 branch of GoogLeNet's first inception module (3a)


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """The same layer directly, and with a 1 × 1 convolution to fewer channels before it.

    Attributes:
        direct: the layer alone.
        squeeze: the 1 × 1 convolution.
        rest: the layer on what that leaves.
    """

    direct: Cost
    squeeze: Cost
    rest: Cost

    @property
    def multiplications(self) -> int:
        """Of both steps."""
        return self.squeeze.multiplications + self.rest.multiplications

    @property
    def weights(self) -> int:
        """Of both steps."""
        return self.squeeze.weights + self.rest.weights


@lru_cache(maxsize=512)
def bottleneck(channels: int, wide: Wide = INCEPTION) -> Bottleneck:
    """`wide` through `channels` channels."""
    shape = (wide.side, wide.side)

    def layer(read: int, kernel: int, write: int) -> Cost:
        return cost(ConvSpec.of(2, read, write, kernel, padding="same"), shape)

    return Bottleneck(
        layer(wide.channels, wide.kernel, wide.filters),
        layer(wide.channels, 1, channels),
        layer(channels, wide.kernel, wide.filters),
    )


def break_even(wide: Wide = INCEPTION) -> int:
    """The most channels a bottleneck may have and still be cheaper than the layer alone.

    The positions are the same, so it is the largest b with b·(channels + kernel²·filters) < channels·kernel²·filters.
    """
    taps = wide.kernel**2 * wide.filters
    return (wide.channels * taps - 1) // (wide.channels + taps)


def from_many(shape: Sequence[int]) -> list[tuple[int, Cost]]:
    """200 channels to fewer: filters and cost of each."""
    return [(count, cost(ConvSpec.of(2, MANY, count, 1), shape)) for count in FEWER]
