"""The front page: what this is, and one small scene that plays."""

from __future__ import annotations

from typing import Final

import streamlit as st

from convviz.app.lessons.sliding_window.model import SlidingWindowModel, SlidingWindowState
from convviz.app.markup import INPUT, KERNEL, OUTPUT, to_streamlit
from convviz.app.navigation import PAGES, PARTS, file_of
from convviz.app.page import download_dialog
from convviz.app.params.param import settle
from convviz.app.streamlit_patches import enter_through_app
from convviz.player import play

IN_A_ROW: Final = 3


def render() -> None:
    """Draw the page."""
    enter_through_app()
    words, picture = st.columns([2, 3], gap="large", vertical_alignment="center")
    with words:
        pitch()
    with picture:
        demonstration()
    promises()
    lessons()


def pitch() -> None:
    """What this is, in one look, and the way in."""
    st.title("See every number of a convolution", anchor=False)
    st.markdown(
        to_streamlit(
            f"A {KERNEL} slides over an {INPUT} and writes an {OUTPUT}. Here you watch it happen, multiplication by "
            "multiplication, on numbers small enough to check by hand."
        )
    )
    first = PAGES[0]
    with st.container(border=True, width="content"):
        st.page_link(file_of(first), label=f"**Begin: {first.title}**", icon=":material/arrow_forward:")


def lessons() -> None:
    """Every lesson with what one learns there, part by part."""
    for part, members in PARTS.items():
        st.subheader(part, anchor=False)
        for row in range(0, len(members), IN_A_ROW):
            for column, page in zip(st.columns(IN_A_ROW), members[row : row + IN_A_ROW], strict=False):
                with column.container(border=True, height="stretch"):
                    st.page_link(file_of(page), label=f"**{page.title}**", icon=page.icon)
                    st.markdown(page.summary)


def promises() -> None:
    """What one can do here."""
    texts = (
        "**Step through it.** One key a step, with the arithmetic written out.",
        "**Change everything.** Size, stride, dilation, padding, kernel, input.",
        "**Take it with you.** The address bar holds what you see, and the same operation is there as code.",
    )
    for column, text in zip(st.columns(len(texts)), texts, strict=True):
        column.markdown(text)


def demonstration() -> None:
    """The guide's example, playing."""
    model = SlidingWindowModel(settle(SlidingWindowState, {})[0])
    scene = model.scene("Sliding window")
    play(scene, key="home.player", on_save=download_dialog.asked("home.player"))
    download_dialog.offer("home.player", scene, "convolution")
