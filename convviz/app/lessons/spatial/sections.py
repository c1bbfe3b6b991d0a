"""The sections of the lesson below the player, one function each."""

from __future__ import annotations

from convviz.app.lessons.spatial import cost, on_picture, separability, sources, words
from convviz.app.lessons.spatial.split import Split
from convviz.app.page import sections
from convviz.app.params.url_state import Board


def rank(split: Split) -> None:
    """Whether the kernel on show separates, and what comes closest if it does not."""
    sections.section("Does this kernel separate?")
    sections.sentences(separability.verdict(split))
    ladder = separability.ladder(split)
    sections.sentences([text for text in (ladder, separability.in_use(split)) if text])


def picture(split: Split) -> None:
    """Both on a picture."""
    sections.section("Both on a picture")
    on_picture.show(split)
    sections.sentences(on_picture.says(split))


def survey(split: Split) -> None:
    """Which of the named kernels separate."""
    sections.section("Not every kernel separates")
    sections.sentences([f"The named kernels of {split.size} × {split.size}:\n\n{separability.survey(split.size)}"])
    sources.kernels()


def price(board: Board, split: Split) -> None:
    """The price of this state, and how it falls with the size of the input."""
    sections.section("What it saves")
    sections.sentences([*cost.of_this(split), *cost.in_general()])
    cost.chart(split, board.name("chart"))
    sources.price()


def trade() -> None:
    """What is gained and what is lost."""
    sections.section("Gained and lost")
    sections.sentences([words.GAINED, words.LOST])
