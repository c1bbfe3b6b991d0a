"""A click far down the page that changes the player brings it into view; no other change moves the page."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import streamlit as st

from convviz.app.params.url_state import Board

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


def open_in_view(board: Board, query: Mapping[str, str], part: str = "player") -> None:
    """Callback: go to the state that a link with this query opens, and look at it in the player of that name."""
    board.reset(query)
    mark = board.name("look")
    st.session_state[mark] = st.session_state.get(mark, 0) + 1
    st.session_state[f"{mark}.now"] = part


def look(board: Board, part: str) -> None:
    """Bring the player called `part` into view if a callback of this run has asked for it."""
    place, mark = st.empty(), board.name("look")  # the place is kept free, so that nothing after it moves
    if st.session_state.get(f"{mark}.now") == part:
        del st.session_state[f"{mark}.now"]
        target = f".st-key-{board.name(part).replace('.', '-')}"
        with place:
            _scroll()(key=board.name("scroll"), data={"target": target, "turn": st.session_state[mark]})


@cache
def _scroll() -> Any:
    return st.components.v2.component("convviz_scroll", js=SCROLL)
