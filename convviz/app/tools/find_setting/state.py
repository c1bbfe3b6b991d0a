"""The state of the page as a table of fields: the question, its sizes, and the numbers of the layer it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from convviz.app.params.groups.axes import AXES_FIELD, is_independent
from convviz.app.params.param import Field, Limit, State, Value, number
from convviz.solver import Setting

ASKS: Final = ("sizes", "same", "inputs", "edge", "tf")
ANY: Final = "any"
MOST_SIZE: Final = 4096
SIZES: Final = range(1, MOST_SIZE + 1)
MOST_TAPS: Final = 31
TAPS: Final = range(1, MOST_TAPS + 1)
STRIDES: Final = range(1, 17)
DILATIONS: Final = range(1, 17)
PADS: Final = range(16)
EXTRAS: Final = range(16)
KEPT: Final = {"fk": 16, "fs": 16, "fd": 4}  # the most of each number that a search can be held to
ROWS: Final = (10, 30, 100)
ORDERS: Final = ("simplest", "kernel", "stride", "padding")

NO_ROOM: Final = "the window would not fit into the padded input"
NOTHING_LEFT: Final = "the padding would crop away all that is stamped"


def asks(*which: str) -> Callable[[State], bool]:
    """Whether the question on show is one of these."""
    return lambda state: state["ask"] in which


def is_back(state: State) -> bool:
    """Whether PyTorch's numbers are asked for in TensorFlow's words."""
    return state["ask"] == "tf" and state["to"] == "tf"


def is_transposed(state: State) -> bool:
    """Whether the layer asked about is transposed."""
    return state["ask"] in ("inputs", "tf") and state["kind"] == "transposed"


def has_padding(state: State) -> bool:
    """Whether the padding is given, and not asked for."""
    return state["ask"] in ("inputs", "edge") or is_back(state)


def has_extra(state: State) -> bool:
    """Whether output_padding is given."""
    return is_back(state) and is_transposed(state)


def sizes_of(state: State) -> tuple[int, int]:
    """Height and width of the input."""
    return number(state, "i"), number(state, "i2")


def setting_of(state: State) -> Setting:
    """The layer the question is about, with what of it is given."""
    return Setting.of(
        number(state, "k"),
        stride=number(state, "s"),
        padding=number(state, "p") if has_padding(state) else 0,
        dilation=number(state, "d"),
        output_padding=number(state, "a") if has_extra(state) else 0,
        transposed=is_transposed(state),
    )


def _two_axes(state: State) -> bool:
    return state["ask"] in ("sizes", "tf") and is_independent(state)


def _two_outputs(state: State) -> bool:
    return state["ask"] == "sizes" and is_independent(state)


def _output(state: State) -> Value:
    return 28 if state["ask"] == "inputs" and state["kind"] == "direct" else 56


def _taps(state: State) -> Value:
    return 4 if state["ask"] == "same" else 3


def _pads(state: State) -> Value:
    return 0 if state["ask"] == "edge" else 1


def _extra(state: State) -> Value:
    return min(1, number(state, "s") - 1)


def _room(state: State) -> Limit:
    """Kernels that fit where the input and its padding are given."""
    if not (state["ask"] == "edge" or is_back(state)):
        return Limit(TAPS)
    pads, dilation, size = 2 * number(state, "p"), number(state, "d"), min(sizes_of(state))
    if is_transposed(state):
        least = (pads - (size - 1) * number(state, "s")) // dilation + 1
        return Limit(range(max(1, least), MOST_TAPS + 1), lambda _: NOTHING_LEFT)
    most = (size + pads - 1) // dilation + 1
    return Limit(range(1, min(most, MOST_TAPS) + 1), lambda _: NO_ROOM)


def _rates(state: State) -> Limit:
    """What Keras takes, where it must."""
    if state["ask"] != "tf" or not (is_transposed(state) or number(state, "s") > 1):
        return Limit(DILATIONS)
    why = "a transposed convolution" if is_transposed(state) else "a stride above 1"
    return Limit((1,), lambda _: f"Keras refuses dilation in {why}" if is_transposed(state) else f"Keras refuses {why}")


def _extras(state: State) -> Limit:
    return Limit(range(number(state, "s")), lambda _: "output_padding must stay below the stride")


def _as(key: str) -> Callable[[State], Value]:
    return lambda state: state[key]


def _kept(key: str, label: str, default: str) -> Field:
    options = (ANY, *map(str, range(1, KEPT[key] + 1)))
    return Field(key, label, options, default, active=asks("sizes"), matters=SEARCH, drops=("row",))


SEARCH: Final = "when two sizes are given"
LAYER: Final = asks("same", "inputs", "edge", "tf")
GIVEN: Final = "when the question is about one layer"

# Earlier fields keep their value, later ones give way: the question, the sizes, then the layer.
ASKED: Final = (
    Field("ask", "the question", ASKS, "sizes", drops=("row",), leads=("i", "i2", "o", "o2", "k", "s", "p", "a")),
    Field("to", "the direction", ("torch", "tf"), "torch", active=asks("tf"), matters="between frameworks",
          drops=("row",)),
    Field("kind", "the kind of layer", ("direct", "transposed"), "direct", active=asks("inputs", "tf"),
          matters="where both kinds have an answer", drops=("row",), leads=("o",)),
    Field("way", "the kind of layer to find", (ANY, "direct", "transposed"), ANY, active=asks("sizes"), matters=SEARCH,
          drops=("row",)),
    Field("axes", AXES_FIELD.label, AXES_FIELD.options, "square", active=asks("sizes", "tf"),
          matters="where two axes have an answer", drops=("row",)),
    Field("i", "the input size", SIZES, 28, active=asks("sizes", "edge", "tf"), matters="when it is given",
          drops=("row",), leads=("i2",)),
    Field("i2", "the input width", SIZES, _as("i"), active=_two_axes, matters="with independent axes", drops=("row",)),
    Field("o", "the output size", SIZES, _output, active=asks("sizes", "inputs"), matters="when it is given",
          drops=("row",), leads=("o2",)),
    Field("o2", "the output width", SIZES, _as("o"), active=_two_outputs, matters="with independent axes",
          drops=("row",)),
    _kept("fk", "the kernel to find", "3"),
    _kept("fs", "the stride to find", ANY),
    _kept("fd", "the dilation to find", "1"),
    Field("s", "the stride", STRIDES, 2, active=asks("inputs", "edge", "tf"), matters="when it is given",
          drops=("row",), leads=("a",)),
    Field("d", "the dilation", DILATIONS, 1, gentle=1, limit=_rates, active=LAYER, matters=GIVEN, drops=("row",)),
    Field("p", "the padding", PADS, _pads, gentle=0, active=has_padding, matters="when it is given", drops=("row",)),
    Field("k", "the kernel size", TAPS, _taps, limit=_room, active=LAYER, matters=GIVEN, drops=("row",)),
    Field("a", "the output padding", EXTRAS, _extra, gentle=0, limit=_extras, active=has_extra,
          matters="in a transposed layer of PyTorch", drops=("row",)),
    Field("by", "the order", ORDERS, "simplest", active=asks("sizes"), matters=SEARCH, drops=("row",)),
    Field("many", "the length of the table", ROWS, 10, active=asks("sizes"), matters=SEARCH, drops=("row",)),
)  # fmt: skip
