"""One state of the lesson as two recorded blocks: whole filters, and three vectors for each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from convviz.analysis.separability import rank, rank_one, separated_filter
from convviz.app.lessons.flattened.sample_numbers import filters
from convviz.app.lessons.flattened.state import filters_shape, padding_of, shape_of, volume_of
from convviz.app.params.cell_edits import apply
from convviz.app.params.groups.view import view_of
from convviz.app.params.param import State, number
from convviz.codegen import Snippet, block_snippets
from convviz.costs.block import BlockCost, block_cost
from convviz.engine.arrays import Array
from convviz.engine.block_trace import BlockTrace, record_block
from convviz.engine.compose import composed_weight
from convviz.samples.images_and_kernels import Numbers
from convviz.samples.small_volumes import volume
from convviz.scene import Contestant, Figure, Scene, block_listing, block_scene, listed, race
from convviz.scene.builders.race import running
from convviz.spec.block import Block
from convviz.spec.recipes import flattened, regular

EXACT = 1e-9  # of the whole: what floating-point numbers and a search that stops miss by themselves


@dataclass(frozen=True)
class Vectors:
    """One filter as three vectors.

    Attributes:
        exact: the filter, `(channels, height, width)`.
        parts: along channels, height and width.
        whole: whether all of them are whole numbers whose product is the filter.
        error: what their product misses, as a share of the filter.
    """

    exact: Array
    parts: tuple[Array, ...]
    whole: bool
    error: float

    @classmethod
    def of(cls, exact: Array) -> Vectors:
        """Whole numbers where there are such, otherwise the nearest product."""
        found = separated_filter(exact)
        if found:
            return cls(exact, found, whole=True, error=0.0)
        nearest = rank_one(exact)
        error = nearest.error if nearest.error > EXACT else 0.0
        return cls(exact, tuple(vectors[0] for vectors in nearest.factors), whole=False, error=error)

    @property
    def ranks(self) -> tuple[int, ...]:
        """Of the table with a row for every channel, every row and every column of the filter."""
        return tuple(
            rank(np.moveaxis(self.exact, axis, 0).reshape(self.exact.shape[axis], -1))
            for axis in range(self.exact.ndim)
        )


@dataclass(frozen=True)
class Flat:
    """What the state of the lesson means.

    Attributes:
        state: complete and legal.
    """

    state: State

    @cached_property
    def named_input(self) -> Numbers:
        """The input before any number was changed by hand, `(channels, height, width)`."""
        return volume(str(self.state["in"]), *volume_of(self.state), seed=number(self.state, "seed"))

    @cached_property
    def named_filters(self) -> Numbers:
        """The filters before any number was changed by hand, `(filters, channels, k, k)`."""
        return filters(str(self.state["fil"]), *filters_shape(self.state)[:3], seed=number(self.state, "fseed"))

    @cached_property
    def filters(self) -> Numbers:
        """The filters, `(filters, channels, k, k)`."""
        return apply(self.named_filters, str(self.state["fe"]))

    @cached_property
    def vectors(self) -> tuple[Vectors, ...]:
        """Every filter as three vectors."""
        return tuple(map(Vectors.of, self.filters))

    @property
    def exact(self) -> bool:
        """Whether both compute the same."""
        return all(each.error == 0 for each in self.vectors)

    @cached_property
    def blocks(self) -> tuple[Block, Block]:
        """Whole filters, and flattened ones."""
        count, channels, *kernel = filters_shape(self.state)
        padding = padding_of(self.state)
        return regular(channels, count, kernel, padding=padding), flattened(channels, count, kernel, padding=padding)

    @cached_property
    def costs(self) -> tuple[BlockCost, BlockCost]:
        """The price of either."""
        one, other = self.blocks
        return block_cost(one, shape_of(self.state)), block_cost(other, shape_of(self.state))

    @cached_property
    def traces(self) -> tuple[BlockTrace, BlockTrace]:
        """Both recorded."""
        one, other = self.blocks
        x = apply(self.named_input, str(self.state["xe"]))
        return record_block(one, x, [self.filters]), record_block(other, x, self.weights)

    @property
    def weights(self) -> list[Array]:
        """Of the three steps, as their layers hold them."""
        channel, column, row = (np.stack([each.parts[axis] for each in self.vectors]) for axis in range(3))
        return [
            channel[:, :, np.newaxis, np.newaxis],
            column[:, np.newaxis, :, np.newaxis],
            row[:, np.newaxis, np.newaxis],
        ]

    @property
    def used(self) -> Array:
        """The filters that the vectors amount to, `(filters, channels, k, k)`."""
        return composed_weight(self.blocks[1], self.weights)

    @property
    def differing(self) -> int:
        """Numbers of the output in which the two differ."""
        one, other = (trace.output for trace in self.traces)
        room = 1e-9 * max(1.0, float(np.abs(one).max()))
        return int((np.abs(one - other) > room).sum())

    @property
    def titles(self) -> tuple[str, str]:
        """Of the tracks."""
        _, channels, k, _ = filters_shape(self.state)
        return f"Regular: {channels} × {k} × {k}", f"Flattened: {channels} + {k} + {k}"

    def scene(self, title: str) -> Scene:
        """The race, or the three steps alone; planes are spread unless asked otherwise."""
        view = view_of(self.state) or "flat"
        contestants = [Contestant(*each) for each in zip(self.titles, self.traces, strict=True)]
        if self.state["show"] == "flattened":
            scene = block_scene(self.traces[1], title=title, figures=self._figures(contestants[1:]), view=view)
            return listed(scene, block_listing(self.traces[1]))
        scene = race(*contestants, title=title, figures=self._figures(contestants), view=view)
        return listed(scene, *map(block_listing, self.traces))

    def code(self) -> tuple[Snippet, ...]:
        """The three steps as programs."""
        return block_snippets(self.blocks[1], self.traces[1].x, [weights.round(6) for weights in self.weights])

    def _figures(self, contestants: list[Contestant]) -> tuple[Figure, ...]:
        whole, parts = self.costs
        ratio, share = float(parts.ratio(whole)), parts.weights / whole.weights
        missed = max(each.error for each in self.vectors)
        return (
            *(running(place, each) for place, each in enumerate(contestants)),
            Figure(f"{100 * ratio:.1f} %", "of the multiplications", f"{100 * share:.1f} % of the weights"),
            Figure(
                f"{self.differing} of {self.traces[0].output.size}",
                "outputs differ",
                f"up to {100 * missed:.0f} % of a filter is missed" if missed else "the two agree",
            ),
        )
