"""The controls of the lesson, in the order the layer is described: input, kernel, steps, what is cropped or added."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from convviz.app.lessons.transposed import padding_conventions
from convviz.app.lessons.transposed.layer import Layer
from convviz.app.lessons.transposed.sample_numbers import INPUTS
from convviz.app.params.controls import case_title, clicks, next_case_of, presets, select, typed
from convviz.app.params.groups import layer_controls
from convviz.app.params.url_state import Board
from convviz.app.widgets.glossary import note
from convviz.samples.images_and_kernels import KERNELS

TITLE: Final = "Transposed convolution"


def _case(i: int, k: int, s: int, p: int, a: int) -> dict[str, str]:
    values = {"i": (i, 2), "k": (k, 3), "s": (s, 2), "p": (p, 0), "a": (a, 0)}
    return {key: str(value) for key, (value, default) in values.items() if value != default}


CASES: Final = {
    "No padding, stride 2": _case(2, 3, 2, 0, 0),
    "No padding": _case(2, 3, 1, 0, 0),
    "Padding 2": _case(6, 4, 1, 2, 0),
    "Half padding": _case(5, 3, 1, 1, 0),
    "Full padding": _case(7, 3, 1, 2, 0),
    "Padding and stride": _case(3, 3, 2, 1, 0),
    "Odd": _case(3, 3, 2, 1, 1),
    "DCGAN": _case(4, 4, 2, 1, 0),
}
HINTS: Final = {
    "No padding, stride 2": "2 → 5",
    "No padding": "2 → 4",
    "Padding 2": "6 → 5",
    "Half padding": "5 → 5",
    "Full padding": "7 → 5",
    "Padding and stride": "3 → 5",
    "Odd": "3 → 6",
    "DCGAN": "4 → 8",
}
CASES_NOTE: Final = """
Side of the input → side of the output. All but the last are those of the guide to convolution arithmetic.

* **Half** and **full padding** are those of the direct convolution; here they crop what was stamped.
* **Odd**: as the case before it, with output_padding 1.
* **DCGAN**: 4 taps, stride 2, padding 1 double the side of a picture; a generator stacks several of these layers.
"""
WAY_NAMES: Final = {
    "all": "all",
    "paint": "paint",
    "slide": "insert zeros and slide",
    "matrix": "Cᵀ · x",
    "back": "Cᵀ, then C",
}
WAY_NOTE: Final = """
* **all**: every way at once. They start and end together.
* **paint**: each input number stamps the kernel.
* **insert zeros and slide**: the same as a direct convolution of a stretched input.
* **Cᵀ · x**: the same as one product with a matrix.
* **Cᵀ, then C**: and what the direct convolution makes of the output.
"""
PADDING_NOTE: Final = (
    "Named after the direct convolution with the same numbers: so many cells at each side of its input were padding, "
    "and so many cells at each side of what is stamped here are cropped away. PyTorch calls this `padding`."
)
EXTRA_NOTE: Final = (
    "Rows at the bottom and columns on the right that the output gets in addition. It adds no padding to anything: it "
    "chooses between the sizes that the direct convolution maps to the same one."
)


def cases(board: Board) -> None:
    """Named states."""
    presets(board, "Named cases", CASES, hints=HINTS, note=CASES_NOTE)


def next_case(board: Board) -> Callable[[], None]:
    """What the key N does in class: on to the next named case."""
    return next_case_of(board, CASES)


def title(board: Board) -> str:
    """The lesson's name, with that of the case on show."""
    return case_title(board, TITLE, CASES)


def view(board: Board) -> None:
    """Which of the ways is on show."""
    clicks(board, "way", "Ways to see it", names=WAY_NAMES, note=WAY_NOTE)


def panel(board: Board, layer: Layer) -> None:
    """The controls of the layer."""
    select(board, "in", "Input", INPUTS)
    if board.state["in"] == "random":
        typed(board, "seed", "Seed of the input")
    clicks(board, "i", "Input size")
    select(board, "ker", "Kernel", KERNELS, note=note("kernel"))
    if board.state["ker"] == "random":
        typed(board, "kseed", "Seed of the kernel")
    clicks(board, "k", "Kernel size", note=note("tap"))
    clicks(board, "s", "Stride", note="How far each stamp is from the one before, in output cells.")
    clicks(board, "p", "Padding *p*, of the direct convolution", note=PADDING_NOTE)
    st.markdown(padding_conventions.in_short(layer))
    clicks(board, "a", "output_padding", note=EXTRA_NOTE)
    clicks(board, "d", "Dilation", note=note("dilation"))
    layer_controls.bias(board)
