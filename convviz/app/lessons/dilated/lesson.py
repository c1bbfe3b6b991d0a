"""Taps that travel apart, and what a stack of layers sees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import streamlit as st

from convviz.app.lessons.dilated import field_growth, footprint, text, text_stack
from convviz.app.lessons.dilated.cases import STACKS
from convviz.app.lessons.dilated.model import DilatedModel, DilatedState
from convviz.app.lessons.dilated.stack_controls import named_stacks, stack_controls, stack_title
from convviz.app.page.lesson import Chapter, Lesson, Player
from convviz.app.page.quiz import Quiz
from convviz.app.page.sections import formulas, section, sentences
from convviz.app.page.source_corrections import source_corrections
from convviz.app.page.try_this import Idea
from convviz.app.params.case import Case
from convviz.app.params.page_state import PageState
from convviz.app.widgets.bar_list import bars
from convviz.app.widgets.size_formula import size_formulas

STACK_PLAYER: Final = "stack-player"

Page = PageState[Any]


def _next_rate(page: Page) -> Callable[[], None]:
    """What the key N does in class, in the upper player: on to the next rate that fits."""

    def go() -> None:
        options = list(page.options("dilation"))
        place = options.index(page.state.dilation) + 1
        page.update({"dilation": options[place % len(options)]})

    return go


def _sizes(page: Page, model: DilatedModel) -> None:
    formulas(size_formulas(model.geometry))


def _stack(page: Page, model: DilatedModel) -> None:
    """The stack: which one, played, and changed layer by layer."""
    st.markdown(text.STACK)
    named_stacks(page)
    picture, panel = st.columns([7, 3], gap="medium")
    with picture:
        DILATED.play(page, model, DILATED.players[1], STACK_PLAYER)
        sentences(text_stack.remarks(model.stack))
        source_corrections(*text_stack.field_corrections())
    with panel:
        stack_controls(page)


def _numbers(page: Page, model: DilatedModel) -> None:
    """The table, and the recurrence with the numbers of one layer."""
    sentences([text_stack.table(model.stack), text_stack.WHAT, text_stack.recurrence(model.stack)])


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
    icon=":material/filter_center_focus:",
    summary="Taps move apart and see further with the same weights. What a unit deep in a stack sees of the input.",
    state=DilatedState,
    model=DilatedModel,
    idea=text.IDEA,
    formula=text.formula,
    players=(
        Player(
            DilatedModel.scene,
            DilatedModel.edit,
            title=lambda page, model: f"Dilated convolution · rate {model.state.dilation}",
        ),
        Player(
            lambda model, title: model.stack.scene(title),
            title=lambda page, model: stack_title(page),
            name="receptive_field",
            summary="The stack of layers of the lesson on dilation: what a unit deep in it sees of the input.",
            params=frozenset({"stack", "input_cells", "unit", "chosen_layer"}),
        ),
    ),
    cases=(Case("One layer", {}),),
    remarks=text.remarks,
    controls=(
        "dilation", "input", "input_seed", "height", "weights", "weights_seed", "kernel", "stride", "padding", _sizes,
    ),
    chapters=(
        Chapter("A stack of layers", _stack),
        Chapter("Layer by layer", _numbers),
        Chapter("The field in a plane", _plane),
        Chapter("Doubling the rate", _price),
    ),
    code=DilatedModel.code,
    quiz=Quiz(text.QUESTION, 27, text.WHY, {"stack": "3.1.0.1_3.1.0.3_3.1.0.9"}),
    ideas=(
        Idea("Rates 2, 2, 2", text.TRY_HOLES, {"stack": STACKS["Rates 2, 2, 2"].text, "input_cells": 14}),
        Idea("Rates 1, 2, 5", text.TRY_HYBRID, {"stack": STACKS["Rates 1, 2, 5"].text}),
        Idea("Padded, at the border", text.TRY_BORDER, {"stack": STACKS["Padded"].text, "unit": 0}),
    ),
)  # fmt: skip
