"""The sections of the lesson below the player, one function each."""

from __future__ import annotations

from convviz.ui import lesson
from convviz.ui.address import Board
from convviz.ui.spatial import on_picture, prices, ranks, sources, words
from convviz.ui.spatial.split import Split


def rank(split: Split) -> None:
    """Whether the kernel on show separates, and what comes closest if it does not."""
    lesson.section("Does this kernel separate?")
    lesson.sentences(ranks.verdict(split))
    ladder = ranks.ladder(split)
    lesson.sentences([text for text in (ladder, ranks.in_use(split)) if text])


def picture(split: Split) -> None:
    """Both on a picture."""
    lesson.section("Both on a picture")
    on_picture.show(split)
    lesson.sentences(on_picture.says(split))


def survey(split: Split) -> None:
    """Which of the named kernels separate."""
    lesson.section("Not every kernel separates")
    lesson.sentences([f"The named kernels of {split.size} × {split.size}:\n\n{ranks.survey(split.size)}"])
    sources.kernels()


def price(board: Board, split: Split) -> None:
    """The price of this state, and how it falls with the size of the input."""
    lesson.section("What it saves")
    lesson.sentences([*prices.of_this(split), *prices.in_general()])
    prices.chart(split, board.name("chart"))
    sources.price()


def trade() -> None:
    """What is gained and what is lost."""
    lesson.section("Gained and lost")
    lesson.sentences([words.GAINED, words.LOST])
