"""A question to answer before looking: the learner commits to a number, then the page reveals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from convviz.app.markup import to_streamlit
from convviz.app.page.scroll_to_player import open_in_view
from convviz.app.params.page_state import PageState
from convviz.app.params.param import Value


@dataclass(frozen=True, slots=True)
class Quiz:
    """A question whose answer is a number.

    Attributes:
        question: what to predict.
        answer: the number.
        why: how one gets to it.
        values: the state that shows it: what differs from the defaults, by the names of attributes.
    """

    question: str
    answer: int
    why: str
    values: Mapping[str, Value]


def ask(page: PageState[Any], quiz: Quiz, player: str = "player") -> None:
    """Ask for a number, and compare it with the answer once it is given.

    Args:
        page: the page's state.
        quiz: the question.
        player: the name of the player that shows the answer.
    """
    st.subheader("Predict, then look", anchor=False)
    st.markdown(to_streamlit(quiz.question))
    guess = st.number_input(
        "Your prediction", min_value=0, max_value=9_999_999, value=None, step=1, key=page.entry("guess"), width=180
    )
    if guess is None:
        return
    why = to_streamlit(quiz.why)
    if guess == quiz.answer:
        st.success(f"Yes, {quiz.answer}. {why}", icon=":material/check:")
    else:
        st.info(f"Not {guess}. {why}", icon=":material/lightbulb:")
    st.button("Show me", key=page.entry("reveal"), on_click=open_in_view, args=(page, quiz.values, player))
