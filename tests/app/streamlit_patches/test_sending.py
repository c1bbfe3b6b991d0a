"""What waits for a visitor is sent in one go (see convviz.app.streamlit_patches.sending)."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from streamlit import runtime
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.runtime import Runtime
from streamlit.runtime.session_manager import SessionClientDisconnectedError

from convviz.app.streamlit_patches import sending


class Session(AppSession):
    """A session in which something waits."""

    def __init__(self, waiting: list[Any]) -> None:
        self.id = "a session"
        self._browser_queue = Queue(waiting)

    def shutdown(self) -> None:
        """There is nothing to end."""


@dataclass
class Queue:
    waiting: list[Any]

    def flush(self) -> list[Any]:
        waiting, self.waiting = self.waiting, []
        return waiting


@dataclass
class Server:
    """Knows who is there, and notes what it sends them."""

    visitors: dict[str, str]
    room: int = 1_000
    sent: list[tuple[str, Any]] = field(default_factory=list)

    @property
    def _session_mgr(self) -> "Server":
        return self

    def get_active_session_info(self, name: str) -> str | None:
        return self.visitors.get(name)

    def _send_message(self, visitor: str, message: Any) -> None:
        if len(self.sent) >= self.room:
            raise SessionClientDisconnectedError
        self.sent.append((visitor, message))


def sends(monkeypatch: pytest.MonkeyPatch, server: Server, messages: list[Any]) -> list[Any]:
    """What is left over."""
    monkeypatch.setattr(runtime, "get_instance", lambda: server)
    return sending._send(Session(messages))


def test_streamlit_still_needs_it() -> None:
    """Once this fails, `streamlit_patches/sending.py` can go: it asks for what there is, and yields after each."""
    assert sending._TAKE.__name__ in Runtime._loop_coroutine.__code__.co_names
    assert "sleep" in Runtime._loop_coroutine.__code__.co_names


def test_all_is_sent_in_its_order(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server({"a session": "a visitor"})
    assert sends(monkeypatch, server, [*"abc"]) == []
    assert server.sent == [("a visitor", message) for message in "abc"]


def test_for_who_is_gone_streamlit_knows_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sends(monkeypatch, Server({}), [*"abc"]) == [*"abc"]
    server = Server({"a session": "a visitor"}, room=1)
    assert sends(monkeypatch, server, [*"abc"]) == [*"bc"]
    assert server.sent == [("a visitor", "a")]


def test_so_much_that_it_would_not_fit_is_left_to_streamlit(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server({"a session": "a visitor"})
    assert len(sends(monkeypatch, server, [0] * (sending.MOST + 1))) == sending.MOST + 1
    assert not server.sent
