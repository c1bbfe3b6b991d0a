"""The state of a page, kept equal in three places: the address bar, the controls and the picture.

A run that a control caused obeys the control; any other run obeys the address bar. The distinction matters because
a quick second click arrives with the address from before the first. Every change is one entry of the browser's
history, so that Back undoes it. (Streamlit's own `bind` drops illegal values without a word, fails on `1e400`, and
leaves nothing for Back to undo.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from convviz.app.params.notices import Fault, repeated
from convviz.app.params.param import Field, State, Value, decode, encode, settle
from convviz.app.streamlit_patches import put


@dataclass(frozen=True, slots=True)
class Board:
    """The controls of one page in one run.

    Attributes:
        page: tells its entries in the session from those of other pages.
        fields: the table of its state.
        state: the values of this run, complete and legal.
        faults: values that were asked for and could not be.
    """

    page: str
    fields: tuple[Field, ...]
    state: State
    faults: tuple[Fault, ...]

    @classmethod
    def open(cls, page: str, fields: Sequence[Field]) -> Board:
        """Find out what is asked for, make it legal, and have address bar and controls agree. Call it first."""
        asked = st.session_state.get(f"{page}.asked")
        refused = st.session_state.get(f"{page}.refused", ())
        held = st.session_state.get(f"{page}.held")
        given = set(st.query_params)
        texts = {field.key: st.query_params.get_all(field.key) for field in fields if field.key in given}
        query = {key: several[-1] for key, several in texts.items()}
        if asked is not None:
            state, faults = settle(fields, asked)
        elif held is not None and texts == _once(encode(fields, held.state)):
            state, faults = held.state, held.faults
        else:
            state, faults = decode(fields, query)
            faults += [repeated(key, several) for key, several in texts.items() if len(set(several)) > 1]
        board = cls(page, tuple(fields), state, (*faults, *refused))
        st.session_state[f"{page}.held"] = board
        board._show(texts)
        for sign in ("asked", "refused"):
            st.session_state.pop(f"{page}.{sign}", None)  # last, because the next click may end this run anywhere above
        return board

    def name(self, key: str) -> str:
        """What the control of a field is called in the session."""
        return f"{self.page}.{key}"

    def options(self, key: str) -> Sequence[Value]:
        """What the control of a field may offer beside the rest of the state."""
        return self.field(key).possible(self.state).options

    def field(self, key: str) -> Field:
        """The field called `key`."""
        return next(field for field in self.fields if field.key == key)

    def touch(self, key: str) -> None:
        """Callback of a control: its value is what the visitor now asks for; a field made empty keeps the last."""
        value = st.session_state[self.name(key)]
        self.ask({} if value is None else {key: value})

    def ask(self, values: Mapping[str, Value]) -> None:
        """Callback: change these values and keep the others, as they are now and not as this board once saw them.

        What was said about a value that changes (`Field.drops`) is forgotten, what it leads goes along.
        """
        latest = self.latest()
        changing = [self.field(key) for key, value in values.items() if value != latest[key]]
        dropped = {key for field in changing for key in (*field.drops, *self._led(field, latest))} - values.keys()
        asked = {key: value for key, value in latest.items() if key not in dropped} | dict(values)
        fresh = settle(self.fields, asked)[0] if dropped else asked  # a default may follow from the new values
        st.session_state[f"{self.page}.asked"] = {**asked, **{key: fresh[key] for key in dropped}}

    def _led(self, field: Field, state: State) -> list[str]:
        return [key for key in field.leads if state[key] == self.field(key).initial(state)]

    def latest(self) -> State:
        """For callbacks: the state that is asked for by now, which may be newer than this board."""
        asked: State | None = st.session_state.get(f"{self.page}.asked")
        held: Board = st.session_state[f"{self.page}.held"]
        return held.state if asked is None else asked

    def refuse(self, key: str, sentence: str) -> None:
        """Callback: change nothing, and say why."""
        self.ask({})
        st.session_state[f"{self.page}.refused"] = (Fault(key, sentence),)

    def reset(self, query: Mapping[str, str], *, quiet: Sequence[str] = ()) -> None:
        """Callback: go to the state that a link with this query opens.

        Args:
            query: of the link.
            quiet: fields of which it need not be said that they gave way.
        """
        state, faults = decode(self.fields, query)
        st.session_state[f"{self.page}.asked"] = state
        st.session_state[f"{self.page}.refused"] = tuple(fault for fault in faults if fault.key not in quiet)

    def shows(self, query: Mapping[str, str]) -> bool:
        """Whether this is the state that a link with this query opens."""
        return _opened(self.fields, tuple(query.items())) == self.state

    def _show(self, texts: Mapping[str, list[str]]) -> None:
        for field in self.fields:  # what has no control on show only makes Streamlit's copies of the session larger
            if field.is_active(self.state):
                put(self.name(field.key), self.state[field.key])
        wanted = encode(self.fields, self.state)
        if _once(wanted) != texts:
            keys = {field.key for field in self.fields}
            others = {key: st.query_params.get_all(key) for key in st.query_params if key not in keys}
            st.query_params.from_dict({**wanted, **others})


def _once(query: Mapping[str, str]) -> dict[str, list[str]]:
    """A query as an address holds it that gives each parameter once."""
    return {key: [text] for key, text in query.items()}


@lru_cache(maxsize=256)
def _opened(fields: tuple[Field, ...], query: tuple[tuple[str, str], ...]) -> State:
    """The state that a link of ours opens; there are few of them, and each run compares them all."""
    return decode(fields, dict(query))[0]
