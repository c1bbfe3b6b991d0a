"""The state of the lesson, and what it means: a recorded depthwise layer beside the regular layer of its shape."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from convviz.app.lessons.depthwise import text
from convviz.app.lessons.depthwise.sample_numbers import INPUTS, KERNELS, PHOTO_SIDE, kernels, volume
from convviz.app.page.layer_model import LayerModel
from convviz.app.params.cell_edits import apply, edited
from convviz.app.params.constraints import WindowState, fitting, window_obstacle
from convviz.app.params.edit_cells import CellChange, CellEdit, cells_of
from convviz.app.params.groups.code_panel import CodePanel
from convviz.app.params.groups.view import StepOrder, VolumeView
from convviz.app.params.make import MOST_NUMBERED, choice, menu, number, seed
from convviz.app.params.param import COLUMNS, Allowed, Kind
from convviz.app.widgets.glossary import note
from convviz.codegen import Snippet, snippets
from convviz.costs.layer import Cost, cost
from convviz.engine.arrays import Array
from convviz.engine.trace import Trace, record
from convviz.player import Edit
from convviz.samples.images_and_kernels import Numbers
from convviz.scene import Grid, Scene, in_colour, layer_listing, scene_of, spread_kernels, with_listings
from convviz.spec.conv import ConvSpec

SIDES: Final = range(1, MOST_NUMBERED + 1)
CHANNELS: Final = range(1, 5)
MULTIPLIERS: Final = range(1, 5)
TAPS: Final = range(1, 6)
STRIDES: Final = range(1, 4)
DILATIONS: Final = range(1, 4)
LAYOUTS: Final = ("NHWC", "NCHW")
MOST_MAPS: Final = CHANNELS[-1] * MULTIPLIERS[-1]
COLOURS: Final = 3
PADDINGS: Final = {"none": "VALID", "tf": "SAME"}
NO_PHOTO: Final = "for an input that is no photo"


def _channels(state: DepthwiseState) -> Allowed:
    if state.is_photo:
        return Allowed((COLOURS,), lambda _: "the picture has red, green and blue")
    return Allowed(CHANNELS)


def _dilations(state: DepthwiseState) -> Allowed:
    """Dilations that fit, and that TensorFlow takes beside the stride."""
    if state.stride > 1:
        return Allowed((1,), lambda _: f"the stride would have to be 1, not {state.stride}: {text.WRONG_SHAPE}")
    return fitting("dilation", DILATIONS)(state)


def _below(state: DepthwiseState) -> Allowed:
    last = state.channels - 1
    return Allowed(range(last + 1), lambda _: f"the last channel of the input, counted from 0 as in links, is {last}")


def _has_sides(state: DepthwiseState) -> bool:
    """Whether height and width of the input can be chosen."""
    return not state.is_photo


class DepthwiseState(VolumeView, StepOrder, CodePanel, WindowState):
    """The parameters of the lesson. The input and its border come first, then the kernels."""

    input = menu("in", "the input", INPUTS, "worked", kind=Kind.INPUT, resets=("input_edits",))
    input_seed = seed("seed", "the seed of the input", "in", "input_edits")
    padding = choice(
        "pad", "the padding", tuple(PADDINGS), "none", names=PADDINGS, help=note("padding"), kind=Kind.PADDING
    )
    height = number(
        "h", "the input height", SIDES, 5, title="Height", unit="cells", kind=Kind.SIZE, active_when=_has_sides,
        only=NO_PHOTO,
    )  # fmt: skip
    width = number(
        "w", "the input width", SIDES, lambda state: state.height, title="Width", unit="cells", kind=Kind.SIZE,
        axis=COLUMNS, active_when=_has_sides, only=NO_PHOTO,
    )  # fmt: skip
    channels = choice(
        "c", "the number of channels", CHANNELS, 3, help=note("channel"), kind=Kind.IN_CHANNELS, allowed=_channels,
        resets=("weight_edits",),
    )  # fmt: skip
    input_edits = edited(
        "xe", "the changed numbers of the input", lambda state: state.shape, (CHANNELS[-1], PHOTO_SIDE, PHOTO_SIDE),
        spelled="channel.row.column",
    )  # fmt: skip
    multiplier = choice(
        "m", "the channel multiplier", MULTIPLIERS, 2, title="Multiplier", help=text.MULTIPLIER_HELP,
        kind=Kind.MULTIPLIER, yields_to=1, resets=("weight_edits",),
    )  # fmt: skip
    weights = menu(
        "ker", "the choice of kernels", KERNELS, "patterns", kind=Kind.WEIGHTS, resets=("weight_edits",)
    )  # fmt: skip
    weights_seed = seed("kseed", "the seed of the kernels", "ker", "weight_edits")
    kernel = number(
        "k", "the kernel height", TAPS, 3, title="Kernel", help=note("kernel", "filter"), kind=Kind.KERNEL, yields_to=1,
        allowed=fitting("kernel", TAPS), resets=("weight_edits",),
    )  # fmt: skip
    kernel_width = number(
        "kw", "the kernel width", TAPS, lambda state: state.kernel, kind=Kind.KERNEL, axis=COLUMNS, yields_to=1,
        allowed=fitting("kernel_width", TAPS), resets=("weight_edits",),
    )  # fmt: skip
    weight_edits = edited(
        "ke", "the changed weights", lambda state: state.kernels_shape, (MOST_MAPS, TAPS[-1], TAPS[-1]),
        spelled="kernel.row.column",
    )  # fmt: skip
    stride = choice("s", "the stride", STRIDES, 1, help=note("stride"), kind=Kind.STRIDE)
    dilation = choice(
        "d", "the dilation", DILATIONS, 1, help=note("dilation"), kind=Kind.DILATION, allowed=_dilations
    )  # fmt: skip
    zeroed_channel = choice(
        "ch", "the channel that is put out", range(CHANNELS[-1]), 0, title="Set this channel to zero",
        names={str(channel): str(channel + 1) for channel in range(CHANNELS[-1])}, allowed=_below,
    )  # fmt: skip
    layout = choice("layout", "the data format", LAYOUTS, "NHWC", title="data_format")

    @property
    def is_photo(self) -> bool:
        """Whether the input is the colour picture."""
        return self.input == "photo"

    @property
    def is_same(self) -> bool:
        """Whether the padding is TensorFlow's SAME."""
        return self.padding == "tf"

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of the input."""
        return (PHOTO_SIDE, PHOTO_SIDE) if self.is_photo else (self.height, self.width)

    @property
    def shape(self) -> tuple[int, int, int]:
        """Channels, height and width of the input."""
        return self.channels, *self.size

    @property
    def kernel_size(self) -> tuple[int, int]:
        """Rows and columns of a kernel."""
        return self.kernel, self.kernel_width

    @property
    def strides(self) -> tuple[int, int]:
        """Down and across."""
        return self.stride, self.stride

    @property
    def dilations(self) -> tuple[int, int]:
        """Down and across."""
        return self.dilation, self.dilation

    @property
    def kernels_shape(self) -> tuple[int, int, int]:
        """Kernels, their rows and columns."""
        return self.channels * self.multiplier, *self.kernel_size

    @property
    def obstacle(self) -> str:
        """Why the window has no room on the input, as a clause; empty if it has."""
        padding = "same" if self.is_same else ((0, 0), (0, 0))
        return window_obstacle(self.size, self.kernel_size, self.dilations, padding)

    def spec(self, groups: int) -> ConvSpec:
        """The layer with so many groups, whether it fits its input or not."""
        return ConvSpec.of(
            2,
            self.channels,
            self.channels * self.multiplier,
            self.kernel_size,
            stride=self.strides,
            padding="same" if self.is_same else 0,
            dilation=self.dilations,
            groups=groups,
        )


@dataclass(frozen=True)
class DepthwiseModel(LayerModel):
    """What the state of the lesson means.

    Attributes:
        state: complete and legal.
    """

    state: DepthwiseState

    @cached_property
    def spec(self) -> ConvSpec:
        """The layer: as many groups as channels."""
        return self.state.spec(self.state.channels)

    @property
    def size(self) -> tuple[int, ...]:
        """Height and width of the input."""
        return self.state.size

    @cached_property
    def regular(self) -> ConvSpec:
        """The ordinary layer with the same input and output: every filter reads all channels."""
        return self.state.spec(1)

    @cached_property
    def regular_cost(self) -> Cost:
        """The price of the regular layer."""
        return cost(self.regular, self.size)

    @cached_property
    def named_input(self) -> Numbers:
        """The input before any number was changed by hand, `(channels, height, width)`."""
        return volume(self.state.input, *self.state.shape, seed=self.state.input_seed)

    @cached_property
    def named_kernels(self) -> Numbers:
        """The kernels before any weight was changed by hand, `(channels * multiplier, height, width)`."""
        state = self.state
        return kernels(state.weights, state.channels, state.multiplier, state.kernel_size, seed=state.weights_seed)

    @cached_property
    def trace(self) -> Trace:
        """Every step."""
        weight = apply(self.named_kernels, self.state.weight_edits)[:, np.newaxis]
        return record(self.spec, apply(self.named_input, self.state.input_edits), weight)

    @cached_property
    def filter(self) -> Array:
        """The kernels as TensorFlow has them, `(height, width, channels, multiplier)`."""
        by_channel = self.trace.weight.reshape(self.state.channels, self.state.multiplier, *self.spec.kernel)
        return by_channel.transpose(2, 3, 0, 1)

    @property
    def output_shape(self) -> tuple[int, ...]:
        """Height, width and channels of the output."""
        return (*self.geometry.output_shape, self.spec.out_channels)

    def scene(self, title: str) -> Scene:
        """What the player shows."""
        order, view = self.state.scene_order, self.state.scene_view or "flat"
        scene = scene_of(self.trace, title=title, order=order, view=view)
        scene = with_listings(scene, layer_listing(self.geometry, order))
        scene = spread_kernels(replace(scene, grids=tuple(map(self._captioned, scene.grids))))
        return in_colour(scene) if self.state.is_photo else scene

    def _captioned(self, grid: Grid) -> Grid:
        """`grid` with a note that says which of its planes belong to which channel."""
        channels, each = self.state.channels, self.state.multiplier
        if grid.id == "kernel" and channels > 1:
            return replace(grid, note=f"{grid.note.partition(', ')[0]}: {each} for each channel")
        if grid.id == "output" and channels > 1:
            height, width, maps = self.output_shape
            return replace(grid, note=f"{maps} of {height} × {width}: {each} for each channel")
        return grid

    def edit(self, edit: Edit) -> CellChange:
        """What numbers typed into the picture change."""
        match edit.grid:
            case "input":
                return CellEdit("input_edits", self.named_input, cells_of(self.state.shape, edit.cells))
            case "kernel":
                return CellEdit("weight_edits", self.named_kernels, cells_of(self.state.kernels_shape, edit.cells))
        return None

    def code(self) -> tuple[Snippet, ...]:
        """The same layer as programs."""
        trace = self.trace
        return snippets(self.spec, trace.x.shape, x=trace.x, weight=trace.weight)
