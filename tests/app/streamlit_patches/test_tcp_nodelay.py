"""Answers leave the server at once (see convviz.app.streamlit_patches.tcp_nodelay)."""

import socket

from streamlit.web.server.starlette.starlette_server import _bind_socket

from convviz.app.streamlit_patches.tcp_nodelay import send_at_once


def waits(connection: socket.socket) -> bool:
    return connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 0


def test_streamlit_still_needs_it() -> None:
    """Once this fails, convviz/app/streamlit_patches/tcp_nodelay.py can go."""
    with _bind_socket("127.0.0.1", 0, 1) as listening:
        assert waits(listening)
        assert listening.proto != socket.IPPROTO_TCP, "asyncio looks for this"


def test_open_connections_and_those_to_come_no_longer_wait() -> None:
    with (
        _bind_socket("127.0.0.1", 0, 2) as listening,
        socket.create_connection(listening.getsockname()),
        listening.accept()[0] as before,
    ):
        assert waits(before)
        send_at_once.__wrapped__()
        assert not waits(before)
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as after:
            assert not waits(after)
