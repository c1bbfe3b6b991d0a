"""The state of the lesson as a table of fields: the layer in full, and how much of it is drawn."""

from __future__ import annotations

from typing import Final

from convviz.app.lessons.separable.sample_numbers import KERNELS
from convviz.app.params.cell_edits import changes_field
from convviz.app.params.groups.code_panel import LOOPS
from convviz.app.params.groups.input import seed_field
from convviz.app.params.groups.view import VIEW
from convviz.app.params.param import Field, Limit, State, number
from convviz.samples.images_and_kernels import MOST_SEED
from convviz.samples.small_volumes import INPUTS

LARGEST: Final = 256  # rows and columns of the input
MOST_CHANNELS: Final = 512
MOST_FILTERS: Final = 1024
SIDES: Final = range(1, 8)  # of the kernel

# What is drawn: small enough that every number can be read.
DRAWN_SIDE: Final = 8  # of an input that is larger than
WHOLE_SIDE: Final = 12
DRAWN_CHANNELS: Final = 4
DRAWN_FILTERS: Final = 8


def is_same(state: State) -> bool:
    """Whether the output keeps the size of the input."""
    return state["p"] == "same"


def shape_of(state: State) -> tuple[int, int, int]:
    """Channels, height and width of the input in full."""
    side = number(state, "s")
    return number(state, "d"), side, side


def drawn_shape(state: State) -> tuple[int, int, int]:
    """Channels, height and width of the input as drawn."""
    side = number(state, "s")
    shown = side if side <= WHOLE_SIDE else DRAWN_SIDE
    return min(number(state, "d"), DRAWN_CHANNELS), shown, shown


def drawn_filters(state: State) -> int:
    """How many filters are drawn."""
    return min(number(state, "n"), DRAWN_FILTERS)


def kernels_shape(state: State) -> tuple[int, int, int]:
    """Of the depthwise kernels as drawn: channels and sides."""
    return drawn_shape(state)[0], number(state, "k"), number(state, "k")


def mixing_shape(state: State) -> tuple[int, int]:
    """Of the 1 × 1 filters as drawn: filters and channels."""
    return drawn_filters(state), drawn_shape(state)[0]


def _sides(state: State) -> Limit:
    side = number(state, "s")
    fitting = SIDES if is_same(state) else [k for k in SIDES if k <= side]
    return Limit(fitting, lambda _: f"the window would not fit into {side} × {side} cells without padding")


FIELDS: Final = (
    Field("p", "the padding", ("valid", "same"), "valid"),
    Field("s", "the side of the input", range(1, LARGEST + 1), 7),
    Field("k", "the side of the kernel", SIDES, 3, gentle=1, limit=_sides, drops=("de",)),
    Field("d", "the number of channels", range(1, MOST_CHANNELS + 1), 3),
    Field("n", "the number of filters", range(1, MOST_FILTERS + 1), 128),
    Field("in", "the input", tuple(INPUTS), "worked", drops=("xe",)),
    seed_field("seed", "the seed of the input", "in", "xe"),
    changes_field(
        "xe",
        "the changed numbers of the input",
        drawn_shape,
        (DRAWN_CHANNELS, WHOLE_SIDE, WHOLE_SIDE),
        spelled="channel.row.column",
    ),
    Field("ker", "the choice of weights", tuple(KERNELS), "patterns", drops=("de", "pe")),
    Field(
        "kseed", "the seed of the weights", range(MOST_SEED + 1), 1,
        active=lambda state: state["ker"] == "random", matters="with `ker=random`", drops=("de", "pe"),
    ),
    changes_field(
        "de",
        "the changed depthwise weights",
        kernels_shape,
        (DRAWN_CHANNELS, SIDES[-1], SIDES[-1]),
        spelled="channel.row.column",
    ),
    changes_field(
        "pe", "the changed pointwise weights", mixing_shape, (DRAWN_FILTERS, DRAWN_CHANNELS), spelled="filter.channel"
    ),
    Field("show", "what is shown", ("race", "separable", "regular"), "race"),
    Field("surf", "the surface of shares", ("hide", "show"), "hide"),
    VIEW,
    LOOPS,
)  # fmt: skip
