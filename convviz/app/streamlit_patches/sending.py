"""What waits for a visitor is sent in one go.

Streamlit lets all else have its turn after every message, which takes as long as sending it; a page is some fifty.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from streamlit import runtime
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.session_manager import SessionClientDisconnectedError
from streamlit.web.server.starlette.starlette_server_config import WEBSOCKET_MAX_SEND_QUEUE_SIZE

MOST: Final = WEBSOCKET_MAX_SEND_QUEUE_SIZE // 2  # of a page that says more, the connection is given time to send some
_TAKE: Final = AppSession.flush_browser_queue


@cache
def send_together() -> None:
    """Do so from now on, for all visitors. It is enough to do so once."""
    setattr(AppSession, _TAKE.__name__, _send)


def _send(session: AppSession) -> list[ForwardMsg]:
    """Where Streamlit asks what there is to send: send it, and return what is left for it to deal with."""
    messages = _TAKE(session)
    server = runtime.get_instance()
    visitor = server._session_mgr.get_active_session_info(session.id)
    if visitor is None or len(messages) > MOST:
        return messages
    for sent, message in enumerate(messages):
        try:
            server._send_message(visitor, message)
        except SessionClientDisconnectedError:
            return messages[sent:]
    return []
