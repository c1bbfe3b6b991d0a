"""Parameters with their controls, as lessons and tools declare them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypedDict, Unpack

from convviz.app.params.param import Allowed, Control, Kind, Param, State, V, Value, Widget
from convviz.samples.images_and_kernels import MOST_SEED

Title = str | Callable[[Any], str]
Names = Mapping[str, str] | Callable[[Any], Mapping[str, str]]


class Rules(TypedDict, total=False):
    """What any parameter may have; see `Param`."""

    kind: Kind
    axis: int
    option: str
    allowed: Callable[[Any], Allowed] | None
    active_when: Callable[[Any], bool] | None
    only: str
    resets: tuple[str, ...]
    followers: tuple[str, ...]
    syntax: str
    in_every_link: bool | Callable[[Any], bool]
    viewing: bool


def choice(
    key: str, label: str, options: Sequence[V], default: V | Callable[[Any], V], *, yields_to: V | None = None,
    title: Title = "", unit: str = "", names: Names | None = None, help: str | Callable[[Any], str] = "",
    among: Sequence[Value] | Callable[[Any], Sequence[Value]] | None = None, **rules: Unpack[Rules],
) -> Param[V]:  # fmt: skip
    """A choice of few, one click each.

    Args:
        key: its name in a link.
        label: its name in a sentence ("the kernel size").
        options: every value it can take.
        default: its value unless asked for.
        yields_to: the value that makes the fewest demands on earlier parameters.
        title: above the control; empty: the label.
        unit: what a value counts, in grey after the title.
        names: what to call options, where that is not the option itself; a function if it depends on the state.
        help: explains it in a tooltip; a function if it depends on the state.
        among: the options worth a button, a function if they depend on the state; the current value has one in any
            case.
        rules: see `Param`.
    """
    control = Control(Widget.CHOICE, title or titled(label), names or {}, unit, help, among)
    return Param(key, label, options, default, yields_to=yields_to, control=control, **rules)


def menu(
    key: str, label: str, names: Mapping[str, str], default: str | Callable[[Any], str], *, title: Title = "",
    unit: str = "", help: str = "", **rules: Unpack[Rules],
) -> Param[str]:  # fmt: skip
    """A choice of many by name.

    Args:
        key: its name in a link.
        label: its name in a sentence.
        names: every value it can take, and what to call it.
        default: its value unless asked for.
        title: above the control; empty: the label.
        unit: what a value counts, in grey after the title.
        help: explains it in a tooltip.
        rules: see `Param`.
    """
    control = Control(Widget.MENU, title or titled(label), names, unit, help)
    return Param(key, label, tuple(names), default, control=control, **rules)


def number(
    key: str, label: str, options: Sequence[int], default: int | Callable[[Any], int], *, yields_to: int | None = None,
    title: Title = "", unit: str = "", help: str = "", from_one: bool = False, **rules: Unpack[Rules],
) -> Param[int]:  # fmt: skip
    """A whole number that is typed.

    Args:
        key: its name in a link.
        label: its name in a sentence.
        options: every value it can take.
        default: its value unless asked for.
        yields_to: the value that makes the fewest demands on earlier parameters.
        title: above the control; empty: the label.
        unit: what a value counts, in grey after the title.
        help: explains it in a tooltip.
        from_one: whether the field shows a place that links count from 0 as people do, from 1.
        rules: see `Param`.
    """
    control = Control(Widget.NUMBER, title or titled(label), unit=unit, help=help, from_one=from_one)
    return Param(key, label, options, default, yields_to=yields_to, control=control, **rules)


def switch(
    key: str, label: str, off: str, on: str, default: str | Callable[[Any], str] | None = None, *, title: Title = "",
    help: str = "", **rules: Unpack[Rules],
) -> Param[str]:  # fmt: skip
    """A choice of two as a switch.

    Args:
        key: its name in a link.
        label: its name in a sentence.
        off: the value of the switch turned off.
        on: that of the switch turned on.
        default: its value unless asked for; None: off.
        title: beside the control; empty: the label.
        help: explains it in a tooltip.
        rules: see `Param`.
    """
    control = Control(Widget.SWITCH, title or titled(label), help=help)
    return Param(key, label, (off, on), off if default is None else default, control=control, **rules)


def seed(
    key: str, label: str, of: str, edits: str, *, title: Title = "", active_when: Callable[[Any], bool] | None = None,
    only: str = "", resets: tuple[str, ...] = (), option: str = "",
) -> Param[int]:  # fmt: skip
    """The seed of random numbers, shown where they are random.

    Args:
        key: its name in a link.
        label: its name in a sentence ("the seed of the input").
        of: the key of the parameter whose value "random" it belongs to.
        edits: the attribute with the numbers changed by hand, which another seed forgets.
        title: above the control; empty: the label.
        active_when: whether it matters; None: where the value of `of` is "random".
        only: when it matters, as the end of a clause.
        resets: further attributes that another seed forgets.
        option: its name on the command line; empty: that of its attribute.
    """

    def is_random(state: State) -> bool:
        return next(state.values[param.name] for param in state.params if param.key == of) == "random"

    return number(
        key, label, range(MOST_SEED + 1), 1, title=title, active_when=active_when or is_random,
        only=only or f"with `{of}=random`", resets=(edits, *resets), option=option,
    )  # fmt: skip


def hidden(
    key: str, label: str, options: Sequence[V], default: V | Callable[[Any], V], *, yields_to: V | None = None,
    **rules: Unpack[Rules],
) -> Param[V]:  # fmt: skip
    """A parameter without a control of its own: something else on the page changes it.

    Args:
        key: its name in a link.
        label: its name in a sentence.
        options: every value it can take.
        default: its value unless asked for.
        yields_to: the value that makes the fewest demands on earlier parameters.
        rules: see `Param`.
    """
    return Param(key, label, options, default, yields_to=yields_to, **rules)


MOST_NUMBERED: Final = 16  # cells a side; beyond it numbers no longer fit into them
_COUNTED: Final = ("the number of ", "the choice of ", "the ")


def titled(label: str) -> str:
    """A label as the title of a control: "the number of channels" is "Channels"."""
    for start in _COUNTED:
        label = label.removeprefix(start)
    return label[0].upper() + label[1:]
