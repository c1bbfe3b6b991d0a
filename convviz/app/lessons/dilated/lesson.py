"""Taps that travel apart, and what a stack of layers sees."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from convviz.app.lessons.dilated import field_growth, footprint, text, text_stack
from convviz.app.lessons.dilated.cases import CASES, STACKS
from convviz.app.lessons.dilated.model import OF_STACK, DilatedModel, DilatedState
from convviz.app.lessons.dilated.stack_controls import stack_controls
from convviz.app.page.control_panel import items
from convviz.app.page.formula import Formula
from convviz.app.page.lesson import Chapter, Lesson, Player
from convviz.app.page.quiz import Quiz
from convviz.app.page.sections import formulas, section, sentences
from convviz.app.page.source_corrections import source_corrections
from convviz.app.page.try_this import Idea
from convviz.app.params.case import case_of
from convviz.app.params.page_state import PageState
from convviz.app.params.param import settle
from convviz.app.widgets.bar_list import bars
from convviz.app.widgets.size_formula import size_formulas

ONE_LAYER: Final = "Dilated convolution"
SEVERAL: Final = "A stack of layers"

Page = PageState[Any]


def _title(state: DilatedState, board: str) -> str:
    """The question of the named case that one of the boards shows, whatever is on the other."""
    own = {name: value for name, value in state.values.items() if (name in OF_STACK) == (board == "stack")}
    case = case_of(settle(DilatedState, {**own, "board": board})[0], CASES)
    return case.title if case else SEVERAL if board == "stack" else ONE_LAYER


def _controls(page: Page, model: DilatedModel) -> None:
    """Those of what is on the board."""
    if model.state.has_stack:
        stack_controls(page)
    else:
        items(page, model, ("dilation", ("height", "kernel"), "stride", "padding", "input"))


def _more_controls(page: Page, model: DilatedModel) -> None:
    items(page, model, ("unit", "input_cells") if model.state.has_stack else ("input_seed", "weights", "weights_seed"))


def _formula(model: DilatedModel) -> Formula:
    return text_stack.formula(model.stack) if model.state.has_stack else text.formula(model)


def _remarks(model: DilatedModel) -> list[str]:
    return text_stack.remarks(model.stack) if model.state.has_stack else text.remarks(model)


def _size(page: Page, model: DilatedModel) -> None:
    formulas(size_formulas(model.geometry))


def _numbers(page: Page, model: DilatedModel) -> None:
    """The table, and the recurrence with the numbers of one layer."""
    st.markdown(text.STACK)
    sentences([text_stack.table(model.stack), text_stack.WHAT, text_stack.recurrence(model.stack)])
    source_corrections(*text_stack.field_corrections())


def _plane(page: Page, model: DilatedModel) -> None:
    """The field in two dimensions."""
    figure, words = st.columns([2, 3], gap="large", vertical_alignment="center")
    with figure:
        footprint.footprint(model.stack)
    with words:
        sentences(footprint.words(model.stack))


def _price(page: Page, model: DilatedModel) -> None:
    """How the field grows, what it costs, what it is for."""
    sentences(field_growth.law(model.stack))
    bars(field_growth.bars_of(model.stack))
    source_corrections(*text_stack.price_corrections())
    section("What it is used for")
    sentences([text_stack.USES])


DILATED = Lesson(
    page="dilated",
    title="Dilated convolution and receptive fields",
    heading="Dilated convolution",
    icon=":material/filter_center_focus:",
    summary="Taps move apart and see further with the same weights. What a unit deep in a stack sees of the input.",
    state=DilatedState,
    model=DilatedModel,
    idea=text.IDEA,
    formula=_formula,
    players=(
        Player(
            DilatedModel.scene,
            DilatedModel.edit,
            title=lambda page, model: _title(page.state, "layer"),
            params=frozenset(param.name for param in DilatedState.params) - {*OF_STACK, "board"},
        ),
        Player(
            lambda model, title: model.stack.scene(title),
            title=lambda page, model: _title(page.state, "stack"),
            unit="step",
            name="receptive_field",
            summary="The stack of layers of the lesson on dilation: what a unit deep in it sees of the input.",
            params=frozenset(OF_STACK),
        ),
    ),
    on_board=lambda state: int(state.has_stack),
    cases=CASES,
    remarks=_remarks,
    controls=("board", _controls),
    more_controls=(_more_controls,),
    chapters=(
        Chapter("How large is the output?", _size),
        Chapter("Layer by layer", _numbers),
        Chapter("The field in a plane", _plane),
        Chapter("Doubling the rate", _price),
    ),
    code=DilatedModel.code,
    quiz=Quiz(text.QUESTION, 27, text.WHY, {"stack": "3.1.0.1_3.1.0.3_3.1.0.9"}),
    ideas=(
        Idea("Rates 2, 2, 2", text.TRY_HOLES, {"stack": STACKS["Rates 2, 2, 2"], "input_cells": 14}),
        Idea("Rates 1, 2, 5", text.TRY_HYBRID, {"stack": STACKS["Rates 1, 2, 5"]}),
        Idea("Padded, at the border", text.TRY_BORDER, {"stack": STACKS["Padded"], "unit": 0}),
    ),
)
