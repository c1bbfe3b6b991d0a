"""The controls of the lesson: the layer in the player, those stacked on it, and the picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from convviz.app.lessons.checkerboard.cases import CASES, CASES_NOTE, HINTS, STACKS, UNCROPPED
from convviz.app.lessons.checkerboard.sample_pictures import PICTURES, WEIGHTS
from convviz.app.lessons.checkerboard.state import is_plane, is_random
from convviz.app.params.controls import case_title, clicks, next_case_of, presets, two, typed
from convviz.app.params.param import number
from convviz.app.params.url_state import Board
from convviz.app.widgets.glossary import note

TITLE: Final = "Checkerboard artifacts"
DIMENSION_NAMES: Final = {"1d": "1-D", "2d": "2-D"}
PADDING_NOTE: Final = (
    "Cells cropped at each end of the output, as PyTorch's `padding` of a transposed convolution does."
)
STRIDE_NOTE: Final = "How many output cells lie from one stamp to the next."
WEIGHTS_NOTE: Final = """
As before any training; every way has weights of the same kind, scaled so that the picture keeps its brightness.

* **random**: whole numbers from 1 to 9, then scaled.
* **all alike**: what is left is the overlap alone.
* **smooth**: 1 2 1 along both axes for 3 taps, 1 3 3 1 for 4.
"""


def cases(board: Board) -> None:
    """Named states."""
    presets(board, "Named cases", CASES, hints=HINTS, note=CASES_NOTE)


def next_case(board: Board) -> Callable[[], None]:
    """What the key N does in class: on to the next named case."""
    return next_case_of(board, CASES)


def title(board: Board) -> str:
    """The lesson's name, with that of the case on show."""
    return case_title(board, TITLE, CASES)


def panel(board: Board) -> None:
    """The layer in the player."""
    clicks(board, "dim", "Show it in", names=DIMENSION_NAMES)
    clicks(board, "k", "Kernel size", note=note("kernel", "tap"))
    clicks(board, "s", "Stride", note=STRIDE_NOTE)
    clicks(board, "p", "Padding", note=PADDING_NOTE)
    if is_plane(board.state):
        two(board, ("h", "Input rows"), ("n", "Input columns"))
    else:
        typed(board, "n", "Inputs")


def stacks(board: Board) -> None:
    """Stacks by name: the first layer is that of the player, too."""
    with st.container(horizontal=True, gap="small"):
        for name, query in STACKS.items():
            st.button(name, key=board.name(f"stack-{name}"), on_click=board.ask, args=({**UNCROPPED, **query},))


def stack(board: Board) -> None:
    """How many layers, and each after the first."""
    clicks(board, "l", "Layers")
    for place in range(2, number(board.state, "l") + 1):
        with st.container(horizontal=True, gap="medium"):
            for key, label in (("k", "Kernel size"), ("s", "Stride"), ("p", "Padding")):
                with st.container(width="content"):
                    clicks(board, f"{key}{place}", f"{label} of layer {place}")


def picture(board: Board) -> None:
    """What is enlarged, and with which weights."""
    with st.container(horizontal=True, gap="medium"):
        with st.container(width="content"):
            clicks(board, "pic", "Picture", names=PICTURES)
        with st.container(width="content"):
            clicks(board, "wt", "Weights", names=WEIGHTS, note=WEIGHTS_NOTE)
        if is_random(board.state):
            with st.container(width=180):
                typed(board, "seed", "Seed of the weights")
