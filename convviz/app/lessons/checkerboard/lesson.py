"""Stamps that overlap unevenly leave a pattern, and what to do about it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from convviz.app.lessons.checkerboard import layer_stack, overlap_2d, text, text_gallery
from convviz.app.lessons.checkerboard.cases import CASES, IDEAS, STACKS, UNCROPPED
from convviz.app.lessons.checkerboard.gallery import gallery
from convviz.app.lessons.checkerboard.model import CheckerboardModel, CheckerboardState
from convviz.app.lessons.checkerboard.upsampling_methods import UpsamplingMethods
from convviz.app.page.lesson import Chapter, Lesson, Player
from convviz.app.page.quiz import Quiz
from convviz.app.page.sections import sentences
from convviz.app.page.source_corrections import source_corrections
from convviz.app.params.controls import control
from convviz.app.params.page_state import PageState
from convviz.app.widgets.column_chart import columns

Page = PageState[Any]


def _two_dimensions(page: Page, model: CheckerboardModel) -> None:
    sentences(overlap_2d.says(model))
    overlap_2d.charts(page, model)


def _stacked(page: Page, model: CheckerboardModel) -> None:
    sentences([layer_stack.introduction(model.state)])
    with st.container(horizontal=True, gap="small"):
        for case in STACKS:
            values = {**UNCROPPED, **case.values}
            st.button(case.title, key=page.entry(f"stack-{case.title}"), on_click=page.update, args=(values,))
    control(page, "layers")
    for place in range(2, model.state.layers + 1):
        _in_a_row(page, f"kernel_{place}", f"stride_{place}", f"padding_{place}")
    columns(layer_stack.levels(model.state))
    sentences(layer_stack.says(model.state))


def _in_a_row(page: Page, *names: str) -> None:
    with st.container(horizontal=True, gap="medium"):
        for name in names:
            with st.container(width="content"):
                control(page, name)


def _on_a_picture(page: Page, model: CheckerboardModel) -> None:
    methods = UpsamplingMethods(model.state)
    with st.container(horizontal=True, gap="medium"):
        for name in ("picture", "weights"):
            with st.container(width="content"):
                control(page, name)
        if model.state.weights == "random":
            with st.container(width=180):
                control(page, "weights_seed")
    sentences(text_gallery.introduction(methods))
    gallery(methods.all)
    sentences([*text_gallery.findings(methods), *text_gallery.warning(methods)])


def _what_helps(page: Page, model: CheckerboardModel) -> None:
    stride = model.state.stride
    sentences([text.CURES, *text_gallery.tied(stride), *text_gallery.dealt(stride)])
    sentences(text_gallery.edge())


def _in_the_gradient(page: Page, model: CheckerboardModel) -> None:
    sentences(text_gallery.gradient(model))
    source_corrections(*text.CORRECTIONS)


CHECKERBOARD = Lesson(
    page="checkerboard",
    title="Checkerboard artifacts",
    icon=":material/grid_on:",
    summary="Stamps that overlap unevenly leave a pattern. When they do, and what helps.",
    state=CheckerboardState,
    model=CheckerboardModel,
    idea=text.IDEA,
    formula=text.formula,
    players=(Player(CheckerboardModel.scene, CheckerboardModel.edit, unit="stamp", lines=2),),
    remarks=text.remarks,
    cases=CASES,
    controls=("kernel", "stride", "padding_cells", ("height", "width"), "dimensions"),
    chapters=(
        Chapter("In two dimensions the counts multiply", _two_dimensions),
        Chapter("Layer after layer", _stacked),
        Chapter("On a picture", _on_a_picture),
        Chapter("What helps, and why", _what_helps),
        Chapter("The same pattern in the gradient", _in_the_gradient),
    ),
    code=CheckerboardModel.code,
    quiz=Quiz(text.QUESTION, 3, text.WHY, {"kernel": 5, "width": 6}),
    ideas=IDEAS,
)
