"""Lesson: a filter has a kernel for each channel, and gives one feature map."""

import streamlit as st

from convviz.ui import lesson, stage
from convviz.ui.address import Board
from convviz.ui.channels import controls, sources, words
from convviz.ui.channels.editing import typed_into
from convviz.ui.channels.layer import Layer
from convviz.ui.channels.state import FIELDS
from convviz.ui.entrance import through_app
from convviz.ui.predict import predict
from convviz.ui.size_formula import size_formulas

through_app()
board = Board.open("channels", FIELDS)
layer = Layer(board.state)

with lesson.standing():
    lesson.heading("Channels and filters", words.IDEA, words.formula(layer))
    lesson.notices(board)
    controls.cases(board)
    picture, panel = st.columns([7, 3], gap="medium")
    with picture:
        scene = layer.scene(controls.title(board))
        stage.show(board, scene, "channels", typed_into(board, layer), controls.next_case(board))
        lesson.sentences(words.remarks(layer))
    with panel:
        controls.panel(board)
    lesson.section("Channel, kernel, filter, feature map")
    lesson.sentences(words.meanings(layer))
    sources.filters()
    lesson.section("Why is a filter as deep as its input?")
    lesson.sentences(words.depth(layer))
    lesson.section("How much is there to learn, and to compute?")
    lesson.sentences(words.counting(layer))
    lesson.formulas(size_formulas(layer.geometry))
    sources.size()
    lesson.section("Shapes: channels last or first")
    controls.shapes(board, layer)
    lesson.code(board, layer.code)
    predict(board, words.QUESTION, words.ANSWER, words.WHY, words.QUESTION_QUERY)
    lesson.try_this(board, words.IDEAS)
    lesson.way_on("pages/channels.py")
