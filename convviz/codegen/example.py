"""What every dialect starts from: the convolution on its input, and the draft of a snippet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from convviz.codegen.numbers import Numbers, Style, written
from convviz.spec.conv import ConvSpec, Geometry
from convviz.spec.parse import Ints, Pairs

# The ends of each spatial axis, in the order of the axes.
ENDS: Final = (("front", "back"), ("top", "bottom"), ("left", "right"))


@dataclass(frozen=True)
class Snippet:
    """A convolution as text in one dialect.

    Attributes:
        dialect: "pytorch", "keras", "numpy" or "convviz".
        title: the dialect's name as people write it.
        code: runs as it is and leaves the result, `(out_channels, *spatial)`, in `y`.
        note: one sentence on what this dialect cannot say in one call, or "".
    """

    dialect: str
    title: str
    code: str
    note: str


class Draft:
    """A snippet while it is written: lines of code, and clauses that say why they are not simply one call."""

    def __init__(self, *lines: str) -> None:
        self._lines = list(lines)
        self._clauses: list[str] = []

    def add(self, *lines: str) -> None:
        """Append lines of code."""
        self._lines += lines

    def why(self, clause: str) -> None:
        """Append a reason to the note, as what the dialect does: "cross-correlates, so …"."""
        self._clauses.append(clause)

    def finish(self, dialect: str, title: str) -> Snippet:
        """The snippet, which ends by printing `y`."""
        name = title.partition(" ")[0]
        note = f"{name} {'; it '.join(self._clauses)}." if self._clauses else ""
        return Snippet(dialect, title, "\n".join([*self._lines, "print(y)", ""]), note)


@dataclass(frozen=True)
class Case:
    """One convolution on one input, with its numbers.

    Attributes:
        spec: as given: its padding may still be the word "same".
        geometry: the spec resolved on the input.
        x: the input.
        weight: in `spec.weight_shape`.
        bias: per output channel, or None.
    """

    spec: ConvSpec
    geometry: Geometry
    x: Numbers
    weight: Numbers
    bias: Numbers | None

    @classmethod
    def of(cls, spec: ConvSpec, shape: Sequence[int], x: Any, weight: Any, bias: Any, scale: tuple[int, int]) -> Case:
        """Resolve the spec and take the numbers that are few enough to be written down."""
        geometry = spec.resolve(shape)
        axes = ", ".join(axis_names(spec.ndim))
        ends = ("in", "out") if spec.transposed else ("out", "in")
        layout = f"w: ({ends[0]}, {ends[1]}{' / groups' if spec.groups > 1 else ''}, {axes})"
        x_shape = (spec.in_channels, *geometry.input_shape)
        return cls(
            spec,
            geometry,
            Numbers("x", x_shape, f"x: (channels, {axes})", written("x", x, x_shape)),
            Numbers("w", spec.weight_shape, layout, written("weight", weight, spec.weight_shape), scale),
            None if bias is None else _bias(bias, spec.out_channels),
        )

    @property
    def pads(self) -> Pairs:
        """`(low, high)` per axis, as numbers."""
        return self.geometry.padding

    @property
    def bordered(self) -> bool:
        """Whether anything is padded (direct) or cropped (transposed)."""
        return any(map(sum, self.pads))

    @property
    def even(self) -> bool:
        """Whether both ends of every axis are padded alike."""
        return all(low == high for low, high in self.pads)

    @property
    def named_same(self) -> bool:
        """Whether the padding was asked for as "same"."""
        return self.spec.padding == "same"

    @property
    def equals_same(self) -> bool:
        """Whether TensorFlow's SAME would come to exactly this padding on this input."""
        same = replace(self.spec, padding="same", output_padding=(), padding_mode="zeros")
        geometry = same.resolve(self.geometry.input_shape)
        return (geometry.padding, geometry.output_padding) == (self.pads, self.geometry.output_padding)

    @property
    def stamped(self) -> Ints:
        """Transposed: cells per axis before the crop, output padding included."""
        return tuple(size + sum(ends) for size, ends in zip(self.geometry.output_shape, self.pads, strict=True))

    @property
    def crop(self) -> str:
        """Transposed: the index that cuts the output out of the stamped cells, as `1:5, 1:5`."""
        sizes = zip(self.geometry.output_shape, self.pads, strict=True)
        return ", ".join(f"{low}:{low + size}" for size, (low, _) in sizes)

    def data(self, style: Style) -> list[str]:
        """The assignments of `x`, `w` and, where there is one, `b`."""
        arrays = [self.x, self.weight, *([self.bias] if self.bias else [])]
        return [line for numbers in arrays for line in numbers.lines(style)]


def axis_names(ndim: int) -> tuple[str, ...]:
    """The spatial axes by name."""
    return ("depth", "height", "width")[-ndim:]


def short(entries: Ints) -> str:
    """One number where all axes agree, else a tuple."""
    return str(entries[0]) if len(set(entries)) == 1 else str(entries)


def option(name: str, entries: Ints, default: int) -> str:
    """`name=value`, or "" where every axis has the default."""
    return "" if set(entries) == {default} else f"{name}={short(entries)}"


def call(function: str, *arguments: str) -> str:
    """A call; arguments that are "" are left out."""
    return f"{function}({', '.join(filter(None, arguments))})"


def every(steps: Ints) -> str:
    """The index that keeps every step-th entry of each axis, as `::2, ::2`."""
    return ", ".join(f"::{step}" if step > 1 else ":" for step in steps)


def _bias(values: Any, channels: int) -> Numbers:
    return Numbers("b", (channels,), "b: (out,)", written("bias", values, (channels,)))
