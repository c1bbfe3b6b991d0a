"""The state of the lesson, and what one layer means: a convolution in a plane whose taps may stand apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Final

import numpy as np

from convviz.app.lessons.dilated import text
from convviz.app.lessons.dilated.model_stack import DilatedStackModel
from convviz.app.lessons.dilated.stack_in_url import (
    MOST_CELLS,
    MOST_LAYERS,
    RULE,
    Stack,
    StackPattern,
    drawn,
    least_cells,
    read,
)
from convviz.app.page.layer_model import LayerModel
from convviz.app.params.cell_edits import apply, edited
from convviz.app.params.edit_cells import CellChange, CellEdit, cells_of
from convviz.app.params.groups.code_panel import CodePanel
from convviz.app.params.make import MOST_NUMBERED, choice, hidden, menu, number, seed
from convviz.app.params.param import Allowed, Kind
from convviz.app.widgets.glossary import note
from convviz.codegen import Snippet, snippets
from convviz.costs.layer import Cost, cost
from convviz.engine.trace import Trace, record
from convviz.player import Edit
from convviz.samples.images_and_kernels import INPUTS, KERNELS, Kernel, Numbers, has_kernel, kernel, sample
from convviz.scene import Scene, inflated, layer_listing, scene_of, with_listings
from convviz.spec.conv import ConvSpec
from convviz.spec.receptive_field import layer_sizes, receptive_fields

RATES: Final = range(1, 6)
TAPS: Final = range(2, 6)
STRIDES: Final = range(1, 4)
CELLS: Final = range(1, MOST_CELLS + 1)
KERNEL_NAMES: Final = {
    name: title for name, title in KERNELS.items() if all(has_kernel(name, side, side) for side in TAPS)
}
INPUT_NAMES: Final = {name: title for name, title in INPUTS.items() if name != "photo"}
DOUBLED: Final = "3.1.0.1_3.1.0.2_3.1.0.4"
BOARDS: Final = {"layer": "one layer", "stack": "stack"}
OF_STACK: Final = ("stack", "input_cells", "unit", "chosen_layer")  # the parameters of the stack alone


def _taps(state: DilatedState) -> Allowed:
    options = tuple(k for k in TAPS if state.spans(k, 1))
    return Allowed(options, lambda _: "the kernel would not fit into the input")


def _rates(state: DilatedState) -> Allowed:
    options = tuple(d for d in RATES if state.spans(state.kernel, d))
    return Allowed(options, lambda d: f"the kernel would span {int(d) * (state.kernel - 1) + 1} cells")


def _whole_field(state: DilatedState) -> int:
    """As many cells as a unit sees, so that without padding one unit sees them all."""
    return min(receptive_fields(state.layers)[-1].receptive, _possible_cells(state.layers)[-1])


@lru_cache(maxsize=256)
def _possible_cells(layers: Stack) -> tuple[int, ...]:
    return tuple(n for n in range(least_cells(layers), MOST_CELLS + 1) if drawn(layers, n) <= MOST_CELLS)


def _cells(state: DilatedState) -> Allowed:
    options = _possible_cells(state.layers)

    def why_not(wanted: int | str) -> str:
        few = int(wanted) < options[0]
        return "not every layer would have a unit" if few else f"the picture would be wider than {MOST_CELLS} cells"

    return Allowed(options, why_not)


def _chosen(state: DilatedState) -> Allowed:
    count = len(state.layers)
    several = f"are {count} layers" if count > 1 else "is one layer"
    return Allowed(range(1, count + 1), lambda _: f"there {several} in the stack")


def _units(state: DilatedState) -> Allowed:
    last = state.last_units
    return Allowed(range(last), lambda _: f"the last layer has {last} unit{'s' * (last > 1)}")


def _default_board(state: DilatedState) -> str:
    """A link that says something about the stack shows it."""
    own = any(state.values[name] != state.param(name).initial(state) for name in OF_STACK)
    return "stack" if own else "layer"


def _paddings(state: DilatedState) -> dict[str, str]:
    """The paddings with their cells at each end, where that is one number."""
    border = state.dilation * (state.kernel - 1)
    return {} if border % 2 else {"same": f"same · {border // 2}"}


class DilatedState(CodePanel):
    """The parameters of the one layer, of the stack, and which of them is on the board."""

    input = menu("in", "the input", INPUT_NAMES, "worked", kind=Kind.INPUT, resets=("input_edits",))
    input_seed = seed("seed", "the seed of the input", "in", "input_edits")
    height = number(
        "h", "the side of the input", range(2, MOST_NUMBERED + 1), 9, title="Input size", unit="cells", kind=Kind.SIZE
    )
    input_edits = edited(
        "xe", "the changed numbers of the input", lambda state: state.size, (MOST_NUMBERED,) * 2
    )  # fmt: skip
    padding = choice(
        "pad", "the padding", ("none", "same"), "none", unit="zeros around the input", names=_paddings,
        help=note("padding"), kind=Kind.PADDING,
    )  # fmt: skip
    weights = menu(
        "ker", "the kernel", KERNEL_NAMES, "worked", title="Weights", help=note("kernel", "tap"), kind=Kind.WEIGHTS,
        resets=("weight_edits",),
    )  # fmt: skip
    weights_seed = seed("kseed", "the seed of the kernel", "ker", "weight_edits")
    kernel = choice(
        "k", "the kernel size", TAPS, 3, title="Kernel size", unit="cells", kind=Kind.KERNEL, yields_to=2,
        allowed=_taps, resets=("weight_edits",),
    )  # fmt: skip
    weight_edits = edited(
        "ke", "the changed numbers of the kernel", lambda state: (state.kernel,) * 2, (max(TAPS),) * 2
    )
    dilation = choice(
        "d", "the rate", RATES, 2, unit="cells from weight to weight", help=text.RATE_HELP, kind=Kind.DILATION,
        option="rate", yields_to=1, allowed=_rates,
    )  # fmt: skip
    stride = choice("s", "the stride", STRIDES, 1, unit="cells per step", help=note("stride"), kind=Kind.STRIDE)
    stack = hidden(
        "layers", "the stack", StackPattern(), DOUBLED, syntax=RULE, resets=("input_cells", "unit")
    )  # fmt: skip
    input_cells = number(
        "cells", "the number of input cells", CELLS, _whole_field, title="Input size", unit="cells", allowed=_cells,
        resets=("unit",),
    )  # fmt: skip
    unit = number(
        "u", "the unit", range(MOST_CELLS), lambda state: (state.last_units - 1) // 2, title="Whose paths",
        unit="unit of the last layer", help=text.UNIT_HELP, from_one=True, allowed=_units,
    )  # fmt: skip
    chosen_layer = choice("at", "the layer to change", range(1, MOST_LAYERS + 1), 1, allowed=_chosen)
    board = choice("board", "what is on the board", tuple(BOARDS), _default_board, title="Show", names=BOARDS)

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of the one layer's input, which is square."""
        return self.height, self.height

    @property
    def has_stack(self) -> bool:
        """Whether the stack is on the board."""
        return self.board == "stack"

    @property
    def layers(self) -> Stack:
        """The layers of the stack, from the input to the output."""
        layers = read(self.stack)
        assert layers is not None, "the parameter takes no other text"
        return layers

    @property
    def last_units(self) -> int:
        """Units of the last layer of the stack."""
        return layer_sizes(self.layers, self.input_cells)[-1]

    def spans(self, kernel: int, rate: int) -> bool:
        """Whether a kernel of so many taps at this rate has room on the input."""
        return self.padding == "same" or rate * (kernel - 1) + 1 <= self.height


@dataclass(frozen=True)
class DilatedModel(LayerModel):
    """What the state of the lesson means: one layer, and a stack of layers.

    Attributes:
        state: complete and legal.
    """

    state: DilatedState

    @cached_property
    def stack(self) -> DilatedStackModel:
        """The stack of layers."""
        return DilatedStackModel(self.state)

    @cached_property
    def spec(self) -> ConvSpec:
        """The layer."""
        k, d = self.state.kernel, self.state.dilation
        border = d * (k - 1)
        padding = ((border // 2, border - border // 2),) * 2 if self.state.padding == "same" else 0
        return ConvSpec.of(2, 1, 1, k, stride=self.state.stride, padding=padding, dilation=d)

    @property
    def size(self) -> tuple[int, ...]:
        """Height and width of the input."""
        return self.state.size

    @cached_property
    def span(self) -> int:
        """Cells from the first tap to the last."""
        return self.spec.span[0]

    @cached_property
    def compact(self) -> Cost:
        """The price of the same layer with its taps side by side, at as many places."""
        spec = replace(self.spec, dilation=(1, 1), padding=((0, 0),) * 2)
        around = [(size - 1) * spec.stride[0] + spec.kernel[0] for size in self.geometry.output_shape]
        return cost(spec, around)

    @cached_property
    def named_input(self) -> Numbers:
        """The input before any number was changed by hand, `(height, width)`."""
        return sample(self.state.input, *self.size, seed=self.state.input_seed)

    @cached_property
    def named_kernel(self) -> Kernel:
        """The weights before any was changed by hand."""
        return kernel(self.state.weights, self.state.kernel, self.state.kernel, seed=self.state.weights_seed)

    @cached_property
    def kernel(self) -> Kernel:
        """The weights."""
        named = self.named_kernel
        return Kernel(apply(named.whole, self.state.weight_edits), named.scale)

    @cached_property
    def trace(self) -> Trace:
        """Every step."""
        x = apply(self.named_input, self.state.input_edits)
        return record(self.spec, x[np.newaxis], self.kernel.weights[np.newaxis, np.newaxis])

    def scene(self, title: str) -> Scene:
        """What the player shows: the kernel as wide as it reaches."""
        whole = scene_of(self.trace, title=title, scale=self.kernel.scale)
        return with_listings(inflated(whole, self.spec.dilation), layer_listing(self.geometry))

    def edit(self, edit: Edit) -> CellChange:
        """What numbers typed into the picture of the one layer change."""
        match edit.grid:
            case "input":
                return CellEdit("input_edits", self.named_input, cells_of(self.state.size, edit.cells))
            case "kernel":
                return CellEdit("weight_edits", self.named_kernel.whole, cells_of(self.spec.kernel, edit.cells))
        return None

    def code(self) -> tuple[Snippet, ...]:
        """The same operation as programs."""
        whole = self.kernel.whole[np.newaxis, np.newaxis]
        return snippets(self.spec, self.trace.x.shape, x=self.trace.x, weight=whole, scale=self.kernel.scale)
