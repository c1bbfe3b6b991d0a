"""The controls of the lesson, in the order a convolution is described: input, kernel, steps, border, bias."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from convviz.samples import KERNELS, PRESETS
from convviz.ui.address import Board
from convviz.ui.controls import clicks, next_preset, presets, select, switch, typed
from convviz.ui.fields import State
from convviz.ui.glossary import note
from convviz.ui.own_picture import chooser, held, overview
from convviz.ui.patch import Source, is_own, is_patch
from convviz.ui.sliding_window.state import (
    INPUT_NAMES,
    PADDINGS,
    fields_of,
    has_border,
    is_independent,
    number,
    preset_query,
)

PADDING_NAMES = {"none": "none", "same": "same", "full": "full", "custom": "custom", "tf": "TF SAME"}
PADDING_NOTE = """
* **none**: the window stays inside the input (“valid”).
* **same**: half padding, *d*·(*k* − 1) cells in all, an odd one after. Keeps the size at stride 1.
* **full**: every window that meets at least one input cell.
* **custom**: each side by itself.
* **TF SAME**: what TensorFlow pads to get ⌈*in* / stride⌉, an odd row or column at the bottom and right.
"""
MODE_NAMES = {"zeros": "zeros", "reflect": "reflect", "replicate": "replicate", "circular": "circular"}
MODE_NOTE = """
What 1 2 3 4 looks like with a border of 2:

* **zeros** `0 0 1 2 3 4 0 0`
* **reflect** `3 2 1 2 3 4 3 2`: mirrored, the edge is not repeated
* **replicate** `1 1 1 2 3 4 4 4`
* **circular** `3 4 1 2 3 4 1 2`
"""
DETAIL_NOTE = "The picture is averaged down to so many: 64 shows it whole, 256 its details."
SHIFT_NOTE = "Moves the input; what leaves at one edge comes back at the other."

CASES = {preset.title.capitalize(): preset_query(preset) for preset in PRESETS}


def cases(board: Board) -> None:
    """The named cases of the guide to convolution arithmetic."""
    presets(board, "Named cases", CASES)


def next_case(board: Board) -> Callable[[], None]:
    """What the key N does in class: on to the next named case."""
    return lambda: next_preset(board, CASES)


def title(board: Board) -> str:
    """The lesson's name, with that of the case on show."""
    return next((f"Sliding window · {name}" for name, query in CASES.items() if board.shows(query)), "Sliding window")


def panel(board: Board) -> None:
    """All controls of the lesson."""
    _input(board)
    _kernel(board)
    _steps(board)
    _border(board)


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
        _two(board, ("h", "Height"), ("w", "Width"))
    if board.state["in"] == "random":
        typed(board, "seed", "Seed of the input")
    _two(board, ("dy", "Shift down"), ("dx", "Shift right"), note=SHIFT_NOTE)


def _patch(board: Board) -> None:
    """Which part of which picture, and how it is written."""
    if is_own(board.state):
        chooser(board, fields_of)
    source = Source(board.state, held(board.page))
    overview(source)
    if is_own(board.state) and len(board.options("res")) > 1 and source.picture and not source.stands_in:
        clicks(board, "res", "Pixels of the longer side", note=DETAIL_NOTE)
    _two(board, ("ph", "Height"), ("pw", "Width"))
    if source.picture and not source.stands_in:
        _two(board, ("py", "From row"), ("px", "From column"))
    clicks(board, "v", "Black to white", names={"9": "0 to 9", "255": "0 to 255"})


def _kernel(board: Board) -> None:
    select(board, "ker", "Kernel", KERNELS, note=note("kernel", "filter", "channel"))
    if board.state["ker"] == "random":
        typed(board, "kseed", "Seed of the kernel")


def _steps(board: Board) -> None:
    independent = is_independent(board.state)
    clicks(board, "k", "Kernel height" if independent else "Kernel size")
    if independent:
        clicks(board, "kw", "Kernel width")
    clicks(board, "s", "Stride down" if independent else "Stride", among=(1, 2, 3, 4), note=note("stride"))
    if independent:
        clicks(board, "sw", "Stride across", among=(1, 2, 3, 4))
    clicks(board, "d", "Dilation down" if independent else "Dilation", note=note("dilation", "tap"))
    if independent:
        clicks(board, "dw", "Dilation across")
    switch(board, "axes", "Independent axes", off="square", on="independent")


def _border(board: Board) -> None:
    clicks(board, "pad", "Padding", names=PADDING_NAMES, among=PADDINGS, note=PADDING_NOTE)
    if board.state["pad"] == "custom":
        _two(board, ("pt", "Top"), ("pb", "Bottom"))
        _two(board, ("pl", "Left"), ("pr", "Right"))
    if has_border(board.state):
        clicks(board, "mode", "Border filled with", names=MODE_NAMES, note=MODE_NOTE)
    typed(board, "b", "Bias", note="Added to every output number. 0: no bias.")


def _two(board: Board, *fields: tuple[str, str], note: str | None = None) -> None:
    """Two numbers side by side, also on a phone, where Streamlit would stack columns; the note goes to the first."""
    with st.container(horizontal=True, gap="small"):
        for (key, label), about in zip(fields, (note, None), strict=True):
            with st.container():
                typed(board, key, label, note=about)
