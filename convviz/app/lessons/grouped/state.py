"""The state of the lesson as a table of fields: what may be asked for, and what is possible together."""

from __future__ import annotations

from typing import Final

from convviz.app.params.cell_edits import changes_field
from convviz.app.params.groups.code_panel import LOOPS
from convviz.app.params.groups.input import seed_field
from convviz.app.params.groups.view import VIEW
from convviz.app.params.param import Field, Limit, State, Value, listed, number
from convviz.samples.filter_banks import INPUTS as ALL_INPUTS
from convviz.spec.block import Block
from convviz.spec.parse import divisors
from convviz.spec.recipes import grouped

INPUTS: Final = {name: label for name, label in ALL_INPUTS.items() if name != "photo"}
FILTERS: Final = {"worked": "worked weights", "random": "random"}
SIDES: Final = range(5, 10)
TAPS: Final = (1, 2, 3, 5)
CHANNELS: Final = (2, 3, 4, 6, 8)
COUNTS: Final = (2, 3, 4, 6, 8, 16, 24, 32, 64, 128)
MOST: Final = 8  # filters that are drawn; more would be too small to read


def shape_of(state: State) -> tuple[int, int, int]:
    """Channels, height and width of the input."""
    return number(state, "c"), number(state, "h"), number(state, "h")


def drawn_of(state: State) -> int:
    """How many of the filters are drawn: all if they are few, else as many as there are channels."""
    return number(state, "n") if number(state, "n") <= MOST else number(state, "c")


def whole_shape(state: State) -> tuple[int, int, int, int]:
    """The drawn weights before any is left out: filters, channels, height and width."""
    return drawn_of(state), number(state, "c"), number(state, "k"), number(state, "k")


def block_of(state: State, groups: int, filters: int) -> Block:
    """The layer with so many groups and filters."""
    return grouped(number(state, "c"), filters, number(state, "k"), groups)


def possible_groups(state: State) -> tuple[int, ...]:
    """Numbers of groups that divide the channels, the filters, and the filters drawn."""
    shared = (divisors(count) for count in (number(state, "n"), drawn_of(state)))
    return tuple(sorted(set(divisors(number(state, "c"))).intersection(*shared)))


def _groups(state: State) -> Limit:
    channels, filters = number(state, "c"), number(state, "n")

    def why_not(value: Value) -> str:
        for count, what in ((channels, "channels"), (filters, "filters")):
            if count % int(value):
                return f"{count} {what} cannot be dealt out to {value} groups evenly; it must be {rule}"
        return f"it must be {rule}"

    options = possible_groups(state)
    rule = listed(options)
    return Limit(options, why_not)


def _lit(state: State) -> Limit:
    return Limit(range(1, number(state, "c") + 1), lambda _: f"the input has {state['c']} channels")


# Earlier fields keep their value, later ones give way: channels and filters come first, the groups must divide them.
FIELDS: Final = (
    Field("h", "the height and width", SIDES, 7),
    Field("c", "the number of channels", CHANNELS, 4, drops=("we",)),
    Field("n", "the number of filters", COUNTS, 128, drops=("we",)),
    Field("g", "the number of groups", range(1, CHANNELS[-1] + 1), 2, gentle=1, limit=_groups),
    Field("k", "the kernel size", TAPS, 3, drops=("we",)),
    Field("in", "the input", tuple(INPUTS), "worked", drops=("xe",)),
    seed_field("seed", "the seed of the input", "in", "xe"),
    Field("bc", "the bright channel", range(1, CHANNELS[-1] + 1), 1, limit=_lit,
          active=lambda state: state["in"] == "bright", matters="with `in=bright`", drops=("xe",)),
    changes_field("xe", "the changed numbers of the input", shape_of, (CHANNELS[-1], SIDES[-1], SIDES[-1]),
                  spelled="channel.row.column"),
    Field("fil", "the choice of filters", tuple(FILTERS), "worked", drops=("we",)),
    seed_field("fseed", "the seed of the filters", "fil", "we"),
    changes_field("we", "the changed weights", whole_shape, (MOST, CHANNELS[-1], TAPS[-1], TAPS[-1]),
                  spelled="filter.channel.row.column"),
    Field("show", "the way of showing", ("layer", "race"), "layer"),
    VIEW,
    LOOPS,
)  # fmt: skip
