"""The sections of the lesson below the player, one function each."""

from __future__ import annotations

import streamlit as st

from convviz.ui import lesson
from convviz.ui.address import Board
from convviz.ui.bars import bars
from convviz.ui.separable import controls, prices, sources, words
from convviz.ui.separable.pair import Pair


def price(board: Board, pair: Pair) -> None:
    """What both cost, and when it pays."""
    lesson.section("The price of both")
    bars(prices.multiplications(pair))
    bars(prices.weights(pair))
    lesson.section("When it pays")
    lesson.sentences(
        [
            "The ratio 1/N + 1/k² knows neither the size of the picture nor the channels that go in. It is large where "
            "filters are few (the looking around is shared by few) or kernels small (there is little to look at)."
        ]
    )
    lesson.pair([("Separable, in % of regular multiplications", prices.shares(pair))])
    controls.surface(board)
    if board.state["surf"] == "show":
        st.plotly_chart(prices.surface(pair), key=board.name("surface"))
    sources.price()


def trade(pair: Pair) -> None:
    """What is gained and what is lost."""
    lesson.section("Gained and lost")
    lesson.sentences([*words.gained_and_lost(pair), *words.on_time(pair)])
    sources.loss()
