"""The state of the lesson as a table of fields: what may be asked for, and what is possible together."""

from __future__ import annotations

from typing import Final

from convviz.app.lessons.depthwise.sample_numbers import INPUTS, KERNELS, PHOTO_SIDE
from convviz.app.params.cell_edits import changes_field
from convviz.app.params.constraints import Fit
from convviz.app.params.groups.axes import Axis
from convviz.app.params.groups.code_panel import LOOPS
from convviz.app.params.groups.input import MOST_NUMBERED, seed_field
from convviz.app.params.groups.view import ORDER, VIEW
from convviz.app.params.param import Field, Limit, State, number
from convviz.spec.conv import ConvSpec

SIDES: Final = range(1, MOST_NUMBERED + 1)
CHANNELS: Final = range(1, 5)
MULTIPLIERS: Final = range(1, 5)
TAPS: Final = range(1, 6)
STRIDES: Final = range(1, 4)
DILATIONS: Final = range(1, 4)
MOST_MAPS: Final = CHANNELS[-1] * MULTIPLIERS[-1]
COLOURS: Final = 3


def is_photo(state: State) -> bool:
    """Whether the input is the colour picture."""
    return state["in"] == "photo"


def is_same(state: State) -> bool:
    """Whether the padding is TensorFlow's SAME."""
    return state["p"] == "same"


def size_of(state: State) -> tuple[int, int]:
    """Height and width of the input."""
    return (PHOTO_SIDE, PHOTO_SIDE) if is_photo(state) else (number(state, "h"), number(state, "w"))


def shape_of(state: State) -> tuple[int, int, int]:
    """Channels, height and width of the input."""
    return (number(state, "c"), *size_of(state))


def kernel_of(state: State) -> tuple[int, int]:
    """Rows and columns of a kernel."""
    return number(state, "kh"), number(state, "kw")


def kernels_shape(state: State) -> tuple[int, int, int]:
    """Kernels, their rows and columns."""
    return (number(state, "c") * number(state, "m"), *kernel_of(state))


def spec_of(state: State, *, groups: int | None = None) -> ConvSpec:
    """The layer a state describes, whether it fits its input or not; with one group, the regular layer of its shape."""
    channels = number(state, "c")
    return ConvSpec.of(
        2,
        channels,
        channels * number(state, "m"),
        kernel_of(state),
        stride=number(state, "s"),
        padding="same" if is_same(state) else 0,
        dilation=number(state, "d"),
        groups=channels if groups is None else groups,
    )


_SQUARE: Final = Axis("kh", "s", "d", "p", "p", ("on every side", "on every side"))
FIT: Final = Fit(("in", "p", "h", "w", "c", "m", "kh", "kw", "s", "d"), spec_of, size_of, axes=(_SQUARE,))


def _channels(state: State) -> Limit:
    return Limit((COLOURS,), lambda _: "the picture has red, green and blue") if is_photo(state) else Limit(CHANNELS)


def _dilations(state: State) -> Limit:
    if number(state, "s") > 1:
        return Limit(
            (1,),
            lambda _: (
                f"the stride would have to be 1, not {state['s']}: TensorFlow 2.21 answers a depthwise stride "
                "together with a dilation by an output of a wrong shape"
            ),
        )
    return FIT.among("d", DILATIONS)(state)


def _below(state: State) -> Limit:
    last = number(state, "c") - 1
    return Limit(range(last + 1), lambda _: f"the last channel of the input, counted from 0, is {last}")


def _no_photo(state: State) -> bool:
    return not is_photo(state)


# Earlier fields keep their value, later ones give way: the input and its border come first, then the kernels.
FIELDS: Final = (
    Field("in", "the input", tuple(INPUTS), "worked", drops=("xe",)),
    seed_field("seed", "the seed of the input", "in", "xe"),
    Field("p", "the padding", ("valid", "same"), "valid"),
    Field("h", "the input height", SIDES, 5, active=_no_photo, matters="for an input that is no photo"),
    Field("w", "the input width", SIDES, lambda state: state["h"], active=_no_photo,
          matters="for an input that is no photo"),
    Field("c", "the number of channels", CHANNELS, 3, limit=_channels, drops=("ke",)),
    changes_field("xe", "the changed numbers of the input", shape_of, (CHANNELS[-1], PHOTO_SIDE, PHOTO_SIDE),
                  spelled="channel.row.column"),
    Field("m", "the channel multiplier", MULTIPLIERS, 2, gentle=1, drops=("ke",)),
    Field("ker", "the choice of kernels", tuple(KERNELS), "patterns", drops=("ke",)),
    seed_field("kseed", "the seed of the kernels", "ker", "ke"),
    Field("kh", "the kernel height", TAPS, 3, gentle=1, limit=FIT.among("kh", TAPS), drops=("ke",)),
    Field("kw", "the kernel width", TAPS, lambda state: state["kh"], gentle=1, limit=FIT.among("kw", TAPS),
          drops=("ke",)),
    changes_field("ke", "the changed weights", kernels_shape, (MOST_MAPS, TAPS[-1], TAPS[-1]),
                  spelled="kernel.row.column"),
    Field("s", "the stride", STRIDES, 1),
    Field("d", "the dilation", DILATIONS, 1, limit=_dilations),
    Field("ch", "the channel that is put out", range(CHANNELS[-1]), 0, limit=_below),
    Field("fmt", "the data format", ("NHWC", "NCHW"), "NHWC"),
    ORDER,
    VIEW,
    LOOPS,
)  # fmt: skip
