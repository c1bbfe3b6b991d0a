"""The controls of the lesson: the groups first, then the layer, then its numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from convviz.app.lessons.grouped.state import FILTERS, INPUTS
from convviz.app.params.controls import case_title, clicks, next_case_of, presets, select, typed
from convviz.app.params.url_state import Board
from convviz.app.widgets.glossary import note

TITLE: Final = "Grouped convolution"
CASES: Final[dict[str, dict[str, str]]] = {
    "2 groups": {},
    "1 group: regular": {"g": "1"},
    "4 groups: depthwise": {"g": "4"},
    "Race": {"show": "race"},
    "One bright channel": {"in": "bright"},
    "6 channels, 3 groups": {"h": "5", "c": "6", "n": "6", "g": "3"},
}
GROUPS_NOTE: Final = (
    "Only numbers that divide the channels and the filters: every group takes as many channels as the others, and has "
    "as many filters."
)
FILTERS_NOTE: Final = "Of many filters the picture draws as many as there are channels; the counters count all."
SHOW: Final = {"layer": "the layer", "race": "race against regular"}
SHOW_NOTE: Final = "In a race both layers do as many multiplications a second; the cheaper one is finished first."


def cases(board: Board) -> None:
    """Named states."""
    presets(board, "Named cases", CASES)


def next_case(board: Board) -> Callable[[], None]:
    """What the key N does in class: on to the next named case."""
    return next_case_of(board, CASES)


def title(board: Board) -> str:
    """The lesson's name, with that of the case on show."""
    return case_title(board, TITLE, CASES)


def groups(board: Board) -> None:
    """How many groups, and what is shown of them."""
    clicks(board, "g", "Groups", note=GROUPS_NOTE)
    clicks(board, "show", "Show", names=SHOW, note=SHOW_NOTE)


def panel(board: Board) -> None:
    """The controls of the layer."""
    clicks(board, "c", "Channels", note=note("channel"))
    clicks(board, "n", "Filters", note=f"{note('filter', 'kernel')}\n\n{FILTERS_NOTE}")
    clicks(board, "k", "Kernel size")
    clicks(board, "h", "Height and width")
    select(board, "in", "Input", INPUTS)
    if board.state["in"] == "random":
        typed(board, "seed", "Seed of the input")
    if board.state["in"] == "bright":
        clicks(board, "bc", "Bright channel")
    select(board, "fil", "Weights", FILTERS)
    if board.state["fil"] == "random":
        typed(board, "fseed", "Seed of the weights")
