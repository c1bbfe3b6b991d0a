"""The parts of the page below the question, one function each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from convviz.app.page import sections
from convviz.app.params.controls import clicks, typed
from convviz.app.params.param import State
from convviz.app.params.url_state import Board
from convviz.app.tools.find_setting.answer import Row
from convviz.app.tools.find_setting.by_framework import spec_for
from convviz.app.tools.find_setting.formula import kind, named, substituted, symbols
from convviz.app.tools.find_setting.rows import answer_to, row_on_show
from convviz.app.tools.find_setting.state import sizes_of
from convviz.app.tools.find_setting.strip import strip
from convviz.app.tools.find_setting.table import opened, table
from convviz.codegen import Snippet, layer_snippets, snippets
from convviz.errors import ConvError
from convviz.spec.conv import ConvSpec

ORDERS: Final = {"simplest": "simplest first", "kernel": "kernel", "stride": "stride", "padding": "padding"}
CHANNELS: Final = (16, 32)  # read and written by the layer in the code
SIMPLE: Final = """
Rows are sorted by these rules; the first that tells two of them apart decides.

1. The kind one expects: transposed where the size grows, direct where it does not.
2. No cell is missed: every input cell is read, or every output cell is stamped.
3. Dilation 1 before more.
4. Equal padding at both ends before unequal.
5. No output_padding before some.
6. Direct: an odd kernel, which has a middle, before an even one. Transposed: a kernel that the stride divides before
   others, because its stamps overlap evenly and leave no checkerboard.
7. Less padding beyond what keeps the size at stride 1, then a smaller kernel, a smaller stride, less padding.
"""


def answer(board: Board) -> None:
    """The answer in a sentence, and one setting of it to be seen."""
    found, row = answer_to(board.state), row_on_show(board.state)
    with st.container(border=True, key="find-answer"):
        st.markdown(found.sentence)
        if row and board.state["row"] != 1:
            st.markdown(f"**Row {board.state['row']}:** {kind(row.setting)} with {named(row.setting)}")
        if row:
            strip(row.setting, row.size)
            sections.sentences(_formulas(board.state, row))


def _formulas(state: State, row: Row) -> list[str]:
    """The size of the output, along both axes where a search is about two."""
    symbol = symbols(row.setting)
    height, width = sizes_of(state)
    if state["ask"] != "sizes" or height == width:
        return [f"{symbol}{substituted(row.setting, row.size)}"]
    lines = [f"{symbol}{substituted(row.setting, height)} (height)", f"{substituted(row.setting, width)} (width)"]
    return [", ".join(lines)]


def remarks(board: Board) -> None:
    """What else is worth knowing about the answer."""
    sections.sentences(answer_to(board.state).remarks)


def settings(board: Board) -> None:
    """All rows as a table, and which of them is on show."""
    found = answer_to(board.state)
    if not found.rows:
        return
    sections.section(_title(board.state))
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        if len(found.rows) > 1:
            with st.container(width=150):
                typed(board, "row", "Row on show")
        if board.state["ask"] == "sizes":
            clicks(board, "by", "Sorted by", names=ORDERS)
            clicks(board, "many", "Rows at most")
    st.caption(found.caption)
    st.markdown(table(found, int(board.state["row"])))
    row = row_on_show(board.state)
    if row:
        room = opened(row.setting, row.size)
        st.markdown(f"Row {board.state['row']} opens in [{room.lesson.title}]({room.address}). {room.sentence}")
    if board.state["ask"] == "sizes":
        with st.expander("What “simplest” means"):
            st.markdown(SIMPLE)


def code(state: State) -> None:
    """The row on show as a layer to copy."""
    row = row_on_show(state)
    if row:
        sections.section("As code")
        sections.code_tabs(_written(_spec(state, row), sizes_of_picture(state, row)))


def sizes_of_picture(state: State, row: Row) -> tuple[int, int]:
    """Height and width of the input in the code."""
    height, width = sizes_of(state)
    return (row.size, row.size) if height == width else (height, width)


def _spec(state: State, row: Row) -> ConvSpec:
    if state["ask"] == "tf":
        return spec_for(state, row, CHANNELS)
    return row.setting.spec(2, *CHANNELS)


def _written(spec: ConvSpec, shape: tuple[int, int]) -> Sequence[Snippet]:
    """As layers; where Keras has no such layer, as functions, which go round it."""
    try:
        return layer_snippets(spec, shape)
    except ConvError:
        return snippets(spec, shape)[:2]


def _title(state: State) -> str:
    return {
        "sizes": "All settings",
        "same": "Other kernels",
        "inputs": "The sizes",
        "edge": "What would read every row",
        "tf": "Side by side",
    }[str(state["ask"])]
