"""Instrument: the price of one layer, by every block that turns its input into its output."""

import streamlit as st

from convviz.app.page import sections as lesson
from convviz.app.params.url_state import Board
from convviz.app.streamlit_patches.enter_through_app import through_app
from convviz.app.tools.cost_lab import controls, sections, text
from convviz.app.tools.cost_lab.model import Lab
from convviz.app.tools.cost_lab.state import FIELDS

through_app()
board = Board.open("cost_lab", FIELDS)
lab = Lab(board.state)

with lesson.standing():
    lesson.heading(controls.TITLE, text.IDEA, text.formula(lab))
    lesson.notices(board)
    controls.cases(board)
    panel, picture = st.columns([3, 7], gap="medium")
    with panel:
        controls.layer(board)
    with picture:
        sections.compared(board, lab)
    sections.every_count(board, lab)
    sections.swept(board, lab)
    sections.looked_at(board, lab)
    lesson.way_on("pages/cost_lab.py")
