"""The state of the lesson, in one dimension and in two, and what it means: two recorded convolutions.

One lets the kernel slide as it is, the other turned round.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

import numpy as np

from convviz.app.lessons.correlation import text
from convviz.app.lessons.correlation.code import by_name
from convviz.app.lessons.correlation.convolution_laws import agree
from convviz.app.params.cell_edits import apply, edited
from convviz.app.params.constraints import WindowState, window_obstacle
from convviz.app.params.edit_cells import CellChange, CellEdit, cells_of
from convviz.app.params.groups.kernel import PlaneKernel
from convviz.app.params.make import choice, menu, number, seed
from convviz.app.params.param import COLUMNS, Allowed, Kind, Param, V
from convviz.app.widgets.glossary import note
from convviz.codegen import Snippet, snippets
from convviz.costs.layer import Cost, cost
from convviz.engine.trace import Trace, record
from convviz.player import Edit
from convviz.samples.images_and_kernels import INPUTS, Kernel, Numbers, kernel, sample
from convviz.samples.signals import FILTERS, SIGNALS, TWO_TAPS, has_taps, signal, taps
from convviz.scene import Scene, flip_scene, side_by_side
from convviz.spec.conv import ConvSpec, Geometry
from convviz.spec.parse import Pairs

DIMENSIONS: Final = {"1d": "1-D signal", "2d": "2-D image"}
PADDINGS: Final = ("full", "same", "none")
OPERATIONS: Final = ("convolution", "correlation")
OPERATION_NAMES: Final = {"correlation": "cross-correlation"}
LENGTHS: Final = range(4, 17)
TAPS: Final = range(1, 8)
TAP_BUTTONS: Final = range(1, 6)
SIDES: Final = range(5, 9)
INPUT_NAMES: Final = {name: title for name, title in INPUTS.items() if name != "photo"}

IN_1D: Final = "in one dimension"
IN_2D: Final = "in two dimensions"
NO_ROOM: Final = "the window would not fit into the input"
CORRELATION, CONVOLUTION = "Cross-correlation", "Convolution"


def _is_plane(state: SignalState) -> bool:
    return state.is_plane


def _is_signal(state: SignalState) -> bool:
    return not state.is_plane


def _usual(state: SignalState) -> str:
    """Mathematics lets a signal and a filter meet wherever they touch; a layer mostly stays inside its input."""
    return "none" if state.is_plane else "full"


def _padding_names(state: SignalState) -> dict[str, str]:
    """With the number of zeros before and after, where it is one number."""
    spans = {size - 1 for size in state.kernel_shape}
    if len(spans) > 1 or not (span := spans.pop()):
        return {}
    return {"full": f"full · {span}", **({} if span % 2 else {"same": f"same · {span // 2}"})}


def _lengths(state: SignalState) -> Allowed:
    """Lengths that the filter exists in and that fit into the input."""
    name, size = state.taps, state.length
    options = tuple(m for m in TAPS if has_taps(name, m) and (m <= size or state.padding != "none"))
    return Allowed(options, lambda value: TWO_TAPS if not has_taps(name, int(value)) else NO_ROOM)


def _in_plane(param: Param[V], **shown: Any) -> Param[V]:
    """A parameter that matters in two dimensions only, and what is different about its control."""
    restricted = param.restricted(_is_plane, IN_2D)
    return replace(restricted, control=replace(restricted.control, **shown))


class SignalState(WindowState):
    """The input in one dimension or two, its border, and the kernel in one; a kernel in a plane must fit them."""

    dimensions = choice(
        "dim", "the number of dimensions", tuple(DIMENSIONS), "1d", names=DIMENSIONS, followers=("padding",)
    )  # fmt: skip
    signal = menu(
        "sig", "the signal", SIGNALS, "worked", title="Numbers", kind=Kind.INPUT, active_when=_is_signal, only=IN_1D,
        resets=("signal_edits",),
    )  # fmt: skip
    length = number(
        "len", "the length of the signal", LENGTHS, 5, title="Input size", kind=Kind.SIZE, axis=COLUMNS,
        active_when=_is_signal, only=IN_1D,
    )  # fmt: skip
    input = menu(
        "in", "the input", INPUT_NAMES, "worked", title="Numbers", kind=Kind.INPUT, active_when=_is_plane, only=IN_2D,
        resets=("input_edits",),
    )  # fmt: skip
    height = number(
        "h", "the input height", SIDES, 5, title="Input size", kind=Kind.SIZE, active_when=_is_plane, only=IN_2D
    )  # fmt: skip
    width = number(
        "w", "the input width", SIDES, lambda state: state.height, title="Width", kind=Kind.SIZE, axis=COLUMNS,
        active_when=_is_plane, only=IN_2D,
    )  # fmt: skip
    input_seed = seed(
        "seed", "the seed of the input", "in", "input_edits", resets=("signal_edits",), only="with a random input",
        active_when=lambda state: (state.input if state.is_plane else state.signal) == "random",
    )  # fmt: skip
    signal_edits = edited(
        "xs", "the changed numbers of the signal", lambda state: state.input_shape, (LENGTHS[-1],), spelled="place",
        active_when=_is_signal, only=IN_1D,
    )  # fmt: skip
    input_edits = edited(
        "xe", "the changed numbers of the input", lambda state: state.input_shape, (SIDES[-1],) * 2,
        active_when=_is_plane, only=IN_2D,
    )  # fmt: skip
    padding = choice(
        "pad", "the padding", PADDINGS, _usual, unit="zeros around the input", names=_padding_names,
        help=text.PADDING_HELP, kind=Kind.PADDING,
    )  # fmt: skip
    taps = menu(
        "fil", "the kernel", FILTERS, "worked", help=note("kernel", "filter"), kind=Kind.WEIGHTS,
        active_when=_is_signal, only=IN_1D, resets=("taps_edits",),
    )  # fmt: skip
    taps_seed = seed("fseed", "the seed of the kernel", "fil", "taps_edits", option="weights-seed").restricted(
        _is_signal, IN_1D
    )
    taps_length = choice(
        "klen", "the length of the kernel", TAPS, 3, title="Kernel size", among=TAP_BUTTONS,
        help=note("tap"), kind=Kind.KERNEL, yields_to=2,
        allowed=_lengths, active_when=_is_signal, only=IN_1D, resets=("taps_edits",),
    )  # fmt: skip
    taps_edits = edited(
        "ks", "the changed numbers of the kernel", lambda state: state.kernel_shape, (TAPS[-1],), spelled="place",
        active_when=_is_signal, only=IN_1D,
    )  # fmt: skip

    @property
    def is_plane(self) -> bool:
        """Whether the state is of two dimensions."""
        return self.dimensions == "2d"

    @property
    def input_shape(self) -> tuple[int, ...]:
        """Sizes of the input."""
        return (self.height, self.width) if self.is_plane else (self.length,)

    @property
    def kernel_shape(self) -> tuple[int, ...]:
        """Sizes of the kernel."""
        return self.kernel_size if self.is_plane else (self.taps_length,)


class CorrelationState(SignalState, PlaneKernel):
    """The parameters of the lesson: the input comes first, then its border, then the kernel."""

    axes = _in_plane(PlaneKernel.axes)
    weights = _in_plane(PlaneKernel.weights, help=note("kernel", "filter"))
    weights_seed = _in_plane(PlaneKernel.weights_seed)
    kernel = _in_plane(PlaneKernel.kernel, help=note("tap"), among=TAP_BUTTONS)
    kernel_width = _in_plane(PlaneKernel.kernel_width, among=TAP_BUTTONS)
    weight_edits = _in_plane(PlaneKernel.weight_edits)
    operation = choice(
        "code", "the operation shown as code", OPERATIONS, "convolution", title="Code for", names=OPERATION_NAMES
    )  # fmt: skip

    @property
    def border(self) -> Pairs:
        """Cells (before, after) along each axis; of "same" an odd one after, as in PyTorch and TensorFlow."""
        spans = [size - 1 for size in self.kernel_shape]
        match self.padding:
            case "full":
                return tuple((span, span) for span in spans)
            case "same":
                return tuple((span // 2, span - span // 2) for span in spans)
        return ((0, 0),) * len(spans)

    @property
    def obstacle(self) -> str:
        """Why a kernel in a plane is impossible, as a clause; empty if it is possible."""
        return self.missing_kernel or window_obstacle(self.input_shape, self.kernel_size, (1, 1), self.border)

    def spec(self, *, flip: bool = False) -> ConvSpec:
        """The layer, as a cross-correlation or, with the kernel turned round, as a true convolution."""
        shape = self.kernel_shape
        return ConvSpec.of(len(shape), 1, 1, shape, padding=self.border, flip=flip)


@dataclass(frozen=True)
class Meeting:
    """One output number of the convolution.

    Attributes:
        cell: where it is.
        pairs: the numbers under the window, each with the weight it meets.
        sum: of their products.
    """

    cell: tuple[int, ...]
    pairs: tuple[tuple[float, float], ...]
    sum: float


@dataclass(frozen=True)
class CorrelationModel:
    """What the state of the lesson means.

    Attributes:
        state: complete and legal.
    """

    state: CorrelationState

    @cached_property
    def geometry(self) -> Geometry:
        """Where the windows lie: at the same places for both."""
        return self.state.spec().resolve(self.state.input_shape)

    @cached_property
    def cost(self) -> Cost:
        """The price of each of the two."""
        return cost(self.state.spec(), self.state.input_shape)

    @cached_property
    def x(self) -> Numbers:
        """The input, of one axis or two."""
        return apply(self.named_input, self.state.input_edits if self.state.is_plane else self.state.signal_edits)

    @cached_property
    def named_input(self) -> Numbers:
        """The input before any number was changed by hand."""
        state = self.state
        if state.is_plane:
            return sample(state.input, state.height, state.width, seed=state.input_seed)
        return signal(state.signal, state.length, seed=state.input_seed)

    @cached_property
    def kernel(self) -> Kernel:
        """The weights."""
        named, state = self.named_kernel, self.state
        return Kernel(apply(named.whole, state.weight_edits if state.is_plane else state.taps_edits), named.scale)

    @cached_property
    def named_kernel(self) -> Kernel:
        """The weights before any was changed by hand."""
        state = self.state
        if state.is_plane:
            return kernel(state.weights, *state.kernel_size, seed=state.weights_seed)
        return taps(state.taps, state.taps_length, seed=state.taps_seed)

    @cached_property
    def turned(self) -> Kernel:
        """The kernel turned round: reversed along every axis."""
        return Kernel(np.flip(self.kernel.whole), self.kernel.scale)

    @cached_property
    def correlation(self) -> Trace:
        """The kernel slides as it is."""
        return self._recorded(flip=False)

    @cached_property
    def convolution(self) -> Trace:
        """The kernel slides turned round."""
        return self._recorded(flip=True)

    @cached_property
    def differing(self) -> list[tuple[int, ...]]:
        """Places of the output where the two differ, in order."""
        there = ~agree(self.correlation.output[0], self.convolution.output[0])
        return [tuple(map(int, place)) for place in np.argwhere(there)]

    @property
    def largest(self) -> Meeting:
        """The output number of the convolution that is furthest from 0."""
        step = self.convolution[int(np.abs(self.convolution.output).argmax())]
        pairs = zip(step.values.ravel().tolist(), step.weights.ravel().tolist(), strict=True)
        return Meeting(step.cell[1:], tuple(pairs), float(step.sum))

    def scene(self, title: str) -> Scene:
        """What the player shows: two tracks on one clock."""
        scale = self.kernel.scale
        tracks = {
            CORRELATION: flip_scene(self.correlation, title=CORRELATION, used="as it is", scale=scale),
            CONVOLUTION: flip_scene(self.convolution, title=CONVOLUTION, used="reversed", scale=scale),
        }
        alt = (
            "Two computations on the same input with the same kernel: cross-correlation slides it as it is, "
            "convolution turns it round first."
        )
        return side_by_side(tracks, title=title, alt=alt)

    def edit(self, edit: Edit) -> CellChange:
        """What numbers typed into either track change: the one input or the one kernel of both."""
        _, _, grid = edit.grid.rpartition(".")  # "0.input" and "1.input" show the same numbers
        plane = self.state.is_plane
        match grid:
            case "input":
                cells = cells_of(self.x.shape, edit.cells)
                return CellEdit("input_edits" if plane else "signal_edits", self.named_input, cells)
            case "kernel":
                named = self.named_kernel.whole
                return CellEdit("weight_edits" if plane else "taps_edits", named, cells_of(named.shape, edit.cells))
        return None

    def code(self) -> tuple[Snippet, ...]:
        """One of the two as programs; in one dimension NumPy has a function of that name."""
        trace = self.convolution if self.state.operation == "convolution" else self.correlation
        whole = self.kernel.whole[np.newaxis, np.newaxis]
        dialects = snippets(trace.spec, trace.x.shape, x=trace.x, weight=whole, scale=self.kernel.scale)
        own = () if self.state.is_plane else (by_name(trace, self.kernel, self.state.padding),)
        return (*own, *dialects)

    def _recorded(self, *, flip: bool) -> Trace:
        weight = self.kernel.weights[np.newaxis, np.newaxis]
        return record(self.state.spec(flip=flip), self.x[np.newaxis], weight)
