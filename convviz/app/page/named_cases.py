"""Named states of a page: buttons for them, and the key N."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import streamlit as st

from convviz.app.page.scroll_to_player import open_in_view
from convviz.app.params.case import Case, case_of
from convviz.app.params.page_state import PageState
from convviz.app.streamlit_patches import set_widget_value

Page = PageState[Any]

ROW: Final = 1206  # pixels of the line of cases on a laptop
MORE: Final = 96  # of the button for those that do not fit
AROUND: Final = 30  # of a button, beside its words: padding, border and the gap to the next
LETTER: Final = 6.6  # of an average letter
SMALL_LETTER: Final = 5.2  # of what a case changes


def case_buttons(page: Page, cases: Sequence[Case], label: str) -> None:
    """Named states, one click each; the one on show is lit.

    Args:
        page: the page's state.
        cases: the states.
        label: above the buttons.
    """
    _pills(page, page.entry("preset"), cases, case_of(page.state, cases), label, hidden=False)


def case_row(page: Page) -> None:
    """The named states of a lesson on one line, as many as fit, and the others behind a button."""
    shown, more = in_a_row(page.cases)
    with st.container(key="cases", horizontal=True, gap="small", vertical_alignment="center", wrap=False):
        _pills(page, page.entry("case"), shown, page.case, "Named cases")
        if more:
            lit = page.case in more
            label = f"{len(more)} more"
            with st.popover(f":primary[**{label}**]" if lit else label, key=page.entry("more-cases")):
                _pills(page, _key_of_more(page, lit), more, page.case, "More named cases")


def _key_of_more(page: Page, lit: bool) -> str:
    """A new key for the buttons behind the button, each time none of them is lit any longer.

    A closed popover does not hear so, and would tell the page its old choice again with the next change of a control.
    """
    mark = page.entry("case-more.turn")
    turn, was_lit = st.session_state.get(mark, (0, False))
    if was_lit and not lit:
        turn += 1
    st.session_state[mark] = turn, lit
    return page.entry(f"case-more-{turn}") if turn else page.entry("case-more")


def in_a_row(cases: Sequence[Case]) -> tuple[Sequence[Case], Sequence[Case]]:
    """The cases that fit on one line of a laptop, and the rest."""
    used, room = 0.0, ROW - (MORE if sum(map(_width, cases)) > ROW else 0)
    for place, case in enumerate(cases):
        used += _width(case)
        if used > room:
            return cases[:place], cases[place:]
    return cases, ()


def next_case(page: Page) -> Callable[[], None]:
    """What the key N does in class: on to the named state after the one on show.

    From the last it goes to the first, and so from any state that has no name.
    """

    def go() -> None:
        following = page.cases.index(page.case) + 1 if page.case else 0
        page.open_case(page.cases[following % len(page.cases)].values)

    return go


def _width(case: Case) -> float:
    """Pixels of a case's button, about."""
    return AROUND + LETTER * len(case.title) + (SMALL_LETTER * (len(case.hint) + 1) if case.hint else 0)


def _pills(page: Page, key: str, cases: Sequence[Case], lit: Case | None, label: str, *, hidden: bool = True) -> None:
    set_widget_value(key, _name(lit) if lit and lit in cases else None)
    words = {_name(case): f"{case.title} :gray[:small[{case.hint}]]" if case.hint else case.title for case in cases}
    st.pills(
        label,
        list(words),
        format_func=words.__getitem__,
        key=key,
        on_change=_open,
        args=(page, key, cases),
        required=hidden,  # in a lesson a second click on the lit one does nothing
        label_visibility="collapsed" if hidden else "visible",
        wrap=not hidden,
    )


def _name(case: Case) -> str:
    return case.id or case.title


def _open(page: Page, key: str, cases: Sequence[Case]) -> None:
    chosen = st.session_state[key]
    if chosen is not None:
        open_in_view(page, next(case.values for case in cases if _name(case) == chosen))
