"""Lesson: channels in groups, and filters that read one group only."""

import streamlit as st

from convviz.app.lessons.grouped import controls, sections, words
from convviz.app.lessons.grouped.editing import typed_into
from convviz.app.lessons.grouped.layer import Layer
from convviz.app.lessons.grouped.state import FIELDS
from convviz.app.page import player_panel
from convviz.app.page import sections as lesson
from convviz.app.page.quiz import predict
from convviz.app.params.url_state import Board
from convviz.app.streamlit_patches.enter_through_app import through_app

through_app()
board = Board.open("grouped", FIELDS)
layer = Layer(board.state)

with lesson.standing():
    lesson.heading(controls.TITLE, words.IDEA, words.formula(layer))
    lesson.notices(board)
    controls.cases(board)
    picture, panel = st.columns([7, 3], gap="medium")
    with picture:
        scene = layer.scene(controls.title(board))
        player_panel.show(board, scene, "grouped", typed_into(board, layer), controls.next_case(board))
        lesson.sentences(words.remarks(layer))
    with panel:
        controls.groups(board)
        sections.reads(layer)
        controls.panel(board)
    sections.side_by_side(layer)
    sections.price(layer)
    sections.two_halves()
    lesson.code(board, layer.code)
    predict(board, words.QUESTION, words.ANSWER, words.WHY, words.QUESTION_QUERY)
    lesson.try_this(board, words.IDEAS)
    lesson.way_on("pages/grouped.py")
