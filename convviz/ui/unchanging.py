"""What a page says in the same words in every run is made once, and then sent again as it is.

Streamlit makes every element anew in each run: a third of a lesson's elements never change, and making one costs ten
times what sending it costs.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Final, ParamSpec

from streamlit.cursor import RunningCursor
from streamlit.delta_generator_singletons import get_dg_singleton_instance
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import ScriptRunContext, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

MOST: Final = 2_000  # kept, of some 500 bytes each; a page has about twenty, and again for each place they move to

Words = ParamSpec("Words")


@dataclass(frozen=True, slots=True)
class _Said:
    """What a function has said in one place.

    Attributes:
        messages: as the script sent them.
        places: how many elements follow each other in the container they are in.
    """

    messages: tuple[ForwardMsg, ...]
    places: int


_KEPT: Final[dict[Hashable, _Said]] = {}


def unchanging(say: Callable[Words, None]) -> Callable[Words, None]:
    """Make what `say` says once for each arguments and each place on a page.

    It must depend on nothing but its arguments, which are hashable, and have no controls that the server asks for
    their values.
    """

    @wraps(say)
    def again(*args: Words.args, **kwargs: Words.kwargs) -> None:
        context, cursor = get_script_run_ctx(), get_dg_singleton_instance().main_dg._active_dg._cursor
        if context is None or not isinstance(cursor, RunningCursor) or ThreadState.get().fragment_id:
            say(*args, **kwargs)
            return
        place = (context.page_script_hash, *cursor.delta_path)
        key = (say, args, tuple(kwargs.items()), place)
        said = _KEPT.get(key)
        if said:
            for message in said.messages:
                context.enqueue(_copy(message))
            for _ in range(said.places):
                cursor.lock_element()
            return
        begin = cursor.index
        with _listening(context) as messages:
            say(*args, **kwargs)
        if not any(message.HasField("ref_hash") for message in messages):  # that means something to this visitor only
            if len(_KEPT) >= MOST:
                _KEPT.clear()
            _KEPT[key] = _Said(tuple(messages), cursor.index - begin)

    return again


@contextmanager
def _listening(context: ScriptRunContext) -> Iterator[list[ForwardMsg]]:
    """Note what is sent meanwhile."""
    heard: list[ForwardMsg] = []
    send = context._enqueue

    def note(message: ForwardMsg) -> None:
        heard.append(_copy(message))
        send(message)

    context._enqueue = note
    try:
        yield heard
    finally:
        context._enqueue = send


def _copy(message: ForwardMsg) -> ForwardMsg:
    """A message of its own: on its way Streamlit writes into it whose run it belongs to."""
    copy = ForwardMsg()
    copy.CopyFrom(message)
    return copy
