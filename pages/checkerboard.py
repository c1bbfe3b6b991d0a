"""Lesson: stamps that overlap unevenly leave a pattern, and what to do about it."""

import streamlit as st

from convviz.ui import lesson, stage
from convviz.ui.address import Board
from convviz.ui.checkerboard import cases, controls, sections, words
from convviz.ui.checkerboard.editing import typed_into
from convviz.ui.checkerboard.layer import Layer
from convviz.ui.checkerboard.state import FIELDS
from convviz.ui.entrance import through_app
from convviz.ui.predict import predict

through_app()
board = Board.open("checkerboard", FIELDS)
layer = Layer(board.state)

with lesson.standing():
    lesson.heading(controls.TITLE, words.IDEA, words.formula(layer))
    lesson.notices(board)
    controls.cases(board)
    picture, panel = st.columns([7, 3], gap="medium")
    with picture:
        scene = layer.scene(controls.title(board))
        stage.show(board, scene, "checkerboard", typed_into(board, layer), controls.next_case(board))
        lesson.sentences(words.remarks(layer))
    with panel:
        controls.panel(board)
    sections.two_dimensions(board, layer)
    sections.stacked(board)
    sections.on_a_picture(board)
    sections.what_helps(layer)
    sections.in_the_gradient(layer)
    lesson.code(board, layer.code)
    predict(board, words.QUESTION, words.ANSWER, words.WHY, words.QUESTION_QUERY)
    lesson.try_this(board, cases.IDEAS)
    lesson.way_on("pages/checkerboard.py")
