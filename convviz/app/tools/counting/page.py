"""Every definition of what a layer costs, and what popular counters make of it."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from convviz.app.page.named_cases import case_buttons
from convviz.app.page.sections import heading, notices, section, sentences
from convviz.app.page.source_corrections import source_corrections
from convviz.app.page.tool import Tool
from convviz.app.params.case import Case
from convviz.app.params.controls import control, control_pair, controls
from convviz.app.params.page_state import PageState
from convviz.app.params.param import Widget
from convviz.app.tools.counting import definitions, other_counters, text
from convviz.app.tools.counting.model import CountingModel
from convviz.app.tools.counting.state import CountingState

Page = PageState[Any]

TITLE: Final = "How to count"
CASES: Final = (
    Case("64 → 128", {}),
    Case(
        "stride 2",
        {"height": 224, "kernel": 7, "stride": 2, "padding_cells": 3, "channels": 3, "filters": 64, "bias": "off"},
    ),
    Case(
        "dilation 2",
        {"height": 28, "dilation": 2, "padding_cells": 2, "channels": 32, "filters": 32, "bias": "off"},
    ),
    Case("32 groups", {"channels": 128, "groups": 32, "bias": "off"}),
    Case("depthwise", {"filters": 64, "groups": 64, "bias": "off"}),
    Case(
        "transposed",
        {"kind": "transposed", "height": 28, "kernel": 4, "stride": 2, "filters": 32, "bias": "off"},
    ),
)  # fmt: skip
MOST_BUTTONS: Final = 8  # groups that have a button each; more are a menu


def draw() -> None:
    """The page."""
    page = PageState.open("counting", CountingState)
    model = CountingModel(page.state)
    heading(TITLE, text.IDEA, text.formula(model))
    notices(page)
    case_buttons(page, CASES, "Named layers")
    panel, described = st.columns([3, 7], gap="medium")
    with panel:
        layer(page)
    with described:
        definitions.table(model)
        sentences([*definitions.changes(model), text.memory(model), text.receptive(model), text.faster(model)])
        source_corrections(*text.CORRECTIONS)
    reported()


def layer(page: Page) -> None:
    """The layer."""
    control(page, "kind")
    control_pair(page, ("channels", "filters"))
    control_pair(page, ("height", "padding_cells"))
    controls(page, ("kernel", "stride", "dilation", "output_padding"))
    control(page, "groups", Widget.MENU if len(page.options("groups")) > MOST_BUTTONS else None)
    control(page, "bias")


def reported() -> None:
    """The counters."""
    section("What popular counters report")
    sentences([text.MEASURED])
    other_counters.table()
    sentences(other_counters.reasons())
    sentences([text.TENSORFLOW])
    other_counters.tensorflow()
    sentences([other_counters.training(), f"**Where honest counters disagree:**\n\n{text.DISAGREE}"])


COUNTING = Tool(
    page="counting",
    title=TITLE,
    icon=":material/functions:",
    summary="MACs, FLOPs, bias, padding, transposed: every definition on one layer, and where popular counters err.",
    state=CountingState,
    draw=draw,
)
