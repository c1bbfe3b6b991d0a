"""Answers leave the server at once."""

from __future__ import annotations

import gc
import socket
from contextlib import suppress
from functools import cache

from convviz.app.streamlit_patches.setting import enabled


@cache
def send_at_once() -> None:
    """Turn off the waiting of TCP that costs every change of a control 40 ms. It is enough to do so once.

    asyncio turns it off for the sockets it opens, but Streamlit hands it one of its own, in a form that asyncio passes
    over (https://github.com/Kludex/uvicorn/issues/3149). A small message is then held back until the other side has
    acknowledged the one before, for which it takes its time. Connections inherit the setting from the socket that
    accepts them, so those to come are served as well. Sockets on which nobody is served are left as they are.
    """
    if not enabled():
        return
    sockets = [thing for thing in gc.get_objects() if type(thing) is socket.socket]
    served = {_port(one) for one in sockets if _listens(one)}
    for one in sockets:
        if _port(one) in served:
            with suppress(OSError):  # closed meanwhile, or not TCP
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _listens(one: socket.socket) -> bool:
    """Whether a socket of the internet waits for visitors."""
    with suppress(OSError):
        return _port(one) > 0 and bool(one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
    return False


def _port(one: socket.socket) -> int:
    """The port on this side; 0 where there is none."""
    with suppress(OSError):
        if one.family in (socket.AF_INET, socket.AF_INET6):
            return int(one.getsockname()[1])
    return 0
