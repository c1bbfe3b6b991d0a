"""Lesson: at every pixel, a small matrix mixes the channels."""

import streamlit as st

from convviz.app.lessons.pointwise import controls, sections, words
from convviz.app.lessons.pointwise.editing import typed_into
from convviz.app.lessons.pointwise.layer import Layer
from convviz.app.lessons.pointwise.state import FIELDS
from convviz.app.page import player_panel
from convviz.app.page import sections as lesson
from convviz.app.page.quiz import predict
from convviz.app.params.url_state import Board
from convviz.app.streamlit_patches.enter_through_app import through_app

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
        player_panel.show(board, scene, "pointwise", typed_into(board, layer), controls.next_case(board))
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
