"""Lesson: at every pixel, a small matrix mixes the channels."""

import streamlit as st

from convviz.ui import lesson, stage
from convviz.ui.address import Board
from convviz.ui.entrance import through_app
from convviz.ui.pointwise import controls, sections, words
from convviz.ui.pointwise.editing import typed_into
from convviz.ui.pointwise.layer import Layer
from convviz.ui.pointwise.state import FIELDS
from convviz.ui.predict import predict

through_app()
board = Board.open("pointwise", FIELDS)
layer = Layer(board.state)

with lesson.standing():
    lesson.heading("1×1 convolution", words.IDEA, words.formula(layer))
    lesson.notices(board)
    controls.cases(board)
    picture, panel = st.columns([7, 3], gap="medium")
    with picture:
        scene = layer.scene(controls.title(board))
        stage.show(board, scene, "pointwise", typed_into(board, layer), controls.next_case(board))
        lesson.sentences(words.remarks(layer))
    with panel:
        controls.panel(board)
    sections.non_linearity(board, layer)
    sections.dense_layer(layer)
    sections.few_from_many(layer)
    sections.bottleneck(board, layer)
    lesson.code(board, layer.code)
    predict(board, words.QUESTION, words.ANSWER, words.WHY, words.QUESTION_QUERY)
    lesson.try_this(board, words.IDEAS)
    lesson.way_on("pages/pointwise.py")
