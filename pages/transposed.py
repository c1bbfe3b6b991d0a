"""Lesson: each input number stamps the kernel, which is the direct convolution read backwards."""

import streamlit as st

from convviz.ui import lesson, stage
from convviz.ui.address import Board
from convviz.ui.entrance import through_app
from convviz.ui.predict import predict
from convviz.ui.transposed import controls, sections, words
from convviz.ui.transposed.editing import typed_into
from convviz.ui.transposed.layer import Layer
from convviz.ui.transposed.state import FIELDS
from convviz.ui.transposed.views import Views

through_app()
board = Board.open("transposed", FIELDS)
layer = Layer(board.state)
views = Views(layer)

with lesson.standing():
    lesson.heading(controls.TITLE, words.IDEA, words.formula(layer))
    lesson.notices(board)
    controls.cases(board)
    picture, panel = st.columns([7, 3], gap="medium")
    with picture:
        controls.view(board)
        scene = views.scene(controls.title(board))
        stage.show(board, scene, "transposed", typed_into(board, views), controls.next_case(board))
        lesson.sentences(words.remarks(views))
    with panel:
        controls.panel(board, layer)
    sections.size(layer)
    sections.not_an_inverse(layer)
    sections.the_gradient(layer)
    sections.names_and_price(layer)
    lesson.code(board, layer.code)
    predict(board, words.QUESTION, words.ANSWER, words.WHY, words.QUESTION_QUERY)
    lesson.try_this(board, words.IDEAS)
    lesson.way_on("pages/transposed.py")
