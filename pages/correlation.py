"""Lesson: true convolution turns the kernel round, deep learning does not."""

import streamlit as st

from convviz.ui import lesson, stage
from convviz.ui.address import Board
from convviz.ui.correlation import controls, sources, words
from convviz.ui.correlation.editing import typed_into
from convviz.ui.correlation.pair import Pair
from convviz.ui.correlation.state import FIELDS
from convviz.ui.entrance import through_app
from convviz.ui.predict import predict

through_app()
board = Board.open("correlation", FIELDS)
pair = Pair(board.state)

with lesson.standing():
    lesson.heading(controls.TITLE, words.IDEA, words.formula(pair))
    lesson.notices(board)
    controls.cases(board)
    picture, panel = st.columns([7, 3], gap="medium")
    with picture:
        scene = pair.scene(controls.title(board))
        stage.show(board, scene, "correlation", typed_into(board, pair), controls.next_case(board))
        lesson.sentences(words.remarks(pair))
    with panel:
        controls.panel(board)
    lesson.section("When do the two agree?")
    lesson.sentences(words.when(pair))
    sources.area(pair)
    lesson.section("Why deep learning does not turn the kernel")
    lesson.sentences(words.why(pair))
    lesson.section("What the turn is good for")
    lesson.sentences(words.laws(pair))
    lesson.code(board, pair.code, choice=controls.operation)
    lesson.sentences([words.LIBRARIES])
    predict(board, words.QUESTION, words.ANSWER, words.WHY, words.QUESTION_QUERY)
    lesson.try_this(board, words.IDEAS)
    lesson.way_on("pages/correlation.py")
