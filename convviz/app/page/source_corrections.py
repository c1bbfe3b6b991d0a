"""Marks where a reader of one of the articles behind the lessons would stumble."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import streamlit as st

from convviz.app.unchanging import unchanging


@dataclass(frozen=True, slots=True)
class SourceMark:
    """Something an article says that does not hold.

    Attributes:
        label: what it is about, on the fold.
        source: short title and section.
        says: what it says, in our words.
        right: what holds.
    """

    label: str
    source: str
    says: str
    right: str


@unchanging
def source_marks(*marks: SourceMark) -> None:
    """Folds in a row, each opening where it is; together one element of the page, since most readers open none."""
    st.markdown(f'<div class="source-marks">\n\n{"".join(map(_fold, marks))}</div>', unsafe_allow_html=True)


def _fold(mark: SourceMark) -> str:
    wrong = f"**Where a source got this wrong.** {mark.source}, one of the articles this lesson grew from: {mark.says}"
    return (
        f"<details><summary>{escape(mark.label)}</summary>\n\n{wrong}\n\n**What holds:** {mark.right}\n\n</details>\n\n"
    )
