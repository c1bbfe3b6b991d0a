"""Whole networks, layer by layer: what each costs, and where the cost sits."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from convviz.app.page.sections import heading, notices, section, sentences
from convviz.app.page.tool import Tool
from convviz.app.params.controls import control, controls
from convviz.app.params.page_state import PageState
from convviz.app.tools.networks import charts, layers, text
from convviz.app.tools.networks.compare import compare
from convviz.app.tools.networks.model import NetworksModel
from convviz.app.tools.networks.state import OPTIONS, NetworksState
from convviz.app.tools.networks.totals import totals
from convviz.app.tools.networks.unit_graphs import units
from convviz.app.tools.networks.widths import widths

Page = PageState[Any]

TITLE: Final = "Whole networks"


def draw() -> None:
    """The page."""
    page = PageState.open("networks", NetworksState)
    model = NetworksModel(page.state)
    heading(TITLE, text.IDEA, text.formula(model))
    notices(page)
    network(page, model)
    totals(model.price)
    sentences(text.counts(model))
    where_it_sits(page, model)
    layer_by_layer(page, model)
    units(model)
    widths(page, model)
    compare(page, model)


def network(page: Page, model: NetworksModel) -> None:
    """Which network, and how it is built."""
    control(page, "network")
    if model.options:
        with st.container(horizontal=True, gap="medium", key=page.entry("options")):
            controls(page, [OPTIONS[name] for name in model.options])


def where_it_sits(page: Page, model: NetworksModel) -> None:
    """The cost of the layers as a chart."""
    section("Where the cost sits")
    with st.container(horizontal=True, gap="medium", key=page.entry("chart-controls")):
        controls(page, ("count", "chart", "scale"))
    charts.chart(page, model)
    sentences([*text.where(model), text.by_kind(model.price)])


def layer_by_layer(page: Page, model: NetworksModel) -> None:
    """Every layer with the way into its lesson, and files to take along."""
    section("Layer by layer")
    control(page, "sort")
    if model.state.sort == "net":
        layers.by_stage(model.price, model.count)
    else:
        layers.dearest_first(model.price, model.count)
    charts.files(page, model)


NETWORKS = Tool(
    page="networks",
    title=TITLE,
    icon=":material/lan:",
    summary="From AlexNet to ShuffleNet: where the multiplications and the weights sit, layer by layer.",
    state=NetworksState,
    draw=draw,
)
