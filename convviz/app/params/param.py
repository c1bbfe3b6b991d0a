"""Parameters of a page and their values: what may be asked for, and what is possible together.

Nothing here knows Streamlit. A page declares a subclass of `State` whose attributes are parameters:

    class GroupedState(State):
        channels = choice("c", "the number of channels", (2, 4, 6), 4)
        groups = choice("g", "the number of groups", range(1, 7), 2, allowed=dividing)

A state is complete and legal by construction: `settle` walks through the parameters in their order and gives each a
value that is possible beside the ones before it, with a notice for each value it could not take. Links, controls and
the command line all pass through it, so all obey the same rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Self, TypeVar, overload

from convviz.app.params.notices import Adjustment, Notice

if TYPE_CHECKING:
    from convviz.samples.image_file import Picture

Value = int | str
V = TypeVar("V", int, str)


class Kind(Enum):
    """What a parameter means for a convolution; the value is the option of the command line that sets it."""

    SIZE = "size"
    KERNEL = "kernel"
    STRIDE = "stride"
    DILATION = "dilation"
    PADDING = "padding"
    PADDING_CELLS = "padding-cells"
    OUTPUT_PADDING = "output-padding"
    IN_CHANNELS = "channels"
    OUT_CHANNELS = "filters"
    GROUPS = "groups"
    MULTIPLIER = "channel-multiplier"
    BIAS = "bias"
    INPUT = "input"
    WEIGHTS = "weights"
    OTHER = ""


PER_AXIS: Final = (Kind.SIZE, Kind.KERNEL, Kind.STRIDE, Kind.DILATION)  # one value for all axes, or one each
DEPTH, ROWS, COLUMNS = range(3)  # the axes a parameter may belong to


class TextPattern(Sequence[str]):
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
class Allowed:
    """What is possible beside the rest of the state.

    Attributes:
        options: the values, in order.
        why_not: why another value is impossible, as a clause.
        nearest: the option closest to another value; None: the nearest number, or the parameter's default.
        message: what to say of another value where "that is impossible beside the others" would not say it.
    """

    options: Sequence[Value]
    why_not: Callable[[Value], str] = lambda value: ""
    nearest: Callable[[Value], Value] | None = None
    message: Callable[[Value], str] = lambda value: ""


class Widget(Enum):
    """The control that shows a parameter."""

    CHOICE = "choice"  # one button for each option
    MENU = "menu"  # a list that opens
    NUMBER = "number"  # a field with − and +
    SWITCH = "switch"  # the second option is on
    NONE = "none"  # changed in the picture, or by another control


@dataclass(frozen=True, slots=True)
class Control:
    """How a parameter is shown.

    Attributes:
        widget: the kind of control.
        title: above it; a function if that depends on the state. Empty: the label of the parameter.
        names: what to call options, where that is not the option itself; a function if it depends on the state.
        unit: what a value counts, in grey after the title ("cells per step").
        help: explains it in a tooltip; a function if it depends on the state.
        among: the options worth a button, a function if they depend on the state; the current value has one in any
            case. None: all that are possible.
        from_one: whether it shows a place that links count from 0 as people do, from 1.
    """

    widget: Widget = Widget.NONE
    title: str | Callable[[Any], str] = ""
    names: Mapping[str, str] | Callable[[Any], Mapping[str, str]] = field(default_factory=dict)
    unit: str = ""
    help: str | Callable[[Any], str] = ""
    among: Sequence[Value] | Callable[[Any], Sequence[Value]] | None = None
    from_one: bool = False

    def shown(self, value: Value) -> Value:
        """What a field shows for a value."""
        return value + 1 if self.from_one and isinstance(value, int) else value

    def meant(self, shown: Value | None) -> Value | None:
        """The value that a field stands for; None of an empty one."""
        return shown - 1 if self.from_one and isinstance(shown, int) else shown


@dataclass(frozen=True, eq=False)
class Param(Generic[V]):
    """One entry of a page's state: one parameter of its links, one option of the command line, one control.

    On a state, the attribute is the value: `state.stride` is an integer. On the class, it is this description.

    Attributes:
        key: its name in a link.
        label: its name in a sentence ("the kernel size").
        options: every value it can ever take: a range of whole numbers, or words.
        default: its value in a link that does not mention it; a function if it follows from earlier parameters.
        kind: what it means for a convolution.
        axis: which axis it belongs to, for kinds that have one value for each.
        option: its name on the command line, without the dashes; empty: that of its kind, or of its attribute.
        yields_to: the value that makes the fewest demands on the parameters before it; None: the default.
        allowed: the options that remain beside the rest of the state; None: all.
        active_when: whether it matters at all beside the parameters before it; if not, it has its default.
        only: when it is active, as the end of a clause ("with custom padding").
        resets: attributes that say something about this one's value, and return to their default when it changes.
        followers: attributes that, if they are at their default, stay at it when this one changes.
        syntax: how a value is spelled, as a clause, where listing the options would not say it.
        in_every_link: whether a link mentions its default as well, unless empty: it would be another elsewhere;
            a function if that depends on the state.
        viewing: whether it only says how the state is looked at: a named case stays itself whatever its value.
        control: how it is shown.
    """

    key: str
    label: str
    options: Sequence[V]
    default: V | Callable[[Any], V]
    kind: Kind = Kind.OTHER
    axis: int = ROWS
    option: str = ""
    yields_to: V | None = None
    allowed: Callable[[Any], Allowed] | None = None
    active_when: Callable[[Any], bool] | None = None
    only: str = ""
    resets: tuple[str, ...] = ()
    followers: tuple[str, ...] = ()
    syntax: str = ""
    in_every_link: bool | Callable[[Any], bool] = False
    viewing: bool = False
    control: Control = field(default_factory=Control)
    name: str = field(default="", init=False)

    def __set_name__(self, owner: type, name: str) -> None:
        object.__setattr__(self, "name", name)

    @overload
    def __get__(self, state: None, owner: type) -> Self: ...
    @overload
    def __get__(self, state: State, owner: type) -> V: ...
    @overload
    def __get__(self, state: object, owner: type) -> Self: ...
    def __get__(self, state: object, owner: type) -> Self | V:
        if not isinstance(state, State):
            return self
        value: V = state.values[self.name]  # type: ignore[assignment]
        return value

    def initial(self, state: State) -> V:
        """The value in a link that does not mention the parameter."""
        return self.default(state) if callable(self.default) else self.default

    def possible(self, state: State) -> Allowed:
        """The options that remain beside the rest of `state`."""
        if self.allowed is None:
            return Allowed(self.options)
        values = tuple(state.values[param.name] for param in state.params)
        kind: Any = type(state)
        return _allowed(self, kind, values, state.upload)

    def parse(self, text: str) -> Value | None:
        """The option that `text` spells, None if it spells none."""
        value: Value = int(text) if self.numeric and _is_whole(text) else text
        return value if value in self.options else None

    def is_active(self, state: State) -> bool:
        """Whether the parameter matters beside the rest of `state`."""
        return self.active_when is None or self.active_when(state)

    def restricted(self, when: Callable[[Any], bool], only: str) -> Self:
        """The same parameter, which matters only where `when` holds as well.

        Args:
            when: tells of a state whether it does.
            only: when that is, as the end of a clause.
        """
        before = self.active_when
        both = when if before is None else lambda state: when(state) and before(state)
        return replace(self, active_when=both, only=self.only or only)

    @property
    def numeric(self) -> bool:
        """Whether the options are numbers."""
        return isinstance(self.options[0], int)

    @property
    def rule(self) -> str:
        """What must hold, as a clause."""
        return self.syntax or f"must be {_one_of(self.options)}"


class State:
    """The values of all parameters of a page: complete, legal and unchanging.

    Attributes:
        params: the parameters, in the order in which they are settled: those of base classes first, earlier ones keep
            their value and later ones give way.
        values: the value of each, by the name of its attribute.
        upload: a picture that the visitor has given, which no link can carry.
    """

    params: ClassVar[tuple[Param[Any], ...]] = ()
    values: dict[str, Value]
    upload: Picture | None

    def __init_subclass__(cls) -> None:
        inherited = {param.name: param for base in cls.__bases__ for param in getattr(base, "params", ())}
        own = {name: param for name, param in vars(cls).items() if isinstance(param, Param)}
        cls.params = tuple({**inherited, **own}.values())

    def __init__(self, values: dict[str, Value], upload: Picture | None = None) -> None:
        self.values = values
        self.upload = upload

    def __eq__(self, other: object) -> bool:
        return isinstance(other, State) and (type(self), self.values) == (type(other), other.values)

    def __hash__(self) -> int:
        return hash((type(self), *self.values.values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self.values.items())})"

    def having(self, **values: Value) -> Self:
        """The state with other values, legal or not; what no longer matters has its default."""
        changed = type(self)({**self.values, **values}, self.upload)
        for param in self.params:
            if param.active_when and param.name not in values and not param.is_active(changed):
                changed.values[param.name] = param.initial(changed)
        return changed

    def is_case(self, case: State) -> bool:
        """Whether this is the state `case`, however it is looked at."""
        return all(param.viewing or self.values[param.name] == case.values[param.name] for param in self.params)

    @classmethod
    def param(cls, name: str) -> Param[Any]:
        """The parameter called `name`."""
        param = getattr(cls, name)
        assert isinstance(param, Param), f"{cls.__name__}.{name} is no parameter"
        return param


S = TypeVar("S", bound=State)


def settle(kind: type[S], wanted: Mapping[str, Value], upload: Picture | None = None) -> tuple[S, list[Notice]]:
    """The legal state nearest to `wanted`: earlier parameters keep their value, later ones give way.

    While a parameter is settled, those after it make as few demands as they can, so that none gives way without need.

    Args:
        kind: the page's class of states.
        wanted: values by the names of their attributes; the others have their default.
        upload: the visitor's picture.
    """
    state, adjustments = settle_values(kind, wanted, upload)
    return state, [adjustment.notice() for adjustment in adjustments.values()]


def settle_values(
    kind: type[S], wanted: Mapping[str, Value], upload: Picture | None = None
) -> tuple[S, Mapping[str, Adjustment]]:
    """As `settle`; the values that gave way, by the names of their attributes."""
    of_kind: Any = kind
    state: Any
    state, adjustments = _settled(of_kind, upload, *wanted.items())
    return state, adjustments


@lru_cache(maxsize=1024)
def _settled(
    kind: type[State], upload: Picture | None, *wanted_values: tuple[str, Value]
) -> tuple[State, Mapping[str, Adjustment]]:
    """Kept, because a class of visitors asks for the same few states, and states do not change."""
    wanted = dict(wanted_values)
    state = kind({}, upload)
    values = state.values
    for param in kind.params:
        values[param.name] = param.initial(state) if param.yields_to is None else param.yields_to
    adjustments = {}
    for param in kind.params:
        name = param.name
        asked = wanted.get(name)
        if asked is None:
            asked = param.initial(state)
        if not param.is_active(state):
            values[name] = param.initial(state)
            continue
        possible = param.possible(state)
        value = asked if asked in possible.options else _nearest(param, asked, possible, state)
        values[name] = value
        if value != asked:
            why, message = possible.why_not(asked), possible.message(asked)
            adjustments[name] = Adjustment(param.key, param.label, asked, why, value, message)
    return state, adjustments


@lru_cache(maxsize=2048)
def _allowed(param: Param[Any], kind: type[State], values: tuple[Value, ...], upload: Picture | None) -> Allowed:
    """What a parameter's rule allows beside these values, which are those of all parameters in their order."""
    names = (one.name for one in kind.params)
    assert param.allowed is not None
    return param.allowed(kind(dict(zip(names, values, strict=True)), upload))


def listed(items: Sequence[object], last: str = "or") -> str:
    """Items in a sentence.

    Example:
        >>> listed((1, 2, 3)), listed(["rows", "columns"], "and")
        ('1, 2 or 3', 'rows and columns')
    """
    *head, tail = map(str, items)
    return f"{', '.join(head)} {last} {tail}" if head else tail


def _is_whole(text: str) -> bool:
    digits = text.removeprefix("-")
    return 1 <= len(digits) <= 9 and digits.isascii() and digits.isdigit()


def _one_of(options: Sequence[Value]) -> str:
    whole = [option for option in options if isinstance(option, int)]
    if len(whole) == len(options) > 2 and all(b - a == 1 for a, b in pairwise(whole)):
        return f"a whole number from {whole[0]} to {whole[-1]}".replace("-", "−")
    return ("one of " if len(options) > 1 else "") + listed(options)


def _nearest(param: Param[Any], asked: Value, possible: Allowed, state: State) -> Value:
    options = possible.options
    if possible.nearest is not None:
        return possible.nearest(asked)
    if isinstance(asked, int):
        return min((option for option in options if isinstance(option, int)), key=lambda option: abs(option - asked))
    initial: Value = param.initial(state)
    return initial if initial in options else options[0]
