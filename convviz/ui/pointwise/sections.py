"""The sections of the lesson below the player, one function each."""

from __future__ import annotations

from convviz.ui import lesson
from convviz.ui.address import Board
from convviz.ui.bars import bars
from convviz.ui.pointwise import after, controls, prices, sources, words
from convviz.ui.pointwise.layer import Layer


def non_linearity(board: Board, layer: Layer) -> None:
    """What a ReLU after the layer does, and what a second layer would be worth without it."""
    lesson.section("Why a non-linearity follows")
    controls.after(board)
    lesson.sentences([after.zeroed(layer)])
    lesson.pair(after.before_and_after(layer))
    controls.second(board)
    lesson.sentences(after.collapse(layer))


def dense_layer(layer: Layer) -> None:
    """A dense layer as a convolution, in both directions."""
    lesson.section("A dense layer is this")
    lesson.sentences(words.as_dense(layer))


def few_from_many(layer: Layer) -> None:
    """What it takes to make few channels of 200."""
    lesson.section("Few from many")
    lesson.sentences(prices.few(layer))
    bars(prices.few_bars(layer))
    sources.few()


def bottleneck(board: Board, layer: Layer) -> None:
    """An expensive layer with a 1 × 1 before it."""
    lesson.section("The bottleneck")
    controls.bottleneck(board)
    lesson.sentences(prices.trade(layer))
    bars(prices.trade_bars(layer))
