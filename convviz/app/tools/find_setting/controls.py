"""The question, and the numbers it needs."""

from __future__ import annotations

from typing import Final

import streamlit as st

from convviz.app.params.controls import clicks, presets, switch, typed
from convviz.app.params.groups.axes import is_independent
from convviz.app.params.url_state import Board
from convviz.app.tools.find_setting.state import ANY, has_extra, has_padding
from convviz.app.widgets.glossary import note

TITLE: Final = "Find the setting"
IDEA: Final = "The size formula read backwards: say what you need, and get the numbers of a layer that gives it."
QUESTIONS: Final = {
    "sizes": "From this size to that",
    "same": "Keep the size",
    "inputs": "Which inputs give this?",
    "edge": "Where did my edge go?",
    "tf": "TensorFlow's SAME ⇄ PyTorch",
}
EXAMPLES: Final[dict[str, dict[str, str]]] = {
    "28 → 56, kernel 3": {},
    "28 → 56, any kernel": {"fk": "any"},
    "DCGAN: 4 → 8": {"i": "4", "o": "8", "fk": "4"},
    "ResNet: 224 → 112": {"i": "224", "o": "112", "fk": "7"},
    "Patches: 224 → 14": {"i": "224", "o": "14", "fk": "any"},
    "Even kernel": {"ask": "same"},
    "Dilated, same size": {"ask": "same", "k": "3", "d": "2"},
    "55 or 56?": {"ask": "inputs"},
    "Which output_padding?": {"ask": "inputs", "kind": "transposed"},
    "Lost row": {"ask": "edge"},
    "SAME, stride 2": {"ask": "tf"},
    "padding=1 in Keras": {"ask": "tf", "to": "tf"},
    "Conv2DTranspose": {"ask": "tf", "kind": "transposed"},
}
KINDS: Final = {ANY: "either", "direct": "direct", "transposed": "transposed"}
TO: Final = {"torch": "SAME in PyTorch", "tf": "PyTorch's padding in Keras"}
SHORT: Final = {"fk": (1, 2, 3, 4, 5, 7), "fs": (1, 2, 3, 4), "fd": (1, 2, 3)}
OPEN_NOTE: Final = "“any” leaves it open: the search finds it. A link can ask for up to {most}."


def question(board: Board) -> None:
    """What one wants to know, by one click."""
    clicks(board, "ask", "What do you want to know?", names=QUESTIONS)


def examples(board: Board) -> None:
    """Named states."""
    presets(board, "Worked questions", EXAMPLES)


def heading() -> None:
    """What the page is for; the formula stands by the answer, with the answer's numbers."""
    st.title(TITLE, anchor=False)
    st.markdown(IDEA, help=note())


def numbers(board: Board) -> None:
    """The numbers the question needs, side by side."""
    state = board.state
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        _SHOWN[str(state["ask"])](board)


def _sizes(board: Board) -> None:
    both = is_independent(board.state)
    _number(board, "i", "I have" if not both else "I have, height")
    if both:
        _number(board, "i2", "width")
    _number(board, "o", "I want" if not both else "I want, height")
    if both:
        _number(board, "o2", "width")
    switch(board, "axes", "Width differs", off="square", on="independent")


def narrower(board: Board) -> None:
    """What a search is held to, below its answer: the sizes alone are a question already."""
    if board.state["ask"] == "sizes":
        with st.container(horizontal=True, gap="medium"):
            _open(board, "fk", "Kernel")
            _open(board, "fs", "Stride")
            _open(board, "fd", "Dilation")
            clicks(board, "way", "Convolution", names=KINDS)


def _same(board: Board) -> None:
    _layer(board, "k", "d")


def _inputs(board: Board) -> None:
    clicks(board, "kind", "Convolution", names=KINDS)
    _number(board, "o", "Output size")
    _layer(board, "k", "s", "p", "d")


def _edge(board: Board) -> None:
    _number(board, "i", "Input size")
    _layer(board, "k", "s", "p", "d")


def _tf(board: Board) -> None:
    clicks(board, "to", "Translate", names=TO)
    clicks(board, "kind", "Convolution", names=KINDS)
    both = is_independent(board.state)
    _number(board, "i", "Input height" if both else "Input size")
    if both:
        _number(board, "i2", "Input width")
    _layer(board, "k", "s", "p", "d", "a")
    switch(board, "axes", "Width differs", off="square", on="independent")


_SHOWN: Final = {"sizes": _sizes, "same": _same, "inputs": _inputs, "edge": _edge, "tf": _tf}
_LABELS: Final = {"k": "Kernel", "s": "Stride", "p": "Padding", "d": "Dilation", "a": "output_padding"}


def _layer(board: Board, *keys: str) -> None:
    """The numbers of the layer that are given, as far as there is something to choose."""
    shown = {"p": has_padding(board.state), "a": has_extra(board.state), "d": len(board.options("d")) > 1}
    for key in keys:
        if shown.get(key, True):
            _number(board, key, _LABELS[key])


def _number(board: Board, key: str, label: str) -> None:
    with st.container(width=120):
        typed(board, key, label)


def _open(board: Board, key: str, label: str) -> None:
    most = list(board.options(key))[-1]
    shown = (ANY, *map(str, SHORT[key]))
    clicks(board, key, label, among=shown, note=f"{note(label.lower())}\n\n{OPEN_NOTE.format(most=most)}")
