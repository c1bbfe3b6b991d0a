"""Records a block: the trace of every stage, and the maps between the stages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from convviz.engine.arrays import Array, numeric
from convviz.engine.trace import Trace, record
from convviz.errors import ConvError
from convviz.spec.block import Block, Permutation, as_block
from convviz.spec.conv import ConvSpec


@dataclass(frozen=True, slots=True, eq=False)
class PermutationTrace:
    """A channel permutation applied to an input.

    Attributes:
        permutation: the permutation.
        x: the input, `(channels, *spatial)`.
    """

    permutation: Permutation
    x: Array

    @property
    def output(self) -> Array:
        """The output, `(channels, *spatial)`."""
        return np.asarray(self.x[list(self.permutation.order)])


class BlockTrace:
    """A recorded block.

    Attributes:
        block: the block.
        stages: the trace of every stage, in order.
    """

    def __init__(self, block: Block, stages: tuple[Trace | PermutationTrace, ...]) -> None:
        self.block, self.stages = block, stages

    @property
    def x(self) -> Array:
        """The input, `(in_channels, *spatial)`."""
        return self.stages[0].x

    @cached_property
    def maps(self) -> tuple[Array, ...]:
        """The output of every stage, `(channels, *spatial)` each."""
        return tuple(stage.output for stage in self.stages)

    @property
    def output(self) -> Array:
        """The output, `(out_channels, *spatial)`."""
        return self.maps[-1]

    @property
    def traces(self) -> tuple[Trace, ...]:
        """The traces of the convolutions."""
        return tuple(stage for stage in self.stages if isinstance(stage, Trace))

    @property
    def weights(self) -> tuple[Array, ...]:
        """The weights of the convolutions, in the layout of their specs."""
        return tuple(trace.weight for trace in self.traces)

    def __iter__(self) -> Iterator[Trace | PermutationTrace]:
        return iter(self.stages)

    def __len__(self) -> int:
        return len(self.stages)

    def __repr__(self) -> str:
        shapes = " → ".join(" × ".join(map(str, array.shape)) for array in (self.x, *self.maps))
        return f"<{self.block.name}: {shapes}>"


def record_block(block: Block | ConvSpec, x: Any, weights: Sequence[Any]) -> BlockTrace:
    """Record a block.

    Args:
        block: a block, or a layer as a block of one stage.
        x: `(in_channels, *spatial)`.
        weights: one array per convolution, in the layout of its spec.

    Raises:
        ConvError: the number of weights is not the number of convolutions; or as `record`, for a stage.

    Example:
        >>> from convviz.spec.recipes import spatially_separable
        >>> sobel = record_block(spatially_separable(3), [[[0, 0, 9]] * 3], [[[[[1], [2], [1]]]], [[[[-1, 0, 1]]]]])
        >>> [array.tolist() for array in sobel.maps]
        [[[[0, 0, 36]]], [[[36]]]]
    """
    block = as_block(block)
    if len(weights) != len(block.convolutions):
        raise ConvError(
            "weights",
            f"{len(weights)} arrays",
            f"must be one for each of the {len(block.convolutions)} convolutions",
            f"Give arrays of the shapes {', '.join(map(str, block.weight_shapes))}.",
        )
    block.shapes(np.shape(numeric("x", x)))
    given, stages, read = iter(weights), list[Trace | PermutationTrace](), x
    for stage in block.stages:
        operation = stage.operation
        done = (
            PermutationTrace(operation, numeric("x", read))
            if isinstance(operation, Permutation)
            else record(operation, read, next(given))
        )
        stages.append(done)
        read = done.output
    return BlockTrace(block, tuple(stages))
