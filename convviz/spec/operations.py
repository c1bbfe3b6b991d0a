"""What a network does besides convolving: pooling, linear layers, and joining what several paths wrote.

Shapes are `(channels, *spatial)`; after a linear layer `(features,)`. Non-linearities and normalisations change no
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
    """The largest or the mean value under a window, in every channel by itself.

    Attributes:
        kernel: cells under the window, per axis.
        stride: from one window to the next, per axis.
        padding: `(low, high)` per axis; cells there are never the largest.
        kind: "max" or "average".
        ceil: whether a last window that begins on the picture and hangs over its end still counts.
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
        """Normalise the spellings, as `ConvSpec.of` does; without a stride, windows lie side by side.

        Raises:
            ConvError: a value breaks a rule, or the padding is more than half of the window.

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
        """Shape of the one map pooled.

        Raises:
            ConvError: another number of maps or axes, or a window wider than the padded map.
        """
        channels, *spatial = _one("pool", shapes)
        if len(spatial) != self.ndim:
            raise ConvError(
                "shape", tuple(shapes[0]), f"must have channels and {self.ndim} spatial sizes", "Pool a feature map."
            )
        return (channels, *(self._windows(axis, size) for axis, size in enumerate(spatial)))

    def _windows(self, axis: int, size: int) -> int:
        """How many windows lie along an axis of so many cells."""
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
    """The mean of every channel: whatever the size of the map, one number a channel is left."""

    def output_shape(self, *shapes: Sequence[int]) -> Ints:
        """One cell a channel.

        Raises:
            ConvError: another number of maps than one.
        """
        channels, *spatial = _one("global pool", shapes)
        return (channels, *(1 for _ in spatial))


@dataclass(frozen=True, slots=True)
class Linear:
    """Every output reads every input number: a fully connected layer on the map laid out in a line.

    Attributes:
        in_features: numbers read.
        out_features: numbers written.
        bias: whether a bias for each number written is counted.
    """

    in_features: int
    out_features: int
    bias: bool = True

    def __post_init__(self) -> None:
        whole("in_features", self.in_features, 1)
        whole("out_features", self.out_features, 1)

    def output_shape(self, *shapes: Sequence[int]) -> Ints:
        """`(out_features,)`.

        Raises:
            ConvError: another number of maps than one, or the map has another number of cells.
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
    """Maps of one shape added cell by cell: where a shortcut meets the path it went round."""

    def output_shape(self, *shapes: Sequence[int]) -> Ints:
        """The shape all of them have.

        Raises:
            ConvError: fewer than two maps, or different shapes.
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
    """Maps stacked channel upon channel."""

    def output_shape(self, *shapes: Sequence[int]) -> Ints:
        """All channels, at the size all of them have.

        Raises:
            ConvError: fewer than two maps, or different sizes.
        """
        _several("concat", shapes)
        if len({tuple(shape[1:]) for shape in shapes}) > 1:
            raise ConvError(
                "shapes", _shown(shapes), "must have one size to be stacked", "Give all paths the same stride."
            )
        return (sum(shape[0] for shape in shapes), *shapes[0][1:])


@dataclass(frozen=True, slots=True)
class Rearrange:
    """Numbers copied, moved or laid out anew, and none multiplied: enlarging by copies, padding, flattening.

    Attributes:
        kind: "upsample", "pad", "crop", "flatten", "reshape" or "pixel shuffle".
        before: the shape read.
        after: the shape written.
    """

    kind: str
    before: Ints
    after: Ints

    def __post_init__(self) -> None:
        for entry in (*self.before, *self.after):
            whole("shape", entry, 1)

    def output_shape(self, *shapes: Sequence[int]) -> Ints:
        """What is written.

        Raises:
            ConvError: another number of maps than one, or another shape than `before`.
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
