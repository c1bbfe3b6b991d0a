"""The state of the lesson, and what it means: a recorded layer, seen map by map or in one go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from convviz.app.lessons.channels import text
from convviz.app.lessons.channels.grid_notes import captioned, narrow
from convviz.app.lessons.channels.one_of_many import one_of_many
from convviz.app.page.layer_model import LayerModel
from convviz.app.params.cell_edits import Numbers, apply, edited
from convviz.app.params.constraints import WindowState, fitting, window_obstacle
from convviz.app.params.edit_cells import CellChange, CellEdit, cells_of
from convviz.app.params.groups.code_panel import CodePanel
from convviz.app.params.groups.view import StepOrder, VolumeView
from convviz.app.params.make import choice, menu, number, seed, switch
from convviz.app.params.param import COLUMNS, Allowed, Kind
from convviz.app.widgets.glossary import note
from convviz.codegen import Snippet, snippets
from convviz.engine.trace import Trace, record
from convviz.player import Edit
from convviz.samples.filter_banks import FILTERS, INPUTS, FilterBank, bank, missing, volume
from convviz.samples.images_and_kernels import COLOUR_SIDE
from convviz.scene import Grid, Scene, in_colour, layer_listing, maps_listing, per_channel, scene_of, with_listings
from convviz.spec.conv import ConvSpec
from convviz.spec.parse import Pairs

SIDES: Final = range(3, 11)
PATCHES: Final = range(3, COLOUR_SIDE + 1)
PLACES: Final = range(COLOUR_SIDE - PATCHES[0] + 1)
CHANNELS: Final = range(1, 9)
MOST_ACROSS: Final = 48  # cells in a row of all planes that are read or written, if they are to hold numbers
BUTTONS: Final = (1, 2, 3, 4, 6, 8)
TAPS: Final = range(1, 6)
STRIDES: Final = range(1, 5)
PADS: Final = range(5)
BATCHES: Final = range(1, 65)
PHOTO_PATCH: Final = 32
FACE: Final = (18, 20)  # the middle of what is worth seeing

SHOW: Final = {"maps": "map by map", "once": "in one go"}
PADDINGS: Final = {"none": "none", "tf": "SAME", "custom": "custom"}
LAYOUTS: Final = {"NHWC": "NHWC · channels last", "NCHW": "NCHW · channels first"}

NO_PHOTO: Final = "for an input that is no photo"
PHOTO: Final = "with `in=photo`"


def _is_photo(state: ChannelsState) -> bool:
    return state.is_photo


def _no_photo(state: ChannelsState) -> bool:
    return not state.is_photo


def _channels(state: ChannelsState) -> Allowed:
    return Allowed((3,), lambda _: "the picture has red, green and blue") if state.is_photo else Allowed(CHANNELS)


def _up_to(count: int, why: str) -> Allowed:
    """Places counted from 1 to `count`."""
    return Allowed(range(1, count + 1), lambda _: why)


def _banks(state: ChannelsState) -> Allowed:
    """Banks of filters of which some kernel size is possible."""
    names = (name for name in FILTERS if any(not state.having(weights=name, kernel=side).obstacle for side in TAPS))
    return Allowed(tuple(names), lambda name: missing(str(name), state.channels, TAPS[-1]) or "no size of it fits")


def _inside(extent: int) -> Allowed:
    """The first rows, or columns, of patches of this extent that lie within the picture."""
    return Allowed(range(COLOUR_SIDE - extent + 1), lambda _: "the patch would leave the picture")


def _centred(extent: int, middle: int) -> int:
    """Where a patch of this extent begins that has `middle` in its middle, if the picture reaches so far."""
    return min(max(middle - extent // 2, 0), COLOUR_SIDE - extent)


class ChannelsState(WindowState, StepOrder, VolumeView, CodePanel):
    """The parameters of the lesson. The input comes first, then its border, then the filters."""

    input = menu(
        "in", "the input", INPUTS, "worked", title="Numbers", kind=Kind.INPUT,
        resets=("patch_height", "patch_width", "patch_row", "patch_column", "input_edits"),
    )  # fmt: skip
    input_seed = seed("seed", "the seed of the input", "in", "input_edits")
    height = number(
        "h", "the input height", SIDES, 5, title="Input size", kind=Kind.SIZE, active_when=_no_photo, only=NO_PHOTO
    )
    width = number(
        "w", "the input width", SIDES, lambda state: state.height, title="Width", kind=Kind.SIZE, axis=COLUMNS,
        active_when=_no_photo, only=NO_PHOTO,
    )  # fmt: skip
    patch_height = number(
        "ph", "the height of the patch", PATCHES, PHOTO_PATCH, title="Patch height", kind=Kind.SIZE,
        active_when=_is_photo, only=PHOTO,
    )  # fmt: skip
    patch_width = number(
        "pw", "the width of the patch", PATCHES, lambda state: state.patch_height, title="Patch width", kind=Kind.SIZE,
        axis=COLUMNS, active_when=_is_photo, only=PHOTO,
    )  # fmt: skip
    patch_row = number(
        "py", "the first row of the patch", PLACES, lambda state: _centred(state.patch_height, FACE[0]),
        title="From row", from_one=True, allowed=lambda state: _inside(state.patch_height), active_when=_is_photo,
        only=PHOTO, resets=("input_edits",),
    )  # fmt: skip
    patch_column = number(
        "px", "the first column of the patch", PLACES, lambda state: _centred(state.patch_width, FACE[1]),
        title="From column", from_one=True, allowed=lambda state: _inside(state.patch_width), active_when=_is_photo,
        only=PHOTO, resets=("input_edits",),
    )  # fmt: skip
    channels = choice(
        "c",
        "the number of channels",
        CHANNELS,
        3,
        unit="of the input",
        among=BUTTONS,
        help=note("channel"),
        kind=Kind.IN_CHANNELS,
        allowed=_channels,
    )
    bright_channel = choice(
        "bc", "the bright channel", CHANNELS, 1,
        allowed=lambda state: _up_to(state.channels, f"the input has {state.channels} channels"),
        active_when=lambda state: state.input == "bright", only="with `in=bright`", resets=("input_edits",),
    )  # fmt: skip
    input_edits = edited(
        "xe", "the changed numbers of the input", lambda state: state.shape,
        (CHANNELS[-1], COLOUR_SIDE, COLOUR_SIDE), spelled="channel.row.column",
    )  # fmt: skip
    padding = choice(
        "pad",
        "the padding",
        tuple(PADDINGS),
        "none",
        unit="zeros around the input",
        names=PADDINGS,
        help=text.PADDING_HELP,
        kind=Kind.PADDING,
    )
    padding_cells = number(
        "p", "the padding on every side", PADS, 1, yields_to=0, title="Zeros on every side", kind=Kind.PADDING_CELLS,
        active_when=lambda state: state.padding == "custom", only="with custom padding",
    )  # fmt: skip
    filters = choice(
        "n", "the number of filters", CHANNELS, 1, unit="output channels", among=BUTTONS,
        help=note("filter", "kernel"), kind=Kind.OUT_CHANNELS,
    )  # fmt: skip
    weights = menu(
        "ker", "the filters", FILTERS, "worked", title="Weights", help=text.WEIGHTS_HELP, kind=Kind.WEIGHTS,
        allowed=_banks, resets=("weight_edits",),
    )  # fmt: skip
    weights_seed = seed("kseed", "the seed of the filters", "ker", "weight_edits", title="Seed of the weights")
    kernel = choice(
        "k", "the kernel size", TAPS, 3, yields_to=1, kind=Kind.KERNEL, allowed=fitting("kernel", TAPS),
        resets=("weight_edits",),
    )  # fmt: skip
    weight_edits = edited(
        "ke", "the changed weights", lambda state: state.weight_shape, (CHANNELS[-1], CHANNELS[-1], TAPS[-1], TAPS[-1]),
        spelled="filter.channel.row.column",
    )  # fmt: skip
    stride = choice("s", "the stride", STRIDES, 1, unit="cells per step", help=note("stride"), kind=Kind.STRIDE)
    bias = switch("b", "the bias", off="off", on="on", help=text.BIAS_HELP, kind=Kind.BIAS, resets=("bias_edits",))
    bias_edits = edited(
        "be", "the changed biases", lambda state: (state.filters,), (CHANNELS[-1],), spelled="filter",
        active_when=lambda state: state.bias == "on", only="with a bias",
    )  # fmt: skip
    show = choice("show", "the way of showing", tuple(SHOW), "maps", title="Show", names=SHOW, help=text.SHOW_HELP)
    shown_filter = choice(
        "f", "the filter on show", CHANNELS, 1,
        allowed=lambda state: _up_to(state.filters, f"there are {state.filters}"),
        active_when=lambda state: state.filters > 1 and state.draws_one, only="where one of several filters is drawn",
    )  # fmt: skip
    layout = choice(
        "layout", "the order of the axes", tuple(LAYOUTS), "NHWC", names=LAYOUTS, help=text.LAYOUT_HELP
    )  # fmt: skip
    images = number("batch", "the number of images", BATCHES, 1, title="Images (batch)", help=text.IMAGES_HELP)

    @property
    def is_photo(self) -> bool:
        """Whether the input is a patch of the colour picture."""
        return self.input == "photo"

    @property
    def by_map(self) -> bool:
        """Whether each channel's map is shown by itself."""
        return self.show == "maps"

    @property
    def draws_one(self) -> bool:
        """Whether a single filter is drawn: map by map, and where several would leave no room for their numbers."""
        width = self.size[1]
        border = self.kernel - 1 if self.padding == "tf" else 2 * self.padding_cells * (self.padding == "custom")
        across = self.channels * (width + border) + self.filters * width
        return self.by_map or (across > MOST_ACROSS and not self.is_photo)

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of the input."""
        return (self.patch_height, self.patch_width) if self.is_photo else (self.height, self.width)

    @property
    def shape(self) -> tuple[int, int, int]:
        """Channels, height and width of the input."""
        return self.channels, *self.size

    @property
    def weight_shape(self) -> tuple[int, int, int, int]:
        """Filters, channels, height and width of the weights."""
        return self.filters, self.channels, self.kernel, self.kernel

    @property
    def corner(self) -> tuple[int, int]:
        """First row and column of the patch of the picture."""
        return self.patch_row, self.patch_column

    @property
    def kernel_size(self) -> tuple[int, int]:
        """Taps down and across."""
        return self.kernel, self.kernel

    @property
    def strides(self) -> tuple[int, int]:
        """Down and across."""
        return self.stride, self.stride

    @property
    def dilations(self) -> tuple[int, int]:
        """Down and across: there is none."""
        return 1, 1

    @property
    def border(self) -> Pairs | str:
        """Cells (before, after) along each axis, or the word "same" for TensorFlow's SAME."""
        if self.padding == "tf":
            return "same"
        cells = self.padding_cells if self.padding == "custom" else 0
        return (cells, cells), (cells, cells)

    @property
    def obstacle(self) -> str:
        """Why the state is impossible, as a clause; empty if it is possible."""
        no_bank = missing(self.weights, self.channels, self.kernel)
        return no_bank or window_obstacle(self.size, self.kernel_size, self.dilations, self.border)

    @property
    def spec(self) -> ConvSpec:
        """The layer, whether it fits its input or not."""
        return ConvSpec.of(
            2, self.channels, self.filters, self.kernel, stride=self.stride, padding=self.border, bias=self.bias == "on"
        )  # fmt: skip


@dataclass(frozen=True)
class ChannelsModel(LayerModel):
    """What the state of the lesson means.

    Attributes:
        state: complete and legal.
    """

    state: ChannelsState

    @cached_property
    def spec(self) -> ConvSpec:
        """The layer."""
        return self.state.spec

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of the input."""
        return self.state.size

    @cached_property
    def named_input(self) -> Numbers:
        """The input before any number was changed by hand, `(channels, height, width)`."""
        state = self.state
        return volume(
            state.input, state.shape, seed=state.input_seed, bright=state.bright_channel - 1, corner=state.corner
        )

    @cached_property
    def named_filters(self) -> FilterBank:
        """The filters before any weight was changed by hand."""
        state = self.state
        return bank(state.weights, state.filters, state.channels, state.kernel, seed=state.weights_seed)

    @cached_property
    def filters(self) -> FilterBank:
        """The filters."""
        named = self.named_filters
        return FilterBank(apply(named.whole, self.state.weight_edits), named.scale)

    @cached_property
    def named_bias(self) -> Numbers:
        """A number for each filter, `(filters,)`: 1, −1, 2, −2 and so on."""
        places = np.arange(self.state.filters)
        return (places // 2 + 1) * (1 - 2 * (places % 2))

    @cached_property
    def trace(self) -> Trace:
        """Every step."""
        bias = apply(self.named_bias, self.state.bias_edits) if self.spec.bias else None
        return record(self.spec, apply(self.named_input, self.state.input_edits), self.filters.weights, bias)

    @cached_property
    def shown(self) -> int | None:
        """The filter that is drawn, counted from 0; None where all are."""
        return self.state.shown_filter - 1 if self.state.draws_one else None

    @cached_property
    def one(self) -> Trace:
        """The steps of the filter that is drawn, if it is one."""
        whole, at = self.trace, self.shown or 0
        bias = None if whole.bias is None else whole.bias[at : at + 1]
        return record(replace(self.spec, out_channels=1), whole.x, whole.weight[at : at + 1], bias)

    def scene(self, title: str) -> Scene:
        """What the player shows."""
        scale, view = self.filters.scale, self.state.scene_view or "flat"
        if not self.state.by_map:
            order, cut_down = self.state.scene_order, self.shown is not None and self.spec.out_channels > 1
            drawn = self.one if cut_down else self.trace
            scene = scene_of(drawn, title=title, scale=scale, order=order, view=view)
            scene = one_of_many(scene, drawn.geometry, self.cost) if cut_down else scene
            scene = replace(scene, links=tuple(replace(link, grouped="") for link in scene.links))  # one sum
            listing = layer_listing(drawn.geometry, order)
        else:
            scene = per_channel(self.one, title=title, scale=scale, layer=self.spec, view=view)
            listing = maps_listing(self.one.geometry)
        scene = in_colour(scene) if self.state.is_photo else scene
        scene = with_listings(scene, listing)
        return replace(scene, grids=tuple(map(self._captioned, scene.grids)))

    @property
    def per_output(self) -> int:
        """Multiplications for one output number, which are the weights of one filter."""
        return self.cost.weights // self.spec.out_channels

    def edit(self, edit: Edit) -> CellChange:
        """What numbers typed into the picture change; it may show a single filter."""
        first = self.shown or 0
        match edit.grid:
            case "input":
                return CellEdit("input_edits", self.named_input, cells_of(self.state.shape, edit.cells))
            case "kernel":
                cells = cells_of(self.state.weight_shape, edit.cells)
                moved = [((place + first, *cell), value) for (place, *cell), value in cells]
                return CellEdit("weight_edits", self.named_filters.whole, moved)
            case "bias":
                moved = [((place + first,), value) for (place,), value in cells_of(self.named_bias.shape, edit.cells)]
                return CellEdit("bias_edits", self.named_bias, moved)
        return None

    def code(self) -> tuple[Snippet, ...]:
        """The same layer as programs, first the one whose order of axes is chosen."""
        trace, bank = self.trace, self.filters
        made = snippets(self.spec, trace.x.shape, x=trace.x, weight=bank.whole, bias=trace.bias, scale=bank.scale)
        first = "keras" if self.state.layout == "NHWC" else "pytorch"
        return tuple(sorted(made, key=lambda snippet: snippet.dialect != first))

    def _captioned(self, grid: Grid) -> Grid:
        if self.state.draws_one and not self.state.by_map and self.spec.out_channels > 1:
            return narrow(grid, self.spec, self.state.shown_filter)
        return captioned(grid, self.spec, self.shown, photo=self.state.is_photo)
