"""Controls of a board's fields. Their options come from the state, so that no click can lead to an impossible one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, cast

import streamlit as st

from convviz.app.page.scroll_to_player import open_in_view
from convviz.app.params.param import Value
from convviz.app.params.url_state import Board
from convviz.app.streamlit_patches import put
from convviz.app.unchanging import control


def typed(board: Board, key: str, label: str, *, note: str | None = None) -> None:
    """A whole number that is typed."""
    options = cast(Sequence[int], board.options(key))
    control(
        st.number_input,
        label,
        value=None,  # so that a field made empty says so; it would be the least number otherwise
        min_value=options[0],
        max_value=options[-1],
        step=1,
        key=board.name(key),
        calls=board.touch,
        calls_with=(key,),
        help=note,
    )


def two(
    board: Board, *fields: tuple[str, str], note: str | None = None, width: int | Literal["stretch"] = "stretch"
) -> None:  # fmt: skip
    """Two numbers side by side, also on a phone, where Streamlit would stack columns.

    Args:
        board: the page's state.
        fields: key and label of each.
        note: explains them in a tooltip of the first.
        width: of both together, in pixels at most.
    """
    name = board.name(f"two-{fields[0][0]}")  # the style sheet knows it by this
    with st.container(horizontal=True, gap="small", key=name, width=width):
        for (key, label), about in zip(fields, (note, None), strict=True):
            typed(board, key, label, note=about)


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
    control(
        st.segmented_control,
        label,
        *shown,
        words=[names.get(str(option), str(option)) for option in shown],
        key=board.name(key),
        calls=board.touch,
        calls_with=(key,),
        help=note,
        required=True,
        wrap=True,
    )


def select(board: Board, key: str, label: str, names: Mapping[str, str], *, note: str | None = None) -> None:
    """A choice of many by name."""
    options = board.options(key)
    control(
        st.selectbox,
        label,
        *options,
        words=[names.get(str(option), str(option)) for option in options],
        key=board.name(key),
        calls=board.touch,
        calls_with=(key,),
        help=note,
    )


def switch(board: Board, key: str, label: str, *, off: Value, on: Value, note: str | None = None) -> None:
    """A choice of two as a switch."""
    name = f"{board.name(key)}.switch"
    put(name, board.state[key] == on)
    control(st.toggle, label, key=name, calls=_flip, calls_with=(board, key, name, off, on), help=note)


def _flip(board: Board, key: str, name: str, off: Value, on: Value) -> None:
    board.ask({key: on if st.session_state[name] else off})


def presets(
    board: Board, label: str, queries: Mapping[str, Mapping[str, str]], *,
    hints: Mapping[str, str] | None = None, note: str | None = None,
) -> None:  # fmt: skip
    """Named states, one click each; the one on show is lit.

    Args:
        board: the page's state.
        label: above the control.
        queries: name and the query of the link that opens it.
        hints: what a name shows, in a few characters after it.
        note: explains them in a tooltip.
    """
    hints = hints or {}
    name = board.name("preset")
    put(name, _on_show(board, queries))
    control(
        st.pills,
        label,
        *queries,
        words=[f"{title} · {hints[title]}" if title in hints else title for title in queries],
        key=name,
        calls=_go,
        calls_with=(board, name, queries),
        help=note,
    )


def next_case_of(board: Board, queries: Mapping[str, Mapping[str, str]]) -> Callable[[], None]:
    """What the key N does in class: on to the named state after the one on show.

    From the last it goes to the first, and so from any state that has no name.
    """
    titles = list(queries)

    def go() -> None:
        on_show = _on_show(board, queries)
        place = titles.index(on_show) + 1 if on_show else 0
        board.reset(queries[titles[place % len(titles)]])

    return go


def case_title(board: Board, lesson: str, queries: Mapping[str, Mapping[str, str]]) -> str:
    """The lesson's name, with that of the state on show if it has one."""
    on_show = _on_show(board, queries)
    return f"{lesson} · {on_show}" if on_show else lesson


def _on_show(board: Board, queries: Mapping[str, Mapping[str, str]]) -> str | None:
    return next((title for title, query in queries.items() if board.shows(query)), None)


def _go(board: Board, name: str, queries: Mapping[str, Mapping[str, str]]) -> None:
    chosen = st.session_state[name]
    if chosen is not None:
        open_in_view(board, queries[chosen])
