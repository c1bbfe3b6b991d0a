"""Instrument: questions about sizes, answered backwards."""

from convviz.app.page import sections as lesson
from convviz.app.params.url_state import Board
from convviz.app.streamlit_patches.enter_through_app import through_app
from convviz.app.tools.find_setting import controls, sections
from convviz.app.tools.find_setting.rows import FIELDS

through_app()
board = Board.open("find", FIELDS)

with lesson.standing():
    controls.heading()
    lesson.notices(board)
    controls.question(board)
    controls.numbers(board)
    sections.answer(board)
    controls.narrower(board)
    sections.remarks(board)
    sections.settings(board)
    sections.code(board.state)
    controls.examples(board)
    lesson.way_on("pages/find_setting.py")
