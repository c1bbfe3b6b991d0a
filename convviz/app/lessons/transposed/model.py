"""The state of the lesson, and what it means: a recorded transposed convolution, and the direct one it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import prod
from typing import Final

import numpy as np

from convviz.app.lessons.transposed import text
from convviz.app.lessons.transposed.sample_numbers import COUNTING, INPUTS, named
from convviz.app.lessons.transposed.views import TransposedViews
from convviz.app.page.layer_model import LayerModel
from convviz.app.params.cell_edits import Cell, apply, edited
from convviz.app.params.constraints import fitting
from convviz.app.params.edit_cells import CellChange, CellEdit, ValueEdit, cells_of
from convviz.app.params.make import choice, menu, number, seed
from convviz.app.params.param import Allowed, Kind, State
from convviz.app.widgets.glossary import note
from convviz.codegen import Snippet, snippets
from convviz.engine.arrays import Array
from convviz.engine.convolve import convolve
from convviz.engine.trace import Trace, record
from convviz.player import Edit
from convviz.samples.images_and_kernels import KERNELS, SIZES, Kernel, Numbers, has_kernel, kernel
from convviz.scene import Scene, fits_matrix, taps_of
from convviz.scene.builders.toeplitz_matrix import MOST_COLUMNS
from convviz.spec.conv import ConvSpec, Geometry

MOST_SIDE: Final = 8
SIDES: Final = range(1, MOST_SIDE + 1)
MOST_TAPS: Final = 5
TAPS: Final = range(1, MOST_TAPS + 1)
STRIDES: Final = range(1, 5)
DILATIONS: Final = range(1, 4)
PADS: Final = range(9)
EXTRAS: Final = range(4)
BIASES: Final = range(-99, 100)
SHOW: Final = tuple(text.SHOW_NAMES)


def _shown(state: TransposedState) -> Allowed:
    """The views that can be drawn."""
    if not fits_matrix(state.spec.resolve(state.size)):
        drawn = tuple(view for view in SHOW if view not in ("matrix", "back"))
        return Allowed(drawn, lambda _: f"the matrix would have more than {MOST_COLUMNS} columns")
    if state.output_padding >= state.stride:
        return Allowed(SHOW[:4], lambda _: "the direct layer does not lead back: output_padding reaches the stride")
    return Allowed(SHOW)


class TransposedState(State):
    """The parameters of the lesson: the input comes first, then the kernel, then its steps."""

    input = menu("in", "the input", INPUTS, COUNTING, kind=Kind.INPUT, resets=("input_edits",))
    input_seed = seed("seed", "the seed of the input", "in", "input_edits")
    height = number("h", "the side of the input", SIDES, 2, title="Input size", unit="cells", kind=Kind.SIZE)
    input_edits = edited("xe", "the changed numbers of the input", lambda state: state.size, (MOST_SIDE,) * 2)
    weights = menu(
        "ker", "the kernel", KERNELS, "worked", title="Weights", help=note("kernel"), kind=Kind.WEIGHTS,
        resets=("weight_edits",),
    )  # fmt: skip
    weights_seed = seed("kseed", "the seed of the kernel", "ker", "weight_edits")
    kernel = choice(
        "k", "the kernel size", TAPS, 3, unit="cells", help=note("tap"), kind=Kind.KERNEL, yields_to=3,
        allowed=fitting("kernel", TAPS), resets=("weight_edits",),
    )  # fmt: skip
    weight_edits = edited(
        "ke", "the changed numbers of the kernel", lambda state: state.kernel_size, (MOST_TAPS,) * 2
    )  # fmt: skip
    stride = choice(
        "s", "the stride", STRIDES, 2, unit="cells from stamp to stamp", help=text.STRIDE_HELP, kind=Kind.STRIDE
    )
    dilation = choice(
        "d", "the dilation", DILATIONS, 1, unit="cells from weight to weight", help=note("dilation"),
        kind=Kind.DILATION,
    )  # fmt: skip
    padding_cells = choice(
        "p", "the padding", PADS, 0, unit="cells cropped per side", help=text.PADDING_HELP, kind=Kind.PADDING_CELLS,
        allowed=fitting("padding_cells", PADS),
    )  # fmt: skip
    output_padding = choice(
        "op", "the output padding", EXTRAS, 0, unit="more rows and columns", help=text.OUTPUT_PADDING_HELP,
        kind=Kind.OUTPUT_PADDING, allowed=fitting("output_padding", EXTRAS),
    )  # fmt: skip
    bias = number("b", "the bias", BIASES, 0, help=text.BIAS_HELP, kind=Kind.BIAS)
    show = choice(
        "show", "the way to see it", SHOW, "paint", title="Show", names=text.SHOW_NAMES, help=text.SHOW_HELP,
        allowed=_shown,
    )  # fmt: skip

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of the input."""
        return self.height, self.height

    @property
    def kernel_size(self) -> tuple[int, int]:
        """Height and width of the kernel."""
        return self.kernel, self.kernel

    @property
    def spec(self) -> ConvSpec:
        """The layer, the same along both axes."""
        return ConvSpec.of(
            2, 1, 1, self.kernel_size, stride=self.stride, padding=self.padding_cells, dilation=self.dilation,
            output_padding=self.output_padding, transposed=True, bias=self.bias != 0,
        )  # fmt: skip

    @property
    def obstacle(self) -> str:
        """Why the state is impossible, as a clause; empty if it is possible. Agrees with `ConvSpec.fits`."""
        if not has_kernel(self.weights, *self.kernel_size):
            return f"this kernel does not exist: {SIZES[self.weights]}"
        most = max(self.stride, self.dilation)
        if self.output_padding >= most:
            return f"output_padding must stay below the larger of stride and dilation, which is {most}"
        stamped = (self.height - 1) * self.stride + self.dilation * (self.kernel - 1) + 1 + self.output_padding
        return "the padding would crop away all that is stamped" if stamped <= 2 * self.padding_cells else ""


@dataclass(frozen=True)
class TransposedModel(LayerModel):
    """What the state of the lesson means.

    Attributes:
        state: complete and legal.
    """

    state: TransposedState

    @cached_property
    def spec(self) -> ConvSpec:
        """The transposed layer."""
        return self.state.spec

    @property
    def size(self) -> tuple[int, ...]:
        """Height and width of the input."""
        return self.state.size

    @cached_property
    def kernel(self) -> Kernel:
        """Its weights."""
        before = self.named_kernel
        return Kernel(apply(before.whole, self.state.weight_edits), before.scale)

    @cached_property
    def named_kernel(self) -> Kernel:
        """Its weights before any was changed by hand."""
        return kernel(self.state.weights, *self.state.kernel_size, seed=self.state.weights_seed)

    @cached_property
    def named_input(self) -> Numbers:
        """The input before any number was changed by hand, `(height, width)`."""
        return named(self.state.input, self.state.height, self.state.input_seed)

    @cached_property
    def weight(self) -> Array:
        """`(1, 1, height, width)`, as the engine takes it."""
        return self.kernel.weights[np.newaxis, np.newaxis]

    @cached_property
    def trace(self) -> Trace:
        """Every stamp."""
        x = apply(self.named_input, self.state.input_edits)
        return record(self.spec, x[np.newaxis], self.weight, [self.state.bias] if self.spec.bias else None)

    @cached_property
    def direct_spec(self) -> ConvSpec:
        """The direct layer with the same kernel, stride, padding and dilation; it has no bias to share."""
        return replace(self.spec, transposed=False, output_padding=(), bias=False)

    @cached_property
    def direct(self) -> Geometry | None:
        """The direct layer on something of this output's size, if it leads back to the size of the input.

        It does unless output_padding reaches the stride, which only dilation allows.
        """
        geometry = self.direct_spec.resolve(self.geometry.output_shape)
        return geometry if geometry.output_shape == self.geometry.input_shape else None

    @cached_property
    def returned(self) -> Array | None:
        """What the direct layer makes of the output, `(1, height, width)`, if it leads back to the input's size."""
        return convolve(self.direct.spec, self.trace.output, self.weight) if self.direct else None

    @cached_property
    def sources(self) -> list[int]:
        """Sides of input that the direct layer takes to the side of this input."""
        target = self.state.height
        most = self.geometry.output_shape[0] + self.spec.stride[0]
        sides = range(1, most + 1)
        fitting = (side for side in sides if self.direct_spec.fits((side, side)))
        return [side for side in fitting if self.direct_spec.output_shape((side, side))[0] == target]

    @property
    def naive(self) -> int:
        """Multiplications if the zeros really were put in and convolved with: every tap at every output place."""
        return prod(self.geometry.output_shape) * prod(self.spec.kernel)

    @cached_property
    def views(self) -> TransposedViews:
        """The ways to look at the layer."""
        return TransposedViews(self)

    def scene(self, title: str) -> Scene:
        """The views on show, side by side."""
        return self.views.scene(title)

    def edit(self, edit: Edit) -> CellChange:
        """What numbers typed into any track of the picture change: all show the same numbers, each in its own way."""
        track, _, grid = edit.grid.rpartition(".")
        match grid:
            case "input":
                return CellEdit("input_edits", self.named_input, cells_of(self.size, edit.cells))
            case "kernel":
                view = self.views.shown[int(track or 0)]
                return CellEdit("weight_edits", self.named_kernel.whole, self._weights_in(view, edit.cells))
            case "direct":
                return CellEdit("weight_edits", self.named_kernel.whole, self._weights_in(grid, edit.cells))
            case "bias":
                return ValueEdit("bias", edit.cells[-1][1])
        return None

    def _weights_in(self, view: str, edits: Sequence[tuple[int, float]]) -> list[tuple[Cell, float]]:
        """The weights behind cells of a drawn kernel or matrix."""
        size = self.spec.kernel
        if view == "slide":  # turned by 180°: the first cell is the last weight
            last = size[0] * size[1] - 1
            edits = [(last - cell, value) for cell, value in edits]
        elif view in ("matrix", "direct"):
            geometry = self.geometry if view == "matrix" else self.direct
            taps = taps_of(geometry) if geometry else ()
            edits = [(tap, value) for cell, value in edits for tap in taps[cell]]
        return cells_of(size, edits)

    def code(self) -> tuple[Snippet, ...]:
        """The same operation as programs."""
        trace = self.trace
        whole = self.kernel.whole[np.newaxis, np.newaxis]
        return snippets(self.spec, trace.x.shape, x=trace.x, weight=whole, bias=trace.bias, scale=self.kernel.scale)
