"""A layer or a model of one's own, pasted as text: read, never run, and priced layer by layer."""

import streamlit as st

from convviz.ui import lesson
from convviz.ui.address import Board
from convviz.ui.entrance import through_app
from convviz.ui.your_model import controls, sections, words
from convviz.ui.your_model.shown import Shown
from convviz.ui.your_model.state import FIELDS

through_app()
board = Board.open("your_model", FIELDS)
shown = Shown(board.state, controls.kept())

with lesson.standing():
    lesson.heading(controls.TITLE, words.IDEA, words.formula(shown))
    lesson.notices(board)
    controls.cases(board)
    paper, price = st.columns([5, 5], gap="medium")
    with paper:
        controls.text(board, shown)
    with price:
        sections.totals(shown)
        sections.left_out(shown)
    sections.layers(board, shown)
    lesson.way_on("pages/your_model.py")
