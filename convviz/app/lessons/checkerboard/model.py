"""The state of the lesson, and what it means: a recorded transposed convolution whose outputs count its stamps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from math import gcd
from typing import Final

import numpy as np

from convviz.analysis.stamp_overlap import Upsampling, inside, overlap
from convviz.app.lessons.checkerboard import text
from convviz.app.lessons.checkerboard.sample_pictures import PICTURES, WEIGHTS
from convviz.app.page.layer_model import LayerModel
from convviz.app.params.cell_edits import apply, edited
from convviz.app.params.edit_cells import CellChange, CellEdit, cells_of
from convviz.app.params.make import choice, number, switch
from convviz.app.params.param import COLUMNS, Allowed, Kind, Param, State
from convviz.app.widgets.glossary import note
from convviz.codegen import Snippet, snippets
from convviz.engine.arrays import Array
from convviz.engine.trace import Trace, record
from convviz.player import Edit
from convviz.samples.images_and_kernels import MOST_SEED, Numbers
from convviz.scene import Grid, Scene, scene_of, with_bars
from convviz.spec.conv import ConvSpec

DIMENSIONS: Final = {"1d": "1-D", "2d": "2-D"}
KERNELS: Final = range(1, 9)
STRIDES: Final = range(1, 5)
MOST_CELLS: Final = 10
CELLS: Final = range(1, MOST_CELLS + 1)
MOST_LAYERS: Final = 3
CROPS: Final = range(KERNELS[-1])
FIGURE: Final = (4, 6)  # inputs down and across in the animation of the Distill article: 9 × 13 come out
NOTHING: Final = "nothing would be left of the output"
COUNTS: Final = "times painted"


def _is_plane(state: CheckerboardState) -> bool:
    return state.is_plane


def _is_line(state: CheckerboardState) -> bool:
    return not state.is_plane


def _cropping(place: int) -> Callable[[CheckerboardState], Allowed]:
    """Paddings that leave something of the output of a layer of the stack; each of its cells lies under the kernel."""

    def allowed(state: CheckerboardState) -> Allowed:
        *before, layer = state.possible_layers[:place]
        cells = state.width if before else min(state.size)  # the stack is of one dimension
        for one in before:
            cells = one.size(cells)
        options = tuple(crop for crop in range(layer.kernel) if layer._replace(padding=crop).size(cells) >= 1)
        few = "the padding is less than the kernel size"
        return Allowed(options, lambda crop: NOTHING if int(crop) < layer.kernel else few)

    return allowed


def _layer(place: int, kernel: int, stride: int) -> tuple[Param[int], Param[int], Param[int]]:
    """Kernel size, stride and padding of a layer after the first."""

    def active(state: CheckerboardState) -> bool:
        return state.layers >= place

    only = f"with {place} layers or more" if place < MOST_LAYERS else f"with {place} layers"
    return (
        choice(f"k{place}", f"the kernel size of layer {place}", KERNELS, kernel, active_when=active, only=only),
        choice(f"s{place}", f"the stride of layer {place}", STRIDES, stride, active_when=active, only=only),
        choice(
            f"p{place}", f"the padding of layer {place}", CROPS, 0, allowed=_cropping(place), active_when=active,
            only=only,
        ),
    )  # fmt: skip


class CheckerboardState(State):
    """The parameters of the lesson: inputs first, then the layer, those stacked on it, and the picture it enlarges."""

    dimensions = choice(
        "dim", "the number of dimensions", tuple(DIMENSIONS), "1d", title="Dimensions", names=DIMENSIONS,
        resets=("signal_edits", "input_edits", "taps_edits", "weight_edits"), followers=("width",),
    )  # fmt: skip
    width = number(
        "w", "the number of inputs", CELLS, lambda state: FIGURE[1] if state.is_plane else 8,
        title=lambda state: "Input columns" if state.is_plane else "Inputs", kind=Kind.SIZE, axis=COLUMNS,
        resets=("signal_edits", "input_edits"),
    )  # fmt: skip
    height = number(
        "h", "the number of input rows", CELLS, FIGURE[0], kind=Kind.SIZE, active_when=_is_plane,
        only="in two dimensions", resets=("signal_edits", "input_edits"),
    )  # fmt: skip
    kernel = choice(
        "k", "the kernel size", KERNELS, 3, unit="cells", help=note("kernel", "tap"), kind=Kind.KERNEL,
        resets=("taps_edits", "weight_edits"),
    )  # fmt: skip
    stride = choice(
        "s", "the stride", STRIDES, 2, unit="cells from stamp to stamp", help=text.STRIDE_HELP, kind=Kind.STRIDE
    )
    padding_cells = choice(
        "p", "the padding", CROPS, 0, unit="cells cropped at each end", help=text.PADDING_HELP, kind=Kind.PADDING_CELLS,
        allowed=_cropping(1),
    )  # fmt: skip
    signal_edits = edited(
        "xs", "the changed numbers of the input", lambda state: state.size, (MOST_CELLS,), spelled="place",
        active_when=_is_line, only="in one dimension",
    )  # fmt: skip
    taps_edits = edited(
        "ks", "the changed weights", lambda state: state.kernel_size, (KERNELS[-1],), spelled="place",
        active_when=_is_line, only="in one dimension",
    )  # fmt: skip
    input_edits = edited(
        "xe", "the changed numbers of the input", lambda state: state.size, (MOST_CELLS,) * 2,
        active_when=_is_plane, only="in two dimensions",
    )  # fmt: skip
    weight_edits = edited(
        "ke", "the changed weights", lambda state: state.kernel_size, (KERNELS[-1],) * 2,
        active_when=_is_plane, only="in two dimensions",
    )  # fmt: skip
    overlap_view = switch("map", "the view of the overlap", off="flat", on="surface", title="As a surface, too")
    layers = choice("l", "the number of layers", range(1, MOST_LAYERS + 1), 2)
    kernel_2, stride_2, padding_2 = _layer(2, 3, 2)
    kernel_3, stride_3, padding_3 = _layer(3, 4, 1)
    picture = choice("pic", "the picture", tuple(PICTURES), "cat", names=PICTURES)
    weights = choice(
        "ker", "the choice of weights", tuple(WEIGHTS), "random", names=WEIGHTS, help=text.WEIGHTS_HELP,
        kind=Kind.WEIGHTS,
    )  # fmt: skip
    weights_seed = number(
        "kseed", "the seed of the weights", range(MOST_SEED + 1), 1,
        active_when=lambda state: state.weights == "random", only="with `ker=random`",
    )  # fmt: skip

    @property
    def is_plane(self) -> bool:
        """Whether the player shows two dimensions."""
        return self.dimensions == "2d"

    @property
    def size(self) -> tuple[int, ...]:
        """Of the player's input, along each axis."""
        return (self.height, self.width) if self.is_plane else (self.width,)

    @property
    def plane_size(self) -> tuple[int, int]:
        """Inputs down and across where two dimensions are shown, in the player or below it."""
        return (self.height, self.width) if self.is_plane else FIGURE

    @property
    def kernel_size(self) -> tuple[int, ...]:
        """Of the player's kernel, the same along each axis."""
        return (self.kernel,) * len(self.size)

    @property
    def possible_layers(self) -> tuple[Upsampling, ...]:
        """As many layers as can be stacked, the layer in the player first."""
        return (
            Upsampling(self.kernel, self.stride, self.padding_cells),
            Upsampling(self.kernel_2, self.stride_2, self.padding_2),
            Upsampling(self.kernel_3, self.stride_3, self.padding_3),
        )

    @property
    def stack(self) -> tuple[Upsampling, ...]:
        """The layers that are stacked, the layer in the player first."""
        return self.possible_layers[: self.layers]


@dataclass(frozen=True)
class CheckerboardModel(LayerModel):
    """What the state of the lesson means: ones in, so that what comes out are counts.

    Attributes:
        state: complete and legal.
    """

    state: CheckerboardState

    @cached_property
    def spec(self) -> ConvSpec:
        """The layer."""
        kernel, along = self.state.kernel_size, self.along
        return ConvSpec.of(len(kernel), 1, 1, kernel, stride=along.stride, padding=along.padding, transposed=True)

    @property
    def size(self) -> tuple[int, ...]:
        """Of the input, along each axis."""
        return self.state.size

    @property
    def along(self) -> Upsampling:
        """The layer along each axis."""
        return self.state.stack[0]

    @cached_property
    def named_input(self) -> Numbers:
        """The input before any number was changed by hand: ones."""
        return np.ones(self.size, np.int64)

    @cached_property
    def named_kernel(self) -> Numbers:
        """The weights before any was changed by hand: ones."""
        return np.ones(self.state.kernel_size, np.int64)

    @cached_property
    def trace(self) -> Trace:
        """Every step."""
        x = apply(self.named_input, self._edits("input_edits"))
        weight = apply(self.named_kernel, self._edits("weight_edits"))
        return record(self.spec, x[np.newaxis], weight[np.newaxis, np.newaxis])

    @property
    def counts(self) -> bool:
        """Whether the output counts stamps: nothing was changed by hand."""
        return not (self._edits("input_edits") or self._edits("weight_edits"))

    @cached_property
    def overlaps(self) -> tuple[tuple[int, ...], ...]:
        """How often the cells along each axis are painted."""
        return tuple(overlap([self.along], cells) for cells in self.size)

    @property
    def period(self) -> tuple[int, ...]:
        """One period of the counts along an axis, far from the ends."""
        return inside([self.along])

    @property
    def by_phase(self) -> tuple[int | float, ...]:
        """What the weights of each phase of the stride add up to; of a plane, row by row."""
        weight: Array = self.trace.weight[0, 0]
        phases = product(range(self.along.stride), repeat=weight.ndim)
        return tuple(
            weight[tuple(slice(start, None, self.along.stride) for start in phase)].sum().item() for phase in phases
        )

    @cached_property
    def plane(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Counts down and across where two dimensions are shown; their products are those of the cells."""
        down, across = self.state.plane_size
        return overlap([self._along_plane], down), overlap([self._along_plane], across)

    @property
    def _along_plane(self) -> Upsampling:
        """The layer, its padding left out where the plane is too small for it."""
        fits = self.along.size(min(self.state.plane_size)) >= 1
        return self.along if fits else self.along._replace(padding=0)

    def scene(self, title: str) -> Scene:
        """Stamps, and their number as bars in one dimension, as tints in two."""
        scene = scene_of(self.trace, title=title)
        scene = replace(scene, grids=tuple(map(self._grid, scene.grids)))
        return scene if self.state.is_plane else with_bars(scene)

    def _grid(self, grid: Grid) -> Grid:
        if grid.role != "output":
            return replace(grid, display="cells")
        sign = "" if self.state.is_plane else " "  # bars stand on a line of their own, as wide as it may be
        return replace(grid, title=COUNTS if self.counts else grid.title, display="cells", sign=sign)

    def edit(self, edit: Edit) -> CellChange:
        """What numbers typed into the picture change."""
        match edit.grid:
            case "input":
                name, numbers = "input_edits", self.named_input
            case "kernel":
                name, numbers = "weight_edits", self.named_kernel
            case _:
                return None
        return CellEdit(self._in_dimensions(name), numbers, cells_of(numbers.shape, edit.cells))

    def code(self) -> tuple[Snippet, ...]:
        """The layer as programs."""
        trace = self.trace
        return snippets(self.spec, trace.x.shape, x=trace.x, weight=trace.weight)

    def _edits(self, name: str) -> str:
        return str(self.state.values[self._in_dimensions(name)])

    def _in_dimensions(self, name: str) -> str:
        """The parameter that has the edits of a grid: cells of a line and of a plane are spelled differently."""
        on_a_line = {"input_edits": "signal_edits", "weight_edits": "taps_edits"}
        return name if self.state.is_plane else on_a_line[name]


def ratio(counts: tuple[int, ...]) -> str:
    """Most to least, in lowest terms: `2 : 1`; `1 : 0` where cells are never painted."""
    most, least = max(counts), min(counts)
    common = gcd(most, least)
    return f"{most // common} : {least // common}"
