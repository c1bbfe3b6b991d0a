"""One state of the lesson: two grouped layers with or without a shuffle, as wiring and as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from convviz.app.lessons.shuffled.state import is_flow, shape_of, weight_shape
from convviz.app.params.cell_edits import Numbers, apply
from convviz.app.params.groups.view import view_of
from convviz.app.params.param import State, number
from convviz.codegen import Snippet, block_snippets
from convviz.costs.block import BlockCost, block_cost
from convviz.engine.block_trace import BlockTrace, record_block
from convviz.samples.filter_banks import bank, volume
from convviz.scene import Contestant, Figure, Scene, block_listing, block_scene, listed, race, wiring_of
from convviz.spec.block import Block, shuffle
from convviz.spec.parse import Ints
from convviz.spec.recipes import shuffled_grouped


@dataclass(frozen=True)
class Layers:
    """What the state of the lesson means.

    Attributes:
        state: complete and legal.
    """

    state: State

    @property
    def channels(self) -> int:
        """Of the input, in the middle, and of the output."""
        return number(self.state, "c")

    @property
    def groups(self) -> int:
        """Of both layers."""
        return number(self.state, "g")

    @property
    def each(self) -> int:
        """Channels of a group."""
        return self.channels // self.groups

    @property
    def traced(self) -> int:
        """The output channel whose paths are followed, counted from 0."""
        return number(self.state, "t") - 1

    @property
    def is_shuffled(self) -> bool:
        """Whether the channels are dealt out anew between the layers."""
        return self.state["sh"] == "on"

    @cached_property
    def shape(self) -> tuple[int, int, int]:
        """Of the input, `(channels, height, width)`."""
        return shape_of(self.state)

    def with_groups(self, groups: int, *, shuffled: bool) -> Block:
        """The two layers with so many groups."""
        channels, side = self.channels, number(self.state, "k")
        return shuffled_grouped(channels, channels, side, groups, shuffled=shuffled, padding="same")

    @cached_property
    def block(self) -> Block:
        """The layers of this state."""
        return self.with_groups(self.groups, shuffled=self.is_shuffled)

    @cached_property
    def order(self) -> Ints:
        """What the shuffle makes of the channels, counted from 0."""
        return shuffle(self.channels, self.groups).order

    @cached_property
    def sees(self) -> Ints:
        """The input channels that the traced output channel depends on, counted from 0."""
        return self.block.reads()[self.traced]

    @cached_property
    def cost(self) -> BlockCost:
        """The price of both layers."""
        return block_cost(self.block, self.shape)

    @cached_property
    def named_input(self) -> Numbers:
        """The input before any number was changed by hand, `(channels, height, width)`."""
        state = self.state
        return volume(
            str(state["in"]), self.shape, seed=number(state, "seed"), bright=number(state, "bc") - 1, corner=(0, 0)
        )

    @cached_property
    def named_weights(self) -> tuple[Numbers, Numbers]:
        """Those of both layers before any was changed by hand, `(channels, channels / groups, k, k)` each."""
        filters, deep, side, _ = weight_shape(self.state)
        both = bank("worked", 2 * filters, deep, side, seed=0).whole
        first, second = np.where(both == 0, 1, both).reshape(2, filters, deep, side, side)  # no connection is idle
        return first, second

    @cached_property
    def trace(self) -> BlockTrace:
        """Every step."""
        first, second = self.named_weights
        x, state = apply(self.named_input, str(self.state["xe"])), self.state
        return record_block(self.block, x, [apply(first, str(state["we"])), apply(second, str(state["ve"]))])

    @property
    def is_race(self) -> bool:
        """Whether two layers without groups run beside them."""
        return self.state["show"] == "race"

    @cached_property
    def regular(self) -> Block:
        """Two layers without groups."""
        first, second = self.with_groups(1, shuffled=False).convolutions
        return Block.of("two regular layers", first=first, second=second)

    @cached_property
    def regular_trace(self) -> BlockTrace:
        """Every step of two layers without groups on the same input."""
        channels, side = self.channels, number(self.state, "k")
        weights = bank("worked", 2 * channels, channels, side, seed=0).whole
        return record_block(self.regular, self.trace.x, list(weights.reshape(2, channels, channels, side, side)))

    def scene(self, title: str) -> Scene:
        """The wiring, or the layers with their numbers, alone or raced against regular ones."""
        if self.is_race:
            groups = f"In {self.groups} group{'s' * (self.groups > 1)}{', shuffled' * self.is_shuffled}"
            others = Contestant("Two regular layers", self.regular_trace)
            scene = race(Contestant(groups, self.trace), others, title=title, view=view_of(self.state))
            return listed(scene, *map(block_listing, (self.trace, self.regular_trace)))
        if is_flow(self.state):
            return wiring_of(self.block, self.traced, title=title, figures=self._figures())
        scene = block_scene(self.trace, title=title, figures=self._figures(), view=view_of(self.state))
        return listed(scene, block_listing(self.trace))

    def _figures(self) -> tuple[Figure, ...]:
        price, runs = self.cost, -1 if is_flow(self.state) else 0
        rows, columns = self.shape[1:]
        return (
            Figure(f"{len(self.sees)} of {self.channels}", "input channels seen", f"by output {self.traced + 1}"),
            Figure(f"{price.weights:,}", "weights", f"of two layers in {self.groups} group{'s' * (self.groups > 1)}"),
            Figure(
                f"{price.multiplications:,}", "multiplications (MACs)", f"on {rows} × {columns}, none by the shuffle",
                runs=runs,
            ),
            Figure(f"{price.flops:,}", "FLOPs = 2 × MACs", "each multiplication and its addition"),
        )  # fmt: skip

    def code(self) -> tuple[Snippet, ...]:
        """The same as programs."""
        return block_snippets(self.block, self.trace.x, self.trace.weights)
