"""The controls of a lesson: a column beside the board, or a row above it, and the rest behind a button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

import streamlit as st

from convviz.app.params.controls import control, control_pair
from convviz.app.params.edit_cells import is_changed, undo
from convviz.app.params.page_state import PageState

M = TypeVar("M")
Page = PageState[Any]

HINT: Final = (
    '<p class="controls-hint"><strong>Click a number</strong> to change it. '
    "<strong>Point</strong> at one to see where it is used.</p>"
)

PanelItem = str | tuple[str, str] | Callable[[Page, M], None]  # a control, two side by side, or something else


def column(page: Page, model: M, controls: Sequence[PanelItem[M]], more: Sequence[PanelItem[M]]) -> None:
    """Draw the controls one below the other."""
    with st.container(key="controls", gap="xsmall"):
        items(page, model, controls)
        with st.container(key="more-and-again", horizontal=True, gap="small"):
            _rest(page, model, more)
        st.html(HINT)


def row(page: Page, model: M, controls: Sequence[PanelItem[M]], more: Sequence[PanelItem[M]]) -> None:
    """Draw the controls beside each other, the label of each at its left."""
    with st.container(key="controls-row", horizontal=True, gap="medium", vertical_alignment="center", wrap=False):
        items(page, model, controls)
        _rest(page, model, more, "More")


def items(page: Page, model: M, names: Sequence[PanelItem[M]]) -> None:
    """Draw controls, and whatever stands between them."""
    for item in names:
        if isinstance(item, str):
            control(page, item)
        elif isinstance(item, tuple):
            control_pair(page, item)
        else:
            item(page, model)


def _rest(page: Page, model: M, more: Sequence[PanelItem[M]], label: str = "More controls") -> None:
    if more or is_changed(page):
        popover = st.popover(label, key=page.entry("more-controls"), on_change="rerun", width="stretch")
        if popover.open:
            with popover:
                undo(page)
                items(page, model, more)
    st.button(
        "Start again",
        key=page.entry("again"),
        icon=":material/restart_alt:",
        help="Back to the opening numbers and controls",
        on_click=page.open_case,
        args=({},),
        width="stretch",
    )
