"""The state of the lesson as a table of fields: what may be asked for, and what is possible together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from convviz.app.params.cell_edits import changes_field
from convviz.app.params.constraints import Fit
from convviz.app.params.groups.axes import Axis
from convviz.app.params.groups.code_panel import LOOPS
from convviz.app.params.groups.input import seed_field
from convviz.app.params.groups.view import ORDER, VIEW
from convviz.app.params.param import Field, Limit, State, Value, number
from convviz.samples.filter_banks import FILTERS, INPUTS, missing
from convviz.samples.images_and_kernels import COLOUR_SIDE
from convviz.spec.conv import ConvSpec

SIDES: Final = range(3, 11)
PATCHES: Final = range(3, COLOUR_SIDE + 1)
CHANNELS: Final = range(1, 9)
TAPS: Final = range(1, 6)
PHOTO_PATCH: Final = 32
FACE: Final = (18, 20)  # the middle of what is worth seeing
BATCHES: Final = range(1, 65)

SQUARE: Final = Axis("k", "s", "d", "p", "p", ("on every side", "on every side"))


def is_photo(state: State) -> bool:
    """Whether the input is a patch of the colour picture."""
    return state["in"] == "photo"


def by_map(state: State) -> bool:
    """Whether each channel's map is shown by itself."""
    return state["how"] == "maps"


def size_of(state: State) -> tuple[int, int]:
    """Height and width of the input."""
    height, width = ("ph", "pw") if is_photo(state) else ("h", "w")
    return number(state, height), number(state, width)


def shape_of(state: State) -> tuple[int, int, int]:
    """Channels, height and width of the input."""
    return (number(state, "c"), *size_of(state))


def weight_shape(state: State) -> tuple[int, int, int, int]:
    """Filters, channels, height and width of the weights."""
    side = number(state, "k")
    return number(state, "n"), number(state, "c"), side, side


def corner_of(state: State) -> tuple[int, int]:
    """First row and column of the photo patch."""
    return number(state, "py"), number(state, "px")


def spec_of(state: State) -> ConvSpec:
    """The layer a state describes, whether it fits its input or not."""
    padding = "same" if state["pad"] == "tf" else number(state, "p") if state["pad"] == "custom" else 0
    return ConvSpec.of(
        2,
        number(state, "c"),
        number(state, "n"),
        number(state, "k"),
        stride=number(state, "s"),
        padding=padding,
        bias=state["b"] == "on",
    )


def _missing(state: State) -> str:
    return missing(str(state["ker"]), number(state, "c"), number(state, "k"))


FIT: Final = Fit(
    ("in", "h", "w", "ph", "pw", "c", "pad", "p", "n", "ker", "k", "s", "b"), spec_of, size_of, _missing, (SQUARE,)
)


def _channels(state: State) -> Limit:
    return Limit((3,), lambda _: "the picture has red, green and blue") if is_photo(state) else Limit(CHANNELS)


def _below(key: str, text: str) -> Callable[[State], Limit]:
    """Places counted from 1 to the number in the field `key`."""
    return lambda state: Limit(range(1, number(state, key) + 1), lambda _: text.format(state[key]))


def _filters(state: State) -> Limit:
    """Banks of which some kernel size is possible."""
    names = (name for name in FILTERS if any(FIT.possible({**state, "ker": name, "k": side}) for side in TAPS))
    return Limit(tuple(names), lambda name: missing(str(name), number(state, "c"), TAPS[-1]) or "no size of it fits")


def _inside(size: str) -> Callable[[State], Limit]:
    return lambda state: Limit(
        range(COLOUR_SIDE - number(state, size) + 1), lambda _: "the patch would leave the picture"
    )


def _centred(size: str, middle: int) -> Callable[[State], Value]:
    """So far from the edge that the patch has `middle` in its middle, where the picture reaches so far."""
    return lambda state: min(max(middle - number(state, size) // 2, 0), COLOUR_SIDE - number(state, size))


def _no_photo(state: State) -> bool:
    return not is_photo(state)


def _several_maps(state: State) -> bool:
    return by_map(state) and number(state, "n") > 1


NO_PHOTO: Final = "for an input that is no photo"
PHOTO: Final = "with `in=photo`"

# Earlier fields keep their value, later ones give way: the input comes first, then its border, then the filters.
FIELDS: Final = (
    Field("in", "the input", tuple(INPUTS), "worked", drops=("ph", "pw", "py", "px", "xe")),
    seed_field("seed", "the seed of the input", "in", "xe"),
    Field("h", "the input height", SIDES, 5, active=_no_photo, matters=NO_PHOTO),
    Field("w", "the input width", SIDES, lambda state: state["h"], active=_no_photo, matters=NO_PHOTO),
    Field("ph", "the height of the patch", PATCHES, PHOTO_PATCH, active=is_photo, matters=PHOTO),
    Field("pw", "the width of the patch", PATCHES, lambda state: state["ph"], active=is_photo, matters=PHOTO),
    Field("py", "the first row of the patch", range(COLOUR_SIDE - 2), _centred("ph", FACE[0]), limit=_inside("ph"),
          active=is_photo, matters=PHOTO, drops=("xe",)),
    Field("px", "the first column of the patch", range(COLOUR_SIDE - 2), _centred("pw", FACE[1]), limit=_inside("pw"),
          active=is_photo, matters=PHOTO, drops=("xe",)),
    Field("c", "the number of channels", CHANNELS, 3, limit=_channels),
    Field("bc", "the bright channel", CHANNELS, 1, limit=_below("c", "the input has {} channels"),
          active=lambda state: state["in"] == "bright", matters="with `in=bright`", drops=("xe",)),
    changes_field("xe", "the changed numbers of the input", shape_of, (8, COLOUR_SIDE, COLOUR_SIDE),
                  spelled="channel.row.column"),
    Field("pad", "the padding", ("none", "tf", "custom"), "none"),
    Field("p", "the padding on every side", range(5), 1, gentle=0, active=lambda state: state["pad"] == "custom",
          matters="with custom padding"),
    Field("n", "the number of filters", CHANNELS, 1),
    Field("ker", "the filters", tuple(FILTERS), "worked", limit=_filters, drops=("ke",)),
    seed_field("kseed", "the seed of the filters", "ker", "ke"),
    Field("k", "the kernel size", TAPS, 3, gentle=1, limit=FIT.among("k", TAPS), drops=("ke",)),
    changes_field("ke", "the changed weights", weight_shape, (8, 8, 5, 5), spelled="filter.channel.row.column"),
    Field("s", "the stride", range(1, 5), 1),
    Field("b", "the bias", ("off", "on"), "off", drops=("be",)),
    replace(changes_field("be", "the changed biases", lambda state: (number(state, "n"),), (8,), spelled="filter"),
            active=lambda state: state["b"] == "on", matters="with a bias"),
    Field("how", "the way of showing", ("maps", "once"), "maps"),
    Field("f", "the filter on show", CHANNELS, 1, limit=_below("n", "there are {}"), active=_several_maps,
          matters="map by map, with several filters"),
    ORDER,
    VIEW,
    LOOPS,
    Field("layout", "the order of the axes", ("NHWC", "NCHW"), "NHWC"),
    Field("batch", "the number of images", BATCHES, 1),
)  # fmt: skip
