"""Lesson: look around in every channel, then mix the channels, for a fraction of the work."""

import streamlit as st

from convviz.app.lessons.separable import controls, sections, words
from convviz.app.lessons.separable.editing import typed_into
from convviz.app.lessons.separable.pair import Pair
from convviz.app.lessons.separable.state import FIELDS
from convviz.app.page import player_panel
from convviz.app.page import sections as lesson
from convviz.app.page.quiz import predict
from convviz.app.params.url_state import Board
from convviz.app.streamlit_patches.enter_through_app import through_app

through_app()
board = Board.open("separable", FIELDS)
pair = Pair(board.state)

with lesson.standing():
    lesson.heading(controls.TITLE, words.IDEA, words.formula(pair))
    lesson.notices(board)
    controls.cases(board)
    picture, panel = st.columns([7, 3], gap="medium")
    with picture:
        scene = pair.scene(controls.title(board))
        player_panel.show(board, scene, "separable", typed_into(board, pair), controls.next_case(board))
        lesson.sentences(words.remarks(pair, scene))
    with panel:
        controls.panel(board)
    sections.price(board, pair)
    sections.trade(pair)
    lesson.code(board, pair.code)
    predict(board, words.QUESTION, words.ANSWER, words.WHY, words.QUESTION_QUERY)
    lesson.try_this(board, words.IDEAS)
    lesson.way_on("pages/separable.py")
