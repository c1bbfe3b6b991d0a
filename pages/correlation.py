"""Lesson: true convolution turns the kernel round, deep learning does not."""

import streamlit as st

from convviz.app.lessons.correlation import controls, sources, words
from convviz.app.lessons.correlation.editing import typed_into
from convviz.app.lessons.correlation.pair import Pair
from convviz.app.lessons.correlation.state import FIELDS
from convviz.app.page import player_panel, sections
from convviz.app.page.quiz import predict
from convviz.app.params.url_state import Board
from convviz.app.streamlit_patches.enter_through_app import through_app

through_app()
board = Board.open("correlation", FIELDS)
pair = Pair(board.state)

with sections.standing():
    sections.heading(controls.TITLE, words.IDEA, words.formula(pair))
    sections.notices(board)
    controls.cases(board)
    picture, panel = st.columns([7, 3], gap="medium")
    with picture:
        scene = pair.scene(controls.title(board))
        player_panel.show(board, scene, "correlation", typed_into(board, pair), controls.next_case(board))
        sections.sentences(words.remarks(pair))
    with panel:
        controls.panel(board)
    sections.section("When do the two agree?")
    sections.sentences(words.when(pair))
    sources.area(pair)
    sections.section("Why deep learning does not turn the kernel")
    sections.sentences(words.why(pair))
    sections.section("What the turn is good for")
    sections.sentences(words.laws(pair))
    sections.code(board, pair.code, choice=controls.operation)
    sections.sentences([words.LIBRARIES])
    predict(board, words.QUESTION, words.ANSWER, words.WHY, words.QUESTION_QUERY)
    sections.try_this(board, words.IDEAS)
    sections.way_on("pages/correlation.py")
