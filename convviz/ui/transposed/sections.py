"""The sections of the lesson below the player, one function each."""

from __future__ import annotations

from convviz.ui import lesson
from convviz.ui.bars import bars
from convviz.ui.transposed import gradient, inverse, price, readings, sources, words
from convviz.ui.transposed.layer import Layer


def size(layer: Layer) -> None:
    """The size of the output in both readings of padding, and what output_padding is for."""
    lesson.section("How large is the output?")
    lesson.formulas(readings.formulas(layer))
    lesson.sentences([readings.candidates(layer)])


def not_an_inverse(layer: Layer) -> None:
    """A picture there and back."""
    lesson.section("Not an inverse")
    trip = inverse.round_trip(layer)
    inverse.show(trip)
    lesson.sentences([*inverse.sentences(trip), inverse.no_unit_matrix()])
    sources.unit_matrix()


def the_gradient(layer: Layer) -> None:
    """What training does with the direct layer."""
    lesson.section("It is the gradient of the direct convolution")
    lesson.sentences(gradient.sentences(layer))
    lesson.pair(gradient.tables(layer))


def names_and_price(layer: Layer) -> None:
    """What it is called, and what it costs."""
    lesson.section("Its names")
    lesson.sentences(words.NAMES)
    lesson.section("What does it cost?")
    bars(price.bars(layer))
    lesson.sentences(price.sentences(layer))
