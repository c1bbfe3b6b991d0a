"""The state of the page as a table of fields: which network, with which options, and what of it is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from convviz.app.params.param import Field, Limit, State, Value, listed
from convviz.app.tools.networks.papers import PAPERS
from convviz.networks import NAMES, REGISTER, Option

COUNTS: Final = {"macs": "multiplications (MACs)", "weights": "weights", "out": "activations"}
CHARTS: Final = {"bars": "along the layers", "tree": "by stage"}
SCALES: Final = {"linear": "linear", "log": "logarithmic"}
ORDERS: Final = {"net": "as they follow", "dear": "dearest first"}
# What a network was made to be compared with.
COUNTERPARTS: Final = {
    "inception_3a": "inception_3a_naive",
    "inception_3a_naive": "inception_3a",
    "resnext50_32x4d": "resnet50",
    "mobilenet_v2": "mobilenet_v1",
    "shufflenet_v1": "alexnet",
}
KEYS: Final = {"groups": "g", "width": "w", "resolution": "r", "version": "v", "channels": "c"}
LABELS: Final = {
    "groups": "the number of groups",
    "width": "the width",
    "resolution": "the resolution",
    "version": "the version",
    "channels": "the channels of the first map",
}


WORDS: Final = ("width", "version")  # options that are no whole numbers


def option_of(state: State, name: str) -> Option | None:
    """An option of the network on show, None if it has no such."""
    return next((option for option in REGISTER[str(state["net"])].options if option.name == name), None)


def options_of(state: State) -> dict[str, Any]:
    """The options of the network on show with their values, as `convviz.networks.network` takes them."""
    options = REGISTER[str(state["net"])].options
    return {option.name: _meant(option, state[KEYS[option.name]]) for option in options}


def spelled(name: str, value: Any) -> Value:
    """A value of an option as a field has it."""
    return str(value) if name in WORDS else int(value)


def _meant(option: Option, value: Value) -> Any:
    return next(offered for offered in option.offered if spelled(option.name, offered) == value)


def _offered(name: str) -> Callable[[State], Limit]:
    def limit(state: State) -> Limit:
        option = option_of(state, name)
        values = [spelled(name, value) for value in option.offered] if option else []
        title = PAPERS[str(state["net"])].title
        return Limit(values, lambda _: f"{title} is offered with {listed(values)}")

    return limit


def _initial(name: str) -> Callable[[State], Value]:
    def initial(state: State) -> Value:
        option = option_of(state, name)
        return spelled(name, option.default if option else _all(name)[-1])

    return initial


def _all(name: str) -> list[Any]:
    """What any network offers for an option, each once, in order."""
    options = [option for entry in REGISTER.values() for option in entry.options if option.name == name]
    return sorted({value for option in options for value in option.offered})


def _field(name: str) -> Field:
    owners = [PAPERS[net].title for net, entry in REGISTER.items() if any(o.name == name for o in entry.options)]
    return Field(
        KEYS[name],
        LABELS[name],
        [spelled(name, value) for value in _all(name)],
        _initial(name),
        limit=_offered(name),
        active=lambda state: option_of(state, name) is not None,
        matters=f"with {listed(owners)}",
    )


FIELDS: Final = (
    Field("net", "the network", NAMES, "mobilenet_v1", drops=(*KEYS.values(), "vs")),
    *map(_field, KEYS),
    Field("count", "what is counted", tuple(COUNTS), "macs"),
    Field("chart", "the way of showing", tuple(CHARTS), "bars"),
    Field("scale", "the scale", tuple(SCALES), "linear", active=lambda state: state["chart"] == "bars",
          matters="with `chart=bars`"),
    Field("order", "the order of the layers", tuple(ORDERS), "net"),
    Field("vs", "the network beside it", ("none", *NAMES), lambda state: COUNTERPARTS.get(str(state["net"]), "none")),
)  # fmt: skip
