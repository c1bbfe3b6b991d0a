"""The state of the page as a table of fields: the layer, what is compared, and what is swept."""

from __future__ import annotations

from functools import lru_cache
from math import gcd
from typing import Final

from convviz.app.params.constraints import Fit
from convviz.app.params.groups.axes import Axis
from convviz.app.params.param import Field, Limit, State, Value, number
from convviz.app.tools.cost_lab.counts import COUNTS
from convviz.costs.alternatives import ALTERNATIVES, Task
from convviz.spec.conv import ConvSpec

SIDES: Final = range(1, 2049)
CHANNELS: Final = range(1, 8193)
TAPS: Final = range(1, 16)
STRIDES: Final = range(1, 9)
PADS: Final = range(16)
DILATIONS: Final = range(1, 17)
MULTIPLIERS: Final = range(1, 9)
PRECISIONS: Final = {"fp32": 4, "fp16": 2, "int8": 1}  # bytes a number
NARROWER: Final = 4  # ResNet's bottlenecks have a quarter of the channels they write
SWEPT: Final = {  # key of the field that runs along x, or "size" for height and width together
    "c": "channels in",
    "n": "channels out",
    "k": "kernel size",
    "size": "height and width",
    "s": "stride",
    "g": "groups",
    "d": "dilation",
}


def is_swept(state: State) -> bool:
    """Whether there is a sweep: its chart is large to load, and drawn anew at every change."""
    return state["x"] != "none"


def padding_of(state: State) -> int | str:
    """As a spec spells it."""
    if state["pad"] == "custom":
        return number(state, "p")
    return "same" if state["pad"] == "same" else 0


def size_of(state: State) -> tuple[int, int]:
    """Height and width of the input."""
    return number(state, "h"), number(state, "w")


def itemsize(state: State) -> int:
    """Bytes a number takes."""
    return PRECISIONS[str(state["prec"])]


def task_of(state: State) -> Task:
    """What every block is asked to do."""
    return Task(
        in_channels=number(state, "c"),
        out_channels=number(state, "n"),
        size=size_of(state),
        kernel=number(state, "k"),
        stride=number(state, "s"),
        padding=padding_of(state),
        dilation=number(state, "d"),
        groups=number(state, "g"),
        multiplier=number(state, "m"),
        inside=number(state, "b"),
        bias=state["bias"] == "on",
    )


def _window(state: State) -> ConvSpec:
    return ConvSpec.of(2, 1, 1, number(state, "k"), padding=padding_of(state), dilation=number(state, "d"))


_SQUARE: Final = Axis("k", "s", "d", "p", "p", ("on every side", "on every side"))
FIT: Final = Fit(("h", "w", "pad", "p", "k", "d"), _window, size_of, axes=(_SQUARE,))


@lru_cache(maxsize=256)
def common_divisors(one: int, other: int) -> tuple[int, ...]:
    """All of them, ascending."""
    greatest = gcd(one, other)
    return tuple(divisor for divisor in range(1, greatest + 1) if greatest % divisor == 0)


def _groups(state: State) -> Limit:
    read, written = number(state, "c"), number(state, "n")

    def why_not(value: Value) -> str:
        what = f"{read:,} channels in" if read % int(value) else f"{written:,} channels out"
        return f"{what} cannot be dealt out to {value} groups evenly"

    return Limit(common_divisors(read, written), why_not)


def inside_of(state: State) -> int:
    """A quarter of the channels out, in whole groups."""
    groups = number(state, "g")
    return groups * max(1, number(state, "n") // NARROWER // groups)


# Earlier fields keep their value, later ones give way: shape and window first, then the channels, then the groups.
FIELDS: Final = (
    Field("h", "the height", SIDES, 56),
    Field("w", "the width", SIDES, lambda state: state["h"]),
    Field("pad", "the padding", ("same", "none", "custom"), "same"),
    Field("p", "the padding on every side", PADS, 1, active=lambda state: state["pad"] == "custom",
          matters="with custom padding"),
    Field("k", "the kernel size", TAPS, 3, gentle=1, limit=FIT.among("k", TAPS)),
    Field("d", "the dilation", DILATIONS, 1, gentle=1, limit=FIT.among("d", DILATIONS)),
    Field("s", "the stride", STRIDES, 1),
    Field("c", "the number of channels in", CHANNELS, 64),
    Field("n", "the number of channels out", CHANNELS, 128, leads=("b",)),
    Field("g", "the number of groups", CHANNELS, 4, gentle=1, limit=_groups, leads=("b",)),
    Field("m", "the channel multiplier", MULTIPLIERS, 1),
    Field("b", "the number of channels inside", CHANNELS, inside_of),
    Field("bias", "the bias", ("off", "on"), "off"),
    Field("prec", "the precision", tuple(PRECISIONS), "fp32"),
    Field("by", "the count that is compared", ("block", *COUNTS), "macs"),
    Field("dir", "the order", ("up", "down"), "up"),
    Field("log", "the scale of the bars", ("off", "on"), "off"),
    Field("block", "the block that is looked at", tuple(way.key for way in ALTERNATIVES), "separable"),
    Field("x", "what the sweep changes", ("none", *SWEPT), "none"),
    Field("y", "what the sweep counts", tuple(COUNTS), "macs", active=is_swept, matters="with a sweep"),
    Field("axes", "the axes of the sweep", ("log", "linear"), "log", active=is_swept, matters="with a sweep"),
)  # fmt: skip
