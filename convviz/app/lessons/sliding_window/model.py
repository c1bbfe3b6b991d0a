"""The state of the lesson, and what it means: a recorded convolution of one channel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from convviz.app.page.layer_model import LayerModel
from convviz.app.params.cell_edits import apply, edited
from convviz.app.params.constraints import window_obstacle
from convviz.app.params.edit_cells import CellChange, CellEdit, ValueEdit, cells_of
from convviz.app.params.groups.code_panel import CodePanel
from convviz.app.params.groups.image_patch import MOST_PATCH, ImagePatch, Source, is_patch
from convviz.app.params.groups.kernel import PlaneKernel, PlaneSteps
from convviz.app.params.groups.padding import PlanePadding
from convviz.app.params.make import MOST_NUMBERED, menu, number, seed
from convviz.app.params.param import COLUMNS, Allowed, Kind, State
from convviz.codegen import Snippet, snippets
from convviz.engine.trace import Trace, record
from convviz.player import Edit
from convviz.samples.images_and_kernels import INPUTS, Kernel, Numbers, kernel, sample, shifted
from convviz.scene import Scene, layer_listing, scene_of, with_listings
from convviz.spec.conv import ConvSpec

MOST_SHIFT: Final = 8
SHIFTS: Final = range(-MOST_SHIFT, MOST_SHIFT + 1)
SIDES: Final = range(1, MOST_NUMBERED + 1)
BIASES: Final = range(-99, 100)
INPUT_NAMES: Final = {**INPUTS, "own": "own picture"}
NO_PATCH: Final = "for an input that is no picture"
BIAS_HELP: Final = "Added to every output number. 0: no bias."
SHIFT_HELP: Final = "Moves the input; what leaves at one edge comes back at the other."


def _no_patch(state: SlidingWindowState) -> bool:
    return not is_patch(state)


def _below_size(axis: int) -> Callable[[SlidingWindowState], Allowed]:
    """Shifts by less than the size; by the size would be no shift."""

    def allowed(state: SlidingWindowState) -> Allowed:
        most = min(MOST_SHIFT, state.size[axis] - 1)
        return Allowed(
            range(-most, most + 1), lambda _: "the input would come round to where it was, or beyond"
        )  # fmt: skip

    return allowed


class _Input(State):
    """Which input, and its sides where it has sides of its own."""

    input = menu(
        "in", "the input", INPUT_NAMES, "worked", title="Numbers", kind=Kind.INPUT,
        resets=(
            "picture_side", "patch_height", "patch_width", "patch_row", "patch_column", "patch_numbers", "input_edits",
        ),
    )  # fmt: skip
    input_seed = seed("seed", "the seed of the input", "in", "input_edits")
    height = number(
        "h", "the input height", SIDES, 5, title="Input size", kind=Kind.SIZE, active_when=_no_patch, only=NO_PATCH,
        followers=("width",),
    )  # fmt: skip
    width = number(
        "w", "the input width", SIDES, lambda state: state.height, title="Width", kind=Kind.SIZE, axis=COLUMNS,
        active_when=_no_patch, only=NO_PATCH,
    )  # fmt: skip


class _Changes(State):
    """The numbers changed by hand in the input, and how far it is moved."""

    input_edits = edited("xe", "the changed numbers of the input", lambda state: state.size, (MOST_PATCH, MOST_PATCH))
    shift_down = number(
        "dy", "the shift down", SHIFTS, 0, title="Shift the input down", help=SHIFT_HELP, allowed=_below_size(0)
    )
    shift_right = number(
        "dx", "the shift to the right", SHIFTS, 0, title="Shift it right", allowed=_below_size(1)
    )  # fmt: skip


class SlidingWindowState(_Input, ImagePatch, _Changes, PlanePadding, PlaneKernel, PlaneSteps, CodePanel):
    """The parameters of the lesson: the input comes first, then its border, then the window."""

    bias = number("b", "the bias", BIASES, 0, help=BIAS_HELP, kind=Kind.BIAS)

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of the input."""
        return (self.patch_height, self.patch_width) if is_patch(self) else (self.height, self.width)

    @property
    def obstacle(self) -> str:
        """Why the state is impossible, as a clause; empty if it is possible."""
        fits = window_obstacle(self.size, self.kernel_size, self.dilations, self.border, self.padding_mode)
        return self.missing_kernel or fits


@dataclass(frozen=True)
class SlidingWindowModel(LayerModel):
    """What the state of the lesson means.

    Attributes:
        state: complete and legal.
    """

    state: SlidingWindowState

    @cached_property
    def spec(self) -> ConvSpec:
        """The layer."""
        state = self.state
        return ConvSpec.of(
            2, 1, 1, state.kernel_size, stride=state.strides, padding=state.border, dilation=state.dilations,
            padding_mode=state.padding_mode, bias=state.bias != 0,
        )  # fmt: skip

    @property
    def size(self) -> tuple[int, ...]:
        """Height and width of the input."""
        return self.state.size

    @cached_property
    def kernel(self) -> Kernel:
        """Its weights."""
        named = self.named_kernel
        return Kernel(apply(named.whole, self.state.weight_edits), named.scale)

    @cached_property
    def named_kernel(self) -> Kernel:
        """Its weights before any was changed by hand."""
        return kernel(self.state.weights, *self.state.kernel_size, seed=self.state.weights_seed)

    @cached_property
    def shift(self) -> tuple[int, int]:
        """How far the input is moved down and to the right."""
        return self.state.shift_down, self.state.shift_right

    @cached_property
    def trace(self) -> Trace:
        """Every step."""
        return self.recorded(shifted(self.unshifted, *self.shift))

    @cached_property
    def unshifted(self) -> Numbers:
        """The input before it is moved, `(height, width)`."""
        return apply(self.named_input, self.state.input_edits)

    @cached_property
    def named_input(self) -> Numbers:
        """The input before any number was changed by hand, `(height, width)`."""
        if self.source:
            return self.source.numbers
        return sample(self.state.input, *self.state.size, seed=self.state.input_seed)

    @cached_property
    def source(self) -> Source | None:
        """The picture of which the input is a patch."""
        return Source(self.state) if is_patch(self.state) else None

    def recorded(self, x: Numbers) -> Trace:
        """This convolution on another input, `(height, width)`."""
        bias = [self.state.bias] if self.spec.bias else None
        return record(self.spec, x[np.newaxis], self.kernel.weights[np.newaxis, np.newaxis], bias)

    def scene(self, title: str) -> Scene:
        """What the player shows."""
        scene = scene_of(self.trace, title=title, scale=self.kernel.scale)
        return with_listings(scene, layer_listing(self.geometry))

    def edit(self, edit: Edit) -> CellChange:
        """What numbers typed into the picture change."""
        match edit.grid:
            case "input":
                height, width = self.geometry.input_shape
                down, right = self.shift  # the picture shows the input moved; the link holds it as it was
                cells = cells_of((height, width), edit.cells)
                moved = [(((row - down) % height, (column - right) % width), value) for (row, column), value in cells]
                return CellEdit("input_edits", self.named_input, moved)
            case "kernel":
                return CellEdit("weight_edits", self.named_kernel.whole, cells_of(self.spec.kernel, edit.cells))
            case "bias":
                return ValueEdit("bias", edit.cells[-1][1])
        return None

    def code(self) -> tuple[Snippet, ...]:
        """The same operation as programs."""
        trace, scale = self.trace, self.kernel.scale
        whole = self.kernel.whole[np.newaxis, np.newaxis]
        return snippets(self.spec, trace.x.shape, x=trace.x, weight=whole, bias=trace.bias, scale=scale)
