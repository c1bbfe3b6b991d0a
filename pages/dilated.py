"""Lesson: taps that travel apart, and what a stack of layers sees."""

import streamlit as st

from convviz.ui import lesson, stage
from convviz.ui.address import Board
from convviz.ui.dilated import cases, controls, sections, words
from convviz.ui.dilated.editing import typed_into
from convviz.ui.dilated.layer import OneDilated
from convviz.ui.dilated.stack import Tower
from convviz.ui.dilated.state import FIELDS
from convviz.ui.entrance import through_app
from convviz.ui.predict import predict
from convviz.ui.size_formula import size_formulas

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
        stage.show(board, scene, "dilated", typed_into(board, layer), controls.next_rate(board))
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
