"""What a snippet computes: a chain of stages on an input, with the numbers. A single convolution is a chain of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from convviz.codegen.expressions import axis_names, comma_separated
from convviz.codegen.numbers import Numbers, Style, written
from convviz.errors import ConvError
from convviz.spec.block import Block
from convviz.spec.conv import ConvSpec, Geometry
from convviz.spec.parse import Ints, Pairs


@dataclass(frozen=True)
class ConvStage:
    """A convolution on the input it reads.

    Attributes:
        spec: the layer. Its padding may be the word "same" in a single convolution; in a block it is in numbers.
        geometry: the spec resolved on the input.
        weight: the weight, in `spec.weight_shape`.
        bias: the bias, `(out_channels,)`, or None.
        name: the name of the stage in its block, or None for a single convolution.
    """

    spec: ConvSpec
    geometry: Geometry
    weight: Numbers
    bias: Numbers | None = None
    name: str | None = None

    @property
    def pads(self) -> Pairs:
        """`(low, high)` per axis, as numbers."""
        return self.geometry.padding

    @property
    def has_padding(self) -> bool:
        """Whether anything is padded (direct) or cropped (transposed)."""
        return any(map(sum, self.pads))

    @property
    def pads_evenly(self) -> bool:
        """Whether both ends of every axis have the same padding."""
        return all(low == high for low, high in self.pads)

    @property
    def named_same(self) -> bool:
        """Whether the padding was given as "same"."""
        return self.spec.padding == "same"

    @property
    def equals_same(self) -> bool:
        """Whether TensorFlow's SAME gives exactly this padding on this input."""
        same = replace(self.spec, padding="same", output_padding=(), padding_mode="zeros")
        geometry = same.resolve(self.geometry.input_shape)
        return (geometry.padding, geometry.output_padding) == (self.pads, self.geometry.output_padding)

    @property
    def uncropped_shape(self) -> Ints:
        """Transposed: the output's `(*spatial)` before the crop, output padding included."""
        return tuple(size + sum(ends) for size, ends in zip(self.geometry.output_shape, self.pads, strict=True))

    @property
    def crop(self) -> str:
        """Transposed: the index that cuts the output out of the uncropped one, as `1:5, 1:5`."""
        sizes = zip(self.geometry.output_shape, self.pads, strict=True)
        return comma_separated(*(f"{low}:{low + size}" for size, (low, _) in sizes))

    @property
    def comment(self) -> str:
        """The name of the stage as a comment at the end of a line, or ""."""
        return "" if self.name is None else f"  # {self.name}"

    def variable(self, name: str) -> str:
        """The variable of an intermediate result: `name` in a single convolution, `y` throughout a block."""
        return name if self.name is None else "y"


@dataclass(frozen=True)
class PermutationStage:
    """A permutation of the channels in a block.

    Attributes:
        order: for each channel of the output the channel of the input, counted from 0.
        name: the name of the stage.
    """

    order: Ints
    name: str

    @property
    def comment(self) -> str:
        """The name of the stage as a comment at the end of a line."""
        return f"  # {self.name}"


@dataclass(frozen=True)
class CodeExample:
    """A chain of stages on one input, with its numbers.

    Attributes:
        x: the input, `(in_channels, *spatial)`.
        stages: at least one of them is a convolution.
        name: the name of the block, or None for a single convolution.
    """

    x: Numbers
    stages: tuple[ConvStage | PermutationStage, ...]
    name: str | None = None

    @classmethod
    def of_spec(
        cls,
        spec: ConvSpec,
        shape: Sequence[int],
        x: Any = None,
        weight: Any = None,
        bias: Any = None,
        scale: tuple[int, int] = (1, 1),
    ) -> CodeExample:
        """A single convolution. Its variables are `x`, `w` and `b`.

        Args:
            spec: the layer.
            shape: the input, `(*spatial)` or `(in_channels, *spatial)`.
            x: the input's numbers, `(in_channels, *spatial)`, or None.
            weight: the weight's numbers, in `spec.weight_shape`, or None.
            bias: the bias's numbers, `(out_channels,)`, or None for no bias.
            scale: the fraction that `weight` is multiplied by.

        Raises:
            ConvError: the spec does not fit `shape`, or the numbers do not fit the spec.
        """
        geometry, b_shape = spec.resolve(shape), (spec.out_channels,)
        numbers = _input((spec.in_channels, *geometry.input_shape), x)
        w = _weight("w", spec, weight, scale)
        b = None if bias is None else Numbers("b", b_shape, "b: (out,)", written("bias", bias, b_shape))
        return cls(numbers, (ConvStage(spec, geometry, w, b),))

    @classmethod
    def of_block(cls, block: Block, shape: Sequence[int], x: Any, weights: Sequence[Any]) -> CodeExample:
        """A block. Its variables are `x` and, for each convolution, `w_` with the name of the stage.

        Args:
            block: stages that every dialect can write in a line or two.
            shape: the input, `(*spatial)` or `(in_channels, *spatial)`.
            x: the input's numbers, `(in_channels, *spatial)`, or None.
            weights: the numbers of each convolution, in `block.weight_shapes`; None for a weight without numbers.

        Raises:
            ConvError: a stage is not a direct 2-D convolution with zero padding, without dilation, bias and flip; the
                block does not fit `shape`; or the numbers do not fit the block.
        """
        _check_plain(block)
        if len(weights) != len(block.convolutions):
            wanted = f"must be {len(block.convolutions)} arrays, one per convolution"
            raise ConvError("weights", len(weights), wanted, "Give None for a weight without numbers.")
        shapes, given = block.shapes(shape), iter(weights)
        numbers = _input(shapes[0], x)
        stages: list[ConvStage | PermutationStage] = []
        for stage, read in zip(block.stages, shapes, strict=False):
            if isinstance(stage.operation, ConvSpec):
                geometry = stage.operation.resolve(read)
                weight = _weight(f"w_{stage.name.replace(' ', '_')}", stage.operation, next(given))
                stages.append(ConvStage(geometry.spec, geometry, weight, name=stage.name))
            else:
                stages.append(PermutationStage(stage.operation.order, stage.name))
        return cls(numbers, tuple(stages), block.name)

    @property
    def ndim(self) -> int:
        """Number of spatial axes."""
        return len(self.x.shape) - 1

    @property
    def convolutions(self) -> tuple[ConvStage, ...]:
        """The stages that have a weight."""
        return tuple(stage for stage in self.stages if isinstance(stage, ConvStage))

    @property
    def is_block(self) -> bool:
        """Whether this is a block, whose stages have names, and not a single convolution."""
        return self.name is not None

    def data(self, style: Style) -> list[str]:
        """The lines that assign the input, the weights and the biases."""
        arrays = [self.x]
        for stage in self.convolutions:
            arrays += [stage.weight, *([stage.bias] if stage.bias else [])]
        return [line for numbers in arrays for line in numbers.lines(style)]


def _input(shape: Ints, values: Any) -> Numbers:
    return Numbers("x", shape, f"x: (channels, {axis_names(len(shape) - 1)})", written("x", values, shape))


def _weight(name: str, spec: ConvSpec, values: Any, scale: tuple[int, int] = (1, 1)) -> Numbers:
    channels = ("in", "out") if spec.transposed else ("out", "in")
    layout = f"{name}: ({comma_separated(*channels)}{' / groups' if spec.groups > 1 else ''}, {axis_names(spec.ndim)})"
    return Numbers(name, spec.weight_shape, layout, written("weight", values, spec.weight_shape), scale)


def _check_plain(block: Block) -> None:
    for spec in block.convolutions:
        if spec.ndim != 2 or spec.transposed or spec.flip or spec.bias or spec.padding_mode != "zeros":
            raise ConvError("block", block.name, "must be of plain convolutions on pictures", "Use snippets for each.")
        if set(spec.dilation) != {1}:
            raise ConvError("block", block.name, "must have no dilation", "Use snippets for each stage.")
