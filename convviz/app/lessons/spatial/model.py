"""The state of the lesson, and what it means: the kernel at once beside its columns and rows, both recorded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from convviz.analysis.separability import Approximation, low_rank, outer, rank, separated, strengths
from convviz.app.lessons.spatial import text
from convviz.app.lessons.spatial.sample_numbers import KERNELS, has, named
from convviz.app.params.cell_edits import LARGEST, apply, edited
from convviz.app.params.constraints import fitting, window_obstacle
from convviz.app.params.edit_cells import CellChange, CellEdit, RejectedEdit, cells_of
from convviz.app.params.groups.code_panel import CodePanel
from convviz.app.params.make import choice, menu, number, seed
from convviz.app.params.param import COLUMNS, Allowed, Kind
from convviz.app.widgets.glossary import note
from convviz.codegen import Snippet, block_snippets
from convviz.costs.block import BlockCost, block_cost
from convviz.engine.arrays import Array
from convviz.engine.block_trace import BlockTrace, record_block
from convviz.engine.compose import composed_weight
from convviz.player import Edit
from convviz.samples.images_and_kernels import INPUTS as NAMED_INPUTS
from convviz.samples.images_and_kernels import SIZES, Numbers, sample
from convviz.scene import Contestant, Scene, block_listing, race, with_listings
from convviz.spec.block import Block
from convviz.spec.recipes import regular, spatially_separable

INPUTS: Final = {name: title for name, title in NAMED_INPUTS.items() if name != "photo"}
SIDES: Final = range(2, 9)
TAPS: Final = range(2, 6)
PADDINGS: Final = ("none", "same")
EXACT: Final = 1e-12  # of the whole: what floating-point numbers miss by themselves


def _kernels(state: SpatialState) -> Allowed:
    """Kernels of which some size is possible."""
    names = (name for name in KERNELS if any(not state.having(weights=name, kernel=k).obstacle for k in TAPS))
    return Allowed(tuple(names), lambda _: "no size of it fits into the input")


def _terms(state: SpatialState) -> Allowed:
    """As many products as the kernel needs, or fewer."""
    most = max(1, rank(state.changed_kernel))
    return Allowed(range(1, most + 1), lambda _: f"of rank {most} it needs no more than {most}")


class SpatialState(CodePanel):
    """The parameters of the lesson: the input and its border come first, the kernel must fit them."""

    input = menu("in", "the input", INPUTS, "worked", kind=Kind.INPUT, resets=("input_edits",))
    input_seed = seed("seed", "the seed of the input", "in", "input_edits")
    height = number("h", "the input height", SIDES, 5, title="Height", unit="cells", kind=Kind.SIZE)
    width = number(
        "w", "the input width", SIDES, lambda state: state.height, title="Width", unit="cells", kind=Kind.SIZE,
        axis=COLUMNS,
    )  # fmt: skip
    input_edits = edited("xe", "the changed numbers of the input", lambda state: state.size, (SIDES[-1],) * 2)
    padding = choice("pad", "the padding", PADDINGS, "none", help=note("padding"), kind=Kind.PADDING)
    weights = menu(
        "ker", "the kernel", KERNELS, "sobel_x", help=note("kernel", "tap"), kind=Kind.WEIGHTS, allowed=_kernels,
        resets=("weight_edits", "terms"),
    )  # fmt: skip
    weights_seed = seed("kseed", "the seed of the kernel", "ker", "weight_edits")
    kernel = choice(
        "k", "the kernel size", TAPS, 3, title="Side", kind=Kind.KERNEL, yields_to=2, allowed=fitting("kernel", TAPS),
        resets=("weight_edits", "terms"),
    )  # fmt: skip
    weight_edits = edited(
        "ke", "the changed numbers of the kernel", lambda state: (state.kernel,) * 2, (TAPS[-1],) * 2
    )  # fmt: skip
    terms = choice(
        "terms", "the number of products", range(1, TAPS[-1] + 1), 1, title="Products", help=text.TERMS_HELP,
        yields_to=1, allowed=_terms,
    )  # fmt: skip

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of the input."""
        return self.height, self.width

    @property
    def border(self) -> int | str:
        """The padding as a `ConvSpec` takes it."""
        return "same" if self.padding == "same" else 0

    @property
    def named_kernel(self) -> Numbers:
        """The kernel before any number was changed by hand, `(k, k)`."""
        return named(self.weights, self.kernel, seed=self.weights_seed)

    @property
    def changed_kernel(self) -> Numbers:
        """The kernel, `(k, k)`."""
        return apply(self.named_kernel, self.weight_edits)

    @property
    def obstacle(self) -> str:
        """Why the state is impossible, as a clause; empty if it is possible."""
        if not has(self.weights, self.kernel):
            return f"this kernel does not exist: {SIZES[self.weights]}"
        border = "same" if self.padding == "same" else ((0, 0), (0, 0))
        return window_obstacle(self.size, (self.kernel,) * 2, (1, 1), border)


@dataclass(frozen=True)
class SpatialModel:
    """What the state of the lesson means.

    Attributes:
        state: complete and legal.
    """

    state: SpatialState

    @cached_property
    def kernel(self) -> Numbers:
        """The kernel, `(k, k)`."""
        return self.state.changed_kernel

    @cached_property
    def named_input(self) -> Numbers:
        """The input before any number was changed by hand, `(height, width)`."""
        return sample(self.state.input, *self.state.size, seed=self.state.input_seed)

    @cached_property
    def rank(self) -> int:
        """Products of a column and a row that the kernel needs."""
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
        columns, rows = self.nearest[self.state.terms - 1].factors
        return columns, rows

    @property
    def error(self) -> float:
        """What the products in use miss, as a share of the kernel; 0 where they are the kernel."""
        missed = 0.0 if self.whole else self.nearest[self.state.terms - 1].error
        return 0.0 if missed < EXACT else missed

    @property
    def exact(self) -> bool:
        """Whether both compute the same."""
        return self.error == 0

    @property
    def used(self) -> Array:
        """The kernel that the columns and rows amount to, `(k, k)`."""
        return np.asarray(composed_weight(self.separable_block, self._weights)[0, 0])

    @property
    def regular_block(self) -> Block:
        """The kernel at once."""
        return regular(1, 1, self.state.kernel, padding=self.state.border)

    @property
    def separable_block(self) -> Block:
        """Columns, then rows."""
        return spatially_separable(self.state.kernel, terms=self.state.terms, padding=self.state.border)

    @cached_property
    def regular(self) -> BlockTrace:
        """The kernel at once, recorded."""
        return record_block(self.regular_block, self._x, [self.kernel[np.newaxis, np.newaxis]])

    @cached_property
    def separable(self) -> BlockTrace:
        """Columns, then rows, recorded."""
        return record_block(self.separable_block, self._x, self._weights)

    @cached_property
    def costs(self) -> tuple[BlockCost, BlockCost]:
        """The price of the kernel at once, and of columns and rows."""
        return block_cost(self.regular_block, self.state.size), block_cost(self.separable_block, self.state.size)

    @property
    def differing(self) -> int:
        """Numbers of the output in which the two differ."""
        one, other = self.regular.output, self.separable.output
        room = 1e-9 * max(1.0, float(np.abs(one).max()))
        return int((np.abs(one - other) > room).sum())

    def scene(self, title: str) -> Scene:
        """The race."""
        k, terms = self.state.kernel, self.state.terms
        several = f", {terms} of each" if terms > 1 else ""
        contestants = (
            Contestant(f"{k} × {k} at once", self.regular),
            Contestant(f"{k} × 1, then 1 × {k}{several}", self.separable),
        )
        scene = race(*contestants, title=title)
        return with_listings(scene, *map(block_listing, (self.regular, self.separable)))

    def edit(self, edit: Edit) -> CellChange:
        """What numbers typed into either track change: those in the column or the row change the kernel."""
        match edit.grid:
            case "0.input" | "1.input":
                return CellEdit("input_edits", self.named_input, cells_of(self.named_input.shape, edit.cells))
            case "0.kernel 1":
                return CellEdit("weight_edits", self.state.named_kernel, cells_of(self.kernel.shape, edit.cells))
            case "1.kernel 1":
                return self._with_vector(0, edit)
            case "1.kernel 2":
                return self._with_vector(1, edit)
        return None

    def code(self) -> tuple[Snippet, ...]:
        """Columns, then rows, as programs."""
        return block_snippets(self.separable_block, self._x, [weights.round(6) for weights in self._weights])

    @property
    def _x(self) -> Array:
        return apply(self.named_input, self.state.input_edits)[np.newaxis]

    @property
    def _weights(self) -> list[Array]:
        columns, rows = self.vectors
        return [columns[:, np.newaxis, :, np.newaxis], rows[np.newaxis, :, np.newaxis, :]]

    def _with_vector(self, which: int, edit: Edit) -> CellChange:
        """The kernel becomes the product of the two vectors, one of them changed."""
        if self.whole is None:
            return RejectedEdit("weight_edits", text.NOT_EXACT)
        vectors = [vector.astype(float) for vector in self.whole]
        for place, value in edit.cells:
            vectors[which][place] = value
        kernel = outer(*vectors)
        if np.abs(kernel).max() > LARGEST:
            return RejectedEdit("weight_edits", text.TOO_LARGE)
        cells = cells_of(kernel.shape, enumerate(kernel.ravel().tolist()))
        return CellEdit("weight_edits", self.state.named_kernel, cells)
