"""The state of the lesson as a table of fields: what may be asked for, and what is possible together."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from convviz.app.params.cell_edits import changes_field
from convviz.app.params.groups.code_panel import LOOPS
from convviz.app.params.groups.input import seed_field
from convviz.app.params.groups.view import VIEW
from convviz.app.params.param import Field, Limit, State, listed, number
from convviz.samples.filter_banks import INPUTS as ALL_INPUTS
from convviz.spec.parse import divisors

INPUTS: Final = {name: label for name, label in ALL_INPUTS.items() if name not in ("photo", "ramp")}
CHANNELS: Final = (4, 6, 8, 9, 12)
SIDES: Final = range(2, 6)
TAPS: Final = (1, 3)
UNIT: Final = (240, 60)  # channels of ShuffleNet's unit in this lesson, outside and inside
UNIT_SIDE: Final = 28
UNIT_GROUPS: Final = tuple(groups for groups in divisors(UNIT[1]) if UNIT[0] % groups == 0 and groups <= 6)


def is_flow(state: State) -> bool:
    """Whether the wiring is shown, and not the numbers."""
    return state["show"] == "flow"


def shape_of(state: State) -> tuple[int, int, int]:
    """Channels, height and width of the input."""
    return number(state, "c"), number(state, "h"), number(state, "h")


def weight_shape(state: State) -> tuple[int, int, int, int]:
    """Of either layer: filters, channels, height and width."""
    channels, side = number(state, "c"), number(state, "k")
    return channels, channels // number(state, "g"), side, side


def _groups(state: State) -> Limit:
    channels = number(state, "c")
    options = divisors(channels)
    return Limit(
        options, lambda value: f"{channels} channels cannot be dealt out to {value} groups evenly; it must be "
        f"{listed(options)}"
    )  # fmt: skip


def _channel(state: State) -> Limit:
    return Limit(range(1, number(state, "c") + 1), lambda _: f"there are {state['c']} channels")


def _numbers(state: State) -> bool:
    return not is_flow(state)


NUMBERS: Final = "with `show=numbers` or `show=race`"
EVERY: Final = range(1, CHANNELS[-1] + 1)
LARGEST: Final = (CHANNELS[-1], CHANNELS[-1], TAPS[-1], TAPS[-1])

# Earlier fields keep their value, later ones give way: the channels come first, the groups must divide them.
FIELDS: Final = (
    Field("c", "the number of channels", CHANNELS, 9, drops=("we", "ve")),
    Field("g", "the number of groups", EVERY, 3, gentle=1, limit=_groups, drops=("we", "ve")),
    Field("sh", "the shuffle", ("on", "off"), "on"),
    Field("t", "the traced channel", EVERY, 1, limit=_channel),
    Field("show", "the way of showing", ("flow", "numbers", "race"), "flow"),
    Field("k", "the kernel size", TAPS, 1, drops=("we", "ve")),
    Field("h", "the height and width", SIDES, 3),
    Field("in", "the input", tuple(INPUTS), "worked", drops=("xe",), active=_numbers, matters=NUMBERS),
    seed_field("seed", "the seed of the input", "in", "xe"),
    Field("bc", "the bright channel", EVERY, 1, limit=_channel, active=lambda state: state["in"] == "bright",
          matters="with `in=bright`", drops=("xe",)),
    *(
        replace(changes, active=_numbers, matters=NUMBERS)
        for changes in (
            changes_field("xe", "the changed numbers of the input", shape_of, (CHANNELS[-1], SIDES[-1], SIDES[-1]),
                          spelled="channel.row.column"),
            changes_field("we", "the changed weights of the first layer", weight_shape, LARGEST,
                          spelled="filter.channel.row.column"),
            changes_field("ve", "the changed weights of the second layer", weight_shape, LARGEST,
                          spelled="filter.channel.row.column"),
        )
    ),
    Field("ug", "the number of groups of the unit", UNIT_GROUPS, 3),
    VIEW,
    LOOPS,
)  # fmt: skip
