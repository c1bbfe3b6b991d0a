"""A question to answer before looking: the learner commits to a number, then the page reveals."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from convviz.app.page.scroll_to_player import open_in_view
from convviz.app.params.url_state import Board
from convviz.app.unchanging import unchanging


def predict(
    board: Board, question: str, answer: int, why: str, query: Mapping[str, str], part: str = "player"
) -> None:  # fmt: skip
    """Ask for a number, and compare it with the answer once it is given.

    Args:
        board: the page's state.
        question: what to predict.
        answer: the number.
        why: how one gets to it.
        query: the link that shows it.
        part: the player that shows it.
    """
    _ask(question)
    guess = st.number_input(
        "Your prediction", min_value=0, max_value=9_999_999, value=None, step=1, key=board.name("guess"), width=180
    )
    if guess is None:
        return
    if guess == answer:
        st.success(f"Yes, {answer}. {why}", icon=":material/check:")
    else:
        st.info(f"Not {guess}. {why}", icon=":material/lightbulb:")
    st.button("Show me", key=board.name("reveal"), on_click=open_in_view, args=(board, query, part))


@unchanging
def _ask(question: str) -> None:
    st.subheader("Predict, then look", anchor=False)
    st.markdown(question)
