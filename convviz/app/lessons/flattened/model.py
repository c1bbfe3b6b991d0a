"""The state of the lesson, and what it means: whole filters beside three vectors for each, both recorded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from convviz.analysis.separability import outer, rank, rank_one, separated_filter
from convviz.app.lessons.flattened import text
from convviz.app.lessons.flattened.sample_numbers import FILTERS, filters, why_not
from convviz.app.params.cell_edits import LARGEST, apply, edited
from convviz.app.params.constraints import fitting, window_obstacle
from convviz.app.params.edit_cells import CellChange, CellEdit, RejectedEdit, cells_of
from convviz.app.params.groups.code_panel import CodePanel
from convviz.app.params.groups.view import VolumeView
from convviz.app.params.make import choice, menu, number, seed
from convviz.app.params.param import COLUMNS, Allowed, Kind
from convviz.app.widgets.glossary import note
from convviz.codegen import Snippet, block_snippets
from convviz.costs.block import BlockCost, block_cost
from convviz.engine.arrays import Array
from convviz.engine.block_trace import BlockTrace, record_block
from convviz.engine.compose import composed_weight
from convviz.player import Edit
from convviz.samples.images_and_kernels import Numbers
from convviz.samples.small_volumes import INPUTS, volume
from convviz.scene import Contestant, Scene, block_listing, block_scene, race, with_listings
from convviz.spec.block import Block
from convviz.spec.recipes import flattened, regular

SIDES: Final = range(2, 8)
CHANNELS: Final = range(1, 5)
COUNTS: Final = range(1, 4)
TAPS: Final = range(2, 5)
PADDINGS: Final = ("none", "same")
SHOW: Final = {"flattened": "three steps", "race": "beside whole filters"}
EXACT: Final = 1e-9  # of the whole: what floating-point numbers and a search that stops miss by themselves
STEPS: Final = ("kernel 1", "kernel 2", "kernel 3")


def _names(state: FlattenedState) -> Allowed:
    """Filters that exist with so many channels and in this size."""
    options = tuple(name for name in FILTERS if not why_not(name, state.channels, state.kernel))
    return Allowed(options, lambda name: why_not(str(name), state.channels, state.kernel))


class FlattenedState(VolumeView, CodePanel):
    """The parameters of the lesson: the input and its border come first, the kernel must fit them."""

    input = menu("in", "the input", INPUTS, "worked", kind=Kind.INPUT, resets=("input_edits",))
    input_seed = seed("seed", "the seed of the input", "in", "input_edits")
    height = number("h", "the input height", SIDES, 5, title="Height", kind=Kind.SIZE)
    width = number(
        "w", "the input width", SIDES, lambda state: state.height, title="Width", kind=Kind.SIZE, axis=COLUMNS
    )  # fmt: skip
    channels = choice(
        "c", "the number of channels", CHANNELS, 2, unit="of the input", help=note("channel"), kind=Kind.IN_CHANNELS,
        resets=("weight_edits",),
    )  # fmt: skip
    input_edits = edited(
        "xe", "the changed numbers of the input", lambda state: state.shape, (CHANNELS[-1], SIDES[-1], SIDES[-1]),
        spelled="channel.row.column",
    )  # fmt: skip
    padding = choice(
        "pad", "the padding", PADDINGS, "none", unit="zeros around the input", help=note("padding"), kind=Kind.PADDING
    )
    filters = choice("n", "the number of filters", COUNTS, 1, unit="output channels", kind=Kind.OUT_CHANNELS)
    kernel = choice(
        "k", "the kernel size", TAPS, 3, unit="cells per side", kind=Kind.KERNEL, yields_to=2,
        allowed=fitting("kernel", TAPS), resets=("weight_edits",),
    )  # fmt: skip
    weights = menu(
        "ker", "the choice of filters", FILTERS, "product", title="Filter weights", help=note("filter", "kernel"),
        kind=Kind.WEIGHTS, allowed=_names, resets=("weight_edits",),
    )  # fmt: skip
    weights_seed = seed("kseed", "the seed of the filters", "ker", "weight_edits")
    weight_edits = edited(
        "ke", "the changed numbers of the filters", lambda state: state.weight_shape,
        (COUNTS[-1], CHANNELS[-1], TAPS[-1], TAPS[-1]), spelled="filter.channel.row.column",
    )  # fmt: skip
    show = choice("show", "what is played", tuple(SHOW), "flattened", names=SHOW, title="Show")

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of the input."""
        return self.height, self.width

    @property
    def shape(self) -> tuple[int, int, int]:
        """Channels, height and width of the input."""
        return self.channels, self.height, self.width

    @property
    def weight_shape(self) -> tuple[int, int, int, int]:
        """Filters, channels, height and width of the kernels."""
        return self.filters, self.channels, self.kernel, self.kernel

    @property
    def obstacle(self) -> str:
        """Why the window has no room on the input, as a clause; empty if it has. Filters give way to its size."""
        border = "same" if self.padding == "same" else ((0, 0), (0, 0))
        return window_obstacle(self.size, (self.kernel,) * 2, (1, 1), border)


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
class FlattenedModel:
    """What the state of the lesson means.

    Attributes:
        state: complete and legal.
    """

    state: FlattenedState

    @cached_property
    def named_input(self) -> Numbers:
        """The input before any number was changed by hand, `(channels, height, width)`."""
        return volume(self.state.input, *self.state.shape, seed=self.state.input_seed)

    @cached_property
    def named_filters(self) -> Numbers:
        """The filters before any number was changed by hand, `(filters, channels, k, k)`."""
        return filters(self.state.weights, *self.state.weight_shape[:3], seed=self.state.weights_seed)

    @cached_property
    def filters(self) -> Numbers:
        """The filters, `(filters, channels, k, k)`."""
        return apply(self.named_filters, self.state.weight_edits)

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
        count, channels, *kernel = self.state.weight_shape
        padding = "same" if self.state.padding == "same" else 0
        return regular(channels, count, kernel, padding=padding), flattened(channels, count, kernel, padding=padding)

    @cached_property
    def costs(self) -> tuple[BlockCost, BlockCost]:
        """The price of whole filters, and of flattened ones."""
        one, other = self.blocks
        return block_cost(one, self.state.size), block_cost(other, self.state.size)

    @cached_property
    def traces(self) -> tuple[BlockTrace, BlockTrace]:
        """Both recorded."""
        one, other = self.blocks
        x = apply(self.named_input, self.state.input_edits)
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
        _, channels, k, _ = self.state.weight_shape
        return f"Regular: {channels} × {k} × {k}", f"Flattened: {channels} + {k} + {k}"

    def scene(self, title: str) -> Scene:
        """The race, or the three steps alone; planes are spread unless asked otherwise."""
        view = self.state.scene_view or "flat"
        contestants = [Contestant(*each) for each in zip(self.titles, self.traces, strict=True)]
        if self.state.show == "flattened":
            scene = block_scene(self.traces[1], title=title, view=view)
            return with_listings(scene, block_listing(self.traces[1]))
        scene = race(*contestants, title=title, view=view)
        return with_listings(scene, *map(block_listing, self.traces))

    def edit(self, edit: Edit) -> CellChange:
        """What numbers typed into two tracks or the three steps alone change: those in a vector its whole filter."""
        track, dot, grid = edit.grid.rpartition(".")
        if grid == "input":
            return CellEdit("input_edits", self.named_input, cells_of(self.named_input.shape, edit.cells))
        if dot and track == "0":
            return CellEdit("weight_edits", self.named_filters, cells_of(self.filters.shape, edit.cells))
        return self._with_vector(STEPS.index(grid), edit)

    def code(self) -> tuple[Snippet, ...]:
        """The three steps as programs."""
        return block_snippets(self.blocks[1], self.traces[1].x, [weights.round(6) for weights in self.weights])

    def _with_vector(self, axis: int, edit: Edit) -> CellChange:
        """The filter becomes the product of its three vectors, one of them changed."""
        changed = self.filters.astype(float)
        size = self.filters.shape[1 + axis]
        vectors = [[part.astype(float) for part in each.parts] for each in self.vectors]
        for place, value in edit.cells:
            which, entry = divmod(place, size)
            if not self.vectors[which].whole:
                return RejectedEdit("weight_edits", text.NOT_EXACT)
            vectors[which][axis][entry] = value
            changed[which] = outer(*vectors[which])
        if np.abs(changed).max() > LARGEST:
            return RejectedEdit("weight_edits", text.TOO_LARGE)
        cells = cells_of(changed.shape, enumerate(changed.ravel().tolist()))
        return CellEdit("weight_edits", self.named_filters, cells)
