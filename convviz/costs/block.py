"""Cost of a block, per stage and in total, as exact integers. Conventions as in `convviz.costs.layer`."""

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
    """The cost of a block for one image.

    Attributes:
        block: the block.
        stages: the cost of each stage; a permutation has activations only.
    """

    block: Block
    stages: tuple[Cost, ...]

    @property
    def weights(self) -> int:
        return sum(stage.weights for stage in self.stages)

    @property
    def biases(self) -> int:
        return sum(stage.biases for stage in self.stages)

    @property
    def params(self) -> int:
        """Number of weights and biases."""
        return sum(stage.params for stage in self.stages)

    @property
    def multiplications(self) -> int:
        """Number of multiplications, equal to MACs."""
        return sum(stage.multiplications for stage in self.stages)

    @property
    def macs(self) -> int:
        """Multiply-accumulate operations, equal to `multiplications`."""
        return self.multiplications

    @property
    def on_padding(self) -> int:
        """Multiplications by padding cells."""
        return sum(stage.on_padding for stage in self.stages)

    @property
    def macs_nonpad(self) -> int:
        """Multiply-accumulate operations without those on padding."""
        return sum(stage.macs_nonpad for stage in self.stages)

    @property
    def flops(self) -> int:
        """FLOPs, 2 · MACs."""
        return 2 * self.multiplications

    @property
    def written(self) -> int:
        """Values that all stages write: the output and every intermediate map."""
        return sum(stage.outputs for stage in self.stages)

    @property
    def activations(self) -> int:
        """Values that all stages read and write; a map between two stages counts twice."""
        return sum(stage.activations for stage in self.stages)

    def bytes(self, itemsize: int = 4) -> int:
        """Return the memory traffic of parameters and activations, in bytes, at `itemsize` bytes per value."""
        return itemsize * (self.params + self.activations)

    def intensity(self, itemsize: int = 4) -> Fraction:
        """Return the arithmetic intensity in FLOPs per byte of memory traffic."""
        return Fraction(self.flops, self.bytes(itemsize))

    def ratio(self, other: BlockCost) -> Fraction:
        """Return the multiplications of this block divided by those of the other."""
        return Fraction(self.multiplications, other.multiplications)


def block_cost(block: Block | ConvSpec, shape: Sequence[int]) -> BlockCost:
    """Return the cost of a block on one image.

    Args:
        block: a block, or a layer as a block of one stage.
        shape: shape of the input, `(*spatial)` or `(in_channels, *spatial)`.

    Raises:
        ConvError: a stage does not fit its input.

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
            _permuted(read) if isinstance(stage.operation, Permutation) else cost(stage.operation, read)
            for stage, read in zip(block.stages, shapes, strict=False)
        ),
    )


def comparable(one: Block, other: Block, shape: Sequence[int]) -> None:
    """Check that two blocks have the same input and output shapes.

    Raises:
        ConvError: their shapes differ.
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


def _permuted(shape: Sequence[int]) -> Cost:
    numbers = prod(shape)
    return Cost(weights=0, biases=0, multiplications=0, on_padding=0, inputs=numbers, outputs=numbers)
