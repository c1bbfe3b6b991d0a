"""The sections of the lesson below the player, one function each."""

from __future__ import annotations

import streamlit as st

from convviz.ui import lesson
from convviz.ui.address import Board
from convviz.ui.bars import bars
from convviz.ui.connections import connections
from convviz.ui.shuffled import controls, prices, sources, words
from convviz.ui.shuffled.layers import Layers
from convviz.ui.trade import gained_and_lost


def matrices(layers: Layers) -> None:
    """Which output sees which input, without and with the shuffle."""
    lesson.section("Which output sees which input")
    with st.container(horizontal=True, gap="large"):
        for name, shuffled in (("Without the shuffle", False), ("With the shuffle", True)):
            reads = layers.with_groups(layers.groups, shuffled=shuffled).reads()
            with st.container(width="content"):
                connections(reads, layers.channels, name, outputs_followed=(layers.traced,))
    lesson.sentences(words.reach(layers))
    sources.reach()


def order(layers: Layers) -> None:
    """How the shuffle is made."""
    lesson.section("Shuffling by hand")
    lesson.sentences(words.order(layers))


def units(board: Board, layers: Layers) -> None:
    """What it is worth in a net."""
    lesson.section("ShuffleNet's unit: groups on the 1 × 1 as well")
    controls.unit(board)
    lesson.sentences([*prices.sentences(layers.state), prices.table(layers.state)])
    bars(prices.bars(layers.state))
    lesson.sentences([prices.PAPER])
    gained_and_lost(words.gained(layers), words.lost())
