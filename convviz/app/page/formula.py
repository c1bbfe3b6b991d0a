"""The formula of a lesson under its board: in words with the numbers of this state, and with letters."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from convviz.app.markup import to_html


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, in the markup of `convviz.app.markup`.

    Attributes:
        words: with the words of the lesson and the numbers of a state: `$output(output) = floor(…) + 1 = output(3)$`.
        letters: the same with the letters of the field, to switch to; empty: there is only the one.
        note: what a sign means, in a few words at the right.
    """

    words: str
    letters: str = ""
    note: str = ""


def show(formula: Formula) -> None:
    """Draw it as one row; the browser alone switches between words and letters."""
    note = f'<span class="note">{to_html(formula.note)}</span>' if formula.note else ""
    words = f'<span class="in-words">{to_html(formula.words)}</span>'
    if not formula.letters:
        st.html(f'<div class="formula-row">{words}{note}</div>')
        return
    letters = f'<span class="in-letters">{to_html(formula.letters)}</span>'
    names = '<span class="on">with letters</span><span class="off">with words</span>'
    switch = f"<details><summary>{names}</summary></details>"
    st.html(f'<div class="formula-row">{words}{letters}{note}{switch}</div>')
