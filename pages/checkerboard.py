"""Lesson: stamps that overlap unevenly leave a pattern, and what to do about it."""

import streamlit as st

from convviz.app.lessons.checkerboard import cases, controls, sections, words
from convviz.app.lessons.checkerboard.editing import typed_into
from convviz.app.lessons.checkerboard.layer import Layer
from convviz.app.lessons.checkerboard.state import FIELDS
from convviz.app.page import player_panel
from convviz.app.page import sections as lesson
from convviz.app.page.quiz import predict
from convviz.app.params.url_state import Board
from convviz.app.streamlit_patches.enter_through_app import through_app

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
        player_panel.show(board, scene, "checkerboard", typed_into(board, layer), controls.next_case(board))
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
