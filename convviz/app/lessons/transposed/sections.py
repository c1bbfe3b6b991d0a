"""The sections of the lesson below the player, one function each."""

from __future__ import annotations

from convviz.app.lessons.transposed import cost, gradient, padding_conventions, round_trip, sources, words
from convviz.app.lessons.transposed.layer import Layer
from convviz.app.page import sections
from convviz.app.widgets.bar_list import bars


def size(layer: Layer) -> None:
    """The size of the output in both readings of padding, and what output_padding is for."""
    sections.section("How large is the output?")
    sections.formulas(padding_conventions.formulas(layer))
    sections.sentences([padding_conventions.candidates(layer)])


def not_an_inverse(layer: Layer) -> None:
    """A picture there and back."""
    sections.section("Not an inverse")
    trip = round_trip.round_trip(layer)
    round_trip.show(trip)
    sections.sentences([*round_trip.sentences(trip), round_trip.no_unit_matrix()])
    sources.unit_matrix()


def the_gradient(layer: Layer) -> None:
    """What training does with the direct layer."""
    sections.section("It is the gradient of the direct convolution")
    sections.sentences(gradient.sentences(layer))
    sections.pair(gradient.tables(layer))


def names_and_price(layer: Layer) -> None:
    """What it is called, and what it costs."""
    sections.section("Its names")
    sections.sentences(words.NAMES)
    sections.section("What does it cost?")
    bars(cost.bars(layer))
    sections.sentences(cost.sentences(layer))
