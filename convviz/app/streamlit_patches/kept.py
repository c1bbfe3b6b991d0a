"""What a part of a page has told the browser is kept, and told again instead of being made again.

Streamlit makes every element anew in each run of a page, and most are as they were: making one costs several times what
sending it costs. Kept is what was sent, which is the same for all visitors, and how controls were registered.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Final

from streamlit.cursor import RunningCursor
from streamlit.delta_generator_singletons import get_dg_singleton_instance
from streamlit.elements.lib.utils import _register_element_id, save_for_app_testing
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import ScriptRunContext, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState
from streamlit.runtime.state.common import TESTING_KEY, WidgetMetadata, user_key_from_element_id

MOST: Final = 4_000  # of some 500 bytes each; a page has about forty, and again for each value and place they have had

Metadata = WidgetMetadata[Any]


@dataclass(slots=True)
class _Told:
    """What a part of a page has told in one place.

    Attributes:
        messages: as the script sent them.
        controls: as they were registered, without what they call.
        tests: what Streamlit's AppTest is told of a control beside that, by its id.
        places: how many elements follow each other in the container they are in.
    """

    messages: list[ForwardMsg] = field(default_factory=list)
    controls: list[Metadata] = field(default_factory=list)
    tests: dict[str, Any] = field(default_factory=dict)
    places: int = 0


_KEPT: Final[dict[Hashable, _Told]] = {}


def tell(
    name: Hashable, make: Callable[[], object], calls: Callable[..., None] | None = None, args: tuple[object, ...] = ()
) -> None:
    """Have a part of the page made the first time, and tell what it was in any later run.

    Args:
        name: everything that the part depends on, but for its place on the page.
        make: makes it.
        calls: what its control calls, if it has one, this time.
        args: arguments of that.
    """
    context, cursor = get_script_run_ctx(), get_dg_singleton_instance().main_dg._active_dg._cursor
    if context is None or not isinstance(cursor, RunningCursor) or ThreadState.get().fragment_id:
        make()
        return
    place = (name, context.page_script_hash, *cursor.delta_path)
    told = _KEPT.get(place)
    if told:
        _tell_again(context, cursor, told, calls, args)
        return
    told = _noted(context, cursor, make)
    if not any(message.HasField("ref_hash") for message in told.messages):  # it means something to this visitor only
        if len(_KEPT) >= MOST:
            _KEPT.clear()
        _KEPT[place] = told


def given(key: str) -> tuple[bool, Any]:
    """Whether this run has given the control of that name a value, which then is in its message; and the value."""
    context = get_script_run_ctx()
    values = context.session_state._state._new_session_state if context else {}
    return key in values, values.get(key)


def _tell_again(
    context: ScriptRunContext, cursor: RunningCursor, told: _Told, calls: Callable[..., None] | None,
    args: tuple[object, ...],
) -> None:  # fmt: skip
    for control in told.controls:
        _register_element_id(context, "control", control.id)
        save_for_app_testing(context, control.id, told.tests.get(control.id))
        known = replace(control, callback=calls, callback_args=args)
        context.session_state.register_widget(known, user_key_from_element_id(control.id))
    for message in told.messages:
        context.enqueue(_copy(message))
    for _ in range(told.places):
        cursor.lock_element()


def _noted(context: ScriptRunContext, cursor: RunningCursor, make: Callable[[], object]) -> _Told:
    """Have it made, and note what it tells."""
    told, begin = _Told(), cursor.index
    with _listening(context, told):
        make()
    told.places = cursor.index - begin
    if TESTING_KEY in context.session_state:
        tests = context.session_state[TESTING_KEY]
        told.tests = {control.id: tests[control.id] for control in told.controls if control.id in tests}
    return told


@contextmanager
def _listening(context: ScriptRunContext, told: _Told) -> Iterator[None]:
    send, register = context._enqueue, context.session_state.register_widget

    def note_message(message: ForwardMsg) -> None:
        told.messages.append(_copy(message))
        send(message)

    def note_control(metadata: Metadata, user_key: str | None) -> object:
        _read_what_is_gone_as_nothing(metadata)
        told.controls.append(replace(metadata, callback=None, callback_args=None, callback_kwargs=None))
        return register(metadata, user_key)

    context._enqueue = note_message
    object.__setattr__(context.session_state, "register_widget", note_control)  # it takes others for the visitor's
    try:
        yield
    finally:
        context._enqueue = send
        object.__delattr__(context.session_state, "register_widget")


def _read_what_is_gone_as_nothing(control: Metadata) -> None:
    """Have a choice that is no longer offered, clicked a moment too late, read as none.

    Streamlit reads it as the value the control had when it was made, which here may have been another visitor's.
    """
    reads: Any = getattr(control.deserializer, "__self__", None)
    if hasattr(reads, "session_state_fallback"):
        reads.session_state_fallback = None


def _copy(message: ForwardMsg) -> ForwardMsg:
    """A message of its own: on its way Streamlit writes into it whose run it belongs to."""
    copy = ForwardMsg()
    copy.CopyFrom(message)
    return copy
