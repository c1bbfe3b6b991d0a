"""The state of a page, kept equal in three places: the address bar, the controls and the picture.

A run that a control caused obeys the control; any other run obeys the address bar. The distinction matters because
a quick second click arrives with the address from before the first. Every change is one entry of the browser's
history, so that Back undoes it. (Streamlit's own `bind` drops illegal values without a word, fails on `1e400`, and
leaves nothing for Back to undo.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic

import streamlit as st

from convviz.app.params.case import Case, case_of, seen_alike
from convviz.app.params.links import CASE, MARK, STEP, decode, encode, is_new, keys_of, step_of
from convviz.app.params.notices import Notice, repeated
from convviz.app.params.old_links import OLD_LINKS
from convviz.app.params.param import Param, S, State, Value, Widget, settle
from convviz.app.streamlit_patches import set_widget_value
from convviz.samples.image_file import Picture


@dataclass(frozen=True, slots=True)
class PageState(Generic[S]):
    """The values of one page in one run, and the way to change them.

    Attributes:
        page: its name in addresses, which tells its entries in the session from those of other pages.
        state: the values of this run.
        notices: what was asked for and could not be.
        cases: the page's named states.
        step: at which the address has the picture stand, from 1; None: it plays from its start.
        case: the one on show, if it has a name.
    """

    page: str
    state: S
    notices: tuple[Notice, ...] = ()
    cases: tuple[Case, ...] = ()
    step: int | None = None
    case: Case | None = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "case", case_of(self.state, self.cases))  # asked for many times in a run

    @classmethod
    def open(
        cls, page: str, kind: type[S], upload: Picture | None = None, cases: tuple[Case, ...] = ()
    ) -> PageState[S]:
        """Find out what is asked for, make it legal, and have address bar and controls agree. Call it first.

        Args:
            page: its name in addresses.
            kind: its class of states.
            upload: the visitor's picture, on pages that take one.
            cases: the page's named states.
        """
        asked = st.session_state.get(f"{page}.asked")
        rejected = st.session_state.get(f"{page}.rejected", ())
        held: PageState[S] | None = st.session_state.get(f"{page}.held")
        step, wrong_step = (None, []) if asked is not None else step_of(st.query_params.to_dict())
        texts = {key: st.query_params.get_all(key) for key in st.query_params if key in _keys(kind, page)}
        query = {key: several[-1] for key, several in texts.items()}
        if asked is not None:
            state, notices = settle(kind, asked, upload)
        elif held is not None and held.state.upload is upload and texts == _once(encode(held.state, cases)):
            state, notices = held.state, [notice for notice in held.notices if notice.key != STEP] + wrong_step
        else:
            state, notices = decode(kind, page, query, upload, cases)
            notices += wrong_step
            mentioned = [*keys_of(kind, page, query).values(), *([CASE] if cases and CASE in texts else [])]
            notices += [repeated(key, texts[key]) for key in mentioned if len(set(texts[key])) > 1]
        opened = cls(page, state, (*notices, *rejected), cases, step)
        st.session_state[f"{page}.held"] = opened
        opened._show()
        # a legal link of the first version stays until something changes, or Back would lead to it for ever
        if asked is not None or notices or is_new(query):
            opened._write_address(texts)
        else:
            st.session_state[f"{page}.address"] = texts
        for sign in ("asked", "rejected"):
            st.session_state.pop(f"{page}.{sign}", None)  # last, because the next click may end this run anywhere above
        return opened

    def widget_key(self, name: str) -> str:
        """The name of a control in the session: the page's name, and the parameter's in a link."""
        return self.entry(self.param(name).key)

    def entry(self, name: str) -> str:
        """The name of anything else of this page in the session."""
        return f"{self.page}.{name}"

    def param(self, name: str) -> Param[Any]:
        """The parameter called `name`."""
        return self.state.param(name)

    def options(self, name: str) -> Sequence[Value]:
        """What the control of a parameter may offer beside the rest of the state."""
        return self.param(name).possible(self.state).options

    def on_change(self, name: str) -> None:
        """Callback of a control: its value is what the visitor now asks for.

        A field made empty keeps the last. So does a menu that sends the words it had for its value before a number was
        changed by hand: Streamlit passes on what it cannot find among the words of today. And so does a follower of a
        control that changes in the same moment: after quick clicks the browser still says its value from before.
        """
        value = self.param(name).control.meant(st.session_state[self.widget_key(name)])
        unknown = isinstance(value, str) and value not in self.param(name).options
        self.update({} if value is None or unknown or self._follows_now(name) else {name: value})

    def _follows_now(self, name: str) -> bool:
        """Whether a control that this one follows has another value than in the last run."""
        held: PageState[S] = st.session_state[f"{self.page}.held"]
        leaders = [param.name for param in self.state.params if name in param.followers]
        return any(
            st.session_state.get(self.widget_key(leader)) not in (None, held.state.values[leader]) for leader in leaders
        )

    def update(self, values: Mapping[str, Value]) -> None:
        """Callback: change these values and keep the others, as they are now and not as this run once saw them.

        What was said about a value that changes (`Param.resets`) is forgotten, its followers go along.

        Args:
            values: by the names of their attributes.
        """
        latest = self.latest()
        before = latest.values
        changing = [self.param(name) for name, value in values.items() if value != before[name]]
        dropped = {name for param in changing for name in (*param.resets, *_following(param, latest))} - values.keys()
        asked = {name: value for name, value in before.items() if name not in dropped} | dict(values)
        fresh = settle(type(latest), asked, latest.upload)[0].values if dropped else asked  # defaults may follow
        st.session_state[f"{self.page}.asked"] = {**asked, **{name: fresh[name] for name in dropped}}

    def latest(self) -> S:
        """For callbacks: the state that is asked for by now, which may be newer than this run's."""
        asked: dict[str, Value] | None = st.session_state.get(f"{self.page}.asked")
        held: PageState[S] = st.session_state[f"{self.page}.held"]
        return held.state if asked is None else type(held.state)(asked, held.state.upload)

    def reject(self, name: str, sentence: str) -> None:
        """Callback: change nothing, and say why.

        Args:
            name: of the parameter.
            sentence: what the page says.
        """
        self.update({})
        st.session_state[f"{self.page}.rejected"] = (Notice(self.param(name).key, sentence),)

    def open_case(self, values: Mapping[str, Value], *, quiet: Sequence[str] = ()) -> None:
        """Callback: go to the state with these values and defaults elsewhere, looked at as before, with this picture.

        Args:
            values: by the names of their attributes.
            quiet: attributes of which it need not be said that they gave way.
        """
        latest = self.latest()
        state, notices = settle(type(latest), seen_alike(type(latest), values, latest), self.state.upload)
        silent = {self.param(name).key for name in quiet}
        st.session_state[f"{self.page}.asked"] = state.values
        st.session_state[f"{self.page}.rejected"] = tuple(notice for notice in notices if notice.key not in silent)

    def shows(self, values: Mapping[str, Value]) -> bool:
        """Whether this is the state with these values and defaults elsewhere, however it is looked at."""
        return self.state.is_case(settle(type(self.state), values, self.state.upload)[0])

    def _show(self) -> None:
        """Give the controls their values; others would only make Streamlit's copies of the session larger."""
        for param in self.state.params:
            # a switch has an entry of its own (`controls._switch`)
            if param.control.widget not in (Widget.NONE, Widget.SWITCH) and param.is_active(self.state):
                set_widget_value(self.entry(param.key), param.control.shown(self.state.values[param.name]))

    def _write_address(self, texts: Mapping[str, list[str]]) -> None:
        """Have the address bar, which now says `texts`, hold this state; names of no parameter stay.

        A change that follows quickly on another still comes with the address from before that one: what was written
        last may be on its way there.
        """
        wanted = encode(self.state, self.cases)
        written = st.session_state.get(self.entry("address"), texts)
        st.session_state[self.entry("address")] = _once(wanted)
        if _once(wanted) != texts or _once(wanted) != written:
            known = _keys(type(self.state), self.page) | {STEP}  # the browser writes the step
            others = {key: st.query_params.get_all(key) for key in st.query_params if key not in known}
            st.query_params.from_dict({**wanted, **others})


def _keys(kind: type[State], page: str) -> frozenset[str]:
    """Every name of a parameter that the address bar may hold for this page, old or new."""
    return frozenset((*(param.key for param in kind.params), *OLD_LINKS.get(page, {}), *MARK, CASE))


def _following(param: Param[Any], state: State) -> list[str]:
    return [name for name in param.followers if state.values[name] == state.param(name).initial(state)]


def _once(query: Mapping[str, str]) -> dict[str, list[str]]:
    """A query as an address holds it that gives each parameter once."""
    return {key: [text] for key, text in query.items()}
