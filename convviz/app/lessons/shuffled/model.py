"""The state of the lesson, and what it means: two grouped layers with or without a shuffle between them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from convviz.app.lessons.shuffled import text
from convviz.app.lessons.shuffled.cost import UNIT_GROUPS
from convviz.app.params.cell_edits import Numbers, apply, edited
from convviz.app.params.edit_cells import CellChange, CellEdit, RejectedEdit, cells_of
from convviz.app.params.groups.code_panel import CodePanel
from convviz.app.params.groups.view import VolumeView
from convviz.app.params.make import choice, menu, number, seed, switch
from convviz.app.params.param import Allowed, Kind, listed
from convviz.app.widgets.glossary import note
from convviz.codegen import Snippet, block_snippets
from convviz.costs.block import BlockCost, block_cost
from convviz.engine.block_trace import BlockTrace, record_block
from convviz.player import Edit
from convviz.samples.filter_banks import INPUTS as ALL_INPUTS
from convviz.samples.filter_banks import bank, volume
from convviz.scene import Contestant, Scene, block_listing, block_scene, race, wiring_scene
from convviz.scene import with_listings as with_code
from convviz.spec.block import Block, shuffle
from convviz.spec.parse import Ints, divisors
from convviz.spec.recipes import shuffled_grouped

INPUTS: Final = {name: label for name, label in ALL_INPUTS.items() if name not in ("photo", "ramp")}
CHANNELS: Final = (4, 6, 8, 9, 12)
EVERY: Final = range(1, CHANNELS[-1] + 1)
SIDES: Final = range(2, 6)
TAPS: Final = (1, 3)
LARGEST: Final = (CHANNELS[-1], CHANNELS[-1], TAPS[-1], TAPS[-1])  # shape of the weights of a layer
SHOW: Final = {"flow": "wiring", "numbers": "numbers", "race": "race"}
NUMBERS: Final = "with `show=numbers` or `show=race`"
WEIGHT_EDITS: Final = ("weight_edits", "second_weight_edits")


def _groups(state: ShuffledState) -> Allowed:
    """Numbers of groups that divide the channels."""
    options, channels = state.possible_groups, state.channels
    rule = f"it must be {listed(options)}"
    return Allowed(
        options, lambda value: f"{channels} channels cannot be dealt out to {value} groups evenly; {rule}"
    )  # fmt: skip


def _channel(state: ShuffledState) -> Allowed:
    return Allowed(range(1, state.channels + 1), lambda _: f"there are {state.channels} channels")


def _has_numbers(state: ShuffledState) -> bool:
    return not state.is_flow


class ShuffledState(VolumeView, CodePanel):
    """The parameters of the lesson. The channels come first, the groups must divide them."""

    channels = choice(
        "c", "the number of channels", CHANNELS, 9, help=note("channel"), kind=Kind.IN_CHANNELS, resets=WEIGHT_EDITS
    )
    groups = choice(
        "g", "the number of groups", EVERY, 3, help=text.GROUPS_HELP, kind=Kind.GROUPS, yields_to=1, allowed=_groups,
        resets=WEIGHT_EDITS,
    )  # fmt: skip
    shuffle = switch(
        "sh", "the shuffle", off="off", on="on", default="on", title="Shuffle",
        syntax="must be one of on or off",
    )  # fmt: skip
    traced = number(
        "trace", "the traced channel", EVERY, 1, title="Output", help=text.TRACED_HELP,
        allowed=_channel,
    )  # fmt: skip
    show = choice("show", "the way of showing", tuple(SHOW), "flow", title="Show", names=SHOW, help=text.SHOW_HELP)
    kernel = choice(
        "k", "the kernel size", TAPS, 1, unit="cells a side", help=text.KERNEL_HELP, kind=Kind.KERNEL,
        resets=WEIGHT_EDITS,
    )  # fmt: skip
    height = choice("h", "the height and width", SIDES, 3, unit="cells each", kind=Kind.SIZE)
    input = menu(
        "in", "the input", INPUTS, "worked", kind=Kind.INPUT, active_when=_has_numbers, only=NUMBERS,
        resets=("input_edits",),
    )  # fmt: skip
    input_seed = seed("seed", "the seed of the input", "in", "input_edits")
    bright_channel = choice(
        "bc", "the bright channel", EVERY, 1, allowed=_channel, active_when=lambda state: state.input == "bright",
        only="with `in=bright`", resets=("input_edits",),
    )  # fmt: skip
    input_edits = edited(
        "xe", "the changed numbers of the input", lambda state: state.shape, (CHANNELS[-1], SIDES[-1], SIDES[-1]),
        spelled="channel.row.column", active_when=_has_numbers, only=NUMBERS,
    )  # fmt: skip
    weight_edits = edited(
        "ke", "the changed weights of the first layer", lambda state: state.weight_shape, LARGEST,
        spelled="filter.channel.row.column", active_when=_has_numbers, only=NUMBERS,
    )  # fmt: skip
    second_weight_edits = edited(
        "ke2", "the changed weights of the second layer", lambda state: state.weight_shape, LARGEST,
        spelled="filter.channel.row.column", active_when=_has_numbers, only=NUMBERS,
    )  # fmt: skip
    unit_groups = choice("ug", "the number of groups of the unit", UNIT_GROUPS, 3)

    @property
    def is_flow(self) -> bool:
        """Whether the wiring is shown, and not the numbers."""
        return self.show == "flow"

    @property
    def is_race(self) -> bool:
        """Whether two layers without groups run beside those of the state."""
        return self.show == "race"

    @property
    def is_shuffled(self) -> bool:
        """Whether the channels are dealt out anew between the layers."""
        return self.shuffle == "on"

    @property
    def possible_groups(self) -> Ints:
        """Numbers of groups that divide the channels."""
        return tuple(divisors(self.channels))

    @property
    def shape(self) -> tuple[int, int, int]:
        """Channels, height and width of the input."""
        return self.channels, self.height, self.height

    @property
    def weight_shape(self) -> tuple[int, int, int, int]:
        """Of either layer: filters, channels, height and width."""
        return self.channels, self.channels // self.groups, self.kernel, self.kernel

    def with_groups(self, groups: int, *, shuffled: bool) -> Block:
        """The two layers with so many groups."""
        return shuffled_grouped(
            self.channels, self.channels, self.kernel, groups, shuffled=shuffled, padding="same"
        )  # fmt: skip


@dataclass(frozen=True)
class ShuffledModel:
    """What the state of the lesson means: the two layers as wiring and as numbers.

    Attributes:
        state: complete and legal.
    """

    state: ShuffledState

    @property
    def each(self) -> int:
        """Channels of a group."""
        return self.state.channels // self.state.groups

    @cached_property
    def block(self) -> Block:
        """The layers of this state."""
        return self.state.with_groups(self.state.groups, shuffled=self.state.is_shuffled)

    @cached_property
    def order(self) -> Ints:
        """What the shuffle makes of the channels, counted from 0."""
        return shuffle(self.state.channels, self.state.groups).order

    @property
    def output(self) -> int:
        """The output channel whose paths are followed, counted from 0."""
        return self.state.traced - 1

    @cached_property
    def sees(self) -> Ints:
        """The input channels that the traced output channel depends on, counted from 0."""
        return self.block.reads()[self.output]

    @cached_property
    def cost(self) -> BlockCost:
        """The price of both layers."""
        return block_cost(self.block, self.state.shape)

    @cached_property
    def named_input(self) -> Numbers:
        """The input before any number was changed by hand, `(channels, height, width)`."""
        state = self.state
        return volume(
            state.input, state.shape, seed=state.input_seed, bright=state.bright_channel - 1, corner=(0, 0)
        )  # fmt: skip

    @cached_property
    def named_weights(self) -> tuple[Numbers, Numbers]:
        """Those of both layers before any was changed by hand, `(channels, channels / groups, k, k)` each."""
        filters, deep, side, _ = self.state.weight_shape
        both = bank("worked", 2 * filters, deep, side, seed=0).whole
        first, second = np.where(both == 0, 1, both).reshape(2, filters, deep, side, side)  # no connection is idle
        return first, second

    @cached_property
    def trace(self) -> BlockTrace:
        """Every step."""
        state, (first, second) = self.state, self.named_weights
        weights = [apply(first, state.weight_edits), apply(second, state.second_weight_edits)]
        return record_block(self.block, apply(self.named_input, state.input_edits), weights)

    @cached_property
    def regular(self) -> Block:
        """Two layers without groups."""
        first, second = self.state.with_groups(1, shuffled=False).convolutions
        return Block.of("two regular layers", first=first, second=second)

    @cached_property
    def regular_trace(self) -> BlockTrace:
        """Every step of two layers without groups on the same input."""
        channels, side = self.state.channels, self.state.kernel
        weights = bank("worked", 2 * channels, channels, side, seed=0).whole
        return record_block(self.regular, self.trace.x, list(weights.reshape(2, channels, channels, side, side)))

    def scene(self, title: str) -> Scene:
        """The wiring, or the layers with their numbers, alone or raced against regular ones."""
        state, view = self.state, self.state.scene_view or "flat"
        if state.is_race:
            groups = f"In {state.groups} group{'s' * (state.groups > 1)}{', shuffled' * state.is_shuffled}"
            others = Contestant("Two regular layers", self.regular_trace)
            scene = race(Contestant(groups, self.trace), others, title=title, view=view)
            return with_code(scene, *map(block_listing, (self.trace, self.regular_trace)))
        if state.is_flow:
            return wiring_scene(self.block, state.shape, self.output, title=title)
        scene = block_scene(self.trace, title=title, view=view)
        return with_code(scene, block_listing(self.trace))

    def edit(self, edit: Edit) -> CellChange:
        """What numbers typed into the picture change; the second kernel comes after the shuffle, if there is one."""
        track, _, grid = edit.grid.rpartition(".")
        if grid == "input":
            return CellEdit("input_edits", self.named_input, cells_of(self.state.shape, edit.cells))
        if track == "1":
            return RejectedEdit("weight_edits", text.EDIT_FIXED)
        if grid.startswith("kernel"):
            second = grid != "kernel 1"
            cells = cells_of(self.state.weight_shape, edit.cells)
            return CellEdit(WEIGHT_EDITS[second], self.named_weights[second], cells)
        return None

    def code(self) -> tuple[Snippet, ...]:
        """The same as programs."""
        return block_snippets(self.block, self.trace.x, self.trace.weights)
