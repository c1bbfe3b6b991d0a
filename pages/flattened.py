"""Lesson: a filter as three vectors, along channels, height and width."""

import streamlit as st

from convviz.app.lessons.flattened import controls, editing, sections, words
from convviz.app.lessons.flattened.flat import Flat
from convviz.app.lessons.flattened.state import FIELDS
from convviz.app.page import player_panel
from convviz.app.page import sections as lesson
from convviz.app.page.quiz import predict
from convviz.app.params.url_state import Board
from convviz.app.streamlit_patches.enter_through_app import through_app

through_app()
board = Board.open("flattened", FIELDS)
flat = Flat(board.state)

with lesson.standing():
    lesson.heading(controls.TITLE, words.IDEA, words.formula(flat))
    lesson.notices(board)
    controls.cases(board)
    picture, panel = st.columns([7, 3], gap="medium")
    with picture:
        scene = flat.scene(controls.title(board))
        player_panel.show(board, scene, "flattened", editing.typed_into(board, flat), controls.next_case(board))
        lesson.sentences(words.remarks(flat))
    with panel:
        controls.panel(board)
    sections.survivors(flat)
    sections.picture(flat)
    sections.price(flat)
    sections.trained(flat)
    sections.trade()
    lesson.code(board, flat.code)
    predict(board, words.QUESTION, words.ANSWER, words.WHY, words.QUESTION_QUERY)
    lesson.try_this(board, words.IDEAS)
    lesson.way_on("pages/flattened.py")
