"""The parameters of the page: one small layer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from convviz.app.params.constraints import fitting, window_obstacle
from convviz.app.params.make import choice, number, switch
from convviz.app.params.param import Allowed, Kind, State
from convviz.app.tools.cost_lab.state import even_groups
from convviz.app.tools.counting import text
from convviz.app.widgets.glossary import note
from convviz.spec.conv import ConvSpec

SIDES: Final = range(1, 513)
CHANNELS: Final = range(1, 2049)
TAPS: Final = range(1, 12)
STEPS: Final = range(1, 5)
PADS: Final = range(8)
KINDS: Final = ("direct", "transposed")

FEW_TAPS: Final = (1, 2, 3, 4, 5, 7)  # that have a button each

NOTHING_LEFT: Final = "nothing would be left of the output"


def _with_most_padding(name: str, options: Sequence[int]) -> Callable[[Any], Allowed]:
    """Allows what fits with as much padding as there may be; in a transposed layer padding crops."""
    fits = fitting(name, options)

    def allowed(state: CountingState) -> Allowed:
        return fits(state.having(padding_cells=PADS[0] if state.is_transposed else PADS[-1]))

    return allowed


def _extras(state: CountingState) -> Allowed:
    most = max(state.stride, state.dilation)
    return Allowed(range(most), lambda _: f"it must be smaller than the stride or the dilation, here {most}")


class CountingState(State):
    """The parameters of the page. A transposed layer needs no room, but must not be cropped away."""

    kind = choice("kind", "the kind of layer", KINDS, "direct", title="Layer")
    height = number("h", "the height and width", SIDES, 56, help=text.SIZE_HELP, kind=Kind.SIZE)
    kernel = choice(
        "k", "the kernel size", TAPS, 3, yields_to=1, among=FEW_TAPS, help=note("kernel"), kind=Kind.KERNEL,
        allowed=_with_most_padding("kernel", TAPS),
    )  # fmt: skip
    dilation = choice(
        "d", "the dilation", STEPS, 1, yields_to=1, help=note("dilation"), kind=Kind.DILATION,
        allowed=_with_most_padding("dilation", STEPS),
    )  # fmt: skip
    stride = choice("s", "the stride", STEPS, 1, help=note("stride"), kind=Kind.STRIDE)
    padding_cells = number(
        "p", "the padding on every side", PADS, 1, yields_to=0, title="Padding", kind=Kind.PADDING_CELLS,
        allowed=fitting("padding_cells", PADS),
    )  # fmt: skip
    output_padding = choice(
        "op", "the output padding", range(STEPS[-1]), 0, help=text.OUTPUT_PADDING_HELP, kind=Kind.OUTPUT_PADDING,
        allowed=_extras, active_when=lambda state: state.is_transposed, only="for a transposed layer",
    )  # fmt: skip
    channels = number(
        "c", "the number of channels in", CHANNELS, 64, help=note("channel"), kind=Kind.IN_CHANNELS
    )  # fmt: skip
    filters = number("n", "the number of channels out", CHANNELS, 128, kind=Kind.OUT_CHANNELS)
    groups = choice("g", "the number of groups", CHANNELS, 1, yields_to=1, kind=Kind.GROUPS, allowed=even_groups)
    bias = switch("b", "the bias", off="off", on="on", default="on", kind=Kind.BIAS)

    @property
    def is_transposed(self) -> bool:
        """Whether the layer stamps instead of sliding."""
        return self.kind == "transposed"

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of the input."""
        return self.height, self.height

    @property
    def spec(self) -> ConvSpec:
        """The layer."""
        return ConvSpec.of(
            2,
            self.channels,
            self.filters,
            self.kernel,
            stride=self.stride,
            padding=self.padding_cells,
            dilation=self.dilation,
            groups=self.groups,
            transposed=self.is_transposed,
            output_padding=self.output_padding,
            bias=self.bias == "on",
        )

    @property
    def obstacle(self) -> str:
        """Why the layer is impossible, as a clause; empty if it is possible."""
        if self.is_transposed:  # output padding would only add to what is left
            covered = (self.height - 1) * self.stride + self.dilation * (self.kernel - 1) + 1
            return NOTHING_LEFT if covered <= 2 * self.padding_cells else ""
        ends = (self.padding_cells,) * 2
        return window_obstacle((self.height,), (self.kernel,), (self.dilation,), (ends,))
