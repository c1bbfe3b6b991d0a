"""The state of the lesson, and what it means: a regular layer and a separable block of the same shape.

Both are priced in full and drawn in part, so that every number of a large layer's picture can be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

import numpy as np

from convviz.app.lessons.separable import text
from convviz.app.lessons.separable.sample_numbers import KERNELS, kernels, mixing
from convviz.app.params.cell_edits import apply, edited
from convviz.app.params.edit_cells import CellChange, CellEdit, RejectedEdit, cells_of
from convviz.app.params.groups.code_panel import CodePanel
from convviz.app.params.groups.view import VolumeView
from convviz.app.params.make import choice, menu, number, seed, switch
from convviz.app.params.param import Allowed, Kind
from convviz.app.widgets.glossary import note
from convviz.codegen import Snippet, block_snippets
from convviz.costs.block import BlockCost, block_cost
from convviz.engine.block_trace import BlockTrace, record_block
from convviz.engine.compose import composed_weight
from convviz.player import Edit
from convviz.samples.images_and_kernels import Numbers
from convviz.samples.small_volumes import INPUTS, volume
from convviz.scene import Contestant, FullCase, Scene, block_listing, block_scene, race, with_listings
from convviz.spec.block import Block
from convviz.spec.recipes import depthwise_separable, regular

LARGEST: Final = 256  # rows and columns of the input
MOST_CHANNELS: Final = 512
MOST_FILTERS: Final = 1024
SIDES: Final = range(1, 8)  # of the kernel

# What is drawn: small enough that every number can be read.
DRAWN_SIDE: Final = 8  # of an input that is larger than
WHOLE_SIDE: Final = 12
DRAWN_CHANNELS: Final = 4
DRAWN_FILTERS: Final = 8

PADDINGS: Final = {"none": "none (VALID)", "same": "SAME"}
SHOW: Final = {"race": "both", "separable": "separable", "regular": "regular"}
TRACKS: Final = ("regular", "separable")
TITLES: Final = ("Regular", "Depthwise separable")


def _sides(state: SeparableState) -> Allowed:
    """Kernels that have room on the input."""
    side = state.height
    fitting = SIDES if state.is_same else [k for k in SIDES if k <= side]
    return Allowed(fitting, lambda _: f"the window would not fit into {side} × {side} cells without padding")


class SeparableState(VolumeView, CodePanel):
    """The parameters of the lesson: the layer in full, and its numbers."""

    padding = choice(
        "pad", "the padding", tuple(PADDINGS), "none", names=PADDINGS, help=note("padding"), kind=Kind.PADDING
    )
    height = number(
        "h", "the side of the input", range(1, LARGEST + 1), 7, title="Input side", help=note("channel"),
        kind=Kind.SIZE,
    )  # fmt: skip
    kernel = number(
        "k", "the side of the kernel", SIDES, 3, title="Kernel side", help=note("kernel", "filter"), kind=Kind.KERNEL,
        yields_to=1, allowed=_sides, resets=("weight_edits",),
    )  # fmt: skip
    channels = number("c", "the number of channels", range(1, MOST_CHANNELS + 1), 3, kind=Kind.IN_CHANNELS)
    filters = number("n", "the number of filters", range(1, MOST_FILTERS + 1), 128, kind=Kind.OUT_CHANNELS)
    input = menu("in", "the input", INPUTS, "worked", kind=Kind.INPUT, resets=("input_edits",))
    input_seed = seed("seed", "the seed of the input", "in", "input_edits")
    input_edits = edited(
        "xe", "the changed numbers of the input", lambda state: state.drawn_shape,
        (DRAWN_CHANNELS, WHOLE_SIDE, WHOLE_SIDE), spelled="channel.row.column",
    )  # fmt: skip
    weights = menu(
        "ker", "the choice of weights", KERNELS, "patterns", kind=Kind.WEIGHTS,
        resets=("weight_edits", "mixing_edits"),
    )  # fmt: skip
    weights_seed = seed("kseed", "the seed of the weights", "ker", "weight_edits", resets=("mixing_edits",))
    weight_edits = edited(
        "ke", "the changed depthwise weights", lambda state: state.kernels_shape,
        (DRAWN_CHANNELS, SIDES[-1], SIDES[-1]), spelled="channel.row.column",
    )  # fmt: skip
    mixing_edits = edited(
        "pe", "the changed pointwise weights", lambda state: state.mixing_shape, (DRAWN_FILTERS, DRAWN_CHANNELS),
        spelled="filter.channel",
    )  # fmt: skip
    show = choice("show", "what is shown", tuple(SHOW), "race", title="Show", names=SHOW, help=text.SHOW_HELP)
    surface = switch("surf", "the surface of shares", off="hide", on="show", title="As a surface to turn")

    @property
    def is_same(self) -> bool:
        """Whether the output keeps the size of the input."""
        return self.padding == "same"

    @property
    def shape(self) -> tuple[int, int, int]:
        """Channels, height and width of the input in full."""
        return self.channels, self.height, self.height

    @property
    def drawn_shape(self) -> tuple[int, int, int]:
        """Channels, height and width of the input as drawn."""
        side = self.height if self.height <= WHOLE_SIDE else DRAWN_SIDE
        return min(self.channels, DRAWN_CHANNELS), side, side

    @property
    def drawn_filters(self) -> int:
        """How many filters are drawn."""
        return min(self.filters, DRAWN_FILTERS)

    @property
    def kernels_shape(self) -> tuple[int, int, int]:
        """Of the depthwise kernels as drawn: channels, height and width."""
        return self.drawn_shape[0], self.kernel, self.kernel

    @property
    def mixing_shape(self) -> tuple[int, int]:
        """Of the weights of the 1 × 1 filters as drawn: filters and channels."""
        return self.drawn_filters, self.drawn_shape[0]

    def blocks(self, channels: int, filters: int) -> tuple[Block, Block]:
        """The regular layer and the separable block with so many channels and filters."""
        padding = "same" if self.is_same else 0
        return (
            regular(channels, filters, self.kernel, padding=padding),
            depthwise_separable(channels, filters, self.kernel, padding=padding),
        )


@dataclass(frozen=True)
class SeparableModel:
    """The regular layer and the separable block of one state.

    Attributes:
        state: complete and legal.
    """

    state: SeparableState

    @cached_property
    def blocks(self) -> tuple[Block, Block]:
        """Regular and separable, in full."""
        return self.state.blocks(self.state.channels, self.state.filters)

    @cached_property
    def costs(self) -> tuple[BlockCost, BlockCost]:
        """Their prices in full."""
        one, other = (block_cost(block, self.state.shape) for block in self.blocks)
        return one, other

    @property
    def ratio(self) -> Fraction:
        """Multiplications of the separable block for one of the regular layer: 1/N + 1/k²."""
        one, other = self.costs
        return other.ratio(one)

    @property
    def output_shape(self) -> tuple[int, ...]:
        """Channels, height and width of either output in full."""
        return self.blocks[0].output_shape(self.state.shape)

    @property
    def is_cut(self) -> bool:
        """Whether less is drawn than there is."""
        state = self.state
        return (*state.drawn_shape, state.drawn_filters) != (*state.shape, state.filters)

    @cached_property
    def named_input(self) -> Numbers:
        """The input as drawn before any number was changed by hand, `(channels, height, width)`."""
        return volume(self.state.input, *self.state.drawn_shape, seed=self.state.input_seed)

    @cached_property
    def named_kernels(self) -> Numbers:
        """The depthwise kernels as drawn before any was changed by hand, `(channels, k, k)`."""
        channels, side, _ = self.state.kernels_shape
        return kernels(self.state.weights, channels, side, seed=self.state.weights_seed)

    @cached_property
    def named_mixing(self) -> Numbers:
        """The weights of the 1 × 1 filters as drawn before any was changed by hand, `(filters, channels)`."""
        return mixing(self.state.weights, *self.state.mixing_shape, seed=self.state.weights_seed)

    @cached_property
    def traces(self) -> tuple[BlockTrace, BlockTrace]:
        """Both recorded, as drawn: the regular filters are the separable ones multiplied out."""
        state = self.state
        whole, apart = state.blocks(state.drawn_shape[0], state.drawn_filters)
        x = apply(self.named_input, state.input_edits)
        weights = (
            apply(self.named_kernels, state.weight_edits)[:, np.newaxis],
            apply(self.named_mixing, state.mixing_edits)[:, :, np.newaxis, np.newaxis],
        )
        return record_block(whole, x, [composed_weight(apart, weights)]), record_block(apart, x, weights)

    @property
    def agree(self) -> bool:
        """Whether both end in the same numbers, up to the last bits of decimals."""
        one, other = self.traces
        return bool(np.allclose(one.output, other.output, rtol=1e-9, atol=1e-9))

    @property
    def per_step(self) -> list[Fraction]:
        """Multiplications of the full case for each step drawn: of the regular layer, and of both separable stages."""
        return [
            Fraction(price.multiplications, maps.size)
            for cost, trace in zip(self.costs, self.traces, strict=True)
            for price, maps in zip(cost.stages, trace.maps, strict=True)
        ]

    def scene(self, title: str) -> Scene:
        """The race, or one of the two; planes are spread unless asked otherwise, for so many stacks are too much."""
        view, full = self.state.scene_view or "flat", [FullCase(block, self.state.shape) for block in self.blocks]
        if self.state.show != "race":
            place = TRACKS.index(self.state.show)
            trace = self.traces[place]
            scene = block_scene(trace, title=title, full=full[place], view=view)
            return with_listings(scene, block_listing(trace))
        contestants = [Contestant(*each) for each in zip(TITLES, self.traces, full, strict=True)]
        scene = race(*contestants, title=title, view=view)
        return with_listings(scene, *map(block_listing, self.traces))

    def edit(self, edit: Edit) -> CellChange:
        """What numbers typed into the picture change; both tracks of a race have the same input."""
        state = self.state
        match edit.grid if state.show == "race" else f"{TRACKS.index(state.show)}.{edit.grid}":
            case "0.input" | "1.input":
                return CellEdit("input_edits", self.named_input, cells_of(state.drawn_shape, edit.cells))
            case "1.kernel 1":
                return CellEdit("weight_edits", self.named_kernels, cells_of(state.kernels_shape, edit.cells))
            case "1.kernel 2":
                return CellEdit("mixing_edits", self.named_mixing, cells_of(state.mixing_shape, edit.cells))
        return RejectedEdit("weight_edits", text.EDIT_FOLLOWS)

    def code(self) -> tuple[Snippet, ...]:
        """The separable block, as drawn, as programs."""
        trace = self.traces[1]
        return block_snippets(trace.block, trace.x, trace.weights)
