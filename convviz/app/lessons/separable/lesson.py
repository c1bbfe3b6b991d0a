"""Look around in every channel, then mix the channels, for a fraction of the work."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from convviz.app.lessons.separable import cost, text
from convviz.app.lessons.separable.model import SeparableModel, SeparableState
from convviz.app.page.lesson import Chapter, Lesson, Player
from convviz.app.page.opens import BlockLink, pads_as_same
from convviz.app.page.quiz import Quiz
from convviz.app.page.sections import pair, sentences
from convviz.app.page.source_corrections import source_corrections
from convviz.app.page.try_this import Idea
from convviz.app.params.case import Case
from convviz.app.params.controls import control
from convviz.app.params.page_state import PageState
from convviz.app.params.param import Value
from convviz.app.widgets.bar_list import bars
from convviz.costs.alternatives import Task

Page = PageState[Any]
HEADING: Final = "Depthwise separable convolution"

CASES: Final = (
    Case(
        "Who needs less work?", {}, "7×7×3 → 5×5×128", "work",
        "Both layers turn 7 × 7 × 3 into 5 × 5 × 128. Watch at one position what the second filter costs.",
        "Towards intuitive understanding, section 8.2",
    ),
    Case(
        "What if there is one filter?", {"filters": 1}, "27 against 30", "one",
        "Nothing is shared: 27 multiplications against 27 + 3.",
        "A single filter",
    ),
    Case(
        "What if the kernel is 7 × 7?", {"height": 11, "kernel": 7}, "11.9 % → 2.8 %", "large",
        "The share falls from 11.9 % to 2.8 %, and never below 1/128.",
        "Kernels of 7 × 7",
    ),
    Case(
        "What does MobileNet do?", {"padding": "same", "height": 112, "channels": 32, "filters": 64},
        "112×112×32 → 64", "mobilenet",
        "112 × 112 × 32 → 64: 12.7 % of the work.",
        "MobileNet: the first separable layer",
    ),
    Case(
        "Why 8 × 8 × 256?", {"height": 12, "kernel": 5, "filters": 256}, "12×12×3 → 8×8×256", "eight",
        "A 5 × 5 kernel on 12 × 12 has 12 − 5 + 1 = 8 stops per side; 4.4 % of the work.",
        "Separable convolutions: 12×12×3 → 8×8×256",
    ),
    Case(
        "What if there are 16 filters?", {"padding": "same", "height": 128, "filters": 16}, "128×128×3 → 16",
        "sixteen",
        "With 16 filters the share is 17.4 %, because 1/16 + 1/9 is more than 1/128 + 1/9.",
        "128×128×3 → 16, SAME",
    ),
)  # fmt: skip


def _price(page: Page, model: SeparableModel) -> None:
    bars(cost.multiplications(model))
    bars(cost.weights(model))


def _shares(page: Page, model: SeparableModel) -> None:
    sentences([text.WHEN_IT_PAYS])
    pair([(text.SHARES_TITLE, cost.shares(model.state))])
    control(page, "surface")
    if model.state.surface == "show":
        st.plotly_chart(cost.surface(model.state), key=page.entry("surface"))
    source_corrections(*text.PRICE_CORRECTIONS)


def _trade(page: Page, model: SeparableModel) -> None:
    sentences([*text.gained_and_lost(model), *text.on_time(model)])
    source_corrections(*text.LOSS_CORRECTIONS)


def _requested(task: Task) -> tuple[tuple[str, str, Value], ...]:
    return (
        ("padding", "padding", "same" if pads_as_same(task) else "none"),
        ("height", "height and width", task.size[0]),
        ("kernel", "kernel", task.kernel),
        ("channels", "channels in", task.in_channels),
        ("filters", "channels out", task.out_channels),
    )


SEPARABLE = Lesson(
    page="separable",
    title="Depthwise separable",
    icon=":material/call_split:",
    summary="Look around in every channel, then mix: the same shapes for a fraction of the work, raced.",
    state=SeparableState,
    model=SeparableModel,
    heading=HEADING,
    idea=text.IDEA,
    wide=True,
    formula=text.formula,
    players=(Player(SeparableModel.scene, SeparableModel.edit, title=HEADING, lines=5, counters=2),),
    remarks=text.remarks,
    cases=CASES,
    controls=("filters", "kernel", "channels", "height", "show"),
    more_controls=("padding", "input", "input_seed", "weights", "weights_seed"),
    chapters=(
        Chapter("The price of both", _price),
        Chapter("When it pays", _shares),
        Chapter("Gained and lost", _trade),
    ),
    code=SeparableModel.code,
    quiz=Quiz(text.QUESTION, text.ANSWER, text.WHY, {"height": 10, "channels": 4, "filters": 32}),
    ideas=(
        Idea("One step after the other", text.TRY_STEPS, {"show": "separable"}),
        Idea("A single filter", text.TRY_SINGLE, {"filters": 1}),
        Idea("Kernels of 7 × 7", text.TRY_LARGE, {"height": 12, "kernel": 7}),
    ),
    blocks={"separable": BlockLink(_requested, has=frozenset({"padding"}))},
)  # fmt: skip
