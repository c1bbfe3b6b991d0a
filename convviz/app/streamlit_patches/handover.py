"""What a run of the script says is handed to the server in one go.

Streamlit wakes the server's thread for every element of a page, some eighty times a run, and each time the two threads
change places. That is a sixth of what a change of a control costs. Here the elements wait for the end of the run; if a
run takes longer, for a moment only.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any, Final
from weakref import WeakKeyDictionary

from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunnerEvent

MOMENT_S: Final = 0.02  # at most so much later does a slow run show what it has


@dataclass(slots=True)
class _Waiting:
    """Events of one session that its script has sent and the server has not seen.

    Attributes:
        events: in their order, as arguments of the method that handles them.
        timed: whether they will be delivered without another event.
    """

    events: deque[tuple[tuple[Any, ...], dict[str, Any]]] = field(default_factory=deque)
    timed: bool = False


_ALL: Final[WeakKeyDictionary[AppSession, _Waiting]] = WeakKeyDictionary()
_ONE_BY_ONE: Final = AppSession._on_scriptrunner_event  # held, because runs under way know it by a weak reference


@cache
def hand_over_together() -> None:
    """Do so from now on, in all sessions; runs under way go on as they began. It is enough to do so once."""
    setattr(AppSession, _ONE_BY_ONE.__name__, _take)


def _take(session: AppSession, sender: Any, event: ScriptRunnerEvent, *args: Any, **kwargs: Any) -> None:
    """On the script's thread: keep an element for later; with all else, such as the run's end, deliver what waits."""
    waiting = _ALL.setdefault(session, _Waiting())
    waiting.events.append(((sender, event, *args), kwargs))
    deliver = partial(_deliver, session, waiting)
    if event is not ScriptRunnerEvent.ENQUEUE_FORWARD_MSG:
        session._call_soon_on_event_loop(deliver)
    elif not waiting.timed:
        waiting.timed = True
        later = partial(session._event_loop.call_later, MOMENT_S, deliver)
        session._call_soon_on_event_loop(later)  # type: ignore[arg-type]


def _deliver(session: AppSession, waiting: _Waiting) -> None:
    """On the server's thread: handle everything that waits, in its order, and have it sent."""
    waiting.timed = False  # before looking, so that an element that comes now is either seen or has its own time
    if not waiting.events:  # the end of a quick run has taken them along
        return
    send, session._message_enqueued_callback = session._message_enqueued_callback, None  # it would be told of each
    try:
        while waiting.events:
            (sender, event, *args), kwargs = waiting.events.popleft()
            if event is not ScriptRunnerEvent.ENQUEUE_FORWARD_MSG:
                session._handle_scriptrunner_event_on_event_loop(sender, event, *args, **kwargs)
            elif sender is session._scriptrunner:  # the same in short: Streamlit asks for the thread, at each element
                session._enqueue_forward_msg(kwargs["forward_msg"])
    except BaseException:
        session._call_soon_on_event_loop(partial(_deliver, session, waiting))  # the others as if each came alone
        raise
    finally:
        session._message_enqueued_callback = send
        if send:
            send()
