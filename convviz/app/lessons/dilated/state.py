"""The state of the lesson as a table of fields: one layer in a plane, and a stack of layers along a line."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from convviz.app.lessons.dilated.stack_in_url import (
    MOST_CELLS,
    MOST_LAYERS,
    RULE,
    Stack,
    Stacks,
    drawn,
    least_cells,
    read,
)
from convviz.app.params.cell_edits import changes_field
from convviz.app.params.groups.code_panel import LOOPS
from convviz.app.params.groups.input import MOST_NUMBERED, seed_field
from convviz.app.params.param import Field, Limit, State, number
from convviz.samples.images_and_kernels import INPUTS, KERNELS, has_kernel
from convviz.spec.conv import ConvSpec
from convviz.spec.receptive_field import receptive_fields, layer_sizes

RATES: Final = range(1, 6)
TAPS: Final = range(2, 6)
STRIDES: Final = range(1, 4)
CELLS: Final = range(1, MOST_CELLS + 1)
KERNEL_NAMES: Final = {
    name: title for name, title in KERNELS.items() if all(has_kernel(name, side, side) for side in TAPS)
}
INPUT_NAMES: Final = {name: title for name, title in INPUTS.items() if name != "photo"}


def shape_of(state: State) -> tuple[int, int]:
    """Height and width of the one layer's input, which is square."""
    return (number(state, "h"),) * 2


def kernel_of(state: State) -> tuple[int, int]:
    """Taps down and across."""
    return (number(state, "k"),) * 2


def spec_of(state: State) -> ConvSpec:
    """The one layer."""
    k, d = number(state, "k"), number(state, "d")
    border = d * (k - 1)
    padding = ((border // 2, border - border // 2),) * 2 if state["pad"] == "same" else 0
    return ConvSpec.of(2, 1, 1, k, stride=number(state, "s"), padding=padding, dilation=d)


def stack_of(state: State) -> Stack:
    """The layers of the stack, from the input to the output."""
    layers = read(str(state["layers"]))
    assert layers is not None, "the field takes no other text"
    return layers


def _taps(state: State) -> Limit:
    return Limit(tuple(k for k in TAPS if _spans(state, k, 1)), lambda _: "the kernel would not fit into the input")


def _rates(state: State) -> Limit:
    k = number(state, "k")
    return Limit(
        tuple(d for d in RATES if _spans(state, k, d)), lambda d: f"the kernel would span {int(d) * (k - 1) + 1} cells"
    )


def _spans(state: State, k: int, d: int) -> bool:
    return state["pad"] == "same" or d * (k - 1) + 1 <= number(state, "h")


def _whole_field(state: State) -> int:
    """As many cells as a unit sees, so that without padding one unit sees them all."""
    return min(receptive_fields(stack_of(state))[-1].receptive, _possible(stack_of(state))[-1])


@lru_cache(maxsize=256)
def _possible(layers: Stack) -> tuple[int, ...]:
    return tuple(n for n in range(least_cells(layers), MOST_CELLS + 1) if drawn(layers, n) <= MOST_CELLS)


def _cells(state: State) -> Limit:
    options = _possible(stack_of(state))

    def why_not(wanted: int | str) -> str:
        few = int(wanted) < options[0]
        return "not every layer would have a unit" if few else f"the picture would be wider than {MOST_CELLS} cells"

    return Limit(options, why_not)


def _chosen(state: State) -> Limit:
    count = len(stack_of(state))
    several = f"are {count} layers" if count > 1 else "is one layer"
    return Limit(range(1, count + 1), lambda _: f"there {several} in the stack")


def _units(state: State) -> Limit:
    last = layer_sizes(stack_of(state), number(state, "n"))[-1]
    return Limit(range(last), lambda _: f"the last layer has {last} unit{'s' * (last > 1)}")


def _middle(state: State) -> int:
    return (layer_sizes(stack_of(state), number(state, "n"))[-1] - 1) // 2


DOUBLED: Final = "3.1.0.1_3.1.0.2_3.1.0.4"

FIELDS: Final = (
    Field("in", "the input", tuple(INPUT_NAMES), "worked", drops=("xe",)),
    seed_field("seed", "the seed of the input", "in", "xe"),
    Field("h", "the side of the input", range(2, MOST_NUMBERED + 1), 9),
    changes_field("xe", "the changed numbers of the input", shape_of, (MOST_NUMBERED,) * 2),
    Field("pad", "the padding", ("none", "same"), "none"),
    Field("ker", "the kernel", tuple(KERNEL_NAMES), "worked", drops=("ke",)),
    seed_field("kseed", "the seed of the kernel", "ker", "ke"),
    Field("k", "the kernel size", TAPS, 3, gentle=2, limit=_taps, drops=("ke",)),
    changes_field("ke", "the changed numbers of the kernel", kernel_of, (max(TAPS),) * 2),
    Field("d", "the rate", RATES, 2, gentle=1, limit=_rates),
    Field("s", "the stride", STRIDES, 1),
    Field("layers", "the stack", Stacks(), DOUBLED, syntax=RULE, drops=("n", "u")),
    Field("n", "the number of input cells", CELLS, _whole_field, limit=_cells, drops=("u",)),
    Field("u", "the unit", range(MOST_CELLS), _middle, limit=_units),
    Field("at", "the layer to change", range(1, MOST_LAYERS + 1), 1, limit=_chosen),
    LOOPS,
)
