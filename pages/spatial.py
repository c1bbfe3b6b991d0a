"""Lesson: a kernel that is a column times a row is two thin convolutions."""

import streamlit as st

from convviz.ui import lesson, stage
from convviz.ui.address import Board
from convviz.ui.entrance import through_app
from convviz.ui.predict import predict
from convviz.ui.spatial import controls, editing, sections, words
from convviz.ui.spatial.split import Split
from convviz.ui.spatial.state import FIELDS

through_app()
board = Board.open("spatial", FIELDS)
split = Split(board.state)

with lesson.standing():
    lesson.heading(controls.TITLE, words.IDEA, words.formula(split))
    lesson.notices(board)
    controls.cases(board)
    picture, panel = st.columns([7, 3], gap="medium")
    with picture:
        scene = split.scene(controls.title(board))
        stage.show(board, scene, "separable", editing.typed_into(board, split), controls.next_case(board))
        lesson.sentences(words.remarks(split))
    with panel:
        controls.panel(board)
    sections.rank(split)
    sections.picture(split)
    sections.survey(split)
    sections.price(board, split)
    sections.trade()
    lesson.code(board, split.code)
    predict(board, words.QUESTION, words.ANSWER, words.WHY, words.QUESTION_QUERY)
    lesson.try_this(board, words.IDEAS)
    lesson.way_on("pages/spatial.py")
