"""Lesson: every channel under kernels of its own, and no sum over channels."""

import streamlit as st

from convviz.ui import lesson, stage
from convviz.ui.address import Board
from convviz.ui.depthwise import controls, sections, words
from convviz.ui.depthwise.editing import typed_into
from convviz.ui.depthwise.layer import Layer
from convviz.ui.depthwise.state import FIELDS
from convviz.ui.entrance import through_app
from convviz.ui.predict import predict

through_app()
board = Board.open("depthwise", FIELDS)
layer = Layer(board.state)

with lesson.standing():
    lesson.heading(controls.TITLE, words.IDEA, words.formula(layer))
    lesson.notices(board)
    controls.cases(board)
    picture, panel = st.columns([7, 3], gap="medium")
    with picture:
        scene = layer.scene(controls.title(board))
        stage.show(board, scene, "depthwise", typed_into(board, layer), controls.next_case(board))
        lesson.sentences(words.remarks(layer))
    with panel:
        controls.panel(board)
    sections.price(layer)
    sections.no_mixing(board, layer)
    sections.order_of_maps(layer)
    sections.tensorflow(board, layer)
    lesson.code(board, layer.code)
    predict(board, words.QUESTION, words.ANSWER, words.WHY, words.QUESTION_QUERY)
    lesson.try_this(board, words.IDEAS)
    lesson.way_on("pages/depthwise.py")
