"""A click that meets a server without its session, after a restart or after the session's time was up, counts.

The browser connects again by itself and says nothing; with the next click it sends the values of all its controls. The
new session knows none of them, so Streamlit calls no callback, and the page would put the control back to what the
address says: one click in one is lost. The cure is to run the page once, by which it gets to know its controls, and
then to take the same message as if it had just arrived.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import streamlit as st
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner import RerunData, RerunException, ScriptRunContext, get_script_run_ctx

from convviz.app.streamlit_patches.setting import enabled
from convviz.app.streamlit_patches.skip_stale_values import resend_all

SENT: Final = "reconnect.sent"


@contextmanager
def replay_after_reconnect() -> Iterator[None]:
    """Around the run of a page: in a session's first run, answer what the browser sent once the page has run.

    A new visitor's browser has no controls yet and sends nothing; neither does one that goes back in its history.
    """
    context = get_script_run_ctx()
    if context is None or not enabled():
        yield
        return
    if SENT not in st.session_state:
        st.session_state[SENT] = WidgetStates(widgets=context.session_state.get_widget_states())
    yield
    sent: WidgetStates | None = st.session_state[SENT]
    st.session_state[SENT] = None
    if sent and sent.widgets:
        resend_all()  # what this run has put into the controls may be on its way to them
        raise RerunException(_as_if_just_arrived(context, sent))


def _as_if_just_arrived(context: ScriptRunContext, sent: WidgetStates) -> RerunData:
    """What `st.rerun` asks for, and with it the values of the controls."""
    return RerunData(
        query_string=context.query_string,
        page_script_hash=context.page_script_hash,
        widget_states=sent,
        cached_message_hashes=context.cached_message_hashes,
        context_info=context.context_info,
    )
