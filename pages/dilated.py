"""Lesson: taps that travel apart, and what a stack of layers sees."""

import streamlit as st

from convviz.app.lessons.dilated import cases, controls, sections, words
from convviz.app.lessons.dilated.editing import typed_into
from convviz.app.lessons.dilated.layer import OneDilated
from convviz.app.lessons.dilated.model_stack import Tower
from convviz.app.lessons.dilated.state import FIELDS
from convviz.app.page import player_panel
from convviz.app.page import sections as lesson
from convviz.app.page.quiz import predict
from convviz.app.params.url_state import Board
from convviz.app.streamlit_patches.enter_through_app import through_app
from convviz.app.widgets.size_formula import size_formulas

through_app()
board = Board.open("dilated", FIELDS)
layer, tower = OneDilated(board.state), Tower(board.state)

with lesson.standing():
    lesson.heading(words.HEADING, words.IDEA, words.formula(layer))
    lesson.notices(board)
    controls.rate(board)
    picture, panel = st.columns([7, 3], gap="medium")
    with picture:
        scene = layer.scene(words.title(layer))
        player_panel.show(board, scene, "dilated", typed_into(board, layer), controls.next_rate(board))
        lesson.sentences(words.remarks(layer))
    with panel:
        controls.layer(board)
        lesson.formulas(size_formulas(layer.geometry))
    sections.stack(board, tower)
    sections.numbers(tower)
    sections.plane(tower)
    sections.price(tower)
    lesson.code(board, layer.code)
    predict(board, words.QUESTION, words.ANSWER, words.WHY, words.QUESTION_QUERY, sections.PLAYER)
    lesson.try_this(board, cases.IDEAS, sections.PLAYER)
    lesson.way_on("pages/dilated.py")
