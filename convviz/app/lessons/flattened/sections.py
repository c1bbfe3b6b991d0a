"""The sections of the lesson below the player, one function each."""

from __future__ import annotations

from convviz.app.lessons.flattened import cost, on_picture, separability, sources, words
from convviz.app.lessons.flattened.flat import Flat
from convviz.app.page import sections
from convviz.app.widgets.bar_list import bars


def survivors(flat: Flat) -> None:
    """Which filters survive."""
    sections.section("Which filters survive?")
    sections.sentences(separability.verdict(flat))
    sources.products()


def picture(flat: Flat) -> None:
    """Both on a picture."""
    sections.section("Both on a picture")
    on_picture.show(flat)
    sections.sentences(on_picture.says(flat))


def price(flat: Flat) -> None:
    """The price of this state, and of layers as networks have them."""
    sections.section("What it saves")
    sections.sentences(cost.of_this(flat))
    bars(cost.weights())


def trained(flat: Flat) -> None:
    """Why the vectors are trained and not computed from filters."""
    sections.section("Trained flat, not flattened afterwards")
    sections.sentences([words.TRAINED, separability.random_ones(flat), separability.survey(flat)])


def trade() -> None:
    """What is gained and what is lost."""
    sections.section("Gained and lost")
    sections.sentences([words.GAINED, words.LOST])
