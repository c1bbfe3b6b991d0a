"""A shuffle of the channels between two grouped layers."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from convviz.app.lessons.shuffled import cost, text
from convviz.app.lessons.shuffled.model import ShuffledModel, ShuffledState
from convviz.app.page.gains_and_losses import gained_and_lost
from convviz.app.page.lesson import Chapter, Lesson, Player
from convviz.app.page.opens import BlockLink
from convviz.app.page.quiz import Quiz
from convviz.app.page.sections import sentences
from convviz.app.page.source_corrections import source_corrections
from convviz.app.page.try_this import Idea
from convviz.app.params.case import Case
from convviz.app.params.controls import control
from convviz.app.params.page_state import PageState
from convviz.app.params.param import Value
from convviz.app.widgets.bar_list import bars
from convviz.app.widgets.channel_table import connections
from convviz.costs.alternatives import Task

MOST_GROUPS: Final = 4  # that a block is shown with
Page = PageState[Any]


def _reach(page: Page, model: ShuffledModel) -> None:
    """Which output sees which input, without and with the shuffle."""
    state = model.state
    with st.container(horizontal=True, gap="large"):
        for title, shuffled in (("Without the shuffle", False), ("With the shuffle", True)):
            reads = state.with_groups(state.groups, shuffled=shuffled).reads()
            with st.container(width="content"):
                connections(reads, state.channels, title, outputs_followed=(model.output,))
    sentences(text.reach(model))
    source_corrections(text.REACH_CORRECTION)


def _by_hand(page: Page, model: ShuffledModel) -> None:
    sentences(text.order(model))


def _unit(page: Page, model: ShuffledModel) -> None:
    with st.container(width="content"):
        control(page, "unit_groups")
    groups = model.state.unit_groups
    sentences([*text.unit(groups), cost.table(groups)])
    bars(cost.bars(groups))
    sentences([text.PAPER])


def _trade(page: Page, model: ShuffledModel) -> None:
    gained_and_lost(text.gained(model), text.LOST)


def _requested(task: Task) -> tuple[tuple[str, str, Value], ...]:
    groups = min(task.groups, MOST_GROUPS)
    channels = 12 if groups == MOST_GROUPS else 3 * groups
    return (("channels", "channels", channels), ("groups", "groups", groups), ("kernel", "kernel", task.kernel))


SHUFFLED = Lesson(
    page="shuffled",
    title="Shuffled grouped convolution",
    icon=":material/shuffle:",
    summary="Two grouped layers with the channels dealt out anew between them: who sees whom, and at what price.",
    state=ShuffledState,
    model=ShuffledModel,
    idea=text.IDEA,
    formula=text.formula,
    players=(Player(ShuffledModel.scene, ShuffledModel.edit),),
    remarks=text.remarks,
    cases=(
        Case("9 in 3 groups", {}),
        Case("without the shuffle", {"shuffle": "off"}),
        Case("8 in 2 groups", {"channels": 8, "groups": 2}),
        Case("8 in 4 groups: too few", {"channels": 8, "groups": 4}),
        Case("the numbers", {"show": "numbers"}),
        Case("one bright channel", {"show": "numbers", "input": "bright"}),
        Case("race, 4 channels", {"show": "race", "channels": 4, "groups": 2}),
    ),
    controls=(
        "shuffle", "traced", "channels", "groups", "show", "kernel", "height", "input", "input_seed",
        "bright_channel",
    ),
    chapters=(
        Chapter("Which output sees which input", _reach),
        Chapter("Shuffling by hand", _by_hand),
        Chapter("ShuffleNet's unit: groups on the 1 × 1 as well", _unit),
        Chapter("What is gained, and what is lost", _trade),
    ),
    code=ShuffledModel.code,
    quiz=Quiz(text.QUESTION, 9, text.WHY, {"channels": 12, "groups": 4}),
    ideas=(
        Idea("Without the shuffle", text.TRY_WITHOUT, {"shuffle": "off"}),
        Idea("One bright channel", text.TRY_BRIGHT, {"show": "numbers", "input": "bright"}),
        Idea("4 channels in 4 groups", text.TRY_IDLE, {"channels": 4, "groups": 4}),
    ),
    blocks={
        "shuffled": BlockLink(_requested, remark="both layers have as many channels"),
        "shuffle_unit": BlockLink(
            lambda task: (("unit_groups", "groups", task.groups),),
            remark="the section on the unit, in ShuffleNet's size",
        ),
    },
)  # fmt: skip
