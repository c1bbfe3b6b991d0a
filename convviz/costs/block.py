"""What a block costs: every stage in closed form, and together. Exact integers, conventions as in `cost`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from convviz.costs.layer import Cost, cost
from convviz.errors import ConvError
from convviz.spec.block import Block, Permutation, as_block
from convviz.spec.conv import ConvSpec


@dataclass(frozen=True, slots=True)
class BlockCost:
    """The price of one block for one image.

    Attributes:
        block: what is priced.
        stages: the price of each stage; a permutation multiplies nothing, but reads and writes.
    """

    block: Block
    stages: tuple[Cost, ...]

    @property
    def weights(self) -> int:
        """Kernel entries to learn, of all stages."""
        return sum(stage.weights for stage in self.stages)

    @property
    def biases(self) -> int:
        """Bias entries to learn, of all stages."""
        return sum(stage.biases for stage in self.stages)

    @property
    def params(self) -> int:
        """Weights and biases together."""
        return sum(stage.params for stage in self.stages)

    @property
    def multiplications(self) -> int:
        """Of all stages; equals MACs."""
        return sum(stage.multiplications for stage in self.stages)

    @property
    def macs(self) -> int:
        """Multiply-accumulates: the same number as `multiplications`."""
        return self.multiplications

    @property
    def on_padding(self) -> int:
        """Multiplications that meet a border cell, of all stages."""
        return sum(stage.on_padding for stage in self.stages)

    @property
    def macs_nonpad(self) -> int:
        """Multiply-accumulates on real cells only."""
        return sum(stage.macs_nonpad for stage in self.stages)

    @property
    def flops(self) -> int:
        """2 * MACs, by convention."""
        return 2 * self.multiplications

    @property
    def written(self) -> int:
        """Numbers that all stages write: the output and every map on the way."""
        return sum(stage.outputs for stage in self.stages)

    @property
    def activations(self) -> int:
        """Numbers that all stages read and write: a map between two stages is written once and read once."""
        return sum(stage.activations for stage in self.stages)

    def bytes(self, itemsize: int = 4) -> int:
        """Memory traffic of parameters and activations at `itemsize` bytes a number (4 for float32)."""
        return itemsize * (self.params + self.activations)

    def intensity(self, itemsize: int = 4) -> Fraction:
        """Arithmetic intensity: FLOPs for every byte that the stages move."""
        return Fraction(self.flops, self.bytes(itemsize))

    def ratio(self, other: BlockCost) -> Fraction:
        """Multiplications of this one for one of the other."""
        return Fraction(self.multiplications, other.multiplications)


def block_cost(block: Block | ConvSpec, shape: Sequence[int]) -> BlockCost:
    """The cost of a block on one image of `shape`, `(*spatial)` or `(in_channels, *spatial)`.

    Raises:
        ConvError: a stage does not fit.

    Example:
        >>> from convviz.spec.recipes import depthwise_separable
        >>> price = block_cost(depthwise_separable(3, 128, 3), (7, 7))
        >>> [stage.multiplications for stage in price.stages], price.multiplications
        ([675, 9600], 10275)
    """
    block = as_block(block)
    shapes = block.shapes(shape)
    return BlockCost(
        block,
        tuple(
            _moved(read) if isinstance(stage.operation, Permutation) else cost(stage.operation, read)
            for stage, read in zip(block.stages, shapes, strict=False)
        ),
    )


def comparable(one: Block, other: Block, shape: Sequence[int]) -> None:
    """Refuse a comparison of two blocks that do not turn the same shape into the same shape.

    Raises:
        ConvError: another input, or another output.
    """
    ends = [(shapes[0], shapes[-1]) for shapes in (as_block(block).shapes(shape) for block in (one, other))]
    if ends[0] != ends[1]:
        raise ConvError(
            "blocks",
            f"{one.name}, {other.name}",
            f"must turn the same shape into the same shape, not {_arrow(*ends[0])} and {_arrow(*ends[1])}",
            "Give both the same channels, stride and padding.",
        )


def _arrow(read: Sequence[int], written: Sequence[int]) -> str:
    return f"{' × '.join(map(str, read))} → {' × '.join(map(str, written))}"


def _moved(shape: Sequence[int]) -> Cost:
    numbers = prod(shape)
    return Cost(weights=0, biases=0, multiplications=0, on_padding=0, inputs=numbers, outputs=numbers)
