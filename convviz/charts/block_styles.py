"""How the kinds of blocks are told apart in charts: each has its hue, dash and mark for good, in every chart.

There are more blocks than hues that everyone can tell apart, so that no two blocks share both hue and dash, and every
line has a mark of its own as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from convviz.palette import CHANNELS, INK, Theme

Dash = Literal["solid", "dash", "dot", "dashdot"]


@dataclass(frozen=True, slots=True)
class BlockStyle:
    """One block's.

    Attributes:
        hue: its place in the palette of channels; None: ink, for what all others are measured against.
        dash: of its line, as Plotly calls it.
        mark: on its line, as Plotly calls it.
    """

    hue: int | None
    dash: Dash
    mark: str

    def colour(self, theme: Theme) -> str:
        """Of lines and bars."""
        return INK[theme] if self.hue is None else CHANNELS[theme][self.hue]


BLOCK_STYLES: Final = {
    "regular": BlockStyle(None, "solid", "circle"),
    "grouped": BlockStyle(0, "solid", "square"),
    "shuffled": BlockStyle(0, "dash", "square-open"),
    "depthwise": BlockStyle(1, "solid", "diamond"),
    "separable": BlockStyle(1, "dash", "diamond-open"),
    "spatial": BlockStyle(2, "dot", "triangle-up"),
    "column_row": BlockStyle(2, "solid", "triangle-up-open"),
    "flattened": BlockStyle(2, "dash", "triangle-down"),
    "pointwise": BlockStyle(3, "solid", "cross"),
    "pointwise_grouped": BlockStyle(3, "dash", "cross-open"),
    "bottleneck": BlockStyle(4, "solid", "star"),
    "resnext": BlockStyle(4, "dash", "star-open"),
    "shuffle_unit": BlockStyle(4, "dot", "hexagon"),
}
