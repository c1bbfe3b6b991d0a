"""What a run of the script says is handed to the server in one go (see convviz.app.streamlit_patches.handover)."""

import asyncio
import gc
import weakref
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunnerEvent

from convviz.app.streamlit_patches import handover

ELEMENT, END = ScriptRunnerEvent.ENQUEUE_FORWARD_MSG, ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS


class Session(AppSession):
    """A session that only notes what it is handed."""

    def __init__(self, loop: asyncio.AbstractEventLoop, refuses: object = None) -> None:
        self._event_loop = loop
        self.woken = self.told = 0
        self._message_enqueued_callback = self._tell
        self.seen: list[object] = []
        self._scriptrunner = None
        self._refuses = refuses

    def shutdown(self) -> None:
        """There is nothing to end."""

    def _tell(self) -> None:
        self.told += 1

    def _call_soon_on_event_loop(self, callback: Callable[[], object]) -> None:
        self.woken += 1
        self._event_loop.call_soon_threadsafe(callback)

    def _handle_scriptrunner_event_on_event_loop(self, sender: Any, event: Any, *args: Any, **kwargs: Any) -> None:
        self._enqueue_forward_msg(kwargs.get("forward_msg", event))

    def _enqueue_forward_msg(self, message: Any) -> None:
        if message == self._refuses:
            raise ValueError(message)
        self.seen.append(message)
        if self._message_enqueued_callback:
            self._message_enqueued_callback()


@pytest.fixture
def loop() -> Any:
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda loop, context: None)
    yield loop
    loop.close()


def run(session: Session, take: Callable[..., None], messages: str) -> None:
    """What the script's thread sends in a run."""
    for message in messages:
        take(session, None, ELEMENT, forward_msg=message)
    take(session, None, END)


def turn(loop: asyncio.AbstractEventLoop, seconds: float = 0) -> None:
    """Let the server's thread work."""
    loop.run_until_complete(asyncio.sleep(seconds))


def test_streamlit_still_needs_it(loop: asyncio.AbstractEventLoop) -> None:
    """Once this fails, convviz/app/streamlit_patches/handover.py can go."""
    session = Session(loop)
    run(session, handover._ONE_BY_ONE, "abc")
    assert session.woken == 4


def test_a_run_wakes_the_server_twice_however_much_it_says(loop: asyncio.AbstractEventLoop) -> None:
    session = Session(loop)
    run(session, handover._take, "abcdefgh")
    assert session.woken == 2, "for its end, and to count the moment that a slow one may wait"
    turn(loop)
    assert session.seen == [*"abcdefgh", END]
    assert session.told == 1, "that there is something to send"
    run(session, handover._take, "xy")
    turn(loop)
    assert session.seen[-3:] == ["x", "y", END]
    turn(loop, 3 * handover.MOMENT_S)
    assert session.told == 2, "when the moment is over, there is nothing more"


def test_a_slow_run_shows_what_it_has(loop: asyncio.AbstractEventLoop) -> None:
    session = Session(loop)
    handover._take(session, None, ELEMENT, forward_msg="a")
    turn(loop)
    assert not session.seen
    turn(loop, 3 * handover.MOMENT_S)
    assert session.seen == ["a"]
    handover._take(session, None, ELEMENT, forward_msg="b")
    turn(loop, 3 * handover.MOMENT_S)
    assert session.seen == ["a", "b"]


def test_what_fails_takes_nothing_else_along(loop: asyncio.AbstractEventLoop) -> None:
    session = Session(loop, refuses="b")
    run(session, handover._take, "abc")
    turn(loop)
    turn(loop)
    assert session.seen == ["a", "c", END]
    assert session.told == 2
    session._handle_scriptrunner_event_on_event_loop(None, ELEMENT, forward_msg="d")
    assert session.told == 3, "as Streamlit does"


def test_what_comes_from_a_run_that_was_replaced_is_not_shown(loop: asyncio.AbstractEventLoop) -> None:
    session = Session(loop)
    handover._take(session, "a run before this one", ELEMENT, forward_msg="a")
    handover._take(session, None, ELEMENT, forward_msg="b")
    turn(loop, 3 * handover.MOMENT_S)
    assert session.seen == ["b"]


def test_a_session_that_is_gone_is_forgotten(loop: asyncio.AbstractEventLoop) -> None:
    session = Session(loop)
    run(session, handover._take, "a")
    turn(loop, 3 * handover.MOMENT_S)
    assert session in handover._ALL
    gone = weakref.ref(session)
    del session
    gc.collect()
    assert gone() is None
