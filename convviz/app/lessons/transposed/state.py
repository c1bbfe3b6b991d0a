"""The state of the lesson as a table of fields: what may be asked for, and what is possible together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from convviz.app.lessons.transposed.sample_numbers import COUNTING, INPUTS
from convviz.app.params.cell_edits import changes_field
from convviz.app.params.groups.input import seed_field
from convviz.app.params.param import Field, Limit, State, number
from convviz.errors import ConvError
from convviz.samples.images_and_kernels import KERNELS, SIZES, has_kernel
from convviz.scene import fits_matrix
from convviz.scene.builders.toeplitz_matrix import MOST_COLUMNS
from convviz.spec.conv import ConvSpec

MOST_SIDE: Final = 8
SIDES: Final = range(1, MOST_SIDE + 1)
MOST_TAPS: Final = 5
TAPS: Final = range(1, MOST_TAPS + 1)
STRIDES: Final = range(1, 5)
DILATIONS: Final = range(1, 4)
PADS: Final = range(9)
EXTRAS: Final = range(4)
BIASES: Final = range(-99, 100)
WAYS: Final = ("all", "paint", "slide", "matrix", "back")


def shape_of(state: State) -> tuple[int, int]:
    """Height and width of the input."""
    return (number(state, "i"),) * 2


def taps_of(state: State) -> tuple[int, int]:
    """Height and width of the kernel."""
    return (number(state, "k"),) * 2


def spec_of(state: State) -> ConvSpec:
    """The layer a state describes, the same along both axes."""
    return ConvSpec.of(
        2, 1, 1, taps_of(state), stride=number(state, "s"), padding=number(state, "p"), dilation=number(state, "d"),
        output_padding=number(state, "a"), transposed=True, bias=bool(state["b"]),
    )  # fmt: skip


def missing(state: State) -> str:
    """Why there is no such kernel in this size, as a clause; empty if there is one."""
    name = str(state["ker"])
    return "" if has_kernel(name, *taps_of(state)) else f"this kernel does not exist: {SIZES[name]}"


def why_not(state: State) -> str:
    """Why a state is impossible, as a clause; empty if it is possible."""
    if clause := missing(state):
        return clause
    try:
        spec_of(state).resolve(shape_of(state))
    except ConvError as error:
        if error.parameter == "output_padding":
            most = max(number(state, "s"), number(state, "d"))
            return f"output_padding must stay below the larger of stride and dilation, which is {most}"
        return "the padding would crop away all that is stamped"
    return ""


def _among(key: str, options: range) -> Callable[[State], Limit]:
    """What leaves something of the output, beside the rest of the state."""

    def limit(state: State) -> Limit:
        possible = tuple(option for option in options if not why_not({**state, key: option}))
        return Limit(possible, lambda value: why_not({**state, key: value}))

    return limit


def has_matrix(state: State) -> bool:
    """Whether the matrix of the layer is small enough to be drawn."""
    return fits_matrix(spec_of(state).resolve(shape_of(state)))


def has_way_back(state: State) -> bool:
    """Whether the direct layer leads from the output back to the size of the input."""
    return number(state, "a") < number(state, "s")


def _ways(state: State) -> Limit:
    """Those that can be drawn."""
    if not has_matrix(state):
        return Limit(WAYS[:3], lambda _: f"the matrix would have more than {MOST_COLUMNS} columns")
    if not has_way_back(state):
        return Limit(WAYS[:4], lambda _: "the direct layer does not lead back: output_padding reaches the stride")
    return Limit(WAYS)


# Earlier fields keep their value, later ones give way: the input comes first, then the kernel, then its steps.
FIELDS: Final = (
    Field("in", "the input", tuple(INPUTS), COUNTING, drops=("xe",)),
    seed_field("seed", "the seed of the input", "in", "xe"),
    Field("i", "the side of the input", SIDES, 2),
    changes_field("xe", "the changed numbers of the input", shape_of, (MOST_SIDE,) * 2),
    Field("ker", "the kernel", tuple(KERNELS), "worked", drops=("ke",)),
    seed_field("kseed", "the seed of the kernel", "ker", "ke"),
    Field("k", "the kernel size", TAPS, 3, gentle=3, limit=_among("k", TAPS), drops=("ke",)),
    changes_field("ke", "the changed numbers of the kernel", taps_of, (MOST_TAPS,) * 2),
    Field("s", "the stride", STRIDES, 2),
    Field("d", "the dilation", DILATIONS, 1),
    Field("p", "the padding", PADS, 0, limit=_among("p", PADS)),
    Field("a", "the output padding", EXTRAS, 0, limit=_among("a", EXTRAS)),
    Field("b", "the bias", BIASES, 0),
    Field("way", "the way to see it", WAYS, "all", limit=_ways),
)
