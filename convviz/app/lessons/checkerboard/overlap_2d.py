"""The overlap in two dimensions: the product of the counts along the two axes."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from convviz.app.lessons.checkerboard.model import CheckerboardModel
from convviz.app.page.scroll_to_player import open_in_view
from convviz.app.params.controls import control
from convviz.app.params.page_state import PageState
from convviz.app.params.param import listed
from convviz.app.widgets.heat_map import heat_map
from convviz.charts.overlap_surface import surface

CONFIG = {"displayModeBar": False, "displaylogo": False}


def says(model: CheckerboardModel) -> list[str]:
    """The two patterns and their product."""
    down, across = model.plane
    values = np.unique(np.outer(down, across))
    return [
        f"Along the columns the counts are `{_joined(across)}`, along the rows `{_joined(down)}`. A cell is painted as "
        f"often as its column's count times its row's: {_values(values)}. "
        + ("Unevenness multiplies with itself." if not model.along.even else "Even times even is even.")
    ]


def charts(page: PageState[Any], model: CheckerboardModel) -> None:
    """The product as a map with its numbers, and as a surface where that is asked for: its library is large."""
    counts = np.outer(*model.plane)
    left, right = st.columns(2, gap="large")
    with left:
        heat_map(counts, "How often each cell is painted")
    with right:
        control(page, "overlap_view")
        if model.state.overlap_view == "surface":
            figure = surface(counts, st.context.theme.type or "light")
            st.plotly_chart(figure, key=page.entry("surface"), config=CONFIG, theme=None)
        play(page, model)


def play(page: PageState[Any], model: CheckerboardModel) -> None:
    """The way to the painting in the player."""
    if not model.state.is_plane:
        along = model.along
        values = {"dimensions": "2d", "kernel": along.kernel, "stride": along.stride}
        st.button("Watch it painted in 2-D", key=page.entry("plane"), on_click=open_in_view, args=(page, values))


def _joined(counts: tuple[int, ...]) -> str:
    return " ".join(map(str, counts))


def _values(values: np.ndarray) -> str:
    return f"always {values[0]}" if len(values) == 1 else listed([*values.tolist()], "or")
