"""The overlap in two dimensions: the product of the counts along the two axes."""

from __future__ import annotations

import numpy as np
import streamlit as st

from convviz.app.lessons.checkerboard.layer import Layer
from convviz.app.lessons.checkerboard.state import is_plane
from convviz.app.page.scroll_to_player import open_in_view
from convviz.app.params.controls import switch
from convviz.app.params.param import listed
from convviz.app.params.url_state import Board
from convviz.app.widgets.heat_map import heat_map
from convviz.charts.overlap_surface import surface

CONFIG = {"displayModeBar": False, "displaylogo": False}


def says(layer: Layer) -> list[str]:
    """The two patterns and their product."""
    down, across = layer.plane
    values = np.unique(np.outer(down, across))
    return [
        f"Along the columns the counts are `{_joined(across)}`, along the rows `{_joined(down)}`. A cell is painted as "
        f"often as its column's count times its row's: {_values(values)}. "
        + ("Unevenness multiplies with itself." if not layer.along.even else "Even times even is even.")
    ]


def charts(board: Board, layer: Layer) -> None:
    """The product as a map with its numbers, and as a surface where that is asked for: its library is large."""
    counts = np.outer(*layer.plane)
    left, right = st.columns(2, gap="large")
    with left:
        heat_map(counts, "How often each cell is painted")
    with right:
        switch(board, "map", "As a surface, too", off="flat", on="surface")
        if board.state["map"] == "surface":
            figure = surface(counts, st.context.theme.type or "light")
            st.plotly_chart(figure, key=board.name("surface"), config=CONFIG, theme=None)
        play(board, layer)


def play(board: Board, layer: Layer) -> None:
    """The way to the painting in the player."""
    if not is_plane(layer.state):
        along = layer.along
        query = {"dim": "2d", "k": str(along.kernel), "s": str(along.stride)}
        st.button("Watch it painted in 2-D", key=board.name("plane"), on_click=open_in_view, args=(board, query))


def _joined(counts: tuple[int, ...]) -> str:
    return " ".join(map(str, counts))


def _values(values: np.ndarray) -> str:
    return f"always {values[0]}" if len(values) == 1 else listed([*values.tolist()], "or")
