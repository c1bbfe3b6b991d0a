"""The state of the lesson as a table of fields: what may be asked for, and what is possible together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Final

from convviz.app.lessons.volumes.specs import filter_size, impossible, size_of, solid_spec
from convviz.app.params.cell_edits import changes_field
from convviz.app.params.constraints import Fit
from convviz.app.params.groups.axes import AXES_FIELD, INDEPENDENT, ROWS, is_independent
from convviz.app.params.groups.input import seed_field
from convviz.app.params.groups.view import ORDER, VIEW
from convviz.app.params.param import Field, Limit, State, Value, number
from convviz.samples.volumes import FILTERS, VOLUMES

DEPTHS: Final = range(1, 9)
SIDES: Final = range(3, 17)
MOST_SIDE: Final = 8  # of volumes whose every number is worth reading
TAPS: Final = range(1, 6)
STRIDES: Final = range(1, 4)
DILATIONS: Final = range(1, 4)
COUNTS: Final = range(1, 4)
PADS: Final = ("none", "same")
FILTER_CHANGES: Final = ("ke", "fe")

FIT: Final = Fit(
    (
        *("axes", "c", "dep", "h", "w", "pad", "padd", "padw"),
        *("n", "ker", "kd", "k", "kw", "d", "dd", "dw", "s", "sd", "sw"),
    ),
    solid_spec,
    size_of,
    impossible,
    (ROWS,),  # which axes are tied is read from the state (`layers.along`)
)


def volume_shape(state: State) -> tuple[int, int, int, int]:
    """Channels, depth, height and width of the input."""
    return number(state, "c"), *size_of(state)


def solid_shape(state: State) -> tuple[int, ...]:
    """The weights of the 3-D layer: filters, channels, depth, height, width."""
    return number(state, "n"), number(state, "c"), *filter_size(state)


def flat_shape(state: State) -> tuple[int, ...]:
    """The weights of the 2-D layer, its channels told by the channel and the slice of the volume they are."""
    filters, channels, _, *plane = solid_shape(state)
    return filters, channels, number(state, "dep"), *plane


def is_shallow(state: State) -> bool:
    """Whether the 3-D filter is less deep than the input; if not, both layers have one and the same filter."""
    return number(state, "kd") < number(state, "dep")


def is_scan(state: State) -> bool:
    """Whether the input is a picture rather than numbers to be read."""
    return state["in"] == "scan"


def _sides(state: State) -> Limit:
    most = SIDES[-1] if is_scan(state) else MOST_SIDE
    return Limit(range(SIDES[0], most + 1), lambda _: f"only a scan may have more than {MOST_SIDE} cells a side")


def _filters(state: State) -> Limit:
    """Filters of which some size is possible."""
    names = (name for name in FILTERS if any(True for _ in _sizes({**state, "ker": name})))
    return Limit(tuple(names), lambda _: "no size of it fits into the padded input")


def _depths(state: State) -> Limit:
    """Filter depths for which some height and width are possible."""
    options = sorted({depth for depth, _, _ in _sizes(state)})
    return Limit(tuple(options), lambda value: FIT.why_not({**state, "kd": value}))


def _heights(state: State) -> Limit:
    options = sorted({height for depth, height, _ in _sizes(state) if depth == state["kd"]})
    return Limit(tuple(options), lambda value: FIT.why_not({**state, "k": value}))


def _widths(state: State) -> Limit:
    found = (width for depth, height, width in _sizes(state) if (depth, height) == (state["kd"], state["k"]))
    return Limit(tuple(sorted(found)), lambda value: FIT.why_not({**state, "kw": value}))


def _sizes(state: State) -> Iterator[tuple[int, int, int]]:
    planes = product(TAPS, TAPS) if is_independent(state) else ((side, side) for side in TAPS)
    for (height, width), depth in product(planes, DEPTHS):
        if depth <= number(state, "dep") and FIT.possible({**state, "kd": depth, "k": height, "kw": width}):
            yield depth, height, width


def _own(key: str, label: str, options: range | tuple[str, ...], follows: str, *, limited: bool = False) -> Field:
    """A field that one axis has of its own where axes are independent, and that otherwise follows another."""

    def default(state: State) -> Value:
        return state[follows]

    limit = FIT.among(key, options) if limited else None
    return Field(key, label, options, default, options[0], limit, is_independent, INDEPENDENT)


# Earlier fields keep their value, later ones give way: the input comes first, then its border, then the window.
FIELDS: Final = (
    Field("in", "the input", tuple(VOLUMES), "worked", drops=("dep", "h", "w", "xe", "show")),
    seed_field("seed", "the seed of the input", "in", "xe"),
    Field("c", "the number of channels", COUNTS, 1),
    Field("dep", "the input depth", DEPTHS, lambda state: 8 if is_scan(state) else 4),
    Field("h", "the input height", SIDES, lambda state: 12 if is_scan(state) else 5, limit=_sides),
    Field("w", "the input width", SIDES, lambda state: state["h"], limit=_sides),
    changes_field("xe", "the changed numbers of the input", volume_shape, (3, 8, 16, 16),
                  spelled="channel.slice.row.column"),
    AXES_FIELD,
    Field("pad", "the padding", PADS, "none"),
    _own("padd", "the padding along depth", PADS, "pad"),
    _own("padw", "the padding across", PADS, "pad"),
    Field("n", "the number of filters", COUNTS, 1),
    Field("ker", "the filter", tuple(FILTERS), "worked", limit=_filters, drops=FILTER_CHANGES),
    replace(seed_field("kseed", "the seed of the filter", "ker", "ke"), drops=FILTER_CHANGES),
    Field("kd", "the filter depth", DEPTHS, lambda state: min(2, number(state, "dep")), 1, _depths,
          drops=FILTER_CHANGES),
    Field("k", "the kernel size", TAPS, 3, 1, _heights, drops=FILTER_CHANGES),
    Field("kw", "the kernel width", TAPS, lambda state: state["k"], 1, _widths, is_independent, INDEPENDENT,
          FILTER_CHANGES),
    changes_field("ke", "the changed numbers of the 3-D filter", solid_shape, (3, 3, 8, 5, 5),
                  spelled="filter.channel.slice.row.column"),
    replace(changes_field("fe", "the changed numbers of the 2-D filter", flat_shape, (3, 3, 8, 5, 5),
                          spelled="filter.channel.slice.row.column"),
            active=is_shallow, matters="with a filter less deep than the input"),
    Field("d", "the dilation", DILATIONS, 1, 1, FIT.among("d", DILATIONS)),
    _own("dd", "the dilation along depth", DILATIONS, "d", limited=True),
    _own("dw", "the dilation across", DILATIONS, "d", limited=True),
    Field("s", "the stride", STRIDES, 1),
    _own("sd", "the stride along depth", STRIDES, "s"),
    _own("sw", "the stride across", STRIDES, "s"),
    Field("show", "the choice of what is shown", ("both", "solid"),
          lambda state: "solid" if is_scan(state) else "both"),
    ORDER,
    VIEW,
)  # fmt: skip
