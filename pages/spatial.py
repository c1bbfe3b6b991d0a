"""Lesson: a kernel that is a column times a row is two thin convolutions."""

import streamlit as st

from convviz.app.lessons.spatial import controls, editing, sections, words
from convviz.app.lessons.spatial.split import Split
from convviz.app.lessons.spatial.state import FIELDS
from convviz.app.page import player_panel
from convviz.app.page import sections as lesson
from convviz.app.page.quiz import predict
from convviz.app.params.url_state import Board
from convviz.app.streamlit_patches.enter_through_app import through_app

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
        player_panel.show(board, scene, "separable", editing.typed_into(board, split), controls.next_case(board))
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
