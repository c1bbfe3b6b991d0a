"""The state of the lesson, and what it means: a recorded 1 × 1 convolution, also as a product of matrices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from convviz.app.lessons.pointwise import text
from convviz.app.lessons.pointwise.bottleneck import INCEPTION
from convviz.app.lessons.pointwise.sample_numbers import FILTERS, filters, has_filters
from convviz.app.page.layer_model import LayerModel
from convviz.app.params.cell_edits import apply, edited
from convviz.app.params.edit_cells import CellChange, CellEdit, cells_of
from convviz.app.params.groups.code_panel import CodePanel
from convviz.app.params.groups.view import StepOrder, VolumeView
from convviz.app.params.make import choice, menu, number, seed
from convviz.app.params.param import COLUMNS, Allowed, Kind
from convviz.app.widgets.glossary import note
from convviz.codegen import Snippet, snippets
from convviz.engine.arrays import Array
from convviz.engine.trace import Trace, record
from convviz.player import Edit
from convviz.samples.images_and_kernels import MOST_SEED, Kernel, Numbers
from convviz.samples.small_volumes import INPUTS, volume
from convviz.scene import Scene, layer_listing, product_scene, scene_of, side_by_side, with_listings
from convviz.spec.conv import ConvSpec

MOST: Final = 8  # rows, columns, channels, filters
FEW: Final = range(1, MOST + 1)
BUTTONS: Final = (1, 2, 3, 4, 6, 8)
WAYS: Final = {"filters": "filters", "matrix": "matrix product", "both": "both"}
ACTIVATIONS: Final = {"relu": "ReLU", "none": "none"}


def _filters(state: PointwiseState) -> Allowed:
    names = tuple(name for name in FILTERS if has_filters(name, state.channels))
    return Allowed(names, lambda _: "a difference would need two channels")


class PointwiseState(StepOrder, VolumeView, CodePanel):
    """The parameters of the lesson: the layer, what follows it, and the bottleneck."""

    input = menu("in", "the input", INPUTS, "worked", title="Numbers", kind=Kind.INPUT, resets=("input_edits",))
    input_seed = seed("seed", "the seed of the input", "in", "input_edits")
    height = number("h", "the height", FEW, 3, kind=Kind.SIZE)
    width = number("w", "the width", FEW, 4, kind=Kind.SIZE, axis=COLUMNS)
    channels = choice(
        "c",
        "the number of channels",
        FEW,
        3,
        unit="numbers per pixel",
        among=BUTTONS,
        help=note("channel"),
        kind=Kind.IN_CHANNELS,
        resets=("weight_edits",),
    )
    input_edits = edited(
        "xe", "the changed numbers of the input", lambda state: state.shape, (MOST,) * 3, spelled="channel.row.column"
    )
    filters = choice(
        "n",
        "the number of filters",
        FEW,
        2,
        unit="output channels",
        among=BUTTONS,
        help=note("filter", "kernel"),
        kind=Kind.OUT_CHANNELS,
    )
    weights = menu(
        "ker", "the choice of filters", FILTERS, "worked", title="Filter weights", kind=Kind.WEIGHTS, allowed=_filters,
        resets=("weight_edits",),
    )  # fmt: skip
    weights_seed = seed("kseed", "the seed of the filters", "ker", "weight_edits")
    weight_edits = edited(
        "ke", "the changed weights", lambda state: state.matrix_shape, (MOST,) * 2, spelled="filter.channel"
    )
    bias = number(
        "b",
        "the bias",
        range(-99, 100),
        0,
        unit="added to every sum",
        help=text.BIAS_HELP,
        kind=Kind.BIAS,
        resets=("bias_edits",),
    )
    bias_edits = edited(
        "be", "the changed biases", lambda state: (state.filters,), (MOST,), spelled="filter"
    )  # fmt: skip
    activation = choice(
        "act", "the non-linearity", tuple(ACTIVATIONS), "relu", title="After the layer", names=ACTIVATIONS
    )
    second_filters = choice("n2", "the number of filters of the second layer", FEW, 2)
    second_seed = number(
        "kseed2", "the seed of the second layer", range(MOST_SEED + 1), 8, title="Seed of its weights"
    )  # fmt: skip
    inner_channels = number(
        "mid", "the number of bottleneck channels", range(1, INCEPTION.channels + 1), 16
    )  # fmt: skip
    show = choice(
        "show", "the way of computing", tuple(WAYS), "filters", title="Show as", names=WAYS, help=text.WAY_HELP,
        viewing=True,
    )  # fmt: skip
    order = replace(StepOrder.order, default="position")

    @property
    def size(self) -> tuple[int, int]:
        """Height and width."""
        return self.height, self.width

    @property
    def shape(self) -> tuple[int, int, int]:
        """Channels, height and width of the input."""
        return self.channels, self.height, self.width

    @property
    def matrix_shape(self) -> tuple[int, int]:
        """Filters and channels: the shape of W."""
        return self.filters, self.channels

    @property
    def has_bias(self) -> bool:
        """Whether anything is added to the sums of any filter."""
        return self.bias != 0 or self.bias_edits != ""

    @property
    def is_relu(self) -> bool:
        """Whether a ReLU follows."""
        return self.activation == "relu"

    @property
    def spec(self) -> ConvSpec:
        """The layer."""
        return ConvSpec.of(2, self.channels, self.filters, 1, bias=self.has_bias)


@dataclass(frozen=True)
class PointwiseModel(LayerModel):
    """What the state of the lesson means.

    Attributes:
        state: complete and legal.
    """

    state: PointwiseState

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
        return volume(self.state.input, *self.state.shape, seed=self.state.input_seed)

    @cached_property
    def named_filters(self) -> Kernel:
        """The weights before any was changed by hand, `(filters, channels)`."""
        return filters(self.state.weights, *self.state.matrix_shape, seed=self.state.weights_seed)

    @cached_property
    def named_bias(self) -> Numbers:
        """The bias of every filter before any was changed by hand, `(filters,)`."""
        return np.full(self.state.filters, self.state.bias)

    @cached_property
    def matrix(self) -> Kernel:
        """The weights, `(filters, channels)`: the W of W · x."""
        named = self.named_filters
        return Kernel(apply(named.whole, self.state.weight_edits), named.scale)

    @cached_property
    def trace(self) -> Trace:
        """Every step."""
        x = apply(self.named_input, self.state.input_edits)
        bias = apply(self.named_bias, self.state.bias_edits) if self.spec.bias else None
        return record(self.spec, x, self.matrix.weights[:, :, np.newaxis, np.newaxis], bias)

    @cached_property
    def output(self) -> Array:
        """What comes out before any non-linearity, `(filters, height, width)`."""
        return self.trace.output

    def scene(self, title: str) -> Scene:
        """One way of computing it, or both on one clock: step k of either writes the same number."""
        scale, order, view = self.matrix.scale, self.state.scene_order, self.state.scene_view or "flat"
        listing = layer_listing(self.geometry, order)
        if self.state.show == "filters":
            return with_listings(scene_of(self.trace, title=title, scale=scale, order=order, view=view), listing)
        if self.state.show == "matrix":
            return product_scene(self.trace, title=title, scale=scale, order=order)
        size = f"{self.spec.out_channels} by {self.spec.in_channels}"
        scene = side_by_side(
            {
                "As a convolution": scene_of(self.trace, scale=scale, order=order, view=view),
                "As a matrix product": product_scene(self.trace, scale=scale, order=order),
            },
            title=title,
            alt=f"A 1 by 1 convolution, and below it the same numbers as the product of a matrix of {size} "
            "with the channels of every pixel.",
        )
        return with_listings(scene, listing, None)

    def edit(self, edit: Edit) -> CellChange:
        """What numbers typed into either track change: both show the same ones."""
        match edit.grid.rpartition(".")[2]:
            case "input":  # X holds its pixels in the order of the picture
                return CellEdit("input_edits", self.named_input, cells_of(self.state.shape, edit.cells))
            case "kernel":
                cells = cells_of(self.state.matrix_shape, edit.cells)
                return CellEdit("weight_edits", self.named_filters.whole, cells)
            case "bias":
                return CellEdit("bias_edits", self.named_bias, cells_of(self.named_bias.shape, edit.cells))
        return None

    def code(self) -> tuple[Snippet, ...]:
        """The same operation as programs."""
        trace = self.trace
        whole = self.matrix.whole[:, :, np.newaxis, np.newaxis]
        return snippets(self.spec, trace.x.shape, x=trace.x, weight=whole, bias=trace.bias, scale=self.matrix.scale)
