"""The state of the lesson, and what it means: a 3-D convolution, and a 2-D one as deep as the input."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from math import prod
from typing import Any, Final

import numpy as np

from convviz.app.lessons.volumes import text
from convviz.app.params.cell_edits import apply, edited
from convviz.app.params.constraints import fitting, window_obstacle
from convviz.app.params.edit_cells import CellChange, CellEdit, cells_of
from convviz.app.params.groups.axes import INDEPENDENT, Axes, is_independent, titled_by_axes
from convviz.app.params.groups.view import StepOrder, VolumeView
from convviz.app.params.make import choice, menu, number, seed, switch
from convviz.app.params.param import COLUMNS, DEPTH, Allowed, Kind, Param, V
from convviz.app.widgets.glossary import note
from convviz.codegen import Snippet, snippets
from convviz.costs.layer import Cost, cost
from convviz.engine.trace import Trace, record
from convviz.player import Edit
from convviz.samples.images_and_kernels import Kernel, Numbers
from convviz.samples.volumes import FILTERS, VOLUMES, Size, filters, missing_filter, volume
from convviz.scene import Grid, Scene, View, scene_of, side_by_side
from convviz.spec.conv import ConvSpec, Geometry
from convviz.spec.parse import Pairs

DEPTHS: Final = range(1, 9)
SIDES: Final = range(3, 17)
MOST_SIDE: Final = 8  # of volumes whose every number is worth reading
TAPS: Final = range(1, 6)
STRIDES: Final = range(1, 4)
DILATIONS: Final = range(1, 4)
COUNTS: Final = range(1, 4)
PADDINGS: Final = ("none", "same")
MOST_MULTIPLICATIONS: Final = 500_000  # of a layer, that the player steps through without a pause one would notice

SOLID: Final = "3-D: walks along three axes"
FLAT: Final = "2-D, as deep as the input: along two"


def _sides(state: VolumesState) -> Allowed:
    most = SIDES[-1] if state.is_scan else MOST_SIDE
    return Allowed(range(SIDES[0], most + 1), lambda _: f"only a scan may have more than {MOST_SIDE} cells a side")


def _filters(state: VolumesState) -> Allowed:
    """Filters of which some size is possible."""
    names = (name for name in FILTERS if any(True for _ in _sizes(state.having(weights=name))))
    return Allowed(tuple(names), lambda _: "no size of it fits into the padded input")


def _depths(state: VolumesState) -> Allowed:
    """Filter depths for which some height and width are possible."""
    options = sorted({depth for depth, _, _ in _sizes(state)})
    return Allowed(tuple(options), lambda value: state.having(kernel_depth=value).obstacle)


def _heights(state: VolumesState) -> Allowed:
    options = sorted({height for _, height, _ in _sizes(state, [state.kernel_depth])})
    return Allowed(tuple(options), lambda value: state.having(kernel=value).obstacle)


def _widths(state: VolumesState) -> Allowed:
    found = _sizes(state, [state.kernel_depth])
    options = sorted(width for _, height, width in found if height == state.kernel)
    return Allowed(tuple(options), lambda value: state.having(kernel_width=value).obstacle)


def _sizes(state: VolumesState, depths: Sequence[int] = DEPTHS) -> Iterator[Size]:
    """Sizes of the 3-D filter with which there is such a layer."""
    planes = product(TAPS, TAPS) if state.independent else ((side, side) for side in TAPS)
    for (height, width), depth in product(planes, depths):
        if not state.having(kernel_depth=depth, kernel=height, kernel_width=width).obstacle:
            yield depth, height, width


def _own(
    key: str, label: str, options: Sequence[V], follows: str, *, kind: Kind, axis: int, help: str = "",
    allowed: Callable[[Any], Allowed] | None = None,
) -> Param[V]:  # fmt: skip
    """What one axis has of its own where axes are independent, and what otherwise follows another axis."""
    return choice(
        key, label, options, lambda state: state.values[follows], yields_to=options[0], help=help, kind=kind,
        axis=axis, allowed=allowed, active_when=is_independent, only=INDEPENDENT,
    )  # fmt: skip


def _if_together(word: str) -> Callable[[VolumesState], str]:
    """The help of a control for all axes at once; of independent axes, the depth has it."""
    return lambda state: "" if state.independent else note(word)


class VolumesState(Axes, StepOrder, VolumeView):
    """The parameters of the lesson. The input comes first, then its border, then the window."""

    input = menu(
        "in", "the input", VOLUMES, "worked", help=text.INPUT_HELP, kind=Kind.INPUT,
        resets=("depth", "height", "width", "input_edits", "show"),
    )  # fmt: skip
    input_seed = seed("seed", "the seed of the input", "in", "input_edits")
    channels = choice("c", "the number of channels", COUNTS, 1, help=note("channel"), kind=Kind.IN_CHANNELS)
    depth = number(
        "dep", "the input depth", DEPTHS, lambda state: 8 if state.is_scan else 4, title="Input depth",
        kind=Kind.SIZE, axis=DEPTH,
    )  # fmt: skip
    height = number(
        "h", "the input height", SIDES, lambda state: 12 if state.is_scan else 5, title="Height", unit="cells",
        kind=Kind.SIZE, allowed=_sides,
    )  # fmt: skip
    width = number(
        "w", "the input width", SIDES, lambda state: state.height, title="Width", unit="cells", kind=Kind.SIZE,
        axis=COLUMNS, allowed=_sides,
    )  # fmt: skip
    input_edits = edited(
        "xe", "the changed numbers of the input", lambda state: state.shape,
        (COUNTS[-1], DEPTHS[-1], SIDES[-1], SIDES[-1]), spelled="channel.slice.row.column",
    )  # fmt: skip
    padding = choice(
        "pad", "the padding", PADDINGS, "none", title=titled_by_axes("Padding", "Padding down"),
        help=_if_together("padding"), kind=Kind.PADDING,
    )  # fmt: skip
    padding_depth = _own(
        "padd", "the padding along depth", PADDINGS, "padding", kind=Kind.OTHER, axis=DEPTH, help=note("padding")
    )
    padding_across = _own("padw", "the padding across", PADDINGS, "padding", kind=Kind.OTHER, axis=COLUMNS)
    filters = choice("n", "the number of filters", COUNTS, 1, help=note("filter"), kind=Kind.OUT_CHANNELS)
    weights = menu(
        "ker", "the filter", FILTERS, "worked", help=text.FILTER_HELP, kind=Kind.WEIGHTS, allowed=_filters,
        resets=("weight_edits", "flat_edits"),
    )  # fmt: skip
    weights_seed = seed("kseed", "the seed of the filter", "ker", "weight_edits", resets=("flat_edits",))
    kernel_depth = number(
        "kd", "the filter depth", DEPTHS, lambda state: min(2, state.depth), yields_to=1, kind=Kind.KERNEL, axis=DEPTH,
        allowed=_depths, resets=("weight_edits", "flat_edits"),
    )  # fmt: skip
    kernel = choice(
        "k", "the kernel size", TAPS, 3, yields_to=1, title=titled_by_axes("Kernel side", "Kernel height"),
        kind=Kind.KERNEL, allowed=_heights, resets=("weight_edits", "flat_edits"),
    )  # fmt: skip
    kernel_width = choice(
        "kw", "the kernel width", TAPS, lambda state: state.kernel, yields_to=1, kind=Kind.KERNEL, axis=COLUMNS,
        allowed=_widths, active_when=is_independent, only=INDEPENDENT, resets=("weight_edits", "flat_edits"),
    )  # fmt: skip
    weight_edits = edited(
        "ke", "the changed numbers of the 3-D filter", lambda state: state.solid_shape,
        (COUNTS[-1], COUNTS[-1], DEPTHS[-1], TAPS[-1], TAPS[-1]), spelled="filter.channel.slice.row.column",
    )  # fmt: skip
    flat_edits = edited(
        "fe", "the changed numbers of the 2-D filter", lambda state: state.flat_shape,
        (COUNTS[-1], COUNTS[-1], DEPTHS[-1], TAPS[-1], TAPS[-1]), spelled="filter.channel.slice.row.column",
        active_when=lambda state: state.is_shallow, only="with a filter less deep than the input",
    )  # fmt: skip
    dilation = choice(
        "d", "the dilation", DILATIONS, 1, yields_to=1, title=titled_by_axes("Dilation", "Dilation down"),
        help=_if_together("dilation"), kind=Kind.DILATION, allowed=fitting("dilation", DILATIONS),
    )  # fmt: skip
    dilation_depth = _own(
        "dd", "the dilation along depth", DILATIONS, "dilation", kind=Kind.DILATION, axis=DEPTH, help=note("dilation"),
        allowed=fitting("dilation_depth", DILATIONS),
    )  # fmt: skip
    dilation_across = _own(
        "dw", "the dilation across", DILATIONS, "dilation", kind=Kind.DILATION, axis=COLUMNS,
        allowed=fitting("dilation_across", DILATIONS),
    )  # fmt: skip
    stride = choice(
        "s", "the stride", STRIDES, 1, title=titled_by_axes("Stride", "Stride down"), help=_if_together("stride"),
        kind=Kind.STRIDE,
    )  # fmt: skip
    stride_depth = _own(
        "sd", "the stride along depth", STRIDES, "stride", kind=Kind.STRIDE, axis=DEPTH, help=note("stride")
    )
    stride_across = _own("sw", "the stride across", STRIDES, "stride", kind=Kind.STRIDE, axis=COLUMNS)
    show = switch(
        "show", "the choice of what is shown", off="solid", on="both",
        default=lambda state: "solid" if state.is_scan else "both", title="2-D beside it",
        syntax="must be one of both or solid",
    )  # fmt: skip

    @property
    def is_scan(self) -> bool:
        """Whether the input is a picture rather than numbers to be read."""
        return self.input == "scan"

    @property
    def is_shallow(self) -> bool:
        """Whether the 3-D filter is less deep than the input; if not, both layers have one and the same filter."""
        return self.kernel_depth < self.depth

    @property
    def size(self) -> Size:
        """Depth, height and width of the input."""
        return self.depth, self.height, self.width

    @property
    def shape(self) -> tuple[int, int, int, int]:
        """Channels, depth, height and width of the input."""
        return self.channels, *self.size

    @property
    def kernel_size(self) -> Size:
        """Depth, height and width of the 3-D filter; its depth is always a choice of its own."""
        return self.kernel_depth, self.kernel, self.kernel_width

    @property
    def strides(self) -> Size:
        """Along depth, down and across."""
        return self.stride_depth, self.stride, self.stride_across

    @property
    def dilations(self) -> Size:
        """Along depth, down and across."""
        return self.dilation_depth, self.dilation, self.dilation_across

    @property
    def border(self) -> Pairs:
        """Cells (before, after) along each axis."""
        kinds = (self.padding_depth, self.padding, self.padding_across)
        axes = zip(kinds, self.dilations, self.kernel_size, strict=True)
        spans = [dilation * (taps - 1) if kind == "same" else 0 for kind, dilation, taps in axes]
        return tuple((span // 2, span - span // 2) for span in spans)

    @property
    def solid_shape(self) -> tuple[int, ...]:
        """The weights of the 3-D layer: filters, channels, depth, height, width."""
        return self.filters, self.channels, *self.kernel_size

    @property
    def flat_shape(self) -> tuple[int, ...]:
        """The weights of the 2-D layer, its channels told by the channel and the slice of the volume they are."""
        return self.filters, self.channels, self.depth, *self.kernel_size[1:]

    @property
    def solid_spec(self) -> ConvSpec:
        """The 3-D convolution, whether it fits its input or not."""
        return self._spec(3, self.channels)

    @property
    def flat_spec(self) -> ConvSpec:
        """The 2-D convolution with the same window in the plane: every slice of every channel is a channel to it."""
        return self._spec(2, self.channels * self.depth)

    @property
    def obstacle(self) -> str:
        """Why there is no such layer, as a clause; empty if there is one."""
        if self.kernel_depth > self.depth:
            return "the filter would be deeper than the input"
        if missing := missing_filter(self.weights, self.kernel_size):
            return f"this filter does not exist: {missing}"
        if no_room := window_obstacle(self.size, self.kernel_size, self.dilations, self.border):
            return no_room
        if self._multiplications > MOST_MULTIPLICATIONS:
            return f"there would be more than {MOST_MULTIPLICATIONS:,} multiplications to play"
        return ""

    @property
    def _multiplications(self) -> int:
        """Of the 3-D layer, where its window fits."""
        axes = zip(self.size, self.border, self.dilations, self.kernel_size, self.strides, strict=True)
        places = (
            (cells + low + high - dilation * (taps - 1) - 1) // stride + 1
            for cells, (low, high), dilation, taps, stride in axes
        )
        return prod(self.solid_shape) * prod(places)

    def _spec(self, ndim: int, channels: int) -> ConvSpec:
        return ConvSpec.of(
            ndim,
            channels,
            self.filters,
            self.kernel_size[-ndim:],
            stride=self.strides[-ndim:],
            padding=self.border[-ndim:],
            dilation=self.dilations[-ndim:],
        )


@dataclass(frozen=True)
class RecordedLayer:
    """One of the two layers on its input.

    Attributes:
        trace: every step.
        kernel: its weights as whole numbers with a fraction in front, in the shape of the spec's weight.
    """

    trace: Trace
    kernel: Kernel

    @property
    def geometry(self) -> Geometry:
        """The layer on its input, in integers."""
        return self.trace.geometry

    @cached_property
    def cost(self) -> Cost:
        """Its price."""
        return cost(self.trace.spec, self.geometry.input_shape)

    def on(self, x: Numbers, kernel: Kernel | None = None) -> Trace:
        """The same layer on another input, or with other weights."""
        return record(self.trace.spec, x, (kernel or self.kernel).weights)

    def code(self) -> tuple[Snippet, ...]:
        """The layer as programs."""
        trace = self.trace
        return snippets(trace.spec, trace.x.shape, x=trace.x, weight=self.kernel.whole, scale=self.kernel.scale)


@dataclass(frozen=True)
class VolumesModel:
    """What the state of the lesson means.

    Attributes:
        state: complete and legal.
    """

    state: VolumesState

    @cached_property
    def named_volume(self) -> Numbers:
        """The input before any number was changed by hand, `(channels, depth, height, width)`."""
        return volume(self.state.input, self.state.shape, seed=self.state.input_seed)

    @cached_property
    def volume(self) -> Numbers:
        """The input, `(channels, depth, height, width)`."""
        return apply(self.named_volume, self.state.input_edits)

    @cached_property
    def named_solid(self) -> Kernel:
        """The 3-D filters before any number was changed, `(filters, channels, depth, height, width)`."""
        return self._filters(self.state.solid_shape)

    @cached_property
    def named_flat(self) -> Kernel:
        """The 2-D filters before any number was changed, their channels as `(channels, depth)` of the volume."""
        return self._filters(self.state.flat_shape)

    @cached_property
    def solid(self) -> RecordedLayer:
        """The 3-D convolution."""
        kernel = _changed(self.named_solid, self.state.weight_edits)
        return RecordedLayer(record(self.state.solid_spec, self.volume, kernel.weights), kernel)

    @cached_property
    def flat(self) -> RecordedLayer:
        """The 2-D convolution; where the 3-D filter is as deep as the input, with that very filter."""
        changes = self.state.flat_edits if self.state.is_shallow else self.state.weight_edits
        deep = _changed(self.named_flat, changes)
        spec = self.state.flat_spec
        kernel = Kernel(deep.whole.reshape(spec.weight_shape), deep.scale)
        return RecordedLayer(record(spec, self.planes, kernel.weights), kernel)

    @property
    def planes(self) -> Numbers:
        """The input as a 2-D layer takes it: every slice of every channel a channel."""
        return self.volume.reshape(-1, *self.volume.shape[2:])

    @property
    def layers(self) -> tuple[RecordedLayer, RecordedLayer]:
        """Both, the 3-D one first."""
        return self.solid, self.flat

    @property
    def coincide(self) -> bool:
        """Whether the 3-D window has nowhere to go along depth, so that the 2-D layer computes the same."""
        return not self.state.is_shallow and self.solid.geometry.padding[0] == (0, 0)

    def scene(self, title: str) -> Scene:
        """What the player shows: both layers in step, until the shorter one is over, or the 3-D one alone."""
        scenes = {name: self._track(name, layer) for name, layer in zip((SOLID, FLAT), self.layers, strict=True)}
        if self.state.show == "solid":
            del scenes[FLAT]
        alt = " Beside it: ".join(scene.alt for scene in scenes.values())
        return side_by_side(scenes, title=title, alt=alt, clock="steps")

    @property
    def _view(self) -> View:
        """Unless the link says otherwise, two volumes below each other lie flat, as pictures do: more is legible."""
        crowded = self.state.is_scan or self.state.show == "both"
        return self.state.scene_view or ("flat" if crowded else "")

    def _track(self, title: str, layer: RecordedLayer) -> Scene:
        scale, order = layer.kernel.scale, self.state.scene_order
        scene = scene_of(layer.trace, title=title, scale=scale, order=order, view=self._view)
        return replace(scene, grids=tuple(map(self._grid, scene.grids)))

    def _grid(self, grid: Grid) -> Grid:
        """In a volume, even the weights for a single channel are a stack of kernels, and so a filter."""
        if grid.role == "kernel":
            return replace(grid, title=grid.title.replace("kernel", "filter"))
        return replace(grid, display="pixels") if self.state.is_scan else grid

    def edit(self, edit: Edit) -> CellChange:
        """What numbers typed into the picture change: both tracks show one volume."""
        match edit.grid:
            case "0.input" | "1.input":
                name, numbers = "input_edits", self.named_volume
            case "1.kernel" if self.state.is_shallow:
                name, numbers = "flat_edits", self.named_flat.whole
            case _:  # of equal depth the two layers have one filter
                name, numbers = "weight_edits", self.named_solid.whole
        return CellEdit(name, numbers, cells_of(numbers.shape, edit.cells))

    def code(self) -> tuple[Snippet, ...]:
        """Both as programs, the 3-D one in every dialect first."""
        flat = (replace(snippet, title=f"{snippet.title}, 2-D") for snippet in self.flat.code())
        return *self.solid.code(), *flat

    def _filters(self, shape: tuple[int, ...]) -> Kernel:
        count, channels, depth, height, width = shape
        return filters(self.state.weights, count, channels, (depth, height, width), seed=self.state.weights_seed)


def _changed(kernel: Kernel, changes: str) -> Kernel:
    return Kernel(np.asarray(apply(kernel.whole, changes)), kernel.scale)
