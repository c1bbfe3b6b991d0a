"""Operations of a network besides convolution: pooling, linear layers, sums and concatenation.

Shapes are `(channels, *spatial)`, after a linear layer `(features,)`. Non-linearities and normalisations change no
shape and are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Literal

from convviz.errors import ConvError
from convviz.spec.parse import Ints, Pairs, flag, padding_pairs, per_axis, whole


@dataclass(frozen=True, slots=True)
class Pool:
    """Max or average pooling, per channel.

    Attributes:
        kernel: kernel size per axis.
        stride: stride per axis.
        padding: `(low, high)` per axis; padding is never the maximum.
        kind: "max" or "average".
        ceil: whether the size formula rounds up, as PyTorch's `ceil_mode`: a last window that starts inside the map or
            its low padding counts even if it ends outside.
    """

    kernel: Ints
    stride: Ints
    padding: Pairs
    kind: Literal["max", "average"] = "max"
    ceil: bool = False

    @classmethod
    def of(
        cls,
        ndim: int,
        kernel: int | Sequence[int],
        *,
        stride: int | Sequence[int] | None = None,
        padding: int | Sequence[int] | Sequence[Sequence[int]] = 0,
        kind: Literal["max", "average"] = "max",
        ceil: bool = False,
    ) -> Pool:
        """Return a pooling layer from arguments in the forms of `ConvSpec.of`; the stride defaults to the kernel size.

        Raises:
            ConvError: an argument is invalid, or the padding exceeds half of the kernel.

        Example:
            >>> Pool.of(2, 3, stride=2, padding=1).output_shape((64, 112, 112))
            (64, 56, 56)
        """
        sizes = per_axis("kernel", kernel, ndim, 1)
        pairs = padding_pairs(padding, ndim)
        if pairs == "same" or any(2 * max(pair) > size for pair, size in zip(pairs, sizes, strict=True)):
            raise ConvError(
                "padding", padding, "must be numbers, at most half of the window", "Pad less, or pool more."
            )
        strides = sizes if stride is None else per_axis("stride", stride, ndim, 1)
        return cls(sizes, strides, pairs, kind, flag("ceil", ceil))

    @property
    def ndim(self) -> int:
        """Number of spatial axes."""
        return len(self.kernel)

    def output_shape(self, *shapes: Sequence[int]) -> Ints:
        """Return the shape of the pooled map.

        Raises:
            ConvError: there is more than one map, its number of axes is wrong, or the kernel exceeds the padded map.
        """
        channels, *spatial = _one("pool", shapes)
        if len(spatial) != self.ndim:
            raise ConvError(
                "shape", tuple(shapes[0]), f"must have channels and {self.ndim} spatial sizes", "Pool a feature map."
            )
        return (channels, *(self._windows(axis, size) for axis, size in enumerate(spatial)))

    def _windows(self, axis: int, size: int) -> int:
        """Return the number of kernel positions along an axis of `size` cells."""
        kernel, stride, (low, high) = self.kernel[axis], self.stride[axis], self.padding[axis]
        if size + low + high < kernel:
            raise ConvError(
                "kernel",
                self.kernel,
                f"must not be wider than the padded map ({size + low + high} cells)",
                "Pool with a smaller window.",
            )
        steps, left = divmod(size + low + high - kernel, stride)
        hangs_over = self.ceil and left and (steps + 1) * stride < size + low
        return steps + 1 + bool(hangs_over)


@dataclass(frozen=True, slots=True)
class GlobalPool:
    """Global average pooling: the mean of every channel."""

    def output_shape(self, *shapes: Sequence[int]) -> Ints:
        """Return the shape with one cell per channel.

        Raises:
            ConvError: there is more than one map.
        """
        channels, *spatial = _one("global pool", shapes)
        return (channels, *(1 for _ in spatial))


@dataclass(frozen=True, slots=True)
class Linear:
    """A fully connected layer on the flattened input.

    Attributes:
        in_features: number of input values.
        out_features: number of output values.
        bias: whether the layer has a bias per output value.
    """

    in_features: int
    out_features: int
    bias: bool = True

    def __post_init__(self) -> None:
        whole("in_features", self.in_features, 1)
        whole("out_features", self.out_features, 1)

    def output_shape(self, *shapes: Sequence[int]) -> Ints:
        """Return `(out_features,)`.

        Raises:
            ConvError: there is more than one map, or it has another number of cells than `in_features`.
        """
        shape = _one("linear", shapes)
        if prod(shape) != self.in_features:
            raise ConvError(
                "in_features",
                self.in_features,
                f"must be the numbers it reads: {' × '.join(map(str, shape))} are {prod(shape)}",
                f"Use {prod(shape)}.",
            )
        return (self.out_features,)


@dataclass(frozen=True, slots=True)
class Add:
    """The sum of maps of equal shape, as at the end of a shortcut."""

    def output_shape(self, *shapes: Sequence[int]) -> Ints:
        """Return the common shape.

        Raises:
            ConvError: there are fewer than two maps, or their shapes differ.
        """
        _several("add", shapes)
        if len({tuple(shape) for shape in shapes}) > 1:
            raise ConvError(
                "shapes",
                _shown(shapes),
                "must be equal to be added",
                "Give all paths the same channels and the same stride.",
            )
        return tuple(shapes[0])


@dataclass(frozen=True, slots=True)
class Concat:
    """The concatenation of maps along the channels."""

    def output_shape(self, *shapes: Sequence[int]) -> Ints:
        """Return the shape with the channels of all maps.

        Raises:
            ConvError: there are fewer than two maps, or their spatial sizes differ.
        """
        _several("concat", shapes)
        if len({tuple(shape[1:]) for shape in shapes}) > 1:
            raise ConvError(
                "shapes", _shown(shapes), "must have one size to be stacked", "Give all paths the same stride."
            )
        return (sum(shape[0] for shape in shapes), *shapes[0][1:])


@dataclass(frozen=True, slots=True)
class Rearrange:
    """An operation that copies, moves or reshapes values without multiplications.

    Attributes:
        kind: "upsample", "pad", "crop", "flatten", "reshape" or "pixel shuffle".
        before: shape of the input.
        after: shape of the output.
    """

    kind: str
    before: Ints
    after: Ints

    def __post_init__(self) -> None:
        for entry in (*self.before, *self.after):
            whole("shape", entry, 1)

    def output_shape(self, *shapes: Sequence[int]) -> Ints:
        """Return `after`.

        Raises:
            ConvError: there is more than one map, or its shape is not `before`.
        """
        shape = _one(self.kind, shapes)
        if shape != self.before:
            raise ConvError("shape", _shown([shape]), f"must be {_shown([self.before])} here", "Lay it out anew.")
        return self.after


def _one(what: str, shapes: Sequence[Sequence[int]]) -> Ints:
    if len(shapes) != 1:
        raise ConvError("reads", len(shapes), f"must be one map for {what}", "Name the one node it reads.")
    return tuple(shapes[0])


def _several(what: str, shapes: Sequence[Sequence[int]]) -> None:
    if len(shapes) < 2:
        raise ConvError("reads", len(shapes), f"must be two maps or more for {what}", "Name every node it reads.")


def _shown(shapes: Sequence[Sequence[int]]) -> str:
    return ", ".join("×".join(map(str, shape)) for shape in shapes)
