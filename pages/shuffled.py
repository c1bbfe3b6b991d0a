"""Lesson: a shuffle of the channels between two grouped layers."""

import streamlit as st

from convviz.ui import lesson, stage
from convviz.ui.address import Board
from convviz.ui.entrance import through_app
from convviz.ui.predict import predict
from convviz.ui.shuffled import controls, sections, words
from convviz.ui.shuffled.editing import typed_into
from convviz.ui.shuffled.layers import Layers
from convviz.ui.shuffled.state import FIELDS

through_app()
board = Board.open("shuffled", FIELDS)
layers = Layers(board.state)

with lesson.standing():
    lesson.heading(controls.TITLE, words.IDEA, words.formula(layers))
    lesson.notices(board)
    controls.cases(board)
    picture, panel = st.columns([7, 3], gap="medium")
    with picture:
        scene = layers.scene(controls.title(board))
        stage.show(board, scene, "shuffled", typed_into(board, layers), controls.next_case(board))
        lesson.sentences(words.remarks(layers))
    with panel:
        controls.panel(board)
    sections.matrices(layers)
    sections.order(layers)
    sections.units(board, layers)
    lesson.code(board, layers.code)
    predict(board, words.QUESTION, words.ANSWER, words.WHY, words.QUESTION_QUERY)
    lesson.try_this(board, words.IDEAS)
    lesson.way_on("pages/shuffled.py")
