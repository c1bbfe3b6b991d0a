"""Controls of a board's fields. Their options come from the state, so that no click can lead to an impossible one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

import streamlit as st

from convviz.ui.address import Board
from convviz.ui.fields import Value


def typed(board: Board, key: str, label: str, *, note: str | None = None) -> None:
    """A whole number that is typed."""
    options = cast(Sequence[int], board.options(key))
    st.number_input(
        label,
        min_value=options[0],
        max_value=options[-1],
        step=1,
        key=board.name(key),
        on_change=board.touch,
        args=(key,),
        help=note,
    )


def clicks(
    board: Board, key: str, label: str, *, among: Sequence[Value] | None = None, names: Mapping[str, str] | None = None,
    note: str | None = None,
) -> None:  # fmt: skip
    """A choice of few, one click each.

    Args:
        board: the page's state.
        key: the field.
        label: above the control.
        among: the options worth a button; the current value has one in any case.
        names: what to call options that are words.
        note: explains it in a tooltip.
    """
    names = names or {}
    shown = [o for o in board.options(key) if among is None or o in among or o == board.state[key]]
    st.segmented_control(
        label,
        shown,
        key=board.name(key),
        format_func=lambda option: names.get(str(option), str(option)),
        on_change=board.touch,
        args=(key,),
        help=note,
        required=True,
        wrap=True,
    )


def select(board: Board, key: str, label: str, names: Mapping[str, str], *, note: str | None = None) -> None:
    """A choice of many by name."""
    st.selectbox(
        label,
        board.options(key),
        key=board.name(key),
        format_func=lambda option: names.get(str(option), str(option)),
        on_change=board.touch,
        args=(key,),
        help=note,
    )


def switch(board: Board, key: str, label: str, *, off: Value, on: Value, note: str | None = None) -> None:
    """A choice of two as a switch."""
    name = f"{board.name(key)}.switch"
    st.session_state[name] = board.state[key] == on
    st.toggle(label, key=name, on_change=_flip, args=(board, key, name, off, on), help=note)


def _flip(board: Board, key: str, name: str, off: Value, on: Value) -> None:
    board.ask({key: on if st.session_state[name] else off})


def presets(board: Board, label: str, queries: Mapping[str, Mapping[str, str]]) -> None:
    """Named states, one click each; the one on show is lit.

    Args:
        board: the page's state.
        label: above the control.
        queries: name and the query of the link that opens it.
    """
    name = board.name("preset")
    st.session_state[name] = next((title for title, query in queries.items() if board.shows(query)), None)
    st.pills(label, list(queries), key=name, on_change=_go, args=(board, name, queries))


def next_preset(board: Board, queries: Mapping[str, Mapping[str, str]]) -> None:
    """Callback: go to the named state after the one on show; to the first from any other state, and from the last."""
    titles = list(queries)
    on_show = next((place for place, title in enumerate(titles) if board.shows(queries[title])), -1)
    board.reset(queries[titles[(on_show + 1) % len(titles)]])


def _go(board: Board, name: str, queries: Mapping[str, Mapping[str, str]]) -> None:
    chosen = st.session_state[name]
    if chosen is not None:
        board.reset(queries[chosen])
