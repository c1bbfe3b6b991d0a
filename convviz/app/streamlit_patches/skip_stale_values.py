"""A control is not sent its own old value, which would undo what the visitor did meanwhile.

The state of a page lies in its link, so the page has a value for every control in every run, and each that it puts into
the session Streamlit sends to the browser. One that has been on its way for a while is old: whoever clicks + six times
while answers take half a second sees the number go back, and the next click counts from there. A control that already
shows what the page wants is therefore left alone.
"""

from __future__ import annotations

from time import monotonic
from typing import Any, Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.session_state import SessionState

from convviz.app.streamlit_patches.setting import enabled

UNDERWAY_S: Final = 3.0  # so long a value may take to the browser, which until then may speak without having seen it
UNTIL: Final = "stale_values.until"  # how long a control is told its value in any case, by the control's id
ALL: Final = "all"


def set_widget_value(name: str, value: object) -> None:
    """Have the control of that name show a value; before the control is made.

    Args:
        name: its key in the session.
        value: as the session holds it.
    """
    context = get_script_run_ctx()
    if context is None or not enabled() or not _knows(context.session_state._state, name, value):
        st.session_state[name] = value


def resend_all() -> None:
    """From now on tell all controls their values, for what the browser shows is not known."""
    _tell_for_a_while(ALL)


def _knows(state: SessionState, name: str, value: Any) -> bool:
    """Whether the browser shows this value and will go on doing so; one that it does not is now on its way to it."""
    control, said = state._get_widget_id(name), state._new_widget_state
    if control not in state._old_state or control not in said:
        return False  # the control was not on the page before, so that in the browser it is a new one
    if said[control] != value:
        _tell_for_a_while(control)
    until = _until()
    return monotonic() >= max(until.get(control, 0.0), until.get(ALL, 0.0))


def _tell_for_a_while(control: str) -> None:
    _until()[control] = monotonic() + UNDERWAY_S


def _until() -> dict[str, float]:
    until: dict[str, float] = st.session_state.setdefault(UNTIL, {})
    return until
