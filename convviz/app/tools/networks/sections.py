"""The sections of the page, one function each."""

from __future__ import annotations

from convviz.app.page import sections
from convviz.app.params.url_state import Board
from convviz.app.tools.networks import charts, controls, layers, text
from convviz.app.tools.networks.model import Shown
from convviz.app.tools.networks.totals import totals


def head(shown: Shown) -> None:
    """The totals, and what the paper counts."""
    totals(shown.price)
    sections.sentences(text.counts(shown))


def cost(board: Board, shown: Shown) -> None:
    """Where the cost sits, and what can be taken along."""
    sections.section("Where the cost sits")
    controls.chart(board)
    charts.chart(board, shown)
    sections.sentences([*text.where(shown), text.by_kind(shown.price)])


def table(board: Board, shown: Shown) -> None:
    """Every layer, and the way into its lesson."""
    sections.section("Layer by layer")
    controls.order(board)
    if board.state["order"] == "net":
        layers.by_stage(shown.price, shown.count)
    else:
        layers.dearest_first(shown.price, shown.count)
    charts.files(shown)
