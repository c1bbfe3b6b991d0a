"""What an article behind a lesson says that does not hold, and what does."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import streamlit as st

from convviz.app.markup import to_streamlit


@dataclass(frozen=True, slots=True)
class SourceCorrection:
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


def source_corrections(*corrections: SourceCorrection) -> None:
    """Folds in a row, each opening where it is; together one element of the page, since most readers open none."""
    st.markdown(f'<div class="source-marks">\n\n{"".join(map(_fold, corrections))}</div>', unsafe_allow_html=True)


def _fold(correction: SourceCorrection) -> str:
    source = f"{correction.source}, one of the articles this lesson grew from"
    wrong = to_streamlit(f"**Where a source got this wrong.** {source}: {correction.says}")
    right = to_streamlit(f"**What holds:** {correction.right}")
    return f"<details><summary>{escape(correction.label)}</summary>\n\n{wrong}\n\n{right}\n\n</details>\n\n"
