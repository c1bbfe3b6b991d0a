"""Instrument: every definition of what a layer costs, and what popular counters make of it."""

import streamlit as st

from convviz.ui import lesson
from convviz.ui.address import Board
from convviz.ui.counting import controls, sections, words
from convviz.ui.counting.layer import Layer
from convviz.ui.counting.state import FIELDS
from convviz.ui.entrance import through_app

through_app()
board = Board.open("counting", FIELDS)
layer = Layer(board.state)

with lesson.standing():
    lesson.heading(controls.TITLE, words.IDEA, words.formula(layer))
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
