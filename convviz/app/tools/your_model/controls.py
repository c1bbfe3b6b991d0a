"""The controls of the page: examples, the text, and the shape of its input."""

from __future__ import annotations

from typing import Final

import streamlit as st

from convviz.app.params.controls import clicks, presets
from convviz.app.params.url_state import Board
from convviz.app.streamlit_patches import put
from convviz.app.tools.your_model.examples import EXAMPLES
from convviz.app.tools.your_model.model import Shown
from convviz.app.tools.your_model.state import ORDERS, OWN
from convviz.app.tools.your_model.text_in_url import pack
from convviz.errors import ConvError
from convviz.model_parser import MOST_CHARACTERS, input_shape_of, shape_text

TITLE: Final = "Your own layer or model"
CASES: Final = {example.title: {"ex": key} for key, example in EXAMPLES.items()}
KEPT: Final = "your_model.kept"  # a text that is too long for a link lives as long as the session
BOX_NOTE: Final = (
    "Layers of `torch.nn` or Keras as code, alone or in a model, or what `print(model)` writes in PyTorch. "
    "The text is read, never run."
)
SHAPE_NOTE: Final = (
    "Channels first, also for Keras: `3x224x224`. Left empty, it is what the text says; where it says nothing, "
    "224 × 224 with the channels of the first layer."
)


def kept() -> str | None:
    """The text of this session that no link can carry."""
    text: str | None = st.session_state.get(KEPT)
    return text


def cases(board: Board) -> None:
    """Texts to begin with, one click each."""
    presets(board, "Begin with", CASES)


def text(board: Board, shown: Shown) -> None:
    """The text, the shape of its input, and a button that need do nothing: fields speak when they lose the focus."""
    _box(board, shown)
    beside, button = st.columns([6, 4], vertical_alignment="bottom")
    with beside:
        _shape(board)
    with button:
        st.button(
            "Read it", key=board.name("read"), type="primary", icon=":material/calculate:", width="stretch",
            on_click=board.ask, args=({},),  # without, its run would obey an address from before the text changed
        )  # fmt: skip


def _box(board: Board, shown: Shown) -> None:
    key = board.name("box")
    put(key, shown.text)
    st.text_area(
        "Layer or model", key=key, height=330, on_change=_take_text, args=(board, key), help=BOX_NOTE,
        placeholder="nn.Conv2d(3, 64, kernel_size=3, padding=1)",
    )  # fmt: skip


def _shape(board: Board) -> None:
    key = board.name("shape")
    put(key, str(board.state["in"]))
    st.text_input(
        "Input, channels first", key=key, on_change=_take_shape, args=(board, key), help=SHAPE_NOTE,
        placeholder="as the text says", max_chars=60,
    )  # fmt: skip


def order(board: Board) -> None:
    """In which order the layers are listed."""
    clicks(board, "order", "Layers", names=ORDERS)


def _take_text(board: Board, key: str) -> None:
    """Callback: the text as it stands in the box now."""
    text = str(st.session_state[key])
    if len(text) > MOST_CHARACTERS:
        st.session_state[KEPT] = text[:MOST_CHARACTERS]
        board.ask({"ex": OWN, "m": "", "in": ""})
        board.refuse(
            "m", f"The text has {len(text):,} characters; the first {MOST_CHARACTERS:,} were kept, which is the most."
        )
        return
    letters = pack(text) if text.strip() else ""
    latest = board.latest()
    same_model = _alike(Shown(latest, kept()).text, text)
    st.session_state[KEPT] = text if letters is None else None
    board.ask({"ex": OWN, "m": letters or "", "in": latest["in"] if same_model else ""})


def _alike(before: str, after: str) -> bool:
    """Whether a text is the one before it with changes, so that the shape of the input still belongs to it."""
    lines = {line.strip() for line in before.splitlines()} - {""}
    return 2 * len(lines & {line.strip() for line in after.splitlines()}) >= len(lines) > 0


def _take_shape(board: Board, key: str) -> None:
    """Callback: a shape, or a sentence why it is none."""
    text = str(st.session_state[key]).strip()
    try:
        board.ask({"in": shape_text(input_shape_of(text)) if text else ""})
    except ConvError as error:
        board.refuse("in", f"The input (“{error.value}”) {error.rule}. {error.cure}")
