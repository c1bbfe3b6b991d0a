"""Counts of a chain of convolutions as products of a few factors each: no block, no geometry, microseconds.

`block_cost` counts the same from a block; that both agree is a law with a test. This is the form for sweeps, where
thousands of blocks are priced for one chart, and for formulas, whose factors are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple


class StageCount(NamedTuple):
    """One stage by the factors of its counts.

    Attributes:
        name: of the stage.
        reads: channels in.
        writes: channels out.
        groups: that both are dealt out to.
        taps: rows and columns of the kernel; (0, 0) for a permutation, which has no weights.
        before: height and width of what it reads.
        after: height and width of what it writes.
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
        """Whether it is a convolution, and not a permutation."""
        return self.taps != (0, 0)

    @property
    def weights(self) -> int:
        """Writes · reads / groups · taps."""
        return self.writes * (self.reads // self.groups) * self.taps[0] * self.taps[1]

    @property
    def positions(self) -> int:
        """Places of the window."""
        return self.after[0] * self.after[1]

    @property
    def inputs(self) -> int:
        """Numbers read."""
        return self.reads * self.before[0] * self.before[1]

    @property
    def outputs(self) -> int:
        """Numbers written."""
        return self.writes * self.positions


@dataclass(frozen=True, slots=True)
class Totals:
    """The counts of a chain for one image, as `BlockCost` has them.

    Attributes:
        weights: kernel entries to learn.
        biases: bias entries to learn.
        multiplications: equals MACs.
        activations: numbers that the stages read and write; a map between two stages is written once and read once.
    """

    weights: int
    biases: int
    multiplications: int
    activations: int

    @property
    def params(self) -> int:
        """Weights and biases together."""
        return self.weights + self.biases

    @property
    def flops(self) -> int:
        """2 * MACs, by convention."""
        return 2 * self.multiplications

    def bytes(self, itemsize: int = 4) -> int:
        """Memory traffic of parameters and activations at `itemsize` bytes a number (4 for float32)."""
        return itemsize * (self.params + self.activations)

    def intensity(self, itemsize: int = 4) -> Fraction:
        """FLOPs for every byte moved."""
        return Fraction(self.flops, self.bytes(itemsize))


def totals(counts: Sequence[StageCount], *, bias: bool = False) -> Totals:
    """Add the stages up.

    Args:
        counts: the stages, in order.
        bias: whether every convolution among them has biases.

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
