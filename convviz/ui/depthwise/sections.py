"""The sections of the lesson below the player, one function each."""

from __future__ import annotations

import streamlit as st

from convviz.ui import lesson
from convviz.ui.address import Board
from convviz.ui.bars import Bar, bars
from convviz.ui.depthwise import alone, call, controls, order, sources, words
from convviz.ui.depthwise.layer import Layer


def price(layer: Layer) -> None:
    """What it costs beside the regular layer of the same shape, and what that buys."""
    lesson.section("The price, and what it buys")
    one, other = layer.cost, layer.regular_cost
    bars(
        [
            Bar("regular", (other.macs,), f"{other.macs:,} multiplications, {other.weights:,} weights"),
            Bar("depthwise", (one.macs,), f"{one.macs:,} multiplications, {one.weights:,} weights", now=True),
        ]
    )
    lesson.sentences(words.gained_and_lost(layer))
    sources.price()


def no_mixing(board: Board, layer: Layer) -> None:
    """One channel is put out: whose maps notice?"""
    lesson.section("No channel hears of another")
    controls.put_out(board)
    lesson.sentences([alone.told(layer), "For every channel, the maps that change (●) if it is set to zero:"])
    st.markdown(alone.table(layer))


def order_of_maps(layer: Layer) -> None:
    """TensorFlow and PyTorch."""
    lesson.section("Which map is which: TensorFlow and PyTorch")
    lesson.sentences(order.compared(layer))
    st.markdown(order.table(layer))
    sources.depth()


def tensorflow(board: Board, layer: Layer) -> None:
    """The call, and calls that are refused."""
    lesson.section("TensorFlow's arguments")
    controls.data_format(board)
    st.code(call.code(layer), language="python", wrap_lines=True)
    lesson.sentences(
        [
            "`strides` are four, one for each axis in the order of `data_format`; those of batch and channels must be "
            "1. `dilations` are two. What cannot be is refused, with a reason:",
            *(f"* `{asked}`: {answer}" for asked, answer in call.refusals()),
            call.WHY_REFUSED,
        ]
    )
    sources.shapes()
