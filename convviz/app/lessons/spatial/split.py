"""One state of the lesson as two recorded blocks: the kernel at once, and as columns and rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from convviz.analysis.separability import Approximation, low_rank, rank, separated, strengths
from convviz.app.lessons.spatial.state import kernel_of, named_kernel, padding_of, shape_of
from convviz.app.params.cell_edits import apply
from convviz.app.params.param import State, number
from convviz.codegen import Snippet, block_snippets
from convviz.costs.block import BlockCost, block_cost
from convviz.engine.arrays import Array
from convviz.engine.block_trace import BlockTrace, record_block
from convviz.engine.compose import composed_weight
from convviz.samples.images_and_kernels import Numbers, sample
from convviz.scene import Contestant, Figure, Scene, block_listing, listed, race
from convviz.scene.builders.race import running
from convviz.spec.block import Block
from convviz.spec.recipes import regular, spatially_separable

EXACT = 1e-12  # of the whole: what floating-point numbers miss by themselves


@dataclass(frozen=True)
class Split:
    """What the state of the lesson means.

    Attributes:
        state: complete and legal.
    """

    state: State

    @cached_property
    def kernel(self) -> Numbers:
        """The kernel, `(k, k)`."""
        return kernel_of(self.state)

    @property
    def named_kernel(self) -> Numbers:
        """The kernel before any number was changed by hand."""
        return named_kernel(self.state)

    @cached_property
    def named_input(self) -> Numbers:
        """The input before any number was changed by hand, `(height, width)`."""
        return sample(str(self.state["in"]), *shape_of(self.state), seed=number(self.state, "seed"))

    @property
    def size(self) -> int:
        """Of the kernel, along both sides."""
        return number(self.state, "k")

    @property
    def terms(self) -> int:
        """Products of a column and a row that are used."""
        return number(self.state, "t")

    @cached_property
    def rank(self) -> int:
        """Products that the kernel needs."""
        return rank(self.kernel)

    @cached_property
    def strengths(self) -> Array:
        """Singular values of the kernel."""
        return strengths(self.kernel)

    @cached_property
    def whole(self) -> tuple[Array, Array] | None:
        """Column and row in whole numbers, if the kernel is their product."""
        return separated(self.kernel)

    @cached_property
    def nearest(self) -> tuple[Approximation, ...]:
        """The best sums of 1, 2, … products, up to the last that the kernel needs."""
        return tuple(low_rank(self.kernel, terms) for terms in range(1, max(1, self.rank) + 1))

    @cached_property
    def vectors(self) -> tuple[Array, Array]:
        """The columns and the rows in use, `(terms, k)` each."""
        if self.whole:
            column, row = self.whole
            return column[np.newaxis], row[np.newaxis]
        columns, rows = self.nearest[self.terms - 1].factors
        return columns, rows

    @property
    def error(self) -> float:
        """What the products in use miss, as a share of the kernel; 0 where they are the kernel."""
        missed = 0.0 if self.whole else self.nearest[self.terms - 1].error
        return 0.0 if missed < EXACT else missed

    @property
    def exact(self) -> bool:
        """Whether both compute the same."""
        return self.error == 0

    @property
    def used(self) -> Array:
        """The kernel that the columns and rows amount to, `(k, k)`."""
        return np.asarray(composed_weight(self.split_block, self._weights)[0, 0])

    @property
    def regular_block(self) -> Block:
        """The kernel at once."""
        return regular(1, 1, self.size, padding=padding_of(self.state))

    @property
    def split_block(self) -> Block:
        """Columns, then rows."""
        return spatially_separable(self.size, terms=self.terms, padding=padding_of(self.state))

    @cached_property
    def regular(self) -> BlockTrace:
        """The kernel at once, recorded."""
        return record_block(self.regular_block, self._x, [self.kernel[np.newaxis, np.newaxis]])

    @cached_property
    def split(self) -> BlockTrace:
        """Columns, then rows, recorded."""
        return record_block(self.split_block, self._x, self._weights)

    @cached_property
    def costs(self) -> tuple[BlockCost, BlockCost]:
        """The price of either."""
        return tuple(block_cost(block, shape_of(self.state)) for block in (self.regular_block, self.split_block))  # type: ignore[return-value]

    @property
    def differing(self) -> int:
        """Numbers of the output in which the two differ."""
        one, other = self.regular.output, self.split.output
        room = 1e-9 * max(1.0, float(np.abs(one).max()))
        return int((np.abs(one - other) > room).sum())

    def scene(self, title: str) -> Scene:
        """The race."""
        k = self.size
        several = f", {self.terms} of each" if self.terms > 1 else ""
        contestants = (
            Contestant(f"{k} × {k} at once", self.regular),
            Contestant(f"{k} × 1, then 1 × {k}{several}", self.split),
        )
        whole, parts = self.costs
        ratio = parts.ratio(whole)
        figures = (
            *(running(place, each) for place, each in enumerate(contestants)),
            Figure(
                f"{100 * float(ratio):.1f} %",
                "of the multiplications",
                f"{100 * parts.weights / whole.weights:.1f} % of the weights",
            ),
            Figure(f"{self.differing} of {self.regular.output.size}", "outputs differ", self._kept()),
        )
        scene = race(*contestants, title=title, figures=figures)
        return listed(scene, *map(block_listing, (self.regular, self.split)))

    def code(self) -> tuple[Snippet, ...]:
        """Columns, then rows, as programs."""
        return block_snippets(self.split_block, self._x, [weights.round(6) for weights in self._weights])

    @property
    def _x(self) -> Array:
        return apply(self.named_input, str(self.state["xe"]))[np.newaxis]

    @property
    def _weights(self) -> list[Array]:
        columns, rows = self.vectors
        return [columns[:, np.newaxis, :, np.newaxis], rows[np.newaxis, :, np.newaxis, :]]

    def _kept(self) -> str:
        return "the two agree" if self.exact else f"{100 * self.error:.0f} % of the kernel is missed"
