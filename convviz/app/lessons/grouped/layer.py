"""One state of the lesson as a recorded grouped layer, with the regular layer it is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np

from convviz.app.lessons.grouped.state import block_of, drawn_of, shape_of, whole_shape
from convviz.app.params.cell_edits import Numbers, apply
from convviz.app.params.groups.view import view_of
from convviz.app.params.param import State, number
from convviz.app.widgets.figures import times
from convviz.codegen import Snippet, snippets
from convviz.costs.block import BlockCost, block_cost
from convviz.engine.block_trace import BlockTrace, record_block
from convviz.samples.filter_banks import bank, volume
from convviz.scene import Contestant, Figure, Full, Scene, block_listing, block_scene, listed, race
from convviz.spec.block import Block


@dataclass(frozen=True)
class Layer:
    """What the state of the lesson means.

    The layer has as many filters as the state says; the first of them are drawn and computed, and stand for all.

    Attributes:
        state: complete and legal.
    """

    state: State

    @property
    def channels(self) -> int:
        """Of the input."""
        return number(self.state, "c")

    @property
    def filters(self) -> int:
        """Of the whole layer."""
        return number(self.state, "n")

    @property
    def drawn(self) -> int:
        """Filters on show."""
        return drawn_of(self.state)

    @property
    def groups(self) -> int:
        """How many."""
        return number(self.state, "g")

    @property
    def side(self) -> int:
        """Rows, and columns, of a kernel."""
        return number(self.state, "k")

    @property
    def width(self) -> int:
        """Channels that a group reads: the depth of its filters."""
        return self.channels // self.groups

    @cached_property
    def shape(self) -> tuple[int, int, int]:
        """Of the input, `(channels, height, width)`."""
        return shape_of(self.state)

    @cached_property
    def block(self) -> Block:
        """The whole layer."""
        return block_of(self.state, self.groups, self.filters)

    @cached_property
    def regular(self) -> Block:
        """The whole layer without groups."""
        return block_of(self.state, 1, self.filters)

    @cached_property
    def cost(self) -> BlockCost:
        """The price of the whole layer."""
        return block_cost(self.block, self.shape)

    @cached_property
    def regular_cost(self) -> BlockCost:
        """The price of the whole layer without groups."""
        return block_cost(self.regular, self.shape)

    @cached_property
    def output_shape(self) -> tuple[int, ...]:
        """Of the whole layer, `(filters, height, width)`."""
        return self.block.output_shape(self.shape)

    @cached_property
    def named_input(self) -> Numbers:
        """The input before any number was changed by hand, `(channels, height, width)`."""
        state = self.state
        return volume(
            str(state["in"]), self.shape, seed=number(state, "seed"), bright=number(state, "bc") - 1, corner=(0, 0)
        )

    @cached_property
    def x(self) -> Numbers:
        """The input."""
        return apply(self.named_input, str(self.state["xe"]))

    @cached_property
    def named_weights(self) -> Numbers:
        """The drawn weights of the regular layer before any was changed by hand, `(filters, channels, k, k)`."""
        filters, channels, side, _ = whole_shape(self.state)
        return bank(str(self.state["fil"]), filters, channels, side, seed=number(self.state, "fseed")).whole

    @cached_property
    def whole_weights(self) -> Numbers:
        """The drawn weights of the regular layer, `(filters, channels, k, k)`."""
        return apply(self.named_weights, str(self.state["we"]))

    @cached_property
    def weights(self) -> Numbers:
        """Those that the groups leave, `(filters, channels / groups, k, k)`: the blocks on the diagonal."""
        first = [self.first_read(filter) for filter in range(self.drawn)]
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
        return filter * self.groups // self.drawn * self.width

    @cached_property
    def drawn_block(self) -> Block:
        """The filters on show as a layer of their own."""
        return block_of(self.state, self.groups, self.drawn)

    @cached_property
    def trace(self) -> BlockTrace:
        """Every step of the filters on show."""
        return record_block(self.drawn_block, self.x, [self.weights])

    def without_groups(self, weights: Numbers) -> BlockTrace:
        """Every step of a regular layer with these weights, `(filters, channels, k, k)`."""
        return record_block(block_of(self.state, 1, self.drawn), self.x, [weights])

    @cached_property
    def agreeing(self) -> int:
        """How many output numbers a regular layer with zeros gives just so."""
        return int((self.without_groups(self.with_zeros).output == self.trace.output).sum())

    @property
    def is_race(self) -> bool:
        """Whether the regular layer runs beside it."""
        return self.state["show"] == "race"

    def scene(self, title: str) -> Scene:
        """The layer alone, or raced against the regular one."""
        full, view = Full(self.block, self.shape), view_of(self.state)
        if not self.is_race:
            scene = block_scene(self.trace, title=title, full=full, figures=self._figures(), view=view)
            return listed(scene, block_listing(self.trace))
        regular = self.without_groups(self.whole_weights)
        scene = race(
            Contestant(self.title, self.trace, full),
            Contestant("Regular", regular, Full(self.regular, self.shape)),
            title=title,
            view=view,
        )
        return listed(scene, *map(block_listing, (self.trace, regular)))

    @property
    def title(self) -> str:
        """Of the track in a race."""
        return f"In {self.groups} groups" if self.groups > 1 else "In one group"

    def _figures(self) -> tuple[Figure, ...]:
        cost, deep = self.cost, self.side**2 * self.width
        read, written = self.shape, self.output_shape
        places = times(written[1:])
        return (
            Figure(f"{cost.weights:,}", "weights", f"{self.filters} filters of {deep}"),
            Figure(f"{cost.multiplications:,}", "multiplications (MACs)", f"{places} × {cost.weights:,}", runs=0),
            Figure(f"{cost.flops:,}", "FLOPs = 2 × MACs", "each multiplication and its addition"),
            Figure(f"{places} × {self.filters}", "output", f"from {times(read[1:])} × {read[0]}"),
            Figure(f"{self.width} of {self.channels}", "channels seen", "by each filter"),
        )

    @property
    def positions(self) -> int:
        """Places of the window."""
        return prod(self.output_shape[1:])

    def code(self) -> tuple[Snippet, ...]:
        """The filters on show as programs."""
        return snippets(self.drawn_block.convolutions[0], self.shape, x=self.x, weight=self.weights)
