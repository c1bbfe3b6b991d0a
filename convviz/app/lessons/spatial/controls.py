"""The controls of the lesson: input, border, kernel, and how many products stand for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from convviz.app.lessons.spatial.sample_numbers import KERNELS
from convviz.app.lessons.spatial.state import INPUTS
from convviz.app.params.controls import case_title, clicks, next_case_of, presets, select, two, typed
from convviz.app.params.url_state import Board
from convviz.app.widgets.glossary import note

TITLE: Final = "Spatially separable convolution"
CASES: Final[dict[str, dict[str, str]]] = {
    "Sobel, 5 × 5": {},
    "4 × 4: no saving": {"h": "4"},
    "3 × 3: dearer": {"h": "3"},
    "Padded": {"pad": "same"},
    "Gaussian, 5 taps": {"h": "8", "ker": "gaussian", "k": "5"},
    "Laplacian: no product": {"ker": "laplacian"},
    "Laplacian: two products": {"ker": "laplacian", "t": "2"},
    "Diagonal line": {"ker": "diagonal"},
}
CASES_NOTE: Final = """
* **Sobel**, **Gaussian**: kernels that are a column times a row.
* **4 × 4**, **3 × 3**: how small inputs eat up the saving.
* **Padded**: the output keeps the size of the input.
* **Laplacian**, **Diagonal line**: kernels that are not, and the product that comes closest.
"""
PADDING_NAMES: Final = {"valid": "none"}
TERMS_NOTE: Final = (
    "Every kernel is a sum of products of a column and a row. How many it needs is its rank; with fewer of them, the "
    "best ones are taken."
)


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
    select(board, "ker", "Kernel", KERNELS, note=note("kernel", "tap"))
    if board.state["ker"] == "random":
        typed(board, "kseed", "Seed of the kernel")
    clicks(board, "k", "Kernel size")
    clicks(board, "t", "Columns and rows", note=TERMS_NOTE)
    select(board, "in", "Input", INPUTS)
    if board.state["in"] == "random":
        typed(board, "seed", "Seed of the input")
    two(board, ("h", "Height"), ("w", "Width"))
    clicks(board, "pad", "Padding", names=PADDING_NAMES, note=note("padding"))
