"""Where the cost sits: bars along the layers, or areas by stage."""

from __future__ import annotations

from functools import partial
from typing import Final, Literal

import streamlit as st

from convviz.app.params.url_state import Board
from convviz.app.tools.networks.model import Shown
from convviz.charts.network_bars import layer_bars
from convviz.charts.network_image import layer_still
from convviz.charts.network_treemap import layer_tree
from convviz.costs.table import layer_csv
from convviz.palette import Theme

CONFIG: Final = {"displayModeBar": False, "displaylogo": False}
FILES: Final[tuple[tuple[Literal["png", "svg"], str], ...]] = (("png", "image/png"), ("svg", "image/svg+xml"))


def chart(board: Board, shown: Shown) -> None:
    """The chart that is asked for."""
    theme: Theme = st.context.theme.type or "light"
    if board.state["chart"] == "bars":
        figure = layer_bars(shown.parts(), up=shown.counting, logarithmic=_logarithmic(shown), theme=theme)
    else:
        figure = layer_tree(shown.parts(), theme=theme)
    st.plotly_chart(figure, key=board.name("figure"), config=CONFIG, theme=None)


def files(shown: Shown) -> None:
    """The table and the bars to take along, each made when it is asked for."""
    theme: Theme = st.context.theme.type or "light"
    with st.container(horizontal=True):
        st.download_button(
            "Layers as CSV", partial(layer_csv, shown.price), f"{shown.file}.csv", "text/csv", key="networks.csv",
            on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        for ending, mime in FILES:
            make = partial(
                layer_still, shown.parts(), title=f"{shown.title}: {shown.counting} a layer", up=shown.counting,
                logarithmic=_logarithmic(shown), theme=theme, format=ending,
            )  # fmt: skip
            st.download_button(
                f"Bars as {ending.upper()}", make, f"{shown.file}-{shown.count}.{ending}", mime,
                key=f"networks.{ending}", on_click="ignore", icon=":material/download:",
            )  # fmt: skip


def _logarithmic(shown: Shown) -> bool:
    return shown.state["scale"] == "log"
