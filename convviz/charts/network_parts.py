"""What a chart of a network's layers is drawn from, and the look of each kind of layer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from convviz.palette import CHANNELS, Theme


@dataclass(frozen=True, slots=True)
class ChartedLayer:
    """One layer.

    Attributes:
        name: of the layer.
        stage: the part of the network it belongs to.
        kind: one of `KINDS`.
        value: what is counted.
        whole: the same of all layers.
    """

    name: str
    stage: str
    kind: str
    value: int
    whole: int

    @property
    def text(self) -> str:
        """The number and its share."""
        return f"{self.value:,} ({100 * self.value / self.whole:.1f} %)"


# A kind keeps its colour and its hatching in every network.
KINDS: Final = ("convolution", "1 × 1", "depthwise", "grouped", "transposed", "linear", "pooling")
APART: Final = 0.05  # of the width of a chart, between two labels of stages
HATCHES: Final = ("", "/", "x", "\\", "-", "+", ".")


def colour_of(kind: str, theme: Theme) -> str:
    """Of the second palette: a kind of layer is no role."""
    return CHANNELS[theme][KINDS.index(kind)]


def hatch_of(kind: str) -> str:
    """So that nobody needs the colour."""
    return HATCHES[KINDS.index(kind)]


def kinds_in(layers: Sequence[ChartedLayer]) -> list[str]:
    """Those that have something to draw, in their own order."""
    found = {layer.kind for layer in layers if layer.value}
    return [kind for kind in KINDS if kind in found]


def spans(layers: Sequence[ChartedLayer]) -> list[tuple[str, int, int]]:
    """Every stage with the places of its first and last layer."""
    found = []
    for stage, members in groupby(enumerate(layers), lambda entry: entry[1].stage):
        places = [place for place, _ in members]
        found.append((stage, places[0], places[-1]))
    return found


def stage_labels(layers: Sequence[ChartedLayer]) -> list[tuple[str, float]]:
    """Every stage with the middle of its layers, but for those too close to the label before them."""
    found: list[tuple[str, float]] = []
    for stage, first, last in spans(layers):
        middle = (first + last) / 2
        if not found or middle - found[-1][1] >= APART * len(layers):
            found.append((stage, middle))
    return found
