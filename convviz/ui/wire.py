"""Answers leave the server at once."""

from __future__ import annotations

import gc
import socket
from contextlib import suppress
from functools import cache


@cache
def send_at_once() -> None:
    """Turn off the waiting of TCP that costs every change of a control 40 ms. It is enough to do so once.

    asyncio turns it off for the sockets it opens, but Streamlit hands it one of its own, in a form that asyncio passes
    over (https://github.com/Kludex/uvicorn/issues/3149). A small message is then held back until the other side has
    acknowledged the one before, for which it takes its time. Connections inherit the setting from the socket that
    accepts them, so those to come are served as well.
    """
    for thing in gc.get_objects():
        if type(thing) is socket.socket and thing.family in (socket.AF_INET, socket.AF_INET6):
            with suppress(OSError):  # closed, or not TCP
                thing.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
