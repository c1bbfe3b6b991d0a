"""Lesson: each input number stamps the kernel, which is the direct convolution read backwards."""

import streamlit as st

from convviz.app.lessons.transposed import controls, sections, words
from convviz.app.lessons.transposed.editing import typed_into
from convviz.app.lessons.transposed.layer import Layer
from convviz.app.lessons.transposed.state import FIELDS
from convviz.app.lessons.transposed.views import Views
from convviz.app.page import player_panel
from convviz.app.page import sections as lesson
from convviz.app.page.quiz import predict
from convviz.app.params.url_state import Board
from convviz.app.streamlit_patches.enter_through_app import through_app

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
        player_panel.show(board, scene, "transposed", typed_into(board, views), controls.next_case(board))
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
