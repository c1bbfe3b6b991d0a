"""The controls of the lesson: what is shown, then the input, the filters and how they step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from convviz.app.lessons.channels.layer import Layer
from convviz.app.lessons.channels.photo_overview import overview
from convviz.app.lessons.channels.shapes import permuting
from convviz.app.lessons.channels.state import by_map, is_photo
from convviz.app.lessons.channels.words import layouts
from convviz.app.page import sections
from convviz.app.params.controls import case_title, clicks, next_case_of, presets, select, switch, two, typed
from convviz.app.params.groups.view import order_control
from convviz.app.params.param import number
from convviz.app.params.url_state import Board
from convviz.app.widgets.glossary import note
from convviz.samples.filter_banks import FILTERS, INPUTS

CASES: Final = {
    "One filter": {},
    "Four filters": {"h": "8", "pad": "tf", "n": "4", "how": "once"},
    "One bright channel": {"in": "bright", "bc": "2"},
    "Photo, averaged": {"in": "photo", "pad": "tf", "ker": "average"},
    "Photo, red − green": {"in": "photo", "pad": "tf", "ker": "difference"},
    "Photo, edges": {"in": "photo", "n": "2", "ker": "edges", "how": "once"},
}
HINTS: Final = {"One filter": "5×5×3 → 3×3×1", "Four filters": "8×8×3 → 8×8×4"}

HOW: Final = {"maps": "map by map", "once": "in one go"}
HOW_NOTE: Final = (
    "**Map by map** takes one filter apart: each kernel writes a map of its own, then the maps are added up. "
    "**In one go** is how a layer is drawn as a rule: all products of a filter at one place are one sum. "
    "The numbers are the same."
)
PADDING_NAMES: Final = {"tf": "SAME"}
PADDING_NOTE: Final = (
    "**none**: the window stays inside the input (“valid”). **SAME**: as TensorFlow pads to get ⌈*in* / stride⌉; keeps "
    "the size at stride 1. **custom**: so many zeros on every side. Every channel is padded alike."
)
FILTERS_NOTE: Final = (
    "**Average**: 1/channels in the middle of each kernel. **One channel minus the next**: 1 in the middle of one "
    "kernel, −1 in that of the next; filter 2 starts at channel 2. **Copy**: filter 1 copies channel 1. **Edges**: "
    "Sobel x in every kernel, in every second filter Sobel y."
)
BIAS_NOTE: Final = "One number a filter, added to all of its feature map. Type another into the picture."
LAYOUT_NAMES: Final = {"NHWC": "NHWC · channels last", "NCHW": "NCHW · channels first"}
LAYOUT_NOTE: Final = (
    "N images, H rows, W columns, C channels, in this order in memory. TensorFlow and Keras put the channels last, "
    "PyTorch puts them first. The numbers are the same."
)
BATCH_NOTE: Final = "The same filters on each image; the picture shows one of them."


def cases(board: Board) -> None:
    """The named cases of the lesson."""
    presets(board, "Named cases", CASES, hints=HINTS)


def next_case(board: Board) -> Callable[[], None]:
    """What the key N does in class: on to the next named case."""
    return next_case_of(board, CASES)


def title(board: Board) -> str:
    """The lesson's name, with that of the case on show."""
    return case_title(board, "Channels and filters", CASES)


def panel(board: Board) -> None:
    """How it is shown, and the layer."""
    _showing(board)
    _input(board)
    _filters(board)
    _steps(board)


def shapes(board: Board, layer: Layer) -> None:
    """The order of the axes and the number of images, and the shapes that follow."""
    with st.container(horizontal=True, gap="large", vertical_alignment="bottom"):
        with st.container(width="content"):
            clicks(board, "layout", "Order of the axes", names=LAYOUT_NAMES, note=LAYOUT_NOTE)
        with st.container(width=180):
            typed(board, "batch", "Images (batch)", note=BATCH_NOTE)
    sections.sentences(layouts(layer))
    st.code(permuting(layer), language="python", wrap_lines=True)


def _showing(board: Board) -> None:
    clicks(board, "how", "Show", names=HOW, note=HOW_NOTE)
    if number(board.state, "n") == 1:
        return
    if by_map(board.state):
        clicks(board, "f", "Filter on show")
    else:
        order_control(board)


def _input(board: Board) -> None:
    select(board, "in", "Input", INPUTS)
    if is_photo(board.state):
        overview(board.state)
        two(board, ("ph", "Height"), ("pw", "Width"))
        two(board, ("py", "From row"), ("px", "From column"))
    else:
        two(board, ("h", "Height"), ("w", "Width"))
        clicks(board, "c", "Channels", note=note("channel"))
    if board.state["in"] == "random":
        typed(board, "seed", "Seed of the input")
    if board.state["in"] == "bright":
        clicks(board, "bc", "Bright channel")


def _filters(board: Board) -> None:
    clicks(board, "n", "Filters", note=note("filter", "kernel"))
    select(board, "ker", "Weights", FILTERS, note=FILTERS_NOTE)
    if board.state["ker"] == "random":
        typed(board, "kseed", "Seed of the weights")
    clicks(board, "k", "Kernel size")


def _steps(board: Board) -> None:
    clicks(board, "s", "Stride", note=note("stride"))
    clicks(board, "pad", "Padding", names=PADDING_NAMES, note=PADDING_NOTE)
    if board.state["pad"] == "custom":
        typed(board, "p", "Zeros on every side")
    switch(board, "b", "Bias", off="off", on="on", note=BIAS_NOTE)
