"""A click far down the page that changes the player brings it into view; no other change moves the page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import streamlit as st

from convviz.app.params.page_state import PageState
from convviz.app.params.param import Value

# A player of which half can be seen, or which fills half of the window, is in view: clicking through the named cases
# above it must not move them away.
SCROLL: Final = """
export default function ({ data }) {
  requestAnimationFrame(() => requestAnimationFrame(() => { // by then what is above the player has its new height
    const player = document.querySelector(data.target);
    if (!player) return;
    const { top, bottom, height } = player.getBoundingClientRect();
    const seen = Math.min(bottom, innerHeight) - Math.max(top, 0);
    if (seen >= Math.min(height, innerHeight) / 2) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    player.scrollIntoView({ block: "start", behavior: still ? "instant" : "smooth" });
  }));
}
"""


def open_in_view(page: PageState[Any], values: Mapping[str, Value], player: str = "player") -> None:
    """Callback: go to the state with these values, and look at it in the player of that name."""
    page.open_case(values)
    mark = page.entry("look")
    st.session_state[mark] = st.session_state.get(mark, 0) + 1
    st.session_state[f"{mark}.now"] = player


def scroll_into_view(page: PageState[Any], player: str) -> None:
    """Bring the player of that name into view if a callback of this run has asked for it."""
    place, mark = st.empty(), page.entry("look")  # the place is kept free, so that nothing after it moves
    if st.session_state.get(f"{mark}.now") == player:
        del st.session_state[f"{mark}.now"]
        target = f".st-key-{page.entry(player).replace('.', '-')}"
        with place:
            _scroll()(key=page.entry("scroll"), data={"target": target, "turn": st.session_state[mark]})


@cache
def _scroll() -> Any:
    return st.components.v2.component("convviz_scroll", js=SCROLL)
