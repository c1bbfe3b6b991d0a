"""The sections of the lesson below the player, one function each."""

from __future__ import annotations

import streamlit as st

from convviz.app.lessons.separable import controls, cost, sources, words
from convviz.app.lessons.separable.pair import Pair
from convviz.app.page import sections
from convviz.app.params.url_state import Board
from convviz.app.widgets.bar_list import bars


def price(board: Board, pair: Pair) -> None:
    """What both cost, and when it pays."""
    sections.section("The price of both")
    bars(cost.multiplications(pair))
    bars(cost.weights(pair))
    sections.section("When it pays")
    sections.sentences(
        [
            "The ratio 1/N + 1/k² knows neither the size of the picture nor the channels that go in. It is large where "
            "filters are few (the looking around is shared by few) or kernels small (there is little to look at)."
        ]
    )
    sections.pair([("Separable, in % of regular multiplications", cost.shares(pair))])
    controls.surface(board)
    if board.state["surf"] == "show":
        st.plotly_chart(cost.surface(pair), key=board.name("surface"))
    sources.price()


def trade(pair: Pair) -> None:
    """What is gained and what is lost."""
    sections.section("Gained and lost")
    sections.sentences([*words.gained_and_lost(pair), *words.on_time(pair)])
    sources.loss()
