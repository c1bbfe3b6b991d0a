"""Lesson: a filter as three vectors, along channels, height and width."""

import streamlit as st

from convviz.ui import lesson, stage
from convviz.ui.address import Board
from convviz.ui.entrance import through_app
from convviz.ui.flattened import controls, editing, sections, words
from convviz.ui.flattened.flat import Flat
from convviz.ui.flattened.state import FIELDS
from convviz.ui.predict import predict

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
        stage.show(board, scene, "flattened", editing.typed_into(board, flat), controls.next_case(board))
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
