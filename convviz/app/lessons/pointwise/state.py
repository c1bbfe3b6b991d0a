"""The state of the lesson as a table of fields: what may be asked for, and what is possible together."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from convviz.app.lessons.pointwise.bottleneck import INCEPTION
from convviz.app.lessons.pointwise.sample_numbers import FILTERS, has_filters
from convviz.app.params.cell_edits import changes_field
from convviz.app.params.groups.code_panel import LOOPS
from convviz.app.params.groups.input import seed_field
from convviz.app.params.groups.view import ORDER, VIEW
from convviz.app.params.param import Field, Limit, State, number
from convviz.samples.images_and_kernels import MOST_SEED
from convviz.samples.small_volumes import INPUTS
from convviz.spec.conv import ConvSpec

MOST: Final = 8  # rows, columns, channels, filters
FEW: Final = range(1, MOST + 1)


def shape_of(state: State) -> tuple[int, int]:
    """Height and width."""
    return number(state, "h"), number(state, "w")


def volume_of(state: State) -> tuple[int, int, int]:
    """Channels, height and width of the input."""
    return number(state, "d"), *shape_of(state)


def matrix_of(state: State) -> tuple[int, int]:
    """Filters and channels: the shape of W."""
    return number(state, "n"), number(state, "d")


def spec_of(state: State) -> ConvSpec:
    """The convolution a state describes."""
    count, channels = matrix_of(state)
    return ConvSpec.of(2, channels, count, 1, bias=has_bias(state))


def has_bias(state: State) -> bool:
    """Whether anything is added to any filter's sums."""
    return state["b"] != 0 or state["be"] != ""


def is_relu(state: State) -> bool:
    """Whether a ReLU follows."""
    return state["act"] == "relu"


def _filters(state: State) -> Limit:
    names = tuple(name for name in FILTERS if has_filters(name, number(state, "d")))
    return Limit(names, lambda _: "a difference would need two channels")


FIELDS: Final = (
    Field("in", "the input", tuple(INPUTS), "worked", drops=("xe",)),
    seed_field("seed", "the seed of the input", "in", "xe"),
    Field("h", "the height", FEW, 3),
    Field("w", "the width", FEW, 4),
    Field("d", "the number of channels", FEW, 3, drops=("we",)),
    changes_field("xe", "the changed numbers of the input", volume_of, (MOST,) * 3, spelled="channel.row.column"),
    Field("n", "the number of filters", FEW, 2),
    Field("fil", "the choice of filters", tuple(FILTERS), "worked", limit=_filters, drops=("we",)),
    seed_field("fseed", "the seed of the filters", "fil", "we"),
    changes_field("we", "the changed weights", matrix_of, (MOST,) * 2, spelled="filter.channel"),
    Field("b", "the bias", range(-99, 100), 0, drops=("be",)),
    changes_field("be", "the changed biases", lambda state: matrix_of(state)[:1], (MOST,), spelled="filter"),
    Field("act", "the non-linearity", ("relu", "none"), "relu"),
    Field("m", "the number of filters of the second layer", FEW, 2),
    Field("mseed", "the seed of the second layer", range(MOST_SEED + 1), 8),
    Field("bn", "the number of bottleneck channels", range(1, INCEPTION.channels + 1), 16),
    VIEW,
    LOOPS,
    replace(ORDER, default="position"),
)
