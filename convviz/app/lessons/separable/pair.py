"""What a state means: the regular layer and the separable block of the same shape, priced in full and drawn in part."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

import numpy as np

from convviz.app.lessons.separable.sample_numbers import kernels, mixing
from convviz.app.lessons.separable.state import (
    drawn_filters,
    drawn_shape,
    is_same,
    kernels_shape,
    mixing_shape,
    shape_of,
)
from convviz.app.params.cell_edits import apply
from convviz.app.params.groups.view import view_of
from convviz.app.params.param import State, number
from convviz.app.widgets.figures import times
from convviz.codegen import Snippet, block_snippets
from convviz.costs.block import BlockCost, block_cost
from convviz.engine.block_trace import BlockTrace, record_block
from convviz.engine.compose import composed_weight
from convviz.samples.images_and_kernels import Numbers
from convviz.samples.small_volumes import volume
from convviz.scene import Contestant, Figure, Full, Scene, block_listing, block_scene, listed, race
from convviz.spec.block import Block
from convviz.spec.recipes import depthwise_separable, regular

TRACKS: Final = ("regular", "separable")
TITLES: Final = ("Regular", "Depthwise separable")


@dataclass(frozen=True)
class Pair:
    """The two blocks of one state.

    Attributes:
        state: complete and legal.
    """

    state: State

    @property
    def shape(self) -> tuple[int, int, int]:
        """Channels, height and width of the input in full."""
        return shape_of(self.state)

    @cached_property
    def blocks(self) -> tuple[Block, Block]:
        """Regular and separable, in full."""
        return self._both(self.shape[0], number(self.state, "n"))

    @cached_property
    def costs(self) -> tuple[BlockCost, BlockCost]:
        """Their prices in full."""
        one, other = (block_cost(block, self.shape) for block in self.blocks)
        return one, other

    @property
    def ratio(self) -> Fraction:
        """Multiplications of the separable block for one of the regular layer: 1/N + 1/k²."""
        one, other = self.costs
        return other.ratio(one)

    @property
    def output_shape(self) -> tuple[int, ...]:
        """Channels, height and width of either output in full."""
        return self.blocks[0].output_shape(self.shape)

    @property
    def is_cut(self) -> bool:
        """Whether less is drawn than there is."""
        return (*drawn_shape(self.state), drawn_filters(self.state)) != (*self.shape, self.output_shape[0])

    @cached_property
    def named_input(self) -> Numbers:
        """The input as drawn, before any number was changed by hand."""
        return volume(str(self.state["in"]), *drawn_shape(self.state), seed=number(self.state, "seed"))

    @cached_property
    def named_kernels(self) -> Numbers:
        """The depthwise kernels as drawn, `(channels, side, side)`, likewise."""
        channels, side, _ = kernels_shape(self.state)
        return kernels(str(self.state["ker"]), channels, side, seed=number(self.state, "kseed"))

    @cached_property
    def named_mixing(self) -> Numbers:
        """The weights of the 1 × 1 filters as drawn, `(filters, channels)`, likewise."""
        return mixing(str(self.state["ker"]), *mixing_shape(self.state), seed=number(self.state, "kseed"))

    @cached_property
    def traces(self) -> tuple[BlockTrace, BlockTrace]:
        """Both recorded, as drawn: the regular filters are the separable ones multiplied out."""
        whole, apart = self._both(drawn_shape(self.state)[0], drawn_filters(self.state))
        x = apply(self.named_input, str(self.state["xe"]))
        weights = (
            apply(self.named_kernels, str(self.state["de"]))[:, np.newaxis],
            apply(self.named_mixing, str(self.state["pe"]))[:, :, np.newaxis, np.newaxis],
        )
        return record_block(whole, x, [composed_weight(apart, weights)]), record_block(apart, x, weights)

    @property
    def agree(self) -> bool:
        """Whether both end in the same numbers, up to the last bits of decimals."""
        one, other = self.traces
        return bool(np.allclose(one.output, other.output, rtol=1e-9, atol=1e-9))

    @property
    def shown(self) -> str:
        """What is drawn: "race", "separable" or "regular"."""
        return str(self.state["show"])

    def scene(self, title: str) -> Scene:
        """The race, or one of the two; planes are spread unless asked otherwise, for so many stacks are too much."""
        view, full = view_of(self.state) or "flat", [Full(block, self.shape) for block in self.blocks]
        if self.shown != "race":
            place = TRACKS.index(self.shown)
            trace = self.traces[place]
            scene = block_scene(trace, title=title, full=full[place], figures=self._figures(), view=view)
            return listed(scene, block_listing(trace))
        contestants = [Contestant(*each) for each in zip(TITLES, self.traces, full, strict=True)]
        scene = race(*contestants, title=title, figures=self._figures(), view=view)
        return listed(scene, *map(block_listing, self.traces))

    def _figures(self) -> tuple[Figure, ...]:
        one, other = self.costs
        channels, height, width = self.output_shape
        read, *sides = self.shape
        return (
            *(self._counter(*each) for each in zip(TRACKS, self.costs, strict=True)),
            Figure(percent(self.ratio), "of the multiplications", "separable for regular"),
            Figure(
                f"{other.weights:,}", "weights, separable", f"regular {one.weights:,}"
            ),
            Figure(times((height, width, channels)), "output of both", f"from {times((*sides, read))}"),
        )  # fmt: skip

    def _counter(self, name: str, price: BlockCost) -> Figure:
        """The multiplications of one, running where its track is on show."""
        track = TRACKS.index(name) if self.shown == "race" else 0 if self.shown == name else -1
        return Figure(
            f"{price.multiplications:,}",
            f"multiplications (MACs), {name}",
            f"{price.flops:,} FLOPs = 2 × MACs",
            runs=track,
        )

    def code(self) -> tuple[Snippet, ...]:
        """The separable block, as drawn, as programs."""
        trace = self.traces[1]
        return block_snippets(trace.block, trace.x, trace.weights)

    def _both(self, channels: int, filters: int) -> tuple[Block, Block]:
        side, padding = number(self.state, "k"), "same" if is_same(self.state) else 0
        return (
            regular(channels, filters, side, padding=padding),
            depthwise_separable(channels, filters, side, padding=padding),
        )


def percent(share: Fraction) -> str:
    """`11.9 %`."""
    return f"{100 * float(share):.1f} %"
