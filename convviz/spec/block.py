"""A block: a chain of convolutions and channel permutations, as geometry.

Non-linearities between the stages change neither shapes nor costs and are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from convviz.errors import ConvError
from convviz.spec.conv import ConvSpec
from convviz.spec.parse import Ints, divisors, listed, whole


@dataclass(frozen=True, slots=True)
class Permutation:
    """A permutation of the channels, without multiplications.

    Attributes:
        order: source channel of each output channel, from 0.

    Raises:
        ConvError: `order` is no permutation.
    """

    order: Ints

    def __post_init__(self) -> None:
        if not self.order or len(self.order) != len({*self.order} & {*range(len(self.order))}):
            raise ConvError(
                "order",
                self.order,
                "must name each channel once, counted from 0",
                "Give a permutation of 0 … channels − 1.",
            )

    @property
    def inverse(self) -> Permutation:
        return Permutation(tuple(sorted(range(len(self.order)), key=self.order.__getitem__)))

    @property
    def in_channels(self) -> int:
        """Number of channels, of input and output."""
        return len(self.order)

    out_channels = in_channels


def shuffle(channels: int, groups: int) -> Permutation:
    """Return ShuffleNet's channel shuffle: channels as a table with one row per group, read column by column.

    Args:
        channels: number of channels.
        groups: number of groups.

    Raises:
        ConvError: the groups do not divide the channels.

    Example:
        >>> [1 + channel for channel in shuffle(9, 3).order]
        [1, 4, 7, 2, 5, 8, 3, 6, 9]
        >>> shuffle(6, 2).inverse == shuffle(6, 3)
        True
    """
    channels, groups = whole("channels", channels, 1), whole("groups", groups, 1)
    if channels % groups:
        raise ConvError(
            "groups",
            groups,
            f"must divide the channels to be shuffled (={channels})",
            f"Use one of {listed(divisors(channels))}.",
        )
    each = channels // groups
    return Permutation(tuple(group * each + place for place in range(each) for group in range(groups)))


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a block.

    Attributes:
        name: name within the block, such as "depthwise".
        operation: a convolution, or a permutation of the channels.
    """

    name: str
    operation: ConvSpec | Permutation


@dataclass(frozen=True, slots=True)
class Block:
    """A chain of stages, each of which reads the output of the one before it.

    Attributes:
        name: name in the literature.
        stages: the stages, at least one of them a convolution.

    Raises:
        ConvError: there is no convolution, or the numbers of axes or channels of two stages differ.
    """

    name: str
    stages: tuple[Stage, ...]

    def __post_init__(self) -> None:
        if not self.convolutions:
            raise ConvError("stages", self.stages, "must have at least one convolution", "Add a ConvSpec.")
        if len({spec.ndim for spec in self.convolutions}) > 1:
            raise ConvError("stages", self.name, "must all have the same number of axes", "Use one ndim for all.")
        for before, after in zip(self.stages, self.stages[1:], strict=False):
            if before.operation.out_channels != after.operation.in_channels:
                raise ConvError(
                    "stages",
                    f"{before.name}, {after.name}",
                    f"must pass channels on: one writes {before.operation.out_channels}, the next reads "
                    f"{after.operation.in_channels}",
                    "Give both the same number.",
                )

    @classmethod
    def of(cls, name: str, **stages: ConvSpec | Permutation) -> Block:
        """Return a block of named stages; underscores in names become spaces.

        Example:
            >>> Block.of("twice", first=ConvSpec.of(1, 1, 1, 3), second=ConvSpec.of(1, 1, 1, 2)).output_shape((9,))
            (6,)
        """
        return cls(name, tuple(Stage(key.replace("_", " "), operation) for key, operation in stages.items()))

    @property
    def convolutions(self) -> tuple[ConvSpec, ...]:
        """The convolutions among the stages."""
        return tuple(stage.operation for stage in self.stages if isinstance(stage.operation, ConvSpec))

    @property
    def ndim(self) -> int:
        """Number of spatial axes."""
        return self.convolutions[0].ndim

    @property
    def in_channels(self) -> int:
        return self.stages[0].operation.in_channels

    @property
    def out_channels(self) -> int:
        return self.stages[-1].operation.out_channels

    @property
    def weight_shapes(self) -> tuple[Ints, ...]:
        """Shape of the weight of every convolution, in order."""
        return tuple(spec.weight_shape for spec in self.convolutions)

    def shapes(self, shape: Sequence[int]) -> tuple[Ints, ...]:
        """Return the shapes `(channels, *spatial)` of the input and of the output of every stage.

        Args:
            shape: shape of the input, `(*spatial)` or `(in_channels, *spatial)`.

        Raises:
            ConvError: the input has another number of channels or axes, or a stage does not fit its input.

        Example:
            >>> Block.of("one", only=ConvSpec.of(2, 3, 8, 3)).shapes((7, 7))
            ((3, 7, 7), (8, 5, 5))
        """
        entry = self._entry(shape)
        shapes = [entry]
        for stage in self.stages:
            read = shapes[-1]
            shapes.append(read if isinstance(stage.operation, Permutation) else stage.operation.output_shape(read))
        return tuple(shapes)

    def output_shape(self, shape: Sequence[int]) -> Ints:
        """Return the shape of the output, with channels if `shape` has them.

        Raises:
            ConvError: as `shapes`.
        """
        written = self.shapes(shape)[-1]
        return written if len(shape) > self.ndim else written[1:]

    def fits(self, shape: Sequence[int]) -> bool:
        """Return whether every stage fits an input of this shape."""
        try:
            self.shapes(shape)
        except ConvError:
            return False
        return True

    def reads(self) -> tuple[Ints, ...]:
        """Return for every output channel the input channels that it depends on, in order.

        Example:
            >>> Block.of("halves", grouped=ConvSpec.of(1, 4, 2, 1, groups=2)).reads()
            ((0, 1), (2, 3))
        """
        seen: list[set[int]] = [{channel} for channel in range(self.in_channels)]
        for stage in self.stages:
            seen = [set[int]().union(*(seen[c] for c in sources)) for sources in sources_of(stage.operation)]
        return tuple(tuple(sorted(channels)) for channels in seen)

    def _entry(self, shape: Sequence[int]) -> Ints:
        """Return the checked shape with its channels."""
        first = ConvSpec.of(self.ndim, self.in_channels, 1, 1)
        return (self.in_channels, *first.spatial(shape))


def sources_of(operation: ConvSpec | Permutation) -> tuple[Ints, ...]:
    """Return for every output channel of a stage the input channels that it reads."""
    if isinstance(operation, Permutation):
        return tuple((channel,) for channel in operation.order)
    width, each = operation.in_channels // operation.groups, operation.out_channels // operation.groups
    groups = (channel // each for channel in range(operation.out_channels))
    return tuple(tuple(range(group * width, (group + 1) * width)) for group in groups)


def as_block(value: Any) -> Block:
    """Return `value` as a block; a layer becomes a block of one stage.

    Raises:
        ConvError: it is neither.
    """
    if isinstance(value, ConvSpec):
        return Block("regular", (Stage("convolution", value),))
    if not isinstance(value, Block):
        raise ConvError("block", value, "must be a Block or a ConvSpec", "Build one with convviz.spec.recipes.")
    return value
