"""The parameters of the page: the layer, what is compared, and what is swept."""

from __future__ import annotations

from functools import lru_cache
from math import gcd
from typing import Any, Final

from convviz.app.params.constraints import fitting, window_obstacle
from convviz.app.params.make import choice, menu, number, switch
from convviz.app.params.param import COLUMNS, Allowed, Kind, State, Value
from convviz.app.tools.cost_lab import text
from convviz.app.tools.cost_lab.counts import COUNTS
from convviz.app.widgets.glossary import note
from convviz.costs.alternatives import ALTERNATIVES, Task

SIDES: Final = range(1, 2049)
CHANNELS: Final = range(1, 8193)
TAPS: Final = range(1, 16)
STRIDES: Final = range(1, 9)
PADS: Final = range(16)
DILATIONS: Final = range(1, 17)
MULTIPLIERS: Final = range(1, 9)
PRECISIONS: Final = {"fp32": 4, "fp16": 2, "int8": 1}  # bytes a number
NARROWER: Final = 4  # ResNet's bottlenecks have a quarter of the channels they write
SWEPT: Final = {  # key of the parameter that runs along x, or "size" for height and width together
    "c": "channels in",
    "n": "channels out",
    "k": "kernel size",
    "size": "height and width",
    "s": "stride",
    "g": "groups",
    "d": "dilation",
}

FEW_TAPS: Final = (1, 2, 3, 5, 7, 9, 11)  # that have a button each
FEW_STEPS: Final = (1, 2, 3, 4)
PADDINGS: Final = {"same": "SAME", "none": "none", "custom": "a number"}
TITLES: Final = {key: count.title for key, count in COUNTS.items()}
COUNTS_HELP: Final = "\n".join(f"* **{count.title}**: {count.note}" for count in COUNTS.values())


@lru_cache(maxsize=256)
def common_divisors(one: int, other: int) -> tuple[int, ...]:
    """All of them, ascending."""
    greatest = gcd(one, other)
    return tuple(divisor for divisor in range(1, greatest + 1) if greatest % divisor == 0)


def even_groups(state: Any) -> Allowed:
    """Numbers of groups that divide `channels` and `filters` of a state."""
    read, written = state.channels, state.filters

    def why_not(value: Value) -> str:
        what = f"{read:,} channels in" if read % int(value) else f"{written:,} channels out"
        return f"{what} cannot be dealt out to {value} groups evenly"

    return Allowed(common_divisors(read, written), why_not)


def _inside(state: CostLabState) -> int:
    """A quarter of the channels out, in whole groups."""
    return state.groups * max(1, state.filters // NARROWER // state.groups)


def _is_swept(state: CostLabState) -> bool:
    return state.is_swept


class CostLabState(State):
    """The parameters of the page. Shape and window come first, then the channels, then the groups."""

    height = number("h", "the height", SIDES, 56, kind=Kind.SIZE)
    width = number("w", "the width", SIDES, lambda state: state.height, kind=Kind.SIZE, axis=COLUMNS)
    padding = choice(
        "pad", "the padding", tuple(PADDINGS), "same", names=PADDINGS, help=f"{note('padding')}\n\n{text.SAME_HELP}",
        kind=Kind.PADDING,
    )  # fmt: skip
    padding_cells = number(
        "p", "the padding on every side", PADS, 1, active_when=lambda state: state.padding == "custom",
        only="with custom padding", kind=Kind.PADDING_CELLS,
    )  # fmt: skip
    kernel = choice(
        "k", "the kernel size", TAPS, 3, yields_to=1, among=FEW_TAPS, help=note("kernel", "tap"), kind=Kind.KERNEL,
        allowed=fitting("kernel", TAPS),
    )  # fmt: skip
    dilation = choice(
        "d", "the dilation", DILATIONS, 1, yields_to=1, among=FEW_STEPS, help=note("dilation"), kind=Kind.DILATION,
        allowed=fitting("dilation", DILATIONS),
    )  # fmt: skip
    stride = choice("s", "the stride", STRIDES, 1, among=FEW_STEPS, help=note("stride"), kind=Kind.STRIDE)
    channels = number(
        "c", "the number of channels in", CHANNELS, 64, help=note("channel"), kind=Kind.IN_CHANNELS
    )  # fmt: skip
    filters = number(
        "n", "the number of channels out", CHANNELS, 128, kind=Kind.OUT_CHANNELS, followers=("inner_channels",)
    )  # fmt: skip
    groups = choice(
        "g", "the number of groups", CHANNELS, 4, yields_to=1, help=text.GROUPS_HELP, kind=Kind.GROUPS,
        allowed=even_groups, followers=("inner_channels",),
    )  # fmt: skip
    multiplier = number(
        "m", "the channel multiplier", MULTIPLIERS, 1, title="Multiplier", kind=Kind.MULTIPLIER
    )  # fmt: skip
    inner_channels = number("mid", "the number of channels inside", CHANNELS, _inside, help=text.INSIDE_HELP)
    bias = switch("b", "the bias", off="off", on="on", title="Biases", help=text.BIAS_HELP, kind=Kind.BIAS)
    precision = choice("prec", "the precision", tuple(PRECISIONS), "fp32", help=text.PRECISION_HELP)
    count = choice(
        "count", "the count that is compared", ("block", *COUNTS), "macs", title="Compare and sort by",
        names={"block": "block", **TITLES}, help=COUNTS_HELP,
    )  # fmt: skip
    sort = switch("sort", "the order", off="up", on="down", title="Largest first")
    scale = switch("scale", "the scale of the bars", off="linear", on="log", title="Logarithmic bars")
    block = menu(
        "block", "the block that is looked at", {way.key: way.name for way in ALTERNATIVES}, "separable", title="Block",
        help=text.BLOCK_HELP,
    )  # fmt: skip
    sweep = choice(
        "x", "what the sweep changes", ("none", *SWEPT), "none", title="Along x", names={"none": "nothing", **SWEPT}
    )  # fmt: skip
    sweep_count = choice(
        "y", "what the sweep counts", tuple(COUNTS), "macs", title="Along y", names=TITLES, active_when=_is_swept,
        only="with a sweep",
    )  # fmt: skip
    sweep_scale = switch(
        "xscale", "the axes of the sweep", off="linear", on="log", default="log", title="Logarithmic axes",
        active_when=_is_swept, only="with a sweep",
    )  # fmt: skip

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of the input."""
        return self.height, self.width

    @property
    def border(self) -> int | str:
        """The padding as `ConvSpec.of` takes it."""
        if self.padding == "custom":
            return self.padding_cells
        return "same" if self.padding == "same" else 0

    @property
    def obstacle(self) -> str:
        """Why the window has no room, as a clause; empty if it has."""
        border = self.border
        ends = border if isinstance(border, str) else ((border, border),) * 2
        return window_obstacle(self.size, (self.kernel,) * 2, (self.dilation,) * 2, ends)

    @property
    def itemsize(self) -> int:
        """Bytes a number takes."""
        return PRECISIONS[self.precision]

    @property
    def is_swept(self) -> bool:
        """Whether there is a sweep: its chart is large to load, and drawn anew at every change."""
        return self.sweep != "none"

    @property
    def task(self) -> Task:
        """What every block is asked to do."""
        return Task(
            in_channels=self.channels,
            out_channels=self.filters,
            size=self.size,
            kernel=self.kernel,
            stride=self.stride,
            padding=self.border,
            dilation=self.dilation,
            groups=self.groups,
            multiplier=self.multiplier,
            inside=self.inner_channels,
            bias=self.bias == "on",
        )
