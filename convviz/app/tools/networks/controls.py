"""The controls of the page: the network first, then its options, then what of it is shown."""

from __future__ import annotations

from typing import Final

import streamlit as st

from convviz.app.params.controls import clicks
from convviz.app.params.url_state import Board
from convviz.app.tools.networks.papers import PAPERS
from convviz.app.tools.networks.state import CHARTS, COUNTS, KEYS, ORDERS, SCALES
from convviz.networks import REGISTER

TITLE: Final = "Whole networks"
TITLES: Final = {name: paper.title for name, paper in PAPERS.items()}
OPTIONS: Final = {
    "groups": ("Groups", "ShuffleNet has more channels the more groups it has, so that all cost about the same."),
    "width": ("Width", "A multiplier of the channels of every layer. The papers call it α, or s."),
    "resolution": ("Resolution", "Rows and columns of the picture. The weights stay as they are."),
    "version": ("Version", "Where a block takes its stride: v1 in its first 1 × 1, v1.5 in its 3 × 3."),
    "channels": ("Channels of the first map", "Every later map has half as many as the one before it."),
}
COUNT_NOTE: Final = "Activations are the numbers a layer writes for one image."
SCALE_NOTE: Final = "On a logarithmic scale every line is ten times the one below, and small layers show as well."


def network(board: Board) -> None:
    """Which network, and how it is built."""
    clicks(board, "net", "Network", names=TITLES)
    options = REGISTER[str(board.state["net"])].options
    if options:
        with st.container(horizontal=True, gap="medium", key=board.name("options")):
            for option in options:
                label, note = OPTIONS[option.name]
                clicks(board, KEYS[option.name], label, note=note)


def chart(board: Board) -> None:
    """What is counted, and how it is drawn."""
    with st.container(horizontal=True, gap="medium", key=board.name("chart-controls")):
        clicks(board, "count", "Count", names=COUNTS, note=COUNT_NOTE)
        clicks(board, "chart", "Show", names=CHARTS)
        if board.state["chart"] == "bars":
            clicks(board, "scale", "Scale", names=SCALES, note=SCALE_NOTE)


def order(board: Board) -> None:
    """In which order the layers are listed."""
    clicks(board, "order", "Layers", names=ORDERS)


def beside(board: Board) -> None:
    """Which network to put beside it."""
    others = [name for name in ("none", *TITLES) if name != board.state["net"]]
    clicks(board, "vs", "Beside it", among=others, names={"none": "nothing", **TITLES})
