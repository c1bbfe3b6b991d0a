"""Instrument: every definition of what a layer costs, and what popular counters make of it."""

import streamlit as st

from convviz.app.page import sections as lesson
from convviz.app.params.url_state import Board
from convviz.app.streamlit_patches.enter_through_app import through_app
from convviz.app.tools.counting import controls, sections, text
from convviz.app.tools.counting.model import Layer
from convviz.app.tools.counting.state import FIELDS

through_app()
board = Board.open("counting", FIELDS)
layer = Layer(board.state)

with lesson.standing():
    lesson.heading(controls.TITLE, text.IDEA, text.formula(layer))
    lesson.notices(board)
    controls.cases(board)
    panel, definitions = st.columns([3, 7], gap="medium")
    with panel:
        controls.layer(board)
    with definitions:
        sections.defined(layer)
        sections.told(layer)
    sections.reported()
    lesson.way_on("pages/counting.py")
