"""Lesson: every channel under kernels of its own, and no sum over channels."""

import streamlit as st

from convviz.app.lessons.depthwise import controls, sections, words
from convviz.app.lessons.depthwise.editing import typed_into
from convviz.app.lessons.depthwise.layer import Layer
from convviz.app.lessons.depthwise.state import FIELDS
from convviz.app.page import player_panel
from convviz.app.page import sections as lesson
from convviz.app.page.quiz import predict
from convviz.app.params.url_state import Board
from convviz.app.streamlit_patches.enter_through_app import through_app

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
        player_panel.show(board, scene, "depthwise", typed_into(board, layer), controls.next_case(board))
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
