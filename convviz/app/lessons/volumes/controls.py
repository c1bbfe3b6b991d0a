"""The controls of the lesson, in the order a convolution is described: input, filters, steps, border."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from convviz.app.lessons.volumes.cases import CASES, CASES_NOTE, HINTS
from convviz.app.page.scroll_to_player import open_in_view
from convviz.app.params.controls import case_title, clicks, next_case_of, presets, select, switch, two, typed
from convviz.app.params.groups.axes import is_independent
from convviz.app.params.groups.view import order_control
from convviz.app.params.url_state import Board
from convviz.app.widgets.glossary import note
from convviz.samples.volumes import FILTERS, VOLUMES

TITLE = "3-D convolution"
INPUT_NOTE = (
    "The scan is made up: a bright vessel bends on its way through eight slices of quiet tissue. With several "
    "channels, each slice is there once a channel, as a video frame is in red, green and blue."
)
FILTER_NOTE = (
    "Filters 2 and 3 of a kind with a direction look along the next axes; those of the average cover the front slice "
    "alone, then the back slice alone. The 2-D filter is of the same kind, as deep as the input."
)


def cases(board: Board) -> None:
    """The named cases."""
    presets(board, "Named cases", CASES, hints=HINTS, note=CASES_NOTE)


def next_case(board: Board) -> Callable[[], None]:
    """What the key N does in class: on to the next named case."""
    return next_case_of(board, CASES)


def title(board: Board) -> str:
    """The lesson's name, with that of the case on show."""
    return case_title(board, TITLE, CASES)


def panel(board: Board) -> None:
    """All controls of the lesson."""
    _input(board)
    _filter(board)
    _steps(board)
    switch(board, "show", "2-D convolution beside it", off="solid", on="both")
    if board.state["n"] != 1:
        order_control(board)


def make_as_deep(board: Board) -> None:
    """A way to the state in which both convolutions are one."""
    if board.state["dep"] in board.options("kd"):
        values = {"kd": board.state["dep"], "pad": "none", "padd": "none"}
        st.button("Make the filter as deep as the input", key=board.name("as-deep"), on_click=board.ask, args=(values,))


def open_vessel(board: Board) -> None:
    """The way to the case about the vessel."""
    query = CASES["Vessel: what changes"]
    st.button("Show it in the player", key=board.name("vessel"), on_click=open_in_view, args=(board, query))


def _input(board: Board) -> None:
    select(board, "in", "Input", VOLUMES, note=INPUT_NOTE)
    if board.state["in"] == "random":
        typed(board, "seed", "Seed of the input")
    clicks(board, "c", "Channels", note=note("channel"))
    clicks(board, "dep", "Depth: slices of each")
    two(board, ("h", "Height"), ("w", "Width"))


def _filter(board: Board) -> None:
    independent = is_independent(board.state)
    select(board, "ker", "Filter", FILTERS, note=FILTER_NOTE)
    if board.state["ker"] == "random":
        typed(board, "kseed", "Seed of the filter")
    clicks(board, "n", "How many filters", note=note("filter"))
    clicks(board, "kd", "Filter depth")
    clicks(board, "k", "Kernel height" if independent else "Kernel height and width")
    if independent:
        clicks(board, "kw", "Kernel width")


def _steps(board: Board) -> None:
    independent = is_independent(board.state)
    for key, name, word in (("s", "Stride", "stride"), ("pad", "Padding", "padding"), ("d", "Dilation", "dilation")):
        if independent:
            clicks(board, _of(key, "d"), f"{name} along depth", note=note(word))
        clicks(board, key, f"{name} down" if independent else name, note=None if independent else note(word))
        if independent:
            clicks(board, _of(key, "w"), f"{name} across")
    switch(board, "axes", "Independent axes", off="square", on="independent")


def _of(key: str, axis: str) -> str:
    """The field of another axis: "sd", "padw"."""
    return f"{key}{axis}"
