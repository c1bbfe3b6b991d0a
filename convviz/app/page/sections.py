"""Parts that pages share, from the heading to the link to the next page; prose is in the markup of `markup.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from typing import Any, Final

import streamlit as st

from convviz.app.markup import to_html, to_streamlit
from convviz.app.params.page_state import PageState
from convviz.app.widgets import glossary
from convviz.codegen import Snippet
from convviz.errors import ConvError

HOME: Final = "pages/home.py"
Page = PageState[Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page is among the others.

    Attributes:
        number: of a lesson, counted from 1; 0 for other pages.
        of: how many lessons there are.
        before: file and title of the page before it, if any.
        after: of the page after it.
    """

    number: int
    of: int
    before: tuple[str, str] | None
    after: tuple[str, str] | None


def heading(title: str, idea: str, formula: str) -> None:
    """What a tool is about: one idea in a sentence, one formula with the numbers of this state."""
    st.title(title, anchor=False)
    st.markdown(to_streamlit(idea), help=glossary.note())
    st.markdown(to_streamlit(formula))


def title_row(title: str, idea: str, place: Place) -> None:
    """What a lesson is about, on one line: its title, its idea in a sentence, and which of all lessons it is."""
    progress = f'<span class="progress">{place.number} of {place.of}</span>' if place.number else ""
    st.html(f'<div class="title-row"><h1>{escape(title)}</h1><p>{to_html(idea)}</p>{progress}</div>')


def notices(page: Page) -> None:
    """Say what was asked for and could not be, one sentence each."""
    if page.notices:
        st.warning("\n\n".join(notice.sentence for notice in page.notices), icon=":material/info:")


@contextmanager
def error_boundary() -> Iterator[None]:
    """Keep the page standing if something is refused after all, and say why."""
    try:
        yield
    except ConvError as error:
        st.error(str(error), icon=":material/block:")


def section(title: str) -> None:
    """A heading within the page."""
    st.subheader(title, anchor=False)


def sentences(texts: Sequence[str]) -> None:
    """Remarks on this state, one a paragraph."""
    if texts:
        st.markdown(to_streamlit("\n\n".join(texts)))


def formulas(named: Sequence[tuple[str, str]]) -> None:
    """Formulas side by side where there is room, each under what it is for.

    Set inline: Streamlit lets display formulas scroll, in a way the keyboard cannot reach.

    Args:
        named: title and formula of each, without the `$`.
    """
    pieces = ((name.capitalize(), to_streamlit(f"${formula}$").replace("$", r"$\displaystyle ", 1))
              for name, formula in named)  # fmt: skip
    _in_a_row(tuple(pieces))


def pair(tables: Sequence[tuple[str, str]]) -> None:
    """Small tables side by side, also on a phone: title and markup of each."""
    if tables:
        _in_a_row([(title, to_streamlit(table)) for title, table in tables])


def _in_a_row(titled: Sequence[tuple[str, str]]) -> None:
    """Pieces of Markdown, each under its title: one element of the page, whose rows the style sheet makes."""
    pieces = (f"<div>\n\n**{title}**\n\n{piece}\n\n</div>\n\n" for title, piece in titled)
    st.markdown(f'<div class="in-a-row">\n\n{"".join(pieces)}</div>', unsafe_allow_html=True)


def code(
    page: Page,
    write: Callable[[], Sequence[Snippet]],
    *,
    title: str = "**The same as code**: PyTorch, Keras, NumPy",
    above: Callable[[], None] | None = None,
    note: str = "",
) -> None:
    """Programs to copy, written and sent once they are asked for: colouring them is a third of a page's work.

    Args:
        page: the page's state.
        write: makes them.
        title: of the fold they are in.
        above: draws controls above them.
        note: a sentence below them.
    """
    fold = st.expander(title, key=page.entry("written"), on_change="rerun", icon=":material/code:")
    if fold.open:
        with fold:
            if above:
                above()
            try:
                code_tabs(write())
            except ConvError as error:
                sentences([f"No code for this one: {error}"])
            else:
                sentences([note] if note else [])


def code_tabs(snippets: Sequence[Snippet]) -> None:
    """Programs to copy, one to a tab."""
    for tab, snippet in zip(st.tabs([snippet.title for snippet in snippets]), snippets, strict=True):
        with tab:
            if snippet.note:
                st.markdown(snippet.note)
            st.code(snippet.code, language="python", wrap_lines=True)


def way_on(place: Place) -> None:
    """The way to the pages before and after this one; home comes before the first."""
    with st.container(horizontal=True, horizontal_alignment="distribute", key="way-on"):
        file, title = place.before or (HOME, "Back to the start")
        st.page_link(file, label=title, icon=":material/arrow_back:", width="content")
        if place.after:
            file, title = place.after
            st.page_link(file, label=f"**Next: {title}**", icon=":material/arrow_forward:", width="content")
