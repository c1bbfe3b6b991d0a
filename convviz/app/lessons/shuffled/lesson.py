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

CASES: Final = (
    Case(
        "Which inputs reach output 1?", {}, "9 in 3 groups", "reach",
        "Two layers in 3 groups of 3 channels, with a shuffle between them: output 1 hears all 9 inputs.",
        "Towards intuitive understanding, section 11",
    ),
    Case(
        "What if nothing is shuffled?", {"shuffle": "off"}, "9 → 3 heard", "straight",
        "Without the shuffle, output 1 hears inputs 1, 2 and 3 only: its own group.",
        "Without the shuffle",
    ),
    Case(
        "What if there are two groups?", {"channels": 8, "groups": 2}, "8 in 2 groups", "two",
        "Groups of 4 channels: each group of the second layer holds 2 channels of either, and output 1 hears all 8.",
        "8 in 2 groups",
    ),
    Case(
        "Can a shuffle be too little?", {"channels": 8, "groups": 4}, "8 in 4 groups", "few",
        "Groups of 2 channels: a group of the second layer hears only 2 of the 4 groups, so 4 of 8 inputs.",
        "8 in 4 groups: too few",
    ),
    Case(
        "Where does input 1 arrive?", {"show": "numbers", "input": "bright"}, "1 lit channel", "bright",
        "Only input 1 is not 0. It lights maps 1 to 3 of the first layer and all 9 of the second.",
        "One bright channel",
    ),
    Case(
        "What do the layers compute?", {"show": "numbers"}, "3 × 3 × 9", "numbers",
        "The wiring with its numbers: each filter weights the 3 channels of its group and adds them up.",
        "The numbers",
    ),
    Case(
        "Who needs less work?", {"show": "race", "channels": 4, "groups": 2}, "288 → 144", "work",
        "Two groups need half of the multiplications, 144 of 288. The shuffle needs none.",
        "Race, 4 channels",
    ),
)  # fmt: skip


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


def _unit_of_time(model: ShuffledModel) -> str:
    """What the transport counts: the wiring is followed from one row to the next."""
    return "step" if model.state.is_flow else "stop"


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
    wide=True,
    formula=text.formula,
    players=(Player(ShuffledModel.scene, ShuffledModel.edit, unit=_unit_of_time, lines=3, counters=2),),
    remarks=text.remarks,
    cases=CASES,
    controls=("shuffle", "groups", "channels", "traced", "show"),
    more_controls=("kernel", "height", "input", "input_seed", "bright_channel"),
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
