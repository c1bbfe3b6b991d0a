"""Instrument: the price of one layer, by every block that turns its input into its output."""

import streamlit as st

from convviz.ui import lesson
from convviz.ui.address import Board
from convviz.ui.cost_lab import controls, sections, words
from convviz.ui.cost_lab.lab import Lab
from convviz.ui.cost_lab.state import FIELDS
from convviz.ui.entrance import through_app

through_app()
board = Board.open("cost_lab", FIELDS)
lab = Lab(board.state)

with lesson.standing():
    lesson.heading(controls.TITLE, words.IDEA, words.formula(lab))
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
