"""The frame that lessons share, from the heading to the link to the next room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import streamlit as st

from convviz.app.page.registry import around
from convviz.app.page.scroll_to_player import open_in_view
from convviz.app.params.url_state import Board
from convviz.app.unchanging import control, unchanging
from convviz.app.widgets import glossary
from convviz.codegen import Snippet
from convviz.errors import ConvError

HOME: Final = "pages/home.py"


def heading(title: str, idea: str, formula: str) -> None:
    """What the lesson is about: one idea in a sentence, one formula with the numbers of this state."""
    _title(title, idea)
    st.markdown(formula)


@unchanging
def _title(title: str, idea: str) -> None:
    st.title(title, anchor=False)
    st.markdown(idea, help=glossary.note())


def notices(board: Board) -> None:
    """Say what was asked for and could not be, one sentence a fault."""
    if board.faults:
        st.warning("\n\n".join(fault.sentence for fault in board.faults), icon=":material/info:")


@contextmanager
def standing() -> Iterator[None]:
    """Keep the page standing if something is refused after all, and say why."""
    try:
        yield
    except ConvError as error:
        st.error(str(error), icon=":material/block:")


@unchanging
def said(text: str) -> None:
    """Words that are the same in every state."""
    st.markdown(text)


@unchanging
def section(title: str) -> None:
    """A heading within the lesson."""
    st.subheader(title, anchor=False)


def formulas(named: Sequence[tuple[str, str]]) -> None:
    """Formulas side by side where there is room, each under what it is for.

    Set inline: Streamlit lets display formulas scroll, in a way the keyboard cannot reach.
    """
    _in_a_row([(name.capitalize(), rf"$\displaystyle {tex}$") for name, tex in named])


def sentences(texts: Sequence[str]) -> None:
    """Remarks on this state, one a line."""
    if texts:
        st.markdown("\n\n".join(texts))


def pair(tables: Sequence[tuple[str, str]]) -> None:
    """Small tables side by side, also on a phone."""
    if tables:
        _in_a_row(tables)


def _in_a_row(titled: Sequence[tuple[str, str]]) -> None:
    """Pieces of Markdown, each under its title: one element of the page, whose rows the style sheet makes."""
    pieces = (f"<div>\n\n**{title}**\n\n{piece}\n\n</div>\n\n" for title, piece in titled)
    st.markdown(f'<div class="in-a-row">\n\n{"".join(pieces)}</div>', unsafe_allow_html=True)


def code(
    board: Board,
    write: Callable[[], Sequence[Snippet]],
    *,
    title: str = "**The same as code**: PyTorch, Keras, NumPy",
    choice: Callable[[Board], None] | None = None,
    note: str = "",
) -> None:
    """Programs to copy, written and sent once they are asked for: colouring them is a third of a page's work.

    Args:
        board: the page's state.
        write: makes them.
        title: of the fold they are in.
        choice: controls above them.
        note: a sentence below them.
    """
    fold = st.expander(title, key=board.name("written"), on_change="rerun", icon=":material/code:")
    if fold.open:
        with fold:
            if choice:
                choice(board)
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


def try_this(board: Board, ideas: Sequence[tuple[str, str, dict[str, str]]], part: str = "player") -> None:
    """Things to try, each a card to press: what it opens, what to look for, and the query of its link.

    They are looked at in the player called `part`.
    """
    section("Try this")
    with st.container(horizontal=True, key="things-to-try"):  # the style sheet knows it by this
        for place, (label, what, query) in enumerate(ideas):
            key = board.name(f"try-{place}")
            card = f"{what} **{label}**"
            control(st.button, card, key=key, calls=open_in_view, calls_with=(board, query, part), width="stretch")


@unchanging
def way_on(page: str) -> None:
    """The way from a lesson to those before and after it; the front page comes before the first.

    Args:
        page: the lesson's file.
    """
    before, after = around(page)
    with st.container(horizontal=True, horizontal_alignment="distribute", key="way-on"):
        if before:
            st.page_link(before.page, label=before.title, icon=":material/arrow_back:", width="content")
        else:
            st.page_link(HOME, label="Back to the start", icon=":material/arrow_back:", width="content")
        if after:
            label = f"**Next: {after.title}**"
            st.page_link(after.page, label=label, icon=":material/arrow_forward:", width="content")
