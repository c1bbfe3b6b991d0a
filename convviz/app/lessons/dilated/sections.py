"""The sections of the lesson below the one layer, one function each."""

from __future__ import annotations

from typing import Final

import streamlit as st

from convviz.app.lessons.dilated import controls, field_growth, footprint, sources, text_stack
from convviz.app.lessons.dilated.cases import rates
from convviz.app.lessons.dilated.model_stack import Tower
from convviz.app.page import player_panel, sections
from convviz.app.params.url_state import Board
from convviz.app.widgets.bar_list import bars
from convviz.spec.receptive_field import receptive_fields

PLAYER: Final = "stack-player"

SOUND: Final = rates(2, [2**place for place in range(10)])
USES: Final = (
    "**Segmentation** names every pixel of a picture, so the size must stay while each pixel should see its "
    "surroundings; pooling would lose the place. **Sound**, as WaveNet generates it, has thousands of samples a "
    f"second, and {len(SOUND)} layers with kernels of 2 and doubling rates see {receptive_fields(SOUND)[-1].receptive:,} of "
    "them. **Autoencoders** and other models that give back what they read use dilation to see far without shrinking."
)


def stack(board: Board, tower: Tower) -> None:
    """The stack: which one, played, and changed layer by layer."""
    sections.section("A stack of layers")
    st.markdown(
        "One layer sees as far as its kernel spans. A unit of the next layer sees what all the units under its taps "
        "see. **Point at any cell**: its cone lights up down to the input, and up to everything it reaches; each cell "
        "says how many paths join the two."
    )
    controls.stacks(board)
    picture, panel = st.columns([7, 3], gap="medium")
    with picture:
        scene = tower.scene(controls.title(board))
        player_panel.show(board, scene, "receptive-field", on_next=controls.next_stack(board), part=PLAYER)
        sections.sentences(text_stack.remarks(tower))
        sources.field()
    with panel:
        controls.stack(board)


def numbers(tower: Tower) -> None:
    """The table, and the recurrence with the numbers of one layer."""
    sections.section("Layer by layer")
    sections.sentences([text_stack.table(tower), text_stack.WHAT, text_stack.recurrence(tower)])


def plane(tower: Tower) -> None:
    """The field in two dimensions."""
    sections.section("The field in a plane")
    figure, words = st.columns([2, 3], gap="large", vertical_alignment="center")
    with figure:
        footprint.footprint(tower)
    with words:
        sections.sentences(footprint.words(tower))


def price(tower: Tower) -> None:
    """How the field grows, what it costs, what it is for."""
    sections.section("Doubling the rate")
    sections.sentences(field_growth.law(tower))
    bars(field_growth.bars_of(tower))
    sources.price()
    sections.section("What it is used for")
    sections.sentences([USES])
