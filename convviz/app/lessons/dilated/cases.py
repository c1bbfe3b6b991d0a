"""Named stacks, and the named cases of the lesson: of one layer, then of stacks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from convviz.app.lessons.dilated.stack_in_url import Stack, write
from convviz.app.params.case import Case
from convviz.spec.receptive_field import AxisLayer

YU_KOLTUN: Final = (1, 1, 2, 4, 8, 16, 1)


def rates(kernel: int, dilations: Sequence[int]) -> Stack:
    """Layers of one kernel size, without padding, of these rates."""
    return tuple(AxisLayer(kernel, dilation=dilation) for dilation in dilations)


STACKS: Final = {
    title: write(layers)
    for title, layers in {
        "Rates 1, 2, 4": rates(3, (1, 2, 4)),
        "Three plain 3": rates(3, (1, 1, 1)),
        "Three plain 7": rates(7, (1, 1, 1)),
        "Rates 2, 2, 2": rates(3, (2, 2, 2)),
        "Rates 1, 2, 5": rates(3, (1, 2, 5)),
        "Context module": (*rates(3, YU_KOLTUN), AxisLayer(1)),
        "WaveNet block": rates(2, (1, 2, 4, 8)),
        "Padded": tuple(AxisLayer(3, padding=rate, dilation=rate) for rate in (1, 2, 4)),
        "Strided stem": (AxisLayer(7, 2, 3), AxisLayer(3, 2, 1)),
    }.items()
}  # as the state has them

CASES: Final = (
    Case(
        "What does rate 2 skip?", {}, "3 → 5", "skip",
        "One cell is left out between two weights, so 9 weights reach over 5 × 5 cells.",
        "Dumoulin & Visin: dilation",
    ),
    Case(
        "What is rate 1?", {"dilation": 1}, "3 → 3", "plain",
        "The weights lie side by side. Rate 1 is the ordinary convolution.",
        "Rate 1",
    ),
    Case(
        "Does a wider reach cost more?", {"dilation": 3}, "3 → 7", "cost",
        "9 weights reach over 7 × 7 cells. Each output number still takes 9 multiplications.",
        "Rate 3",
    ),
    Case(
        "How far does rate 4 reach?", {"dilation": 4}, "3 → 9", "far",
        "The kernel is now as wide as the input, so it has a single stop.",
        "Rate 4",
    ),
    Case(
        "What do three layers see?", {"board": "stack"}, "3, 7, 15", "stack",
        "The rate doubles from layer to layer: 1, 2, 4. Layer 3 sees 15 cells, and paths lead to all of them.",
        "Yu & Koltun: rates 1, 2, 4",
    ),
    Case(
        "And without dilation?", {"stack": STACKS["Three plain 3"]}, "3, 5, 7", "undilated",
        "The same weights without dilation see 7 cells. Most paths lead to the middle.",
        "Three plain 3",
    ),
    Case(
        "Would long kernels do?", {"stack": STACKS["Three plain 7"]}, "7, 13, 19", "long",
        "Kernels of 7 see 19 cells. They need 21 weights along the line instead of 9.",
        "Three plain 7",
    ),
    Case(
        "Where do holes come from?", {"stack": STACKS["Rates 2, 2, 2"]}, "7 of 13", "holes",
        "All three layers skip every second cell, so no path leads to these cells. This is called gridding.",
        "Wang et al.: gridding, rates 2, 2, 2",
    ),
    Case(
        "Which rates leave no holes?", {"stack": STACKS["Rates 1, 2, 5"]}, "17 of 17", "hybrid",
        "The rates 1, 2 and 5 have no common factor: paths lead to every cell.",
        "Wang et al.: hybrid dilated convolution, rates 1, 2, 5",
    ),
    Case(
        "How do eight layers see 67?", {"stack": STACKS["Context module"]}, "3 … 67", "context",
        "The rates are 1, 1, 2, 4, 8, 16, 1, and the last kernel is a single weight. Paths lead to all 67 cells.",
        "Yu & Koltun: context module",
    ),
    Case(
        "How does WaveNet listen?", {"stack": STACKS["WaveNet block"]}, "2 … 16", "wavenet",
        "Kernels of 2, the rate doubled each time, up to 512. In sound all the cells it sees lie in the past.",
        "van den Oord et al.: WaveNet, rates 1, 2, 4, 8",
    ),
    Case(
        "What happens at the border?", {"stack": STACKS["Padded"]}, "15 → 15", "border",
        "Padding keeps the size of every layer. Paths that meet padding end there.",
        "Padded",
    ),
    Case(
        "What do strides add?", {"stack": STACKS["Strided stem"]}, "7, 11", "strides",
        "Each stride of 2 doubles the jump: neighbours in layer 2 look 4 input cells apart.",
        "He et al.: the beginning of ResNet",
    ),
)  # fmt: skip
