"""The parts of the page below the question, one function each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import streamlit as st

from convviz.app.markup import to_streamlit
from convviz.app.page.sections import code_tabs, section, sentences
from convviz.app.params.controls import control, controls
from convviz.app.params.page_state import PageState
from convviz.app.tools.find_setting import text
from convviz.app.tools.find_setting.answer import SettingRow
from convviz.app.tools.find_setting.by_framework import spec_for
from convviz.app.tools.find_setting.formula import kind, named, substituted, symbols
from convviz.app.tools.find_setting.state import FindSettingState, answer_to
from convviz.app.tools.find_setting.strip import strip
from convviz.app.tools.find_setting.table import lesson_of, table
from convviz.codegen import Snippet, layer_snippets, snippets
from convviz.errors import ConvError
from convviz.spec.conv import ConvSpec

Page = PageState[Any]

CHANNELS: Final = (16, 32)  # read and written by the layer in the code


def answer(page: Page) -> None:
    """The answer in a sentence, and one setting of it to be seen."""
    state: FindSettingState = page.state
    row = state.row_on_show
    with st.container(border=True, key=page.entry("answer")):  # the style sheet knows it by this
        sentences([answer_to(state).sentence])
        if row and state.row != 1:
            sentences([f"**Row {state.row}:** {kind(row.setting)} with {named(row.setting)}"])
        if row:
            strip(row.setting, row.size)
            sentences([_formula(state, row)])


def _formula(state: FindSettingState, row: SettingRow) -> str:
    """The size of the output, along both axes where a search is about two."""
    symbol = symbols(row.setting)
    height, width = state.sizes
    if state.question != "sizes" or height == width:
        return f"{symbol}{substituted(row.setting, row.size)}"
    return f"{symbol}{substituted(row.setting, height)} (height), {substituted(row.setting, width)} (width)"


def remarks(page: Page) -> None:
    """What else is worth knowing about the answer."""
    sentences(answer_to(page.state).remarks)


def settings(page: Page) -> None:
    """All rows as a table, and which of them is on show."""
    state: FindSettingState = page.state
    found, row = answer_to(state), state.row_on_show
    if row is None:
        return
    section(text.ROWS_TITLES[state.question])
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        if len(found.rows) > 1:
            with st.container(width=150):
                control(page, "row")
        controls(page, ("sort", "most_rows"))
    st.caption(found.caption)
    sentences([table(found, state.row)])
    link = lesson_of(row.setting, row.size)
    sentences([f"Row {state.row} opens in [{link.lesson.title}]({link.address}). {link.sentence}"])
    if state.question == "sizes":
        with st.expander("What “simplest” means"):
            st.markdown(to_streamlit(text.SIMPLEST))


def code(page: Page) -> None:
    """The row on show as a layer to copy."""
    state: FindSettingState = page.state
    row = state.row_on_show
    if row:
        section("As code")
        code_tabs(_programs(_spec(state, row), _picture_size(state, row)))


def _picture_size(state: FindSettingState, row: SettingRow) -> tuple[int, int]:
    """Height and width of the input in the code."""
    height, width = state.sizes
    return (row.size, row.size) if height == width else (height, width)


def _spec(state: FindSettingState, row: SettingRow) -> ConvSpec:
    if state.question == "tf":
        return spec_for(row, CHANNELS)
    return row.setting.spec(2, *CHANNELS)


def _programs(spec: ConvSpec, shape: tuple[int, int]) -> Sequence[Snippet]:
    """As layers; where Keras has no such layer, as functions, which go round it."""
    try:
        return layer_snippets(spec, shape)
    except ConvError:
        return snippets(spec, shape)[:2]
