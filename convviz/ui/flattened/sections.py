"""The sections of the lesson below the player, one function each."""

from __future__ import annotations

from convviz.ui import lesson
from convviz.ui.bars import bars
from convviz.ui.flattened import on_picture, prices, sources, survival, words
from convviz.ui.flattened.flat import Flat


def survivors(flat: Flat) -> None:
    """Which filters survive."""
    lesson.section("Which filters survive?")
    lesson.sentences(survival.verdict(flat))
    sources.products()


def picture(flat: Flat) -> None:
    """Both on a picture."""
    lesson.section("Both on a picture")
    on_picture.show(flat)
    lesson.sentences(on_picture.says(flat))


def price(flat: Flat) -> None:
    """The price of this state, and of layers as networks have them."""
    lesson.section("What it saves")
    lesson.sentences(prices.of_this(flat))
    bars(prices.weights())


def trained(flat: Flat) -> None:
    """Why the vectors are trained and not computed from filters."""
    lesson.section("Trained flat, not flattened afterwards")
    lesson.sentences([words.TRAINED, survival.random_ones(flat), survival.survey(flat)])


def trade() -> None:
    """What is gained and what is lost."""
    lesson.section("Gained and lost")
    lesson.sentences([words.GAINED, words.LOST])
