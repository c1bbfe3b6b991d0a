"""The parameters of the page: which network, with which options, and what of it is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from convviz.app.params.make import choice
from convviz.app.params.param import Allowed, Param, State, V, listed
from convviz.app.tools.networks import text
from convviz.app.tools.networks.papers import PAPERS
from convviz.networks import NAMES, REGISTER, NetworkOption

TITLES: Final = {name: paper.title for name, paper in PAPERS.items()}
COUNTS: Final = {"macs": "multiplications (MACs)", "weights": "weights", "out": "activations"}
CHARTS: Final = {"bars": "along the layers", "tree": "by stage"}
SCALES: Final = {"linear": "linear", "log": "logarithmic"}
SORTS: Final = {"net": "as they follow", "dear": "dearest first"}
# What a network was made to be compared with.
COUNTERPARTS: Final = {
    "inception_3a": "inception_3a_naive",
    "inception_3a_naive": "inception_3a",
    "resnext50_32x4d": "resnet50",
    "mobilenet_v2": "mobilenet_v1",
    "shufflenet_v1": "alexnet",
}
OPTIONS: Final = {  # of networks, and the attributes of the state that hold them
    "groups": "groups",
    "width": "width_multiplier",
    "resolution": "resolution",
    "version": "version",
    "channels": "first_maps",
}


def _beside(state: NetworksState) -> str:
    return COUNTERPARTS.get(state.network, "none")


def _others(state: NetworksState) -> Sequence[str]:
    return [name for name in ("none", *TITLES) if name != state.network]


def _option(name: str, key: str, label: str, value_of: Callable[[Any], V], help: str) -> Param[V]:
    """A parameter for an option of networks; it matters for those that have the option.

    Args:
        name: of the option.
        key: its name in a link.
        label: its name in a sentence.
        value_of: makes a parameter's value of one of the option's: `str`, unless all are whole numbers.
        help: explains it in a tooltip.
    """
    owners = {TITLES[net]: option for net, entry in REGISTER.items() for option in entry.options if option.name == name}
    every = sorted({value for option in owners.values() for value in option.offered})

    def allowed(state: NetworksState) -> Allowed:
        option = state.option(name)
        values = [value_of(value) for value in option.offered] if option else []
        return Allowed(values, lambda _: f"{TITLES[state.network]} is offered with {listed(values)}")

    def initial(state: NetworksState) -> V:
        option = state.option(name)
        return value_of(option.default if option else every[-1])

    return choice(
        key, label, [value_of(value) for value in every], initial, help=help, allowed=allowed,
        active_when=lambda state: state.option(name) is not None, only=f"with {listed(tuple(owners))}",
    )  # fmt: skip


class NetworksState(State):
    """The parameters of the page."""

    network = choice("net", "the network", NAMES, "mobilenet_v1", names=TITLES, resets=(*OPTIONS.values(), "beside"))
    groups = _option("groups", "g", "the number of groups", int, text.GROUPS_HELP)
    width_multiplier = _option("width", "width", "the width", str, text.WIDTH_HELP)
    resolution = _option("resolution", "r", "the resolution", int, text.RESOLUTION_HELP)
    version = _option("version", "ver", "the version", str, text.VERSION_HELP)
    first_maps = _option("channels", "maps", "the channels of the first map", int, text.CHANNELS_HELP)
    count = choice(
        "count", "what is counted", tuple(COUNTS), "macs", title="Count", names=COUNTS, help=text.COUNT_HELP
    )  # fmt: skip
    chart = choice("chart", "the way of showing", tuple(CHARTS), "bars", title="Show", names=CHARTS)
    scale = choice(
        "scale", "the scale", tuple(SCALES), "linear", names=SCALES, help=text.SCALE_HELP,
        active_when=lambda state: state.chart == "bars", only="with `chart=bars`",
    )  # fmt: skip
    sort = choice("sort", "the order of the layers", tuple(SORTS), "net", title="Layers", names=SORTS)
    beside = choice(
        "vs", "the network beside it", ("none", *NAMES), _beside, title="Beside it", among=_others,
        names={"none": "nothing", **TITLES},
    )  # fmt: skip

    def option(self, name: str) -> NetworkOption | None:
        """An option of the network on show, None if it has no such."""
        return next((option for option in REGISTER[self.network].options if option.name == name), None)

    @property
    def options(self) -> dict[str, Any]:
        """The options of the network on show with their values, as `convviz.networks.network` takes them."""
        return {
            option.name: next(value for value in option.offered if str(value) == str(self.values[OPTIONS[option.name]]))
            for option in REGISTER[self.network].options
        }
