"""The sections of the lesson below the player, one function each."""

from __future__ import annotations

from convviz.app.lessons.pointwise import controls, relu, sources, text_bottleneck, words
from convviz.app.lessons.pointwise.layer import Layer
from convviz.app.page import sections
from convviz.app.params.url_state import Board
from convviz.app.widgets.bar_list import bars


def non_linearity(board: Board, layer: Layer) -> None:
    """What a ReLU after the layer does, and what a second layer would be worth without it."""
    sections.section("Why a non-linearity follows")
    controls.after(board)
    sections.sentences([relu.zeroed(layer)])
    sections.pair(relu.before_and_after(layer))
    controls.second(board)
    sections.sentences(relu.collapse(layer))


def dense_layer(layer: Layer) -> None:
    """A dense layer as a convolution, in both directions."""
    sections.section("A dense layer is this")
    sections.sentences(words.as_dense(layer))


def few_from_many(layer: Layer) -> None:
    """What it takes to make few channels of 200."""
    sections.section("Few from many")
    sections.sentences(text_bottleneck.few(layer))
    bars(text_bottleneck.few_bars(layer))
    sources.few()


def bottleneck(board: Board, layer: Layer) -> None:
    """An expensive layer with a 1 × 1 before it."""
    sections.section("The bottleneck")
    controls.bottleneck(board)
    sections.sentences(text_bottleneck.trade(layer))
    bars(text_bottleneck.trade_bars(layer))
