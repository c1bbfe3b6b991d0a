"""Whole networks, layer by layer: what each costs, and where the cost sits."""

from convviz.ui import lesson
from convviz.ui.address import Board
from convviz.ui.entrance import through_app
from convviz.ui.networks import blocks, compare, controls, sections, widths, words
from convviz.ui.networks.shown import Shown
from convviz.ui.networks.state import FIELDS

through_app()
board = Board.open("networks", FIELDS)
shown = Shown(board.state)

with lesson.standing():
    lesson.heading(controls.TITLE, words.IDEA, words.formula(shown))
    lesson.notices(board)
    controls.network(board)
    sections.head(shown)
    sections.cost(board, shown)
    sections.table(board, shown)
    blocks.units(shown)
    widths.widths(board, shown)
    compare.compare(board, shown)
    lesson.way_on("pages/networks.py")
