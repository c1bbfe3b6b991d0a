"""Things to try, each a card to press."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from convviz.app.markup import to_streamlit
from convviz.app.page.scroll_to_player import open_in_view
from convviz.app.page.sections import section
from convviz.app.params.page_state import PageState
from convviz.app.params.param import Value


@dataclass(frozen=True, slots=True)
class Idea:
    """Something to try.

    Attributes:
        title: what it opens.
        text: what to look for.
        values: the state it opens: what differs from the defaults, by the names of attributes.
    """

    title: str
    text: str
    values: Mapping[str, Value]


def try_this(page: PageState[Any], ideas: Sequence[Idea], player: str = "player") -> None:
    """The cards of a page.

    Args:
        page: the page's state.
        ideas: one card each.
        player: the name of the player in which they are looked at.
    """
    section("Try this")
    with st.container(horizontal=True, key="things-to-try"):  # the style sheet knows it by this
        for place, idea in enumerate(ideas):
            st.button(
                to_streamlit(f"{idea.text} **{idea.title}**"),
                key=page.entry(f"try-{place}"),
                on_click=open_in_view,
                args=(page, idea.values, player),
                width="stretch",
            )
