"""What is asked: the question, its sizes, and the numbers of the layer it is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from convviz.app.params.make import choice, number, switch
from convviz.app.params.param import COLUMNS, Allowed, Kind, Param, State
from convviz.app.tools.find_setting import text
from convviz.app.widgets.glossary import note
from convviz.solver import Setting

QUESTIONS: Final = {
    "sizes": "From this size to that",
    "same": "Keep the size",
    "inputs": "Which inputs give this?",
    "edge": "Where did my edge go?",
    "tf": "TensorFlow's SAME ⇄ PyTorch",
}
ANY: Final = "any"
KINDS: Final = {"direct": "direct", "transposed": "transposed"}
DIRECTIONS: Final = {"torch": "SAME in PyTorch", "tf": "PyTorch's padding in Keras"}
MOST_SIZE: Final = 4096
SIZES: Final = range(1, MOST_SIZE + 1)
MOST_TAPS: Final = 31
TAPS: Final = range(1, MOST_TAPS + 1)
STRIDES: Final = range(1, 17)
DILATIONS: Final = range(1, 17)
PADS: Final = range(16)
EXTRAS: Final = range(16)
MOST: Final = {"kernel": 16, "stride": 16, "dilation": 4}  # of each number that a search can be held to
ROWS: Final = (10, 30, 100)
SORTS: Final = {"simplest": "simplest first", "kernel": "kernel", "stride": "stride", "padding": "padding"}

NO_ROOM: Final = "the window would not fit into the padded input"
NOTHING_LEFT: Final = "the padding would crop away all that is stamped"

SEARCH: Final = "when two sizes are given"
LAYER: Final = "when the question is about one layer"
GIVEN: Final = "when it is given"
TWO_AXES: Final = "with independent axes"
ROW: Final = ("row",)  # another question begins at its first row


def _asks(*which: str) -> Callable[[QuestionState], bool]:
    """Whether the question is one of these."""
    return lambda state: state.question in which


def _has_padding(state: QuestionState) -> bool:
    return state.has_padding


def _has_extra(state: QuestionState) -> bool:
    return state.has_extra


def _has_two_inputs(state: QuestionState) -> bool:
    return state.question in ("sizes", "tf") and state.independent


def _has_two_outputs(state: QuestionState) -> bool:
    return state.question == "sizes" and state.independent


def _input_title(state: QuestionState) -> str:
    if state.question == "sizes":
        return "I have, height" if state.independent else "I have"
    return "Input height" if state.question == "tf" and state.independent else "Input size"


def _width_title(state: QuestionState) -> str:
    return "width" if state.question == "sizes" else "Input width"


def _output_title(state: QuestionState) -> str:
    if state.question == "inputs":
        return "Output size"
    return "I want, height" if state.independent else "I want"


def _output(state: QuestionState) -> int:
    return 28 if state.question == "inputs" and state.kind == "direct" else 56


def _taps(state: QuestionState) -> int:
    return 4 if state.question == "same" else 3


def _pads(state: QuestionState) -> int:
    return 0 if state.question == "edge" else 1


def _extra(state: QuestionState) -> int:
    return min(1, state.stride - 1)


def _room(state: QuestionState) -> Allowed:
    """Kernels that fit where the input and its padding are given."""
    if not (state.question == "edge" or state.is_back):
        return Allowed(TAPS)
    pads, dilation, size = 2 * state.padding_cells, state.dilation, min(state.sizes)
    if state.is_transposed:
        least = (pads - (size - 1) * state.stride) // dilation + 1
        return Allowed(range(max(1, least), MOST_TAPS + 1), lambda _: NOTHING_LEFT)
    most = (size + pads - 1) // dilation + 1
    return Allowed(range(1, min(most, MOST_TAPS) + 1), lambda _: NO_ROOM)


def _dilations(state: QuestionState) -> Allowed:
    """What Keras takes, where it must."""
    if state.question != "tf" or not (state.is_transposed or state.stride > 1):
        return Allowed(DILATIONS)
    what = "dilation in a transposed convolution" if state.is_transposed else "a stride above 1"
    return Allowed((1,), lambda _: f"Keras refuses {what}")


def _extras(state: QuestionState) -> Allowed:
    return Allowed(range(state.stride), lambda _: "output_padding must stay below the stride")


def _wanted(key: str, name: str, default: str, few: Sequence[int]) -> Param[str]:
    """A number that a search is held to, or leaves open."""
    options = (ANY, *map(str, range(1, MOST[name] + 1)))
    help = f"{note(name)}\n\n{text.OPEN_HELP.format(most=MOST[name])}"
    return choice(
        key, f"the {name} to find", options, default, title=name.capitalize(), among=(ANY, *map(str, few)), help=help,
        active_when=_asks("sizes"), only=SEARCH, resets=ROW,
    )  # fmt: skip


class QuestionState(State):
    """The parameters of a question. It comes first, then the sizes, then the layer."""

    question = choice(
        "ask", "the question", tuple(QUESTIONS), "sizes", title=text.ASK, names=QUESTIONS, resets=ROW,
        followers=(
            "height", "width", "output_height", "output_width", "kernel", "stride", "padding_cells", "output_padding",
        ),
    )  # fmt: skip
    direction = choice(
        "to", "the direction", tuple(DIRECTIONS), "torch", title="Translate", names=DIRECTIONS,
        active_when=_asks("tf"), only="between frameworks", resets=ROW,
    )  # fmt: skip
    kind = choice(
        "kind", "the kind of layer", tuple(KINDS), "direct", title="Convolution", names=KINDS,
        active_when=_asks("inputs", "tf"), only="where both kinds have an answer", resets=ROW,
        followers=("output_height",),
    )  # fmt: skip
    wanted_kind = choice(
        "way", "the kind of layer to find", (ANY, *KINDS), ANY, title="Convolution", names={ANY: "either", **KINDS},
        active_when=_asks("sizes"), only=SEARCH, resets=ROW,
    )  # fmt: skip
    axes = switch(
        "axes", "the choice of axes", off="square", on="independent", title="Width differs",
        active_when=_asks("sizes", "tf"), only="where two axes have an answer", resets=ROW,
    )  # fmt: skip
    height = number(
        "h", "the input size", SIZES, 28, title=_input_title, kind=Kind.SIZE,
        active_when=_asks("sizes", "edge", "tf"), only=GIVEN, resets=ROW, followers=("width",),
    )  # fmt: skip
    width = number(
        "w", "the input width", SIZES, lambda state: state.height, title=_width_title, kind=Kind.SIZE, axis=COLUMNS,
        active_when=_has_two_inputs, only=TWO_AXES, resets=ROW,
    )  # fmt: skip
    output_height = number(
        "o", "the output size", SIZES, _output, title=_output_title, active_when=_asks("sizes", "inputs"), only=GIVEN,
        resets=ROW, followers=("output_width",),
    )  # fmt: skip
    output_width = number(
        "o2", "the output width", SIZES, lambda state: state.output_height, title="width",
        active_when=_has_two_outputs, only=TWO_AXES, resets=ROW,
    )  # fmt: skip
    wanted_kernel = _wanted("fk", "kernel", "3", (1, 2, 3, 4, 5, 7))
    wanted_stride = _wanted("fs", "stride", ANY, (1, 2, 3, 4))
    wanted_dilation = _wanted("fd", "dilation", "1", (1, 2, 3))
    stride = number(
        "s", "the stride", STRIDES, 2, kind=Kind.STRIDE, active_when=_asks("inputs", "edge", "tf"), only=GIVEN,
        resets=ROW, followers=("output_padding",),
    )  # fmt: skip
    dilation = number(
        "d", "the dilation", DILATIONS, 1, yields_to=1, kind=Kind.DILATION, allowed=_dilations,
        active_when=_asks("same", "inputs", "edge", "tf"), only=LAYER, resets=ROW,
    )  # fmt: skip
    padding_cells = number(
        "p", "the padding", PADS, _pads, yields_to=0, kind=Kind.PADDING_CELLS, active_when=_has_padding, only=GIVEN,
        resets=ROW,
    )  # fmt: skip
    kernel = number(
        "k", "the kernel size", TAPS, _taps, title="Kernel", kind=Kind.KERNEL, allowed=_room,
        active_when=_asks("same", "inputs", "edge", "tf"), only=LAYER, resets=ROW,
    )  # fmt: skip
    output_padding = number(
        "op", "the output padding", EXTRAS, _extra, yields_to=0, title="output_padding", kind=Kind.OUTPUT_PADDING,
        allowed=_extras, active_when=_has_extra, only="in a transposed layer of PyTorch", resets=ROW,
    )  # fmt: skip
    sort = choice(
        "sort", "the order", tuple(SORTS), "simplest", title="Sorted by", names=SORTS, active_when=_asks("sizes"),
        only=SEARCH, resets=ROW,
    )  # fmt: skip
    most_rows = choice(
        "many", "the length of the table", ROWS, 10, title="Rows at most", active_when=_asks("sizes"), only=SEARCH,
        resets=ROW,
    )  # fmt: skip

    @property
    def independent(self) -> bool:
        """Whether height and width are given separately."""
        return self.axes == "independent"

    @property
    def is_back(self) -> bool:
        """Whether PyTorch's numbers are asked for in TensorFlow's words."""
        return self.question == "tf" and self.direction == "tf"

    @property
    def is_transposed(self) -> bool:
        """Whether the layer asked about is transposed."""
        return self.question in ("inputs", "tf") and self.kind == "transposed"

    @property
    def has_padding(self) -> bool:
        """Whether the padding is given, and not asked for."""
        return self.question in ("inputs", "edge") or self.is_back

    @property
    def has_extra(self) -> bool:
        """Whether output_padding is given."""
        return self.is_back and self.is_transposed

    @property
    def sizes(self) -> tuple[int, int]:
        """Height and width of the input."""
        return self.height, self.width

    @property
    def setting(self) -> Setting:
        """The layer the question is about, with what of it is given."""
        return Setting.of(
            self.kernel,
            stride=self.stride,
            padding=self.padding_cells if self.has_padding else 0,
            dilation=self.dilation,
            output_padding=self.output_padding if self.has_extra else 0,
            transposed=self.is_transposed,
        )
