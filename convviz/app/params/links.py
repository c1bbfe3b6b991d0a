"""The state of a page as the query of a link, and back.

`v=2` marks a link with the names that parameters have today. A link without it was written by an earlier version, in
which a letter meant different things on different pages; it is read through the page's table in `old_links`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any, Final

from convviz.app.params.case import Case, case_of, named
from convviz.app.params.notices import Notice, illegal, left_out, no_case
from convviz.app.params.old_links import OLD_LINKS
from convviz.app.params.param import Param, S, State, Value, settle_values
from convviz.samples.image_file import Picture

MARK: Final = {"v": "2"}
CASE: Final = "case"
LONGEST_STEP: Final = 9  # digits
STEP: Final = "step"  # at which the picture stands, from 1: the browser writes it


@dataclass(frozen=True, slots=True)
class LinkValue:
    """What a link says about one parameter.

    Attributes:
        key: the name the link has for it.
        text: its value as today's links spell it.
        written: its value as the link spells it.
    """

    key: str
    text: str
    written: str


def is_new(query: Mapping[str, str]) -> bool:
    """Whether a link has today's names."""
    return all(query.get(key) == text for key, text in MARK.items())


def keys_of(kind: type[State], page: str, query: Mapping[str, str]) -> dict[str, str]:
    """The parameters that a link mentions: its own name for each, by the name of the attribute.

    Other names are none of our business. Of an old and a new name for the same parameter, the new one counts.
    """
    names = {param.key: param.name for param in kind.params}
    if is_new(query):
        return {names[key]: key for key in query if key in names}
    old = OLD_LINKS.get(page, {})
    in_order = sorted(query, key=lambda key: key not in old)
    found = ((names.get(old[key].key if key in old else key), key) for key in in_order)
    return {name: key for name, key in found if name}


def asked_by(kind: type[State], page: str, query: Mapping[str, str]) -> dict[str, LinkValue]:
    """What a link says, by the names of the attributes."""
    old = {} if is_new(query) else OLD_LINKS.get(page, {})
    return {
        name: LinkValue(key, old[key].value(query[key]) if key in old else query[key], query[key])
        for name, key in keys_of(kind, page, query).items()
    }


def meant_by(kind: type[State], page: str, query: Mapping[str, str]) -> dict[str, LinkValue]:
    """What a link says, and what went without saying when it was written, by the names of the attributes."""
    asked = asked_by(kind, page, query)
    if not asked or CASE in query or is_new(query):
        return asked
    old = OLD_LINKS.get(page, {})
    unsaid = {one.key: LinkValue(key, one.unsaid, one.unsaid) for key, one in old.items() if one.unsaid}
    return {param.name: unsaid[param.key] for param in kind.params if param.key in unsaid} | asked


def decode(
    kind: type[S], page: str, query: Mapping[str, str], upload: Picture | None = None, cases: Sequence[Case] = ()
) -> tuple[S, list[Notice]]:
    """The legal state nearest to what a link asks for.

    Args:
        kind: the page's class of states.
        page: its name in addresses.
        query: of the link.
        upload: the visitor's picture.
        cases: the page's named states.
    """
    return decode_asked(kind, meant_by(kind, page, query), upload, cases, query.get(CASE, ""))


def decode_asked(
    kind: type[S],
    asked: Mapping[str, LinkValue],
    upload: Picture | None = None,
    cases: Sequence[Case] = (),
    name: str = "",
) -> tuple[S, list[Notice]]:
    """As `decode`, for what was asked of each parameter by the name of its attribute.

    Args:
        kind: the page's class of states.
        asked: what was asked.
        upload: the visitor's picture.
        cases: the page's named states.
        name: the case that what was asked changes; empty: the opening state.
    """
    case = named(cases, name)
    parsed: dict[str, Value] = dict(case.values) if case else {}
    nearest: set[str] = set()
    for attribute, wish in asked.items():
        param = kind.param(attribute)
        value = param.parse(wish.text)
        if value is None:
            nearest.add(attribute)
            value = _nearest_to_text(param, wish.text)
        if value is not None:
            parsed[attribute] = value
    state, adjustments = settle_values(kind, parsed, upload)
    notices = {attribute: adjustment.notice() for attribute, adjustment in adjustments.items()}
    for attribute, wish in asked.items():
        param = kind.param(attribute)
        if not param.is_active(state):
            notices[attribute] = left_out(wish.key, wish.written, param.only)
        elif attribute in nearest:
            value = state.values[attribute]
            notices[attribute] = illegal(
                wish.key, wish.written, param.label, param.rule, value, adjustments.get(attribute)
            )
    unknown = [no_case(name, [one.id for one in cases])] if name and cases and not case else []
    return state, unknown + [notices[param.name] for param in kind.params if param.name in notices]


def step_of(query: Mapping[str, str]) -> tuple[int | None, list[Notice]]:
    """The step at which a link has the picture stand, from 1, and what is wrong with it.

    A step behind the last is the last: that depends on the picture. Without one, the picture plays from its start.
    """
    text = query.get(STEP, "")
    if not text:
        return None, []
    if text.isascii() and text.isdigit() and len(text) <= LONGEST_STEP and int(text) > 0:
        return int(text), []
    return 1, [illegal(STEP, text, "the step", "must be a whole number from 1", 1, None)]


def encode(state: State, cases: Sequence[Case] = ()) -> dict[str, str]:
    """The query that `decode` turns into `state`: its name, or whatever differs from the defaults; and the mark.

    Args:
        state: the state.
        cases: the named states of its page.
    """
    case = case_of(state, cases)
    name = case.id if case and case.values else ""
    query = {CASE: name} if name else {}
    for param in state.params:
        if name and not param.viewing:
            continue
        value = state.values[param.name]
        always = param.in_every_link(state) if callable(param.in_every_link) else param.in_every_link
        told = value != "" if always else value != param.initial(state)
        if told and param.is_active(state):
            query[param.key] = str(value)
    return query and {**query, **MARK}


def _nearest_to_text(param: Param[Any], text: str) -> Value | None:
    """The number closest to what `text` means, if it means one; None leaves the parameter at its default."""
    if not param.numeric:
        return None
    try:
        number = float(text[:400])
    except ValueError:
        return None
    if isnan(number):
        return None
    options = [option for option in param.options if isinstance(option, int)]
    number = max(options[0], min(options[-1], number))  # also brings infinity back
    return min(options, key=lambda option: abs(option - number))
