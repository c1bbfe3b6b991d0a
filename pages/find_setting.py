"""Instrument: questions about sizes, answered backwards."""

from convviz.ui import lesson
from convviz.ui.address import Board
from convviz.ui.entrance import through_app
from convviz.ui.find_setting import controls, sections
from convviz.ui.find_setting.rows import FIELDS

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
