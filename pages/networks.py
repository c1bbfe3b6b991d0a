"""Whole networks, layer by layer: what each costs, and where the cost sits."""

from convviz.app.page import sections as lesson
from convviz.app.params.url_state import Board
from convviz.app.streamlit_patches.enter_through_app import through_app
from convviz.app.tools.networks import compare, controls, sections, text, unit_graphs, widths
from convviz.app.tools.networks.model import Shown
from convviz.app.tools.networks.state import FIELDS

through_app()
board = Board.open("networks", FIELDS)
shown = Shown(board.state)

with lesson.standing():
    lesson.heading(controls.TITLE, text.IDEA, text.formula(shown))
    lesson.notices(board)
    controls.network(board)
    sections.head(shown)
    sections.cost(board, shown)
    sections.table(board, shown)
    unit_graphs.units(shown)
    widths.widths(board, shown)
    compare.compare(board, shown)
    lesson.way_on("pages/networks.py")
