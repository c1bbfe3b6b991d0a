"""The controls of the lesson, in the order the layer is described: input, filters, bias, steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from convviz.app.lessons.pointwise.sample_numbers import FILTERS
from convviz.app.params.controls import case_title, clicks, next_case_of, presets, select, two, typed
from convviz.app.params.groups import layer_controls
from convviz.app.params.groups.view import order_control
from convviz.app.params.url_state import Board
from convviz.app.widgets.glossary import note
from convviz.samples.small_volumes import INPUTS

CASES: Final[dict[str, dict[str, str]]] = {
    "3×4×3 → 2": {},
    "4×5×3 → 2": {"h": "4", "w": "5"},
    "H×W = 1: a dense layer": {"h": "1", "w": "1", "d": "6", "n": "4"},
    "One filter: average": {"n": "1", "fil": "average"},
    "Expand 2 → 6": {"d": "2", "n": "6", "fil": "expand"},
    "Reorder the channels": {"in": "ramp", "n": "3", "fil": "reverse"},
}
CASES_NOTE: Final = """
Height × width × channels → filters.

* **H×W = 1**: with a single pixel, the convolution is a dense (fully connected) layer.
* **One filter**: a weighted average of the channels, as colour becomes grey.
* **Expand**: more maps come out than channels go in.
* **Reorder**: filters with a single 1 only choose.
"""
ACTIVATIONS: Final = {"relu": "ReLU", "none": "none"}


def cases(board: Board) -> None:
    """Named states."""
    presets(board, "Named cases", CASES, note=CASES_NOTE)


def next_case(board: Board) -> Callable[[], None]:
    """What the key N does in class: on to the next named case."""
    return next_case_of(board, CASES)


def title(board: Board) -> str:
    """The lesson's name, with that of the case on show."""
    return case_title(board, "1×1 convolution", CASES)


def panel(board: Board) -> None:
    """The controls of the layer."""
    select(board, "in", "Input", INPUTS)
    if board.state["in"] == "random":
        typed(board, "seed", "Seed of the input")
    two(board, ("h", "Height"), ("w", "Width"))
    clicks(board, "d", "Channels", note=note("channel"))
    clicks(board, "n", "Filters", note=note("filter", "kernel"))
    select(board, "fil", "Which filters", FILTERS)
    if board.state["fil"] == "random":
        typed(board, "fseed", "Seed of the filters")
    layer_controls.bias(board)
    order_control(board)


def after(board: Board) -> None:
    """What follows the layer."""
    clicks(board, "act", "After the layer", names=ACTIVATIONS)


def second(board: Board) -> None:
    """The layer after the layer."""
    with st.container(horizontal=True, gap="large"):
        with st.container(width="content"):
            clicks(board, "m", "Filters of the second layer")
        with st.container(width=220):
            typed(board, "mseed", "Seed of its weights")


def bottleneck(board: Board) -> None:
    """How narrow."""
    with st.container(width=260):
        typed(board, "bn", "Bottleneck channels")
