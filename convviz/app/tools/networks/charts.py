"""Where the cost sits: bars along the layers, or areas by stage."""

from __future__ import annotations

from functools import partial
from typing import Any, Final, Literal

import streamlit as st

from convviz.app.params.page_state import PageState
from convviz.app.tools.networks.model import NetworksModel
from convviz.charts.network_bars import layer_bars
from convviz.charts.network_image import layer_still
from convviz.charts.network_treemap import layer_tree
from convviz.costs.table import layer_csv
from convviz.palette import Theme

Page = PageState[Any]
CONFIG: Final = {"displayModeBar": False, "displaylogo": False}
FILES: Final[tuple[tuple[Literal["png", "svg"], str], ...]] = (("png", "image/png"), ("svg", "image/svg+xml"))


def chart(page: Page, model: NetworksModel) -> None:
    """The chart that is asked for."""
    theme: Theme = st.context.theme.type or "light"
    if model.state.chart == "bars":
        figure = layer_bars(model.charted, up=model.counting, logarithmic=_logarithmic(model), theme=theme)
    else:
        figure = layer_tree(model.charted, theme=theme)
    st.plotly_chart(figure, key=page.entry("figure"), config=CONFIG, theme=None)


def files(page: Page, model: NetworksModel) -> None:
    """The table and the bars to take along, each made when it is asked for."""
    theme: Theme = st.context.theme.type or "light"
    with st.container(horizontal=True):
        st.download_button(
            "Layers as CSV", partial(layer_csv, model.price), f"{model.file}.csv", "text/csv", key=page.entry("csv"),
            on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        for ending, mime in FILES:
            make = partial(
                layer_still, model.charted, title=f"{model.title}: {model.counting} a layer", up=model.counting,
                logarithmic=_logarithmic(model), theme=theme, format=ending,
            )  # fmt: skip
            st.download_button(
                f"Bars as {ending.upper()}", make, f"{model.file}-{model.count}.{ending}", mime,
                key=page.entry(ending), on_click="ignore", icon=":material/download:",
            )  # fmt: skip


def _logarithmic(model: NetworksModel) -> bool:
    return model.state.scale == "log"
