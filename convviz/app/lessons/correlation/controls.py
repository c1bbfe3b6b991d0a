"""The controls of the lesson, in the order a convolution is described: input, kernel, border."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from convviz.app.lessons.correlation.state import INPUT_NAMES, is_plane
from convviz.app.params.controls import case_title, clicks, next_case_of, presets, select, switch, two, typed
from convviz.app.params.groups.axes import is_independent
from convviz.app.params.url_state import Board
from convviz.app.widgets.glossary import note
from convviz.samples.images_and_kernels import KERNELS
from convviz.samples.signals import FILTERS, SIGNALS

TITLE: Final = "Convolution vs cross-correlation"
DIMENSION_NAMES: Final = {"1d": "1-D signal", "2d": "2-D image"}
PADDING_NOTE: Final = """
* **full**: every place where window and input meet, *k* − 1 cells on every side. What mathematics draws.
* **same**: as many numbers come out as went in; an odd cell goes after.
* **valid**: the window stays inside the input.
"""

CASES: Final = {
    "Worked example": {},
    "Impulse": {"sig": "impulse"},
    "Echo": {"fil": "echo"},
    "Difference of a step": {"sig": "step", "fil": "difference"},
    "Average": {"sig": "step", "fil": "average"},
    "2-D worked example": {"dim": "2d"},
    "2-D Sobel x": {"dim": "2d", "ker": "sobel_x"},
    "2-D Gaussian": {"dim": "2d", "ker": "gaussian"},
}
CASES_NOTE: Final = """
* **Impulse**: a single 1 shows the kernel itself, once as it is and once turned round.
* **Echo**: each weight half of the one before; one of the two hears the echo before the sound.
* **Difference**, **Sobel x**: turned round, they look for falls instead of rises, so the sign changes.
* **Average**, **Gaussian**: nothing changes when they are turned round.
"""


def cases(board: Board) -> None:
    """The named cases of the lesson."""
    presets(board, "Named cases", CASES, note=CASES_NOTE)


def next_case(board: Board) -> Callable[[], None]:
    """What the key N does in class: on to the next named case."""
    return next_case_of(board, CASES)


def title(board: Board) -> str:
    """The lesson's name, with that of the case on show."""
    return case_title(board, TITLE, CASES)


def panel(board: Board) -> None:
    """All controls of the lesson."""
    clicks(board, "dim", "Dimensions", names=DIMENSION_NAMES)
    if is_plane(board.state):
        _plane(board)
    else:
        _signal(board)
    clicks(board, "pad", "Padding", note=PADDING_NOTE)


def operation(board: Board) -> None:
    """Which of the two is shown as code."""
    clicks(board, "code", "Code for", names={"correlation": "cross-correlation"})


def _signal(board: Board) -> None:
    select(board, "sig", "Input", SIGNALS)
    if board.state["sig"] == "random":
        typed(board, "seed", "Seed of the input")
    typed(board, "n", "Length of the input")
    select(board, "fil", "Kernel", FILTERS, note=note("kernel", "filter"))
    if board.state["fil"] == "random":
        typed(board, "fseed", "Seed of the kernel")
    clicks(board, "m", "Length of the kernel", note=note("tap"))


def _plane(board: Board) -> None:
    select(board, "in", "Input", INPUT_NAMES)
    if board.state["in"] == "random":
        typed(board, "seed", "Seed of the input")
    two(board, ("h", "Height"), ("w", "Width"))
    select(board, "ker", "Kernel", KERNELS, note=note("kernel", "filter"))
    if board.state["ker"] == "random":
        typed(board, "kseed", "Seed of the kernel")
    independent = is_independent(board.state)
    clicks(board, "k", "Kernel height" if independent else "Kernel size", among=range(1, 6), note=note("tap"))
    if independent:
        clicks(board, "kw", "Kernel width", among=range(1, 6))
    switch(board, "axes", "Independent axes", off="square", on="independent")
