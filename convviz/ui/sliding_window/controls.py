"""The controls of the lesson, in the order a convolution is described: input, kernel, steps, border, bias."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from convviz.samples import PRESETS
from convviz.ui import layer_controls
from convviz.ui.address import Board
from convviz.ui.controls import case_title, clicks, next_case_of, presets, select, two, typed
from convviz.ui.fields import State, number
from convviz.ui.own_picture import chooser, held, overview
from convviz.ui.patch import Source, is_own, is_patch
from convviz.ui.sliding_window.state import INPUT_NAMES, described, fields_of, preset_query

DETAIL_NOTE: Final = "The picture is averaged down to so many: 64 shows it whole, 256 its details."
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


def shift_buttons(board: Board) -> None:
    """Move the input by one stride more, or back to where it was."""
    moves = {"down": ("dy", number(board.state, "s")), "right": ("dx", number(board.state, "sw"))}
    with st.container(horizontal=True):
        for way, (key, stride) in moves.items():
            target = number(board.state, key) + stride
            _button(board, f"Shift the input {stride} {way}", {key: target}, target in board.options(key))
        _button(board, "Put it back", {"dy": 0, "dx": 0}, any(board.state[key] for key in ("dy", "dx")))


def _button(board: Board, label: str, values: State, possible: bool) -> None:
    key = board.name(f"set-{'-'.join(values)}")
    st.button(label, key=key, on_click=board.ask, args=(values,), disabled=not possible)


def _input(board: Board) -> None:
    select(board, "in", "Input", INPUT_NAMES)
    if is_patch(board.state):
        _patch(board)
    else:
        two(board, ("h", "Height"), ("w", "Width"))
    if board.state["in"] == "random":
        typed(board, "seed", "Seed of the input")
    two(board, ("dy", "Shift down"), ("dx", "Shift right"), note=SHIFT_NOTE)


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
