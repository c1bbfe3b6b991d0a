"""Lesson: a shuffle of the channels between two grouped layers."""

import streamlit as st

from convviz.app.lessons.shuffled import controls, sections, words
from convviz.app.lessons.shuffled.editing import typed_into
from convviz.app.lessons.shuffled.layers import Layers
from convviz.app.lessons.shuffled.state import FIELDS
from convviz.app.page import player_panel
from convviz.app.page import sections as lesson
from convviz.app.page.quiz import predict
from convviz.app.params.url_state import Board
from convviz.app.streamlit_patches.enter_through_app import through_app

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
        player_panel.show(board, scene, "shuffled", typed_into(board, layers), controls.next_case(board))
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
