"""Instrument: questions about sizes, answered backwards."""

from convviz.ui import lesson
from convviz.ui.address import Board
from convviz.ui.entrance import through_app
from convviz.ui.find_setting import controls, sections, words
from convviz.ui.find_setting.rows import FIELDS

through_app()
board = Board.open("find", FIELDS)

with lesson.standing():
    lesson.heading(controls.TITLE, words.IDEA, words.formula(board.state))
    lesson.notices(board)
    controls.question(board)
    controls.numbers(board)
    sections.answer(board)
    sections.settings(board)
    sections.code(board.state)
    controls.examples(board)
    lesson.way_on("pages/find_setting.py")
