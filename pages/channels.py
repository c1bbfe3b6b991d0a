"""Lesson: a filter has a kernel for each channel, and gives one feature map."""

import streamlit as st

from convviz.app.lessons.channels import controls, sources, words
from convviz.app.lessons.channels.editing import typed_into
from convviz.app.lessons.channels.layer import Layer
from convviz.app.lessons.channels.state import FIELDS
from convviz.app.page import player_panel, sections
from convviz.app.page.quiz import predict
from convviz.app.params.url_state import Board
from convviz.app.streamlit_patches.enter_through_app import through_app
from convviz.app.widgets.size_formula import size_formulas

through_app()
board = Board.open("channels", FIELDS)
layer = Layer(board.state)

with sections.standing():
    sections.heading("Channels and filters", words.IDEA, words.formula(layer))
    sections.notices(board)
    controls.cases(board)
    picture, panel = st.columns([7, 3], gap="medium")
    with picture:
        scene = layer.scene(controls.title(board))
        player_panel.show(board, scene, "channels", typed_into(board, layer), controls.next_case(board))
        sections.sentences(words.remarks(layer))
    with panel:
        controls.panel(board)
    sections.section("Channel, kernel, filter, feature map")
    sections.sentences(words.meanings(layer))
    sources.filters()
    sections.section("Why is a filter as deep as its input?")
    sections.sentences(words.depth(layer))
    sections.section("How much is there to learn, and to compute?")
    sections.sentences(words.counting(layer))
    sections.formulas(size_formulas(layer.geometry))
    sources.size()
    sections.section("Shapes: channels last or first")
    controls.shapes(board, layer)
    sections.code(board, layer.code)
    predict(board, words.QUESTION, words.ANSWER, words.WHY, words.QUESTION_QUERY)
    sections.try_this(board, words.IDEAS)
    sections.way_on("pages/channels.py")
