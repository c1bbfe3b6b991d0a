"""The controls of the lesson: named cases, the layer in full, its numbers, and the pace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from convviz.app.lessons.separable.sample_numbers import KERNELS
from convviz.app.params.controls import case_title, clicks, next_case_of, presets, select, switch, two, typed
from convviz.app.params.url_state import Board
from convviz.app.widgets.glossary import note
from convviz.samples.small_volumes import INPUTS

TITLE: Final = "Depthwise separable convolution"
CASES: Final[dict[str, dict[str, str]]] = {
    "7×7×3 → 5×5×128": {},
    "12×12×3 → 8×8×256": {"s": "12", "k": "5", "n": "256"},
    "128×128×3 → 16": {"p": "same", "s": "128", "n": "16"},
    "MobileNet: 112×112×32 → 64": {"p": "same", "s": "112", "d": "32", "n": "64"},
    "A single filter": {"n": "1"},
}
CASES_NOTE: Final = """
Height × width × channels → filters.

* **12×12×3**: with kernels of 5 × 5.
* **128×128×3**: SAME padding, 16 filters.
* **MobileNet**: its first separable layer, SAME padding.
* **A single filter**: where it does not pay.
"""
PADDINGS: Final = {"valid": "none (VALID)", "same": "SAME"}
SHOWS: Final = {"race": "the race", "separable": "separable", "regular": "regular"}
SHOW_NOTE: Final = """
* **the race**: both at the same number of multiplications at any moment. The cheaper one is finished first.
* **separable**, **regular**: one of them by itself, larger and step by step.
"""


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
    """The layer, its numbers, and how it is played."""
    clicks(board, "show", "Show", names=SHOWS, note=SHOW_NOTE)
    clicks(board, "k", "Kernel side", note=note("kernel", "filter"))
    two(board, ("s", "Input side"), ("d", "Channels"), note=note("channel"))
    typed(board, "n", "Filters")
    clicks(board, "p", "Padding", names=PADDINGS, note=note("padding"))
    select(board, "in", "Input", INPUTS)
    if board.state["in"] == "random":
        typed(board, "seed", "Seed of the input")
    select(board, "ker", "Weights", KERNELS)
    if board.state["ker"] == "random":
        typed(board, "kseed", "Seed of the weights")


def surface(board: Board) -> None:
    """Whether the shares are shown as a surface too, which is large to load."""
    switch(board, "surf", "As a surface to turn", off="hide", on="show")
