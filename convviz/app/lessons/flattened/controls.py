"""The controls of the lesson: what is played, filters, input and border."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from convviz.app.lessons.flattened.sample_numbers import FILTERS
from convviz.app.params.controls import case_title, clicks, next_case_of, presets, select, two, typed
from convviz.app.params.url_state import Board
from convviz.app.widgets.glossary import note
from convviz.samples.small_volumes import INPUTS

TITLE: Final = "Flattened convolution"
CASES: Final[dict[str, dict[str, str]]] = {
    "5×5×2, one filter": {},
    "Three channels": {"d": "3"},
    "The three steps alone": {"show": "flattened"},
    "Another edge in each channel": {"fil": "edges"},
    "Laplacians": {"fil": "laplacian"},
    "Three filters": {"n": "3"},
    "One channel": {"d": "1"},
}
CASES_NOTE: Final = """
* **One filter**: a product of three vectors, so both tracks end in the same numbers.
* **Another edge in each channel**: each kernel is a column times a row, and still the filter is no product.
* **Laplacians**: the channels are alike, but the kernel is no column times a row.
* **One channel**: what remains is a spatially separable convolution and one factor.
"""
SHOWN_NAMES: Final = {"race": "race", "flattened": "three steps alone"}
PADDING_NAMES: Final = {"valid": "none"}


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
    """All controls of the lesson."""
    clicks(board, "show", "Play", names=SHOWN_NAMES)
    select(board, "fil", "Which filters", FILTERS, note=note("filter", "kernel"))
    if board.state["fil"] == "random":
        typed(board, "fseed", "Seed of the filters")
    clicks(board, "n", "Filters")
    clicks(board, "k", "Kernel size")
    clicks(board, "d", "Channels", note=note("channel"))
    select(board, "in", "Input", INPUTS)
    if board.state["in"] == "random":
        typed(board, "seed", "Seed of the input")
    two(board, ("h", "Height"), ("w", "Width"))
    clicks(board, "pad", "Padding", names=PADDING_NAMES, note=note("padding"))
