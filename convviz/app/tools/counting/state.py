"""The state of the page as a table of fields: one small layer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from convviz.app.params.constraints import NO_ROOM, Fit
from convviz.app.params.groups.axes import Axis
from convviz.app.params.param import Field, Limit, State, Value, number
from convviz.app.tools.cost_lab.state import common_divisors
from convviz.spec.conv import ConvSpec

SIDES: Final = range(1, 513)
CHANNELS: Final = range(1, 2049)
TAPS: Final = range(1, 12)
STEPS: Final = range(1, 5)
PADS: Final = range(8)
KINDS: Final = ("direct", "transposed")


def is_transposed(state: State) -> bool:
    """Whether the layer stamps instead of sliding."""
    return state["t"] == "transposed"


def size_of(state: State) -> tuple[int, int]:
    """Height and width of the input."""
    return number(state, "h"), number(state, "h")


def spec_of(state: State) -> ConvSpec:
    """The layer."""
    return ConvSpec.of(
        2,
        number(state, "c"),
        number(state, "n"),
        number(state, "k"),
        stride=number(state, "s"),
        padding=number(state, "p"),
        dilation=number(state, "d"),
        groups=number(state, "g"),
        transposed=is_transposed(state),
        output_padding=number(state, "op"),
        bias=state["b"] == "on",
    )


def _window(state: State) -> ConvSpec:
    """The layer on one channel: what of it must fit. Output padding only adds to what is left."""
    return ConvSpec.of(
        2, 1, 1, number(state, "k"), stride=number(state, "s"), padding=number(state, "p"),
        dilation=number(state, "d"), transposed=is_transposed(state),
    )  # fmt: skip


def _extras(state: State) -> Limit:
    most = max(number(state, "s"), number(state, "d"))
    return Limit(range(most), lambda _: f"it must be smaller than the stride or the dilation, here {most}")


def _groups(state: State) -> Limit:
    read, written = number(state, "c"), number(state, "n")

    def why_not(value: Value) -> str:
        what = f"{read:,} channels in" if read % int(value) else f"{written:,} channels out"
        return f"{what} cannot be dealt out to {value} groups evenly"

    return Limit(common_divisors(read, written), why_not)


_SQUARE: Final = Axis("k", "s", "d", "p", "p", ("on every side", "on every side"))
FIT: Final = Fit(("t", "h", "p", "k", "d", "s"), _window, size_of, axes=(_SQUARE,))


def _pads(state: State) -> Limit:
    why = "nothing would be left of the output" if is_transposed(state) else NO_ROOM
    return Limit(tuple(p for p in PADS if FIT.possible({**state, "p": p})), lambda _: why)


def _room(key: str, options: Iterable[int]) -> Callable[[State], Limit]:
    """What fits with as much padding as there may be."""

    def limit(state: State) -> Limit:
        most = PADS[0] if is_transposed(state) else PADS[-1]
        fitting = tuple(option for option in options if FIT.possible({**state, key: option, "p": most}))
        return Limit(fitting, lambda _: NO_ROOM)

    return limit


# Earlier fields keep their value, later ones give way. A transposed layer needs no room, but must not be cropped away.
FIELDS: Final = (
    Field("t", "the kind of layer", KINDS, "direct"),
    Field("h", "the height and width", SIDES, 56),
    Field("k", "the kernel size", TAPS, 3, gentle=1, limit=_room("k", TAPS)),
    Field("d", "the dilation", STEPS, 1, gentle=1, limit=_room("d", STEPS)),
    Field("s", "the stride", STEPS, 1),
    Field("p", "the padding on every side", PADS, 1, gentle=0, limit=_pads),
    Field("op", "the output padding", range(STEPS[-1]), 0, limit=_extras, active=is_transposed,
          matters="for a transposed layer"),
    Field("c", "the number of channels in", CHANNELS, 64),
    Field("n", "the number of channels out", CHANNELS, 128),
    Field("g", "the number of groups", CHANNELS, 1, gentle=1, limit=_groups),
    Field("b", "the bias", ("off", "on"), "on"),
)  # fmt: skip
