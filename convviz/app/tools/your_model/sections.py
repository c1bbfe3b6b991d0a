"""The sections of the page, one function each."""

from __future__ import annotations

from functools import partial

import streamlit as st

from convviz.app.page import sections
from convviz.app.params.url_state import Board
from convviz.app.tools.networks.totals import figures
from convviz.app.tools.your_model import controls, table, text
from convviz.app.tools.your_model.model import Shown


def totals(shown: Shown) -> None:
    """What all of it costs."""
    if not shown.text.strip():
        st.info(text.EMPTY, icon=":material/edit_note:")
    elif shown.reading.networks:
        figures(text.entries(shown.reading))


def left_out(shown: Shown) -> None:
    """What was not read and what was assumed, line by line."""
    reading = shown.reading
    if shown.text.strip() and reading.refusals:
        listed = "\n".join(map(text.refusal, reading.refusals))
        st.warning(f"{text.not_read(reading)}\n\n{listed}", icon=":material/rule:")
    if reading.remarks:
        st.markdown("**Assumed:**\n\n" + "\n".join(f"- {remark}" for remark in reading.remarks))
    if not shown.linked:
        st.info(text.TOO_LONG, icon=":material/link_off:")


def layers(board: Board, shown: Shown) -> None:
    """Every layer."""
    if not shown.reading.networks:
        return
    sections.section("Layer by layer")
    controls.order(board)
    table.layers(shown)
    st.download_button(
        "Layers as CSV", partial(table.layers_csv, shown.reading), "model.csv", "text/csv", key=board.name("csv"),
        on_click="ignore", icon=":material/download:",
    )  # fmt: skip
