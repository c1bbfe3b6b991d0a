"""A layer or a model of one's own, pasted as text: read, never run, and priced layer by layer."""

import streamlit as st

from convviz.app.page import sections as lesson
from convviz.app.params.url_state import Board
from convviz.app.streamlit_patches.enter_through_app import through_app
from convviz.app.tools.your_model import controls, sections, text
from convviz.app.tools.your_model.model import Shown
from convviz.app.tools.your_model.state import FIELDS

through_app()
board = Board.open("your_model", FIELDS)
shown = Shown(board.state, controls.kept())

with lesson.standing():
    lesson.heading(controls.TITLE, text.IDEA, text.formula(shown))
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
