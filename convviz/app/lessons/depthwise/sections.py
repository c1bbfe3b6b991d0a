"""The sections of the lesson below the player, one function each."""

from __future__ import annotations

import streamlit as st

from convviz.app.lessons.depthwise import controls, map_order, sources, tensorflow_call, words
from convviz.app.lessons.depthwise import no_mixing as alone
from convviz.app.lessons.depthwise.layer import Layer
from convviz.app.page import sections
from convviz.app.params.url_state import Board
from convviz.app.widgets.bar_list import Bar, bars


def price(layer: Layer) -> None:
    """What it costs beside the regular layer of the same shape, and what that buys."""
    sections.section("The price, and what it buys")
    one, other = layer.cost, layer.regular_cost
    bars(
        [
            Bar("regular", (other.macs,), f"{other.macs:,} multiplications, {other.weights:,} weights"),
            Bar("depthwise", (one.macs,), f"{one.macs:,} multiplications, {one.weights:,} weights", now=True),
        ]
    )
    sections.sentences(words.gained_and_lost(layer))
    sources.price()


def no_mixing(board: Board, layer: Layer) -> None:
    """One channel is put out: whose maps notice?"""
    sections.section("No channel hears of another")
    controls.put_out(board)
    sections.sentences([alone.told(layer), "For every channel, the maps that change (●) if it is set to zero:"])
    st.markdown(alone.table(layer))


def order_of_maps(layer: Layer) -> None:
    """TensorFlow and PyTorch."""
    sections.section("Which map is which: TensorFlow and PyTorch")
    sections.sentences(map_order.compared(layer))
    st.markdown(map_order.table(layer))
    sources.depth()


def tensorflow(board: Board, layer: Layer) -> None:
    """The call, and calls that are refused."""
    sections.section("TensorFlow's arguments")
    controls.data_format(board)
    st.code(tensorflow_call.code(layer), language="python", wrap_lines=True)
    sections.sentences(
        [
            "`strides` are four, one for each axis in the order of `data_format`; those of batch and channels must be "
            "1. `dilations` are two. What cannot be is refused, with a reason:",
            *(f"* `{asked}`: {answer}" for asked, answer in tensorflow_call.refusals()),
            tensorflow_call.WHY_REFUSED,
        ]
    )
    sources.shapes()
