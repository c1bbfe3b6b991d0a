"""The state of a page as a table of fields, and the one codec between that state and the query of an address.

Nothing here knows Streamlit. A state is complete and legal by construction: `settle` walks through the fields in
order and gives each a value that is possible beside the ones before it, with a sentence for each value it could not
take. Addresses and controls both pass through it, so both obey the same rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isnan
from typing import overload

from convviz.app.params.notices import Cut, Fault, illegal, left_out

Value = int | str
State = dict[str, Value]

PLAIN_NUMBER = re.compile(r"-?[0-9]{1,9}", re.ASCII)


class Spelled(Sequence[str]):
    """Options that follow a grammar, too many to list: `in` tells them, and only the first is listed."""

    __slots__ = ()

    @property
    def first(self) -> str:
        """The option that says nothing."""
        return ""

    def __len__(self) -> int:
        return 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        return [self.first][index]


@dataclass(frozen=True, slots=True)
class Limit:
    """What is possible beside the rest of the state.

    Attributes:
        options: the values, in order.
        why_not: why another value is impossible, as a clause.
        nearest: the option closest to another value; None: the nearest number, or the field's default.
        told: what to say of another value where that it is impossible beside the others would not say it.
    """

    options: Sequence[Value]
    why_not: Callable[[Value], str] = lambda value: ""
    nearest: Callable[[Value], Value] | None = None
    told: Callable[[Value], str] = lambda value: ""


@dataclass(frozen=True, slots=True)
class Field:
    """One entry of a page's state, one parameter of its address.

    Attributes:
        key: its name in the address.
        label: its name in a sentence ("the kernel height").
        options: every value it can ever take: a range of whole numbers, or words.
        default: its value in an address that does not mention it; a function if it follows from earlier fields.
        gentle: the value that makes the fewest demands on the fields before it; None: the default.
        limit: the options that remain beside the rest of the state; None: all.
        active: whether the field matters at all beside the fields before it; if not, it has its default.
        matters: where it does, as the end of a clause ("with custom padding").
        drops: fields that say something about this one's value, and return to their default when it changes.
        leads: fields that, if they are at their default, stay at it when this one changes.
        syntax: how a value is spelled, as a clause, where listing the options would not say it.
        spelled_out: whether an address mentions its default as well, unless empty: it would be another elsewhere;
            a function if that depends on the state.
    """

    key: str
    label: str
    options: Sequence[Value]
    default: Value | Callable[[State], Value]
    gentle: Value | None = None
    limit: Callable[[State], Limit] | None = None
    active: Callable[[State], bool] | None = None
    matters: str = ""
    drops: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    syntax: str = ""
    spelled_out: bool | Callable[[State], bool] = False

    def initial(self, state: State) -> Value:
        """The value for an address that does not mention the field."""
        return self.default(state) if callable(self.default) else self.default

    def possible(self, state: State) -> Limit:
        """The options that remain beside the rest of `state`."""
        return self.limit(state) if self.limit else Limit(self.options)

    def parse(self, text: str) -> Value | None:
        """The option that `text` spells, None if it spells none."""
        value: Value = int(text) if self.numeric and PLAIN_NUMBER.fullmatch(text) else text
        return value if value in self.options else None

    def is_active(self, state: State) -> bool:
        """Whether the field matters beside the rest of `state`."""
        return self.active is None or self.active(state)

    @property
    def numeric(self) -> bool:
        """Whether the options are numbers."""
        return isinstance(self.options[0], int)

    @property
    def rule(self) -> str:
        """What must hold, as a clause."""
        return self.syntax or f"must be {_one_of(self.options)}"


def decode(fields: Sequence[Field], query: Mapping[str, str]) -> tuple[State, list[Fault]]:
    """The legal state nearest to what an address asks for; parameters of other names are none of our business."""
    mentioned = [field for field in fields if field.key in query]
    parsed = {field.key: field.parse(query[field.key]) for field in mentioned}
    nearest = {field.key: _nearest_to_text(field, query[field.key]) for field in mentioned if parsed[field.key] is None}
    asked = {key: value for key, value in {**parsed, **nearest}.items() if value is not None}
    state, cuts = _settle(fields, asked)
    faults = {key: cut.fault() for key, cut in cuts.items()}
    for field in mentioned:
        key, text = field.key, query[field.key]
        if not field.is_active(state):
            faults[key] = left_out(key, text, field.matters)
        elif key in nearest:
            faults[key] = illegal(key, text, field.label, field.rule, state[key], cuts.get(key))
    return state, [faults[field.key] for field in fields if field.key in faults]


def encode(fields: Sequence[Field], state: State) -> dict[str, str]:
    """The query that `decode` turns into `state`: whatever differs from what it would assume."""
    query = {}
    for field in fields:
        value = state[field.key]
        out = field.spelled_out(state) if callable(field.spelled_out) else field.spelled_out
        told = value != "" if out else value != field.initial(state)
        if told and field.is_active(state):
            query[field.key] = str(value)
    return query


def settle(fields: Sequence[Field], asked: Mapping[str, Value]) -> tuple[State, list[Fault]]:
    """The legal state nearest to `asked`: earlier fields keep their value, later ones give way.

    While a field is settled, those after it are as gentle as they can be, so that none gives way without need.
    """
    state, cuts = _settle(fields, asked)
    return state, [cut.fault() for cut in cuts.values()]


def _settle(fields: Sequence[Field], asked: Mapping[str, Value]) -> tuple[State, dict[str, Cut]]:
    state: State = {}
    for field in fields:
        state[field.key] = field.initial(state) if field.gentle is None else field.gentle
    cuts = {}
    for field in fields:
        wanted = asked.get(field.key, field.initial(state))
        if not field.is_active(state):
            state[field.key] = field.initial(state)
            continue
        possible = field.possible(state)
        value = wanted if wanted in possible.options else _nearest(field, wanted, possible, state)
        state[field.key] = value
        if value != wanted:
            why, sentence = possible.why_not(wanted), possible.told(wanted)
            cuts[field.key] = Cut(field.key, field.label, wanted, why, value, sentence)
    return state, cuts


def number(state: State, key: str) -> int:
    """The value of a field that holds numbers."""
    return int(state[key])


def listed(items: Sequence[object], last: str = "or") -> str:
    """`1, 2 or 3`."""
    *head, tail = map(str, items)
    return f"{', '.join(head)} {last} {tail}" if head else tail


def _one_of(options: Sequence[Value]) -> str:
    whole = [option for option in options if isinstance(option, int)]
    if len(whole) == len(options) > 2 and all(b - a == 1 for a, b in pairwise(whole)):
        return f"a whole number from {whole[0]} to {whole[-1]}".replace("-", "−")
    return ("one of " if len(options) > 1 else "") + listed(options)


def _nearest(field: Field, wanted: Value, possible: Limit, state: State) -> Value:
    options = possible.options
    if possible.nearest is not None:
        return possible.nearest(wanted)
    if isinstance(wanted, int):
        return min((option for option in options if isinstance(option, int)), key=lambda option: abs(option - wanted))
    initial = field.initial(state)
    return initial if initial in options else options[0]


def _nearest_to_text(field: Field, text: str) -> Value | None:
    """The number closest to what `text` means, if it means one; None leaves the field at its default."""
    if not field.numeric:
        return None
    try:
        number = float(text[:400])
    except ValueError:
        return None
    if isnan(number):
        return None
    options = [option for option in field.options if isinstance(option, int)]
    number = max(options[0], min(options[-1], number))  # also brings infinity back
    return min(options, key=lambda option: abs(option - number))
