"""Lesson: a window that also walks along the depth, beside one that cannot."""

import streamlit as st

from convviz.app.lessons.volumes import cases, controls, editing, sections, sources, words
from convviz.app.lessons.volumes.state import FIELDS
from convviz.app.lessons.volumes.walks import Walks
from convviz.app.page import player_panel
from convviz.app.page import sections as lesson
from convviz.app.page.quiz import predict
from convviz.app.params.url_state import Board
from convviz.app.streamlit_patches.enter_through_app import through_app
from convviz.app.widgets.size_formula import size_formulas

through_app()
board = Board.open("volumes3d", FIELDS)
walks = Walks(board.state)

with lesson.standing():
    lesson.heading(controls.TITLE, words.IDEA, words.formula(walks))
    lesson.notices(board)
    controls.cases(board)
    picture, panel = st.columns([7, 3], gap="medium")
    with picture:
        shown = walks.scene(controls.title(board))
        player_panel.show(board, shown, "volumes", editing.typed_into(board, walks), controls.next_case(board))
        lesson.sentences(words.remarks(walks))
    with panel:
        controls.panel(board)
    lesson.section("The two in numbers")
    lesson.sentences([words.table(walks)])
    lesson.formulas(size_formulas(walks.solid.geometry))
    sources.axes()
    lesson.section("When they coincide")
    lesson.sentences(sections.coincide(walks))
    controls.make_as_deep(board)
    lesson.section("Why is a colour picture not 3-D?")
    lesson.sentences(sections.order(walks))
    lesson.section("Where it is used")
    lesson.sentences(sections.uses())
    controls.open_vessel(board)
    lesson.code(board, walks.code)
    predict(board, words.QUESTION, words.ANSWER, words.WHY, words.QUESTION_QUERY)
    lesson.try_this(board, cases.IDEAS)
    lesson.way_on("pages/volumes.py")
