"""Traces: every step of a convolution, computed on access and never stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import Any, overload

import numpy as np

from convviz.engine.arrays import Array, checked, numeric
from convviz.engine.convolve import flipped_view, forward
from convviz.engine.padding import pad
from convviz.errors import ConvError
from convviz.spec.conv import ConvSpec, Geometry, as_spec


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One step: one cell of the small grid.

    A direct step reads the window under the kernel and writes one output cell. A transposed step reads one input cell
    and adds its products to a window of the output.

    Attributes:
        index: index in the trace.
        cell: `(channel, *position)` on the small grid: the output cell (direct) or the input cell (transposed).
        window: big-grid indices of the taps, per axis; those outside the grid are padding (direct) or cropped.
        channels: channels of the big grid in the step's group.
        values: the values under the kernel, `(channels, *kernel)` (direct), or the value read, `()` (transposed).
        weights: the weights at the taps, `(channels, *kernel)`, reversed in a true convolution.
        bias: the bias of a direct step; 0 without one, and for a transposed step.
    """

    index: int
    cell: tuple[int, ...]
    window: tuple[range, ...]
    channels: range
    values: Array
    weights: Array
    bias: Any

    @property
    def products(self) -> Array:
        """`values * weights`, `(channels, *kernel)`."""
        return np.asarray(self.values * self.weights)

    @property
    def sum(self) -> Any:
        """Sum of the products and the bias: the output value of a direct step."""
        return self.products.sum() + self.bias

    def __str__(self) -> str:
        pairs = [(_text(v), _bracketed(_text(w))) for v, w in np.broadcast(self.values, self.weights)]
        head = f"step {self.index + 1} at {list(self.cell)}:"
        if self.values.ndim == 0:  # transposed: the products go to different cells
            return f"{head} adds {', '.join(f'{v}·{w}' for v, w in pairs)}"
        terms = [f"{_bracketed(v) if i else v}·{w}" for i, (v, w) in enumerate(pairs)]
        bias = f" + {_bracketed(_text(self.bias))}" if self.bias else ""
        return f"{head} {' + '.join(terms)}{bias} = {_text(self.sum)}"


class _Steps(Sequence[Step]):
    """A lazy slice of a trace."""

    def __init__(self, trace: Trace, indices: range) -> None:
        self._trace, self._indices = trace, indices

    def __len__(self) -> int:
        return len(self._indices)

    @overload
    def __getitem__(self, k: int) -> Step: ...
    @overload
    def __getitem__(self, k: slice) -> Sequence[Step]: ...
    def __getitem__(self, k: int | slice) -> Step | Sequence[Step]:
        if isinstance(k, slice):
            return _Steps(self._trace, self._indices[k])
        return self._trace[self._indices[k]]


class Trace(Sequence[Step]):
    """The sequence of all steps of a convolution, in C order of the cells of the small grid.

    `trace[k]` returns a step of views into the arrays, so that memory does not grow with the number of steps. For a
    direct convolution, `trace[k].sum == trace.output.flat[k]`.

    Attributes:
        spec: the layer.
        geometry: the layer on this input.
        x: `(in_channels, *spatial)`.
        weight: `spec.weight_shape`.
        bias: `(out_channels,)` or None.
    """

    def __init__(self, spec: ConvSpec, geometry: Geometry, x: Array, weight: Array, bias: Array | None) -> None:
        self.spec, self.geometry = spec, geometry
        self.x, self.weight, self.bias = x, weight, bias
        self._shape = (spec.small_channels, *geometry.small)
        self._padded = x if spec.transposed else pad(geometry, x)
        self._padded.flags.writeable = False
        self._weight = flipped_view(spec, weight)

    def __len__(self) -> int:
        return prod(self._shape)

    @overload
    def __getitem__(self, k: int) -> Step: ...
    @overload
    def __getitem__(self, k: slice) -> Sequence[Step]: ...
    def __getitem__(self, k: int | slice) -> Step | Sequence[Step]:
        if isinstance(k, slice):
            return _Steps(self, range(len(self))[k])
        index = range(len(self))[k]
        return self._step(index)

    def __iter__(self) -> Iterator[Step]:
        return map(self._step, range(len(self)))

    def _step(self, index: int) -> Step:
        spec, cell = self.spec, self._cell(index)
        width = spec.big_channels // spec.groups
        first = cell[0] // (spec.small_channels // spec.groups) * width
        channels = range(first, first + width)
        if spec.transposed:
            values, bias = self._padded[cell], 0
        else:
            values = self._padded[(slice(first, first + width), *self._under(cell[1:]))]
            bias = 0 if self.bias is None else self.bias[cell[0]]
        return Step(index, cell, self.geometry.window(cell[1:]), channels, values, self._weight[cell[0]], bias)

    def _cell(self, index: int) -> tuple[int, ...]:
        cell: list[int] = []
        for size in reversed(self._shape):
            index, position = divmod(index, size)
            cell.append(position)
        return tuple(reversed(cell))

    def _under(self, position: tuple[int, ...]) -> tuple[slice, ...]:
        """Return the window at `position` as slices of the padded input."""
        spec = self.spec
        return tuple(
            slice(p * s, p * s + span, d)
            for p, s, span, d in zip(position, spec.stride, spec.span, spec.dilation, strict=True)
        )

    @cached_property
    def output(self) -> Array:
        """The output, `(out_channels, *spatial)`; computed once."""
        y: Array = forward(self.geometry, self.x[np.newaxis], self.weight, self.bias)[0]
        return y

    def _repr_html_(self) -> str:
        """Return the offline player for a notebook."""
        from convviz.export.html import notebook_cell

        return notebook_cell(self)

    def __repr__(self) -> str:
        size = (
            " × ".join(map(str, self.x.shape)),
            " × ".join(map(str, (self.spec.out_channels, *self.geometry.output_shape))),
        )
        return f"<Trace of {len(self)} steps: {size[0]} → {size[1]}>"


def record(spec: ConvSpec, x: Any, weight: Any, bias: Any = None) -> Trace:
    """Return the trace of a convolution.

    Args:
        spec: the layer, direct or transposed.
        x: `(in_channels, *spatial)`.
        weight: `spec.weight_shape`.
        bias: `(out_channels,)` or None.

    Raises:
        ConvError: as `convolve`, or `x` has a batch axis.

    Example:
        >>> trace = record(ConvSpec.of(1, 1, 1, 2), [[1, 2, 4]], [[[1, -1]]])
        >>> print(trace[0])
        step 1 at [0, 0]: 1·1 + 2·(−1) = −1
    """
    spec, x = as_spec(spec), numeric("x", x)
    if x.ndim == spec.ndim + 2:
        raise ConvError("x", x.shape, "must be one item, without a batch axis", "Record x[0], or use convolve.")
    geometry, batch, weight, bias = checked(spec, x, weight, bias)
    return Trace(spec, geometry, _kept(batch[0]), _kept(weight), None if bias is None else _kept(bias))


def _kept(array: Array) -> Array:
    """Return a read-only copy, so that later writes by the caller do not change steps."""
    kept = array.copy()
    kept.flags.writeable = False
    return kept


def _text(number: Any) -> str:
    return (
        f"{number:.6g}".replace("-", "−") if isinstance(number, (float, np.floating)) else str(number).replace("-", "−")
    )


def _bracketed(written: str) -> str:
    """Put a negative number in brackets: "2", "(−2)"."""
    return f"({written})" if written.startswith("−") else written
