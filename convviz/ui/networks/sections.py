"""The sections of the page, one function each."""

from __future__ import annotations

from convviz.ui import lesson
from convviz.ui.address import Board
from convviz.ui.networks import charts, controls, layers, words
from convviz.ui.networks.shown import Shown
from convviz.ui.networks.totals import totals


def head(shown: Shown) -> None:
    """The totals, and what the paper counts."""
    totals(shown.price)
    lesson.sentences(words.counts(shown))


def cost(board: Board, shown: Shown) -> None:
    """Where the cost sits, and what can be taken along."""
    lesson.section("Where the cost sits")
    controls.chart(board)
    charts.chart(board, shown)
    lesson.sentences([*words.where(shown), words.by_kind(shown.price)])


def table(board: Board, shown: Shown) -> None:
    """Every layer, and the way into its lesson."""
    lesson.section("Layer by layer")
    controls.order(board)
    if board.state["order"] == "net":
        layers.by_stage(shown.price, shown.count)
    else:
        layers.dearest_first(shown.price, shown.count)
    charts.files(shown)
