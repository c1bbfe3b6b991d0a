"""Lesson: one kernel visits every position of the input."""

import streamlit as st

from convviz.app.lessons.sliding_window import controls, sources, words
from convviz.app.lessons.sliding_window.editing import typed_into
from convviz.app.lessons.sliding_window.state import fields_of
from convviz.app.lessons.sliding_window.window import Window
from convviz.app.page import player_panel, sections
from convviz.app.page.quiz import predict
from convviz.app.params.groups.uploaded_image import held
from convviz.app.params.url_state import Board
from convviz.app.streamlit_patches.enter_through_app import through_app
from convviz.app.widgets.size_formula import size_formulas

through_app()
board = Board.open("window", fields_of(held("window")))
window = Window(board.state, held("window"))

with sections.standing():
    sections.heading("Sliding window", words.IDEA, words.formula(window))
    sections.notices(board)
    controls.cases(board)
    picture, panel = st.columns([7, 3], gap="medium")
    with picture:
        scene = window.scene(controls.title(board))
        player_panel.show(board, scene, "sliding-window", typed_into(board, window), controls.next_case(board))
        sections.sentences(words.remarks(window))
    with panel:
        controls.panel(board)
    sections.section("How large is the output?")
    sections.formulas(size_formulas(window.geometry))
    sources.size()
    sections.section("Why convolve at all?")
    sections.sentences(words.why(window))
    controls.shifts(board)
    sections.pair(words.before_and_after(window))
    sources.why()
    sections.code(board, window.code)
    sources.code()
    predict(board, words.QUESTION, words.ANSWER, words.WHY, words.QUESTION_QUERY)
    sections.try_this(board, words.IDEAS)
    sections.way_on("pages/sliding_window.py")
