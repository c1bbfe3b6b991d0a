"""The sections of the lesson below the player, one function each."""

from __future__ import annotations

import streamlit as st

from convviz.app.lessons.shuffled import controls, cost, sources, words
from convviz.app.lessons.shuffled.layers import Layers
from convviz.app.page import sections
from convviz.app.page.gains_and_losses import gained_and_lost
from convviz.app.params.url_state import Board
from convviz.app.widgets.bar_list import bars
from convviz.app.widgets.channel_table import connections


def matrices(layers: Layers) -> None:
    """Which output sees which input, without and with the shuffle."""
    sections.section("Which output sees which input")
    with st.container(horizontal=True, gap="large"):
        for name, shuffled in (("Without the shuffle", False), ("With the shuffle", True)):
            reads = layers.with_groups(layers.groups, shuffled=shuffled).reads()
            with st.container(width="content"):
                connections(reads, layers.channels, name, outputs_followed=(layers.traced,))
    sections.sentences(words.reach(layers))
    sources.reach()


def order(layers: Layers) -> None:
    """How the shuffle is made."""
    sections.section("Shuffling by hand")
    sections.sentences(words.order(layers))


def units(board: Board, layers: Layers) -> None:
    """What it is worth in a net."""
    sections.section("ShuffleNet's unit: groups on the 1 × 1 as well")
    controls.unit(board)
    sections.sentences([*cost.sentences(layers.state), cost.table(layers.state)])
    bars(cost.bars(layers.state))
    sections.sentences([cost.PAPER])
    gained_and_lost(words.gained(layers), words.lost())
