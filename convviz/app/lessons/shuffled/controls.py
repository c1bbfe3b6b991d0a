"""The controls of the lesson: the groups and the shuffle, then what is followed, then the numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from convviz.app.lessons.shuffled.state import INPUTS, is_flow
from convviz.app.params.controls import case_title, clicks, next_case_of, presets, select, switch, typed
from convviz.app.params.url_state import Board
from convviz.app.widgets.glossary import note

TITLE: Final = "Shuffled grouped convolution"
CASES: Final[dict[str, dict[str, str]]] = {
    "9 in 3 groups": {},
    "without the shuffle": {"sh": "off"},
    "8 in 2 groups": {"c": "8", "g": "2"},
    "8 in 4 groups: too few": {"c": "8", "g": "4"},
    "the numbers": {"show": "numbers"},
    "one bright channel": {"show": "numbers", "in": "bright"},
    "race, 4 channels": {"show": "race", "c": "4", "g": "2"},
}
GROUPS_NOTE: Final = "Of both layers. Only numbers that divide the channels, so that all groups are alike."
SHOW: Final = {"flow": "the wiring", "numbers": "the numbers", "race": "a race"}
SHOW_NOTE: Final = (
    "**The wiring**: a cell a channel, a line for each channel that is read. Point at any cell, or reach it with Tab "
    "and the arrow keys, to follow it up and down. **The numbers**: both layers at work. "
    "**Race**: against two layers without groups, at the same number of multiplications."
)
TRACED_NOTE: Final = "Played from this output down to every input it depends on."
KERNEL_NOTE: Final = (
    "1: pointwise grouped, as in ShuffleNet. 3: as large a window in both layers, its border padded with zeros. The "
    "wiring is the same."
)


def cases(board: Board) -> None:
    """Named states."""
    presets(board, "Named cases", CASES)


def next_case(board: Board) -> Callable[[], None]:
    """What the key N does in class: on to the next named case."""
    return next_case_of(board, CASES)


def title(board: Board) -> str:
    """The lesson's name, with that of the case on show."""
    return case_title(board, TITLE, CASES)


def panel(board: Board) -> None:
    """The controls of the layers."""
    switch(board, "sh", "Shuffle between the layers", off="off", on="on")
    clicks(board, "t", "Trace the output channel", note=TRACED_NOTE)
    clicks(board, "c", "Channels", note=note("channel"))
    clicks(board, "g", "Groups", note=GROUPS_NOTE)
    clicks(board, "show", "Show", names=SHOW, note=SHOW_NOTE)
    clicks(board, "k", "Kernel size", note=KERNEL_NOTE)
    clicks(board, "h", "Height and width")
    if not is_flow(board.state):
        select(board, "in", "Input", INPUTS)
    if board.state["in"] == "random":
        typed(board, "seed", "Seed of the input")
    if board.state["in"] == "bright":
        clicks(board, "bc", "Bright channel")


def unit(board: Board) -> None:
    """Groups of ShuffleNet's unit."""
    with st.container(width="content"):
        clicks(board, "ug", "Groups of the unit")
