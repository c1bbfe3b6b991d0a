"""Costs of a chain of convolutions as products of a few factors, without building blocks or geometries.

`block_cost` gives the same counts from a block. The closed form takes microseconds: it is for sweeps over thousands of
blocks, and for formulas that show their factors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple


class StageCount(NamedTuple):
    """The factors of the counts of one stage.

    Attributes:
        name: name of the stage.
        reads: input channels.
        writes: output channels.
        groups: number of groups.
        taps: height and width of the kernel; (0, 0) for a permutation, which has no weights.
        before: height and width of the input.
        after: height and width of the output.
    """

    name: str
    reads: int
    writes: int
    groups: int
    taps: tuple[int, int]
    before: tuple[int, int]
    after: tuple[int, int]

    @property
    def learns(self) -> bool:
        """Whether the stage has weights."""
        return self.taps != (0, 0)

    @property
    def weights(self) -> int:
        """Number of weights: writes · (reads / groups) · taps."""
        return self.writes * (self.reads // self.groups) * self.taps[0] * self.taps[1]

    @property
    def positions(self) -> int:
        """Number of kernel positions."""
        return self.after[0] * self.after[1]

    @property
    def inputs(self) -> int:
        """Number of input values."""
        return self.reads * self.before[0] * self.before[1]

    @property
    def outputs(self) -> int:
        """Number of output values."""
        return self.writes * self.positions


@dataclass(frozen=True, slots=True)
class Totals:
    """The counts of a chain of stages for one image, as in `BlockCost`.

    Attributes:
        weights: number of weights.
        biases: number of biases.
        multiplications: number of multiplications, equal to MACs.
        activations: values that the stages read and write; a map between two stages counts twice.
    """

    weights: int
    biases: int
    multiplications: int
    activations: int

    @property
    def params(self) -> int:
        """Number of weights and biases."""
        return self.weights + self.biases

    @property
    def flops(self) -> int:
        """FLOPs, 2 · MACs."""
        return 2 * self.multiplications

    def bytes(self, itemsize: int = 4) -> int:
        """Return the memory traffic of parameters and activations, in bytes, at `itemsize` bytes per value."""
        return itemsize * (self.params + self.activations)

    def intensity(self, itemsize: int = 4) -> Fraction:
        """Return the arithmetic intensity in FLOPs per byte."""
        return Fraction(self.flops, self.bytes(itemsize))


def totals(counts: Sequence[StageCount], *, bias: bool = False) -> Totals:
    """Return the sum over the stages.

    Args:
        counts: the stages, in order.
        bias: whether every convolution has a bias.

    Example:
        >>> depthwise = StageCount("depthwise", 3, 3, 3, (3, 3), (7, 7), (5, 5))
        >>> pointwise = StageCount("pointwise", 3, 128, 1, (1, 1), (5, 5), (5, 5))
        >>> totals([depthwise, pointwise]).multiplications
        10275
    """
    weights = multiplications = activations = biases = 0
    for count in counts:
        entries = count.weights
        weights += entries
        multiplications += entries * count.positions
        activations += count.inputs + count.outputs
        biases += count.writes if bias and count.learns else 0
    return Totals(weights, biases, multiplications, activations)
