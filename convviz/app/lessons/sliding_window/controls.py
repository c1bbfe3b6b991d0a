"""The controls of the lesson, in the order a convolution is described: input, kernel, steps, border, bias."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from convviz.app.lessons.sliding_window.state import INPUT_NAMES, described, fields_of, preset_query
from convviz.app.params.controls import case_title, clicks, next_case_of, presets, select, two, typed
from convviz.app.params.groups import layer_controls
from convviz.app.params.groups.image_patch import Source, is_own, is_patch
from convviz.app.params.groups.uploaded_image import chooser, held, overview
from convviz.app.params.url_state import Board
from convviz.samples.images_and_kernels import PRESETS

DETAIL_NOTE: Final = "The picture is averaged down to so many: 64 shows it whole, 256 its details."
SHIFTS_WIDTH: Final = 420
SHIFT_NOTE: Final = "Moves the input; what leaves at one edge comes back at the other."

CASES: Final = {preset.title.capitalize(): preset_query(preset) for preset in PRESETS}
HINTS: Final = {preset.title.capitalize(): f"{preset.input} → {preset.output}" for preset in PRESETS}
CASES_NOTE: Final = "\n".join(
    [
        "From the guide to convolution arithmetic: side of the input → side of the output.\n",
        *(f"* **{preset.title.capitalize()}**: {described(preset)}" for preset in PRESETS),
    ]
)


def cases(board: Board) -> None:
    """The named cases of the guide to convolution arithmetic."""
    presets(board, "Named cases", CASES, hints=HINTS, note=CASES_NOTE)


def next_case(board: Board) -> Callable[[], None]:
    """What the key N does in class: on to the next named case."""
    return next_case_of(board, CASES)


def title(board: Board) -> str:
    """The lesson's name, with that of the case on show."""
    return case_title(board, "Sliding window", CASES)


def panel(board: Board) -> None:
    """All controls of the lesson."""
    _input(board)
    layer_controls.kernel(board)
    layer_controls.steps(board)
    layer_controls.border(board)
    layer_controls.bias(board)


def shifts(board: Board) -> None:
    """How far the input is moved, by single cells: with a stride, not every move moves the output."""
    two(board, ("dy", "Shift the input down"), ("dx", "Shift it right"), note=SHIFT_NOTE, width=SHIFTS_WIDTH)


def _input(board: Board) -> None:
    select(board, "in", "Input", INPUT_NAMES)
    if is_patch(board.state):
        _patch(board)
    else:
        two(board, ("h", "Height"), ("w", "Width"))
    if board.state["in"] == "random":
        typed(board, "seed", "Seed of the input")


def _patch(board: Board) -> None:
    """Which part of which picture, and how it is written."""
    if is_own(board.state):
        chooser(board, fields_of)
    source = Source(board.state, held(board.page))
    overview(source)
    if is_own(board.state) and len(board.options("res")) > 1 and source.picture and not source.stands_in:
        clicks(board, "res", "Pixels of the longer side", note=DETAIL_NOTE)
    two(board, ("ph", "Height"), ("pw", "Width"))
    if source.picture and not source.stands_in:
        two(board, ("py", "From row"), ("px", "From column"))
    clicks(board, "v", "Black to white", names={"9": "0 to 9", "255": "0 to 255"})
