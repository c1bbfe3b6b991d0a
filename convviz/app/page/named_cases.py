"""Named states of a page: buttons for them, the key N, and their names in titles."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from convviz.app.page.scroll_to_player import open_in_view
from convviz.app.params.page_state import PageState
from convviz.app.params.param import Value
from convviz.app.streamlit_patches import set_widget_value

Page = PageState[Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A state with a name.

    Attributes:
        title: the name.
        values: what differs from the defaults, by the names of attributes.
        hint: what it shows, in a few characters after the name.
    """

    title: str
    values: Mapping[str, Value]
    hint: str = ""


def case_buttons(page: Page, cases: Sequence[Case], label: str = "Named cases", help: str = "") -> None:
    """Named states, one click each; the one on show is lit.

    Args:
        page: the page's state.
        cases: the states.
        label: above the buttons.
        help: explains them in a tooltip.
    """
    key = page.entry("preset")
    set_widget_value(key, _on_show(page, cases))
    words = {case.title: f"{case.title} · {case.hint}" if case.hint else case.title for case in cases}
    st.pills(
        label,
        list(words),
        format_func=words.__getitem__,
        key=key,
        on_change=_open,
        args=(page, key, cases),
        help=help or None,
    )


def next_case(page: Page, cases: Sequence[Case]) -> Callable[[], None]:
    """What the key N does in class: on to the named state after the one on show.

    From the last it goes to the first, and so from any state that has no name.
    """

    def go() -> None:
        titles, on_show = [case.title for case in cases], _on_show(page, cases)
        place = titles.index(on_show) + 1 if on_show else 0
        page.open_case(cases[place % len(cases)].values)

    return go


def case_title(page: Page, title: str, cases: Sequence[Case]) -> str:
    """The page's name, with that of the state on show if it has one."""
    on_show = _on_show(page, cases)
    return f"{title} · {on_show}" if on_show else title


def _on_show(page: Page, cases: Sequence[Case]) -> str | None:
    return next((case.title for case in cases if page.shows(case.values)), None)


def _open(page: Page, key: str, cases: Sequence[Case]) -> None:
    chosen = st.session_state[key]
    if chosen is not None:
        open_in_view(page, next(case.values for case in cases if case.title == chosen))
