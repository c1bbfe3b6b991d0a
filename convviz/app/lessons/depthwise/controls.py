"""The controls of the lesson, in the order the layer is described: input, kernels, how they move."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from convviz.app.lessons.depthwise.sample_numbers import INPUTS, KERNELS
from convviz.app.lessons.depthwise.state import is_photo
from convviz.app.params.controls import case_title, clicks, next_case_of, presets, select, two, typed
from convviz.app.params.groups.view import order_control
from convviz.app.params.url_state import Board
from convviz.app.widgets.glossary import note

TITLE: Final = "Depthwise convolution"
CASES: Final[dict[str, dict[str, str]]] = {
    "5×5×3, two kernels each": {},
    "One kernel each": {"m": "1"},
    "SAME: W·H·C·K·K": {"p": "same", "m": "1"},
    "TensorFlow's example": {"in": "count", "h": "3", "c": "1", "ker": "count", "kh": "2", "kw": "1"},
    "15×15×3 → 13×13×9": {"h": "15", "m": "3"},
    "Colour photo": {"in": "photo", "p": "same", "m": "1"},
}
CASES_NOTE: Final = """
Height × width × channels.

* **One kernel each**: as many maps as channels.
* **SAME**: the output keeps its size, the price is W · H · C · K · K.
* **TensorFlow's example**: 3 × 3 numbers, one channel, two kernels of 2 × 1.
* **15×15×3**: three kernels a channel make nine maps.
* **Colour photo**: red, green and blue each under a kernel of their own.
"""
PADDINGS: Final = {"valid": "none (VALID)", "same": "SAME"}
MULTIPLIER_NOTE: Final = "Kernels for each channel. Output channels = input channels × multiplier."


def cases(board: Board) -> None:
    """Named states."""
    presets(board, "Named cases", CASES, note=CASES_NOTE)


def next_case(board: Board) -> Callable[[], None]:
    """What the key N does in class: on to the next named case."""
    return next_case_of(board, CASES)


def title(board: Board) -> str:
    """The lesson's name, with that of the case on show."""
    return case_title(board, TITLE, CASES)


def panel(board: Board) -> None:
    """The controls of the layer."""
    clicks(board, "m", "Channel multiplier", note=MULTIPLIER_NOTE)
    clicks(board, "c", "Channels", note=note("channel"))
    select(board, "in", "Input", INPUTS)
    if board.state["in"] == "random":
        typed(board, "seed", "Seed of the input")
    if not is_photo(board.state):
        two(board, ("h", "Height"), ("w", "Width"))
    select(board, "ker", "Kernels", KERNELS)
    if board.state["ker"] == "random":
        typed(board, "kseed", "Seed of the kernels")
    two(board, ("kh", "Kernel height"), ("kw", "Kernel width"), note=note("kernel", "filter"))
    clicks(board, "p", "Padding", names=PADDINGS, note=note("padding"))
    clicks(board, "s", "Stride", note=note("stride"))
    clicks(board, "d", "Dilation", note=note("dilation"))
    order_control(board)


def put_out(board: Board) -> None:
    """Which channel of the input is set to zero."""
    clicks(board, "ch", "Set this channel to zero")


def data_format(board: Board) -> None:
    """Channels last or first."""
    clicks(board, "fmt", "data_format")
