"""Lesson: one kernel visits every position of the input."""

import streamlit as st

from convviz.ui import lesson, stage
from convviz.ui.address import Board
from convviz.ui.entrance import through_app
from convviz.ui.own_picture import held
from convviz.ui.predict import predict
from convviz.ui.size_formula import size_formulas
from convviz.ui.sliding_window import controls, sources, words
from convviz.ui.sliding_window.editing import typed_into
from convviz.ui.sliding_window.state import fields_of
from convviz.ui.sliding_window.window import Window

through_app()
board = Board.open("window", fields_of(held("window")))
window = Window(board.state, held("window"))

with lesson.standing():
    lesson.heading("Sliding window", words.IDEA, words.formula(window))
    lesson.notices(board)
    controls.cases(board)
    picture, panel = st.columns([7, 3], gap="medium")
    with picture:
        scene = window.scene(controls.title(board))
        stage.show(board, scene, "sliding-window", typed_into(board, window), controls.next_case(board))
        lesson.sentences(words.remarks(window))
    with panel:
        controls.panel(board)
    lesson.section("How large is the output?")
    lesson.formulas(size_formulas(window.geometry))
    sources.size()
    lesson.section("Why convolve at all?")
    lesson.sentences(words.why(window))
    controls.shifts(board)
    lesson.pair(words.before_and_after(window))
    sources.why()
    lesson.code(board, window.code)
    sources.code()
    predict(board, words.QUESTION, words.ANSWER, words.WHY, words.QUESTION_QUERY)
    lesson.try_this(board, words.IDEAS)
    lesson.way_on("pages/sliding_window.py")
