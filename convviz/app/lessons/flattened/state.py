"""The state of the lesson as a table of fields."""

from __future__ import annotations

from typing import Final

from convviz.app.lessons.flattened.sample_numbers import FILTERS, why_not
from convviz.app.params.cell_edits import changes_field
from convviz.app.params.constraints import Fit
from convviz.app.params.groups.code_panel import LOOPS
from convviz.app.params.groups.input import seed_field
from convviz.app.params.groups.view import VIEW
from convviz.app.params.param import Field, Limit, State, number
from convviz.samples.small_volumes import INPUTS
from convviz.spec.conv import ConvSpec

SIDES: Final = range(2, 8)
CHANNELS: Final = range(1, 5)
COUNTS: Final = range(1, 4)
TAPS: Final = range(2, 5)
PADDINGS: Final = ("valid", "same")
SHOWN: Final = ("race", "flattened")


def shape_of(state: State) -> tuple[int, int]:
    """Height and width of the input."""
    return number(state, "h"), number(state, "w")


def volume_of(state: State) -> tuple[int, int, int]:
    """Channels, height and width of the input."""
    return number(state, "d"), *shape_of(state)


def filters_shape(state: State) -> tuple[int, int, int, int]:
    """Filters, channels, height and width of the kernels."""
    return number(state, "n"), number(state, "d"), number(state, "k"), number(state, "k")


def padding_of(state: State) -> int | str:
    """As a spec spells it."""
    return "same" if state["pad"] == "same" else 0


def _spec(state: State) -> ConvSpec:
    count, channels, *kernel = filters_shape(state)
    return ConvSpec.of(2, channels, count, kernel, padding=padding_of(state))


def _missing(state: State) -> str:
    return why_not(str(state["fil"]), number(state, "d"), number(state, "k"))


def _sizes(state: State) -> Limit:
    """Kernel sizes that fit into the input; the filters follow."""
    options = tuple(k for k in TAPS if _spec({**state, "k": k}).fits(shape_of(state)))
    return Limit(options, lambda value: FIT.why_not({**state, "k": value, "fil": "random"}))


def _names(state: State) -> Limit:
    options = tuple(name for name in FILTERS if not _missing({**state, "fil": name}))
    return Limit(options, lambda value: _missing({**state, "fil": value}))


FIT: Final = Fit(("h", "w", "pad", "d", "n", "k", "fil"), _spec, shape_of, _missing)
FIELDS: Final = (
    Field("in", "the input", tuple(INPUTS), "worked", drops=("xe",)),
    seed_field("seed", "the seed of the input", "in", "xe"),
    Field("h", "the input height", SIDES, 5),
    Field("w", "the input width", SIDES, lambda state: state["h"]),
    Field("d", "the number of channels", CHANNELS, 2, drops=("fe",)),
    changes_field(
        "xe", "the changed numbers of the input", volume_of, (CHANNELS[-1], SIDES[-1], SIDES[-1]),
        spelled="channel.row.column",
    ),
    Field("pad", "the padding", PADDINGS, "valid"),
    Field("n", "the number of filters", COUNTS, 1),
    Field("k", "the kernel size", TAPS, 3, gentle=2, limit=_sizes, drops=("fe",)),
    Field("fil", "the choice of filters", tuple(FILTERS), "product", limit=_names, drops=("fe",)),
    seed_field("fseed", "the seed of the filters", "fil", "fe"),
    changes_field(
        "fe", "the changed numbers of the filters", filters_shape, (COUNTS[-1], CHANNELS[-1], TAPS[-1], TAPS[-1]),
        spelled="filter.channel.row.column",
    ),
    Field("show", "what is played", SHOWN, "race"),
    VIEW,
    LOOPS,
)  # fmt: skip
