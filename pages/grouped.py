"""Lesson: channels in groups, and filters that read one group only."""

import streamlit as st

from convviz.ui import lesson, stage
from convviz.ui.address import Board
from convviz.ui.entrance import through_app
from convviz.ui.grouped import controls, sections, words
from convviz.ui.grouped.editing import typed_into
from convviz.ui.grouped.layer import Layer
from convviz.ui.grouped.state import FIELDS
from convviz.ui.predict import predict

through_app()
board = Board.open("grouped", FIELDS)
layer = Layer(board.state)

with lesson.standing():
    lesson.heading(controls.TITLE, words.IDEA, words.formula(layer))
    lesson.notices(board)
    controls.cases(board)
    picture, panel = st.columns([7, 3], gap="medium")
    with picture:
        scene = layer.scene(controls.title(board))
        stage.show(board, scene, "grouped", typed_into(board, layer), controls.next_case(board))
        lesson.sentences(words.remarks(layer))
    with panel:
        controls.groups(board)
        sections.reads(layer)
        controls.panel(board)
    sections.side_by_side(layer)
    sections.price(layer)
    sections.two_halves()
    lesson.code(board, layer.code)
    predict(board, words.QUESTION, words.ANSWER, words.WHY, words.QUESTION_QUERY)
    lesson.try_this(board, words.IDEAS)
    lesson.way_on("pages/grouped.py")
