"""Lesson: look around in every channel, then mix the channels, for a fraction of the work."""

import streamlit as st

from convviz.ui import lesson, stage
from convviz.ui.address import Board
from convviz.ui.entrance import through_app
from convviz.ui.predict import predict
from convviz.ui.separable import controls, sections, words
from convviz.ui.separable.editing import typed_into
from convviz.ui.separable.pair import Pair
from convviz.ui.separable.state import FIELDS

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
        stage.show(board, scene, "separable", typed_into(board, pair), controls.next_case(board))
        lesson.sentences(words.remarks(pair, scene))
    with panel:
        controls.panel(board)
    sections.price(board, pair)
    sections.trade(pair)
    lesson.code(board, pair.code)
    predict(board, words.QUESTION, words.ANSWER, words.WHY, words.QUESTION_QUERY)
    lesson.try_this(board, words.IDEAS)
    lesson.way_on("pages/separable.py")
