"""The sections of the page, one function each."""

from __future__ import annotations

from functools import partial

import streamlit as st

from convviz.ui import lesson
from convviz.ui.address import Board
from convviz.ui.networks.totals import figures
from convviz.ui.your_model import controls, table, words
from convviz.ui.your_model.shown import Shown


def totals(shown: Shown) -> None:
    """What all of it costs."""
    if not shown.text.strip():
        st.info(words.EMPTY, icon=":material/edit_note:")
    elif shown.reading.networks:
        figures(words.entries(shown.reading))


def left_out(shown: Shown) -> None:
    """What was not read and what was assumed, line by line."""
    reading = shown.reading
    if shown.text.strip() and reading.refusals:
        listed = "\n".join(map(words.refusal, reading.refusals))
        st.warning(f"{words.not_read(reading)}\n\n{listed}", icon=":material/rule:")
    if reading.remarks:
        st.markdown("**Assumed:**\n\n" + "\n".join(f"- {remark}" for remark in reading.remarks))
    if not shown.linked:
        st.info(words.TOO_LONG, icon=":material/link_off:")


def layers(board: Board, shown: Shown) -> None:
    """Every layer."""
    if not shown.reading.networks:
        return
    lesson.section("Layer by layer")
    controls.order(board)
    table.layers(shown)
    st.download_button(
        "Layers as CSV", partial(table.layers_csv, shown.reading), "model.csv", "text/csv", key=board.name("csv"),
        on_click="ignore", icon=":material/download:",
    )  # fmt: skip
