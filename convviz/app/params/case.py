"""Named states of a page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from convviz.app.params.param import S, State, Value, settle


@dataclass(frozen=True, slots=True)
class Case:
    """A state with a name.

    Attributes:
        title: the name; in lessons a question that the picture answers.
        values: what differs from the defaults, by the names of attributes.
        hint: what changes, in a few characters after the name ("5 → 3").
        id: its name in links (`case=keep`); empty: links do not name it.
        sentence: where to look and what follows, on the board; at most 110 characters.
        source: what the literature calls it ("Dumoulin & Visin: half padding"); links may use that, too.
    """

    title: str
    values: Mapping[str, Value]
    hint: str = ""
    id: str = ""
    sentence: str = ""
    source: str = ""

    @property
    def alias(self) -> str:
        """The source's name as a link may have it: "dumoulin-visin-half-padding"."""
        return "-".join(re.findall(r"[a-z0-9]+", self.source.lower()))

    def state(self, of: State) -> State:
        """The state it names: as legal as every state, with the visitor's picture of `of`."""
        return settle(type(of), self.values, of.upload)[0]


def case_of(state: State, cases: Sequence[Case]) -> Case | None:
    """The case that a state is, however it is looked at; None for numbers of one's own."""
    return next((case for case in cases if state.is_case(case.state(state))), None)


def named(cases: Sequence[Case], name: str) -> Case | None:
    """The case that a link calls `name`."""
    return next((case for case in cases if name and name in (case.id, case.alias)), None)


def seen_alike(kind: type[S], values: Mapping[str, Value], state: S) -> dict[str, Value]:
    """`values`, and how `state` is looked at."""
    return {param.name: state.values[param.name] for param in kind.params if param.viewing} | dict(values)
