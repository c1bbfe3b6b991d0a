"""The state of the lesson, and what it means: a recorded grouped layer beside the regular layer of its shapes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import Final

import numpy as np

from convviz.app.lessons.grouped import text
from convviz.app.params.cell_edits import Numbers, apply, edited
from convviz.app.params.edit_cells import CellChange, CellEdit, cells_of
from convviz.app.params.groups.code_panel import CodePanel
from convviz.app.params.groups.view import VolumeView
from convviz.app.params.make import choice, menu, seed
from convviz.app.params.param import Allowed, Kind, Value, listed
from convviz.app.widgets.glossary import note
from convviz.codegen import Snippet, snippets
from convviz.costs.block import BlockCost, block_cost
from convviz.engine.block_trace import BlockTrace, record_block
from convviz.player import Edit
from convviz.samples.filter_banks import INPUTS as ALL_INPUTS
from convviz.samples.filter_banks import bank, volume
from convviz.scene import Contestant, FullCase, Scene, block_listing, block_scene, race
from convviz.scene import with_listings as with_code
from convviz.spec.block import Block
from convviz.spec.parse import divisors
from convviz.spec.recipes import grouped

INPUTS: Final = {name: label for name, label in ALL_INPUTS.items() if name != "photo"}
FILTERS: Final = {"worked": "worked weights", "random": "random"}
SIDES: Final = range(5, 10)
TAPS: Final = (1, 2, 3, 5)
CHANNELS: Final = (2, 3, 4, 6, 8)
COUNTS: Final = (2, 3, 4, 6, 8, 16, 24, 32, 64, 128)
MOST: Final = 8  # filters that are drawn; more would be too small to read
SHOW: Final = {"layer": "the layer", "race": "race"}


def _groups(state: GroupedState) -> Allowed:
    """Numbers of groups that divide the channels and the filters."""
    options = state.possible_groups
    rule = f"it must be {listed(options)}"

    def why_not(value: Value) -> str:
        for count, what in ((state.channels, "channels"), (state.filters, "filters")):
            if count % int(value):
                return f"{count} {what} cannot be dealt out to {value} groups evenly; {rule}"
        return rule

    return Allowed(options, why_not)


def _lit(state: GroupedState) -> Allowed:
    return Allowed(range(1, state.channels + 1), lambda _: f"the input has {state.channels} channels")


class GroupedState(VolumeView, CodePanel):
    """The parameters of the lesson. Channels and filters come first, the groups must divide them."""

    height = choice("h", "the height and width", SIDES, 7, title="Height and width", unit="cells", kind=Kind.SIZE)
    channels = choice(
        "c", "the number of channels", CHANNELS, 4, help=note("channel"), kind=Kind.IN_CHANNELS,
        resets=("weight_edits",),
    )  # fmt: skip
    filters = choice(
        "n", "the number of filters", COUNTS, 128, help=f"{note('filter', 'kernel')}\n\n{text.FILTERS_HELP}",
        kind=Kind.OUT_CHANNELS, resets=("weight_edits",),
    )  # fmt: skip
    groups = choice(
        "g", "the number of groups", range(1, CHANNELS[-1] + 1), 2, help=text.GROUPS_HELP, kind=Kind.GROUPS,
        yields_to=1, allowed=_groups,
    )  # fmt: skip
    kernel = choice("k", "the kernel size", TAPS, 3, title="Kernel", kind=Kind.KERNEL, resets=("weight_edits",))
    input = menu("in", "the input", INPUTS, "worked", kind=Kind.INPUT, resets=("input_edits",))
    input_seed = seed("seed", "the seed of the input", "in", "input_edits")
    bright_channel = choice(
        "bc", "the bright channel", range(1, CHANNELS[-1] + 1), 1, allowed=_lit,
        active_when=lambda state: state.input == "bright", only="with `in=bright`", resets=("input_edits",),
    )  # fmt: skip
    input_edits = edited(
        "xe", "the changed numbers of the input", lambda state: state.shape, (CHANNELS[-1], SIDES[-1], SIDES[-1]),
        spelled="channel.row.column",
    )  # fmt: skip
    weights = menu(
        "ker", "the choice of filters", FILTERS, "worked", title="Weights", kind=Kind.WEIGHTS,
        resets=("weight_edits",),
    )  # fmt: skip
    weights_seed = seed("kseed", "the seed of the filters", "ker", "weight_edits", title="Seed of the weights")
    weight_edits = edited(
        "ke", "the changed weights", lambda state: state.whole_shape, (MOST, CHANNELS[-1], TAPS[-1], TAPS[-1]),
        spelled="filter.channel.row.column",
    )  # fmt: skip
    show = choice("show", "the way of showing", tuple(SHOW), "layer", title="Show", names=SHOW, help=text.SHOW_HELP)

    @property
    def shape(self) -> tuple[int, int, int]:
        """Channels, height and width of the input."""
        return self.channels, self.height, self.height

    @property
    def drawn(self) -> int:
        """How many of the filters are drawn: all if they are few, else as many as there are channels."""
        return self.filters if self.filters <= MOST else self.channels

    @property
    def whole_shape(self) -> tuple[int, int, int, int]:
        """The drawn weights before any is left out: filters, channels, height and width."""
        return self.drawn, self.channels, self.kernel, self.kernel

    @property
    def possible_groups(self) -> tuple[int, ...]:
        """Numbers of groups that divide the channels, the filters, and the filters drawn."""
        shared = (divisors(count) for count in (self.filters, self.drawn))
        return tuple(sorted(set(divisors(self.channels)).intersection(*shared)))

    def block(self, groups: int, filters: int) -> Block:
        """The layer with so many groups and filters."""
        return grouped(self.channels, filters, self.kernel, groups)


@dataclass(frozen=True)
class GroupedModel:
    """What the state of the lesson means.

    The layer has as many filters as the state says; the first of them are drawn and computed, and stand for all.

    Attributes:
        state: complete and legal.
    """

    state: GroupedState

    @property
    def width(self) -> int:
        """Channels that a group reads: the depth of its filters."""
        return self.state.channels // self.state.groups

    @cached_property
    def block(self) -> Block:
        """The whole layer."""
        return self.state.block(self.state.groups, self.state.filters)

    @cached_property
    def regular(self) -> Block:
        """The whole layer without groups."""
        return self.state.block(1, self.state.filters)

    @cached_property
    def cost(self) -> BlockCost:
        """The price of the whole layer."""
        return block_cost(self.block, self.state.shape)

    @cached_property
    def regular_cost(self) -> BlockCost:
        """The price of the whole layer without groups."""
        return block_cost(self.regular, self.state.shape)

    @cached_property
    def output_shape(self) -> tuple[int, ...]:
        """Of the whole layer, `(filters, height, width)`."""
        return self.block.output_shape(self.state.shape)

    @cached_property
    def named_input(self) -> Numbers:
        """The input before any number was changed by hand, `(channels, height, width)`."""
        state = self.state
        return volume(
            state.input, state.shape, seed=state.input_seed, bright=state.bright_channel - 1, corner=(0, 0)
        )  # fmt: skip

    @cached_property
    def x(self) -> Numbers:
        """The input, `(channels, height, width)`."""
        return apply(self.named_input, self.state.input_edits)

    @cached_property
    def named_weights(self) -> Numbers:
        """The drawn weights of the regular layer before any was changed by hand, `(filters, channels, k, k)`."""
        filters, channels, side, _ = self.state.whole_shape
        return bank(self.state.weights, filters, channels, side, seed=self.state.weights_seed).whole

    @cached_property
    def whole_weights(self) -> Numbers:
        """The drawn weights of the regular layer, `(filters, channels, k, k)`."""
        return apply(self.named_weights, self.state.weight_edits)

    @cached_property
    def weights(self) -> Numbers:
        """Those that the groups leave, `(filters, channels / groups, k, k)`: the blocks on the diagonal."""
        first = [self.first_read(filter) for filter in range(self.state.drawn)]
        return np.stack([self.whole_weights[n, at : at + self.width] for n, at in enumerate(first)])

    @cached_property
    def with_zeros(self) -> Numbers:
        """A regular layer's weights with zeros everywhere else, `(filters, channels, k, k)`."""
        result = np.zeros_like(self.whole_weights)
        for filter, kept in enumerate(self.weights):
            at = self.first_read(filter)
            result[filter, at : at + self.width] = kept
        return result

    def first_read(self, filter: int) -> int:
        """The first channel that a drawn filter reads, counted from 0."""
        return filter * self.state.groups // self.state.drawn * self.width

    @cached_property
    def drawn_block(self) -> Block:
        """The filters on show as a layer of their own."""
        return self.state.block(self.state.groups, self.state.drawn)

    @cached_property
    def trace(self) -> BlockTrace:
        """Every step of the filters on show."""
        return record_block(self.drawn_block, self.x, [self.weights])

    def without_groups(self, weights: Numbers) -> BlockTrace:
        """Every step of a regular layer with these weights, `(filters, channels, k, k)`."""
        return record_block(self.state.block(1, self.state.drawn), self.x, [weights])

    @cached_property
    def agreeing(self) -> int:
        """How many output numbers a regular layer with zeros gives just so."""
        return int((self.without_groups(self.with_zeros).output == self.trace.output).sum())

    @property
    def is_race(self) -> bool:
        """Whether the regular layer runs beside it."""
        return self.state.show == "race"

    def scene(self, title: str) -> Scene:
        """The layer alone, or raced against the regular one."""
        full, view = FullCase(self.block, self.state.shape), self.state.scene_view or "flat"
        if not self.is_race:
            scene = block_scene(self.trace, title=title, full=full, view=view)
            return with_code(scene, block_listing(self.trace))
        regular = self.without_groups(self.whole_weights)
        scene = race(
            Contestant(self.title, self.trace, full),
            Contestant("Regular", regular, FullCase(self.regular, self.state.shape)),
            title=title,
            view=view,
        )
        return with_code(scene, *map(block_listing, (self.trace, regular)))

    @property
    def title(self) -> str:
        """Of the track in a race."""
        return f"In {self.state.groups} groups" if self.state.groups > 1 else "In one group"

    @property
    def positions(self) -> int:
        """Places of the window."""
        return prod(self.output_shape[1:])

    def edit(self, edit: Edit) -> CellChange:
        """What numbers typed into the picture change, in either track of a race.

        The weights of the groups are those of the regular layer that lie in the blocks, so both have one place.
        """
        track, _, grid = edit.grid.rpartition(".")
        match grid:
            case "input":
                return CellEdit("input_edits", self.named_input, cells_of(self.state.shape, edit.cells))
            case "kernel 1":
                in_groups = track != "1"
                cells = cells_of((self.weights if in_groups else self.whole_weights).shape, edit.cells)
                moved = [
                    ((filter, channel + in_groups * self.first_read(filter), *rest), value)
                    for (filter, channel, *rest), value in cells
                ]
                return CellEdit("weight_edits", self.named_weights, moved)
        return None

    def code(self) -> tuple[Snippet, ...]:
        """The filters on show as programs."""
        return snippets(self.drawn_block.convolutions[0], self.state.shape, x=self.x, weight=self.weights)
