"""Named stacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from convviz.app.lessons.dilated.stack_in_url import Stack, write
from convviz.spec.receptive_field import AxisLayer

YU_KOLTUN: Final = (1, 1, 2, 4, 8, 16, 1)


@dataclass(frozen=True, slots=True)
class NamedStack:
    """A stack with a name.

    Attributes:
        layers: from the input to the output.
        note: what it is, in a sentence.
    """

    layers: Stack
    note: str

    @property
    def text(self) -> str:
        """As the state has it."""
        return write(self.layers)


def rates(kernel: int, dilations: Sequence[int]) -> Stack:
    """Layers of one kernel size, without padding, of these rates."""
    return tuple(AxisLayer(kernel, dilation=dilation) for dilation in dilations)


STACKS: Final[dict[str, NamedStack]] = {
    "Rates 1, 2, 4": NamedStack(rates(3, (1, 2, 4)), "the rate doubles from layer to layer; every cell is touched."),
    "Three plain 3": NamedStack(rates(3, (1, 1, 1)), "the same weights without dilation."),
    "Three plain 7": NamedStack(rates(7, (1, 1, 1)), "a long reach with long kernels, and its price."),
    "Rates 2, 2, 2": NamedStack(rates(3, (2, 2, 2)), "one rate for all: holes remain. This is called gridding."),
    "Rates 1, 2, 5": NamedStack(rates(3, (1, 2, 5)), "a hybrid without a common factor: no holes."),
    "Context module": NamedStack(
        (*rates(3, YU_KOLTUN), AxisLayer(1)), "of Yu and Koltun (2016): rates 1, 1, 2, 4, 8, 16, 1, then a kernel of 1."
    ),
    "WaveNet block": NamedStack(
        rates(2, (1, 2, 4, 8)),
        "kernels of 2, the rate doubled each time; WaveNet goes on to 512. A unit sees the past only.",
    ),
    "Padded": NamedStack(
        tuple(AxisLayer(3, padding=rate, dilation=rate) for rate in (1, 2, 4)),
        "every layer keeps the size; paths end on padding.",
    ),
    "Strided stem": NamedStack(
        (AxisLayer(7, 2, 3), AxisLayer(3, 2, 1)), "how ResNet begins: two strides make the jump 4, with few layers."
    ),
}
STACKS_HELP: Final = "Kernels of 3 unless it says otherwise.\n\n" + "\n".join(
    f"* **{title}**: {named.note}" for title, named in STACKS.items()
)
