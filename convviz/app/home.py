"""The front page: what this is, and one small scene that plays."""

from __future__ import annotations

from typing import Final

import streamlit as st

from convviz.app.lessons.sliding_window.state import FIELDS
from convviz.app.lessons.sliding_window.window import Window
from convviz.app.page import download_dialog
from convviz.app.page.registry import LESSONS, PARTS
from convviz.app.params.param import settle
from convviz.app.widgets.role_text import INPUT, KERNEL, OUTPUT
from convviz.player import play

IN_A_ROW: Final = 3


def pitch() -> None:
    """What this is, in one look, and the way in."""
    st.title("See every number of a convolution", anchor=False)
    st.markdown(
        f"A {KERNEL} slides over an {INPUT} and writes an {OUTPUT}. Here you watch it happen, multiplication by "
        "multiplication, on numbers small enough to check by hand."
    )
    first = LESSONS[0]
    with st.container(border=True, width="content"):
        st.page_link(first.page, label=f"**Begin: {first.title}**", icon=":material/arrow_forward:")


def lessons() -> None:
    """Every lesson with what one learns there, part by part."""
    for part, members in PARTS.items():
        st.subheader(part, anchor=False)
        for row in range(0, len(members), IN_A_ROW):
            for column, lesson in zip(st.columns(IN_A_ROW), members[row : row + IN_A_ROW], strict=False):
                with column.container(border=True, height="stretch"):
                    st.page_link(lesson.page, label=f"**{lesson.title}**", icon=lesson.icon)
                    st.markdown(lesson.idea)


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
    scene = Window(settle(FIELDS, {})[0]).scene(counted=False)
    play(scene, key="home.player", on_save=download_dialog.asked("home.player"))
    download_dialog.offer("home.player", scene, "convolution")
