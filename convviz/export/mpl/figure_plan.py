"""Where the parts of an exported picture are: `slide_plan.py` and `tall_plan.py` decide, `scene_figure.py` draws.

Lengths are in points, x to the right and y down; a text stands with its digits' middle at its y.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from convviz.export.mpl.artists import Box
from convviz.export.mpl.captions import Key
from convviz.export.mpl.counters_text import CounterLines
from convviz.export.mpl.equation_layout import EquationLayout
from convviz.export.mpl.fonts import Face
from convviz.export.mpl.foot import FootPlace
from convviz.export.mpl.lines import Slot

WIDTH: Final = 960.0


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A text that no step changes.

    Attributes:
        text: a line.
        x: where it begins.
        y: middle of its digits.
        size: of the letters.
        face: of the letters.
        quiet: whether it is grey.
    """

    text: str
    x: float
    y: float
    size: float
    face: Face = "plain"
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """The panel of one track.

    Attributes:
        box: its outline.
        left: where what is in it begins.
        room: how wide that may be.
        slots: the places of its grids, in their order.
        keys: the legend in lines.
        keys_x: where they begin.
        keys_y: upper edge of that.
        rule_y: a line above the arithmetic; None: there is none.
        equations: how that is set.
        equation_y: its upper edge.
        foot: how far the track has come.
    """

    box: Box
    left: float
    room: float
    slots: tuple[Slot, ...]
    keys: list[list[Key]]
    keys_x: float
    keys_y: float
    rule_y: float | None
    equations: EquationLayout
    equation_y: float
    foot: FootPlace


@dataclass(frozen=True, slots=True)
class FigurePlan:
    """A picture of a size, and where everything in it is.

    Attributes:
        height: of the picture, which is `WIDTH` wide.
        texts: title and headings.
        panels: one a track.
        counters: of every track that multiplies.
        named: whether they begin with the title of their track, where there are several.
    """

    height: float
    texts: tuple[PlacedText, ...]
    panels: tuple[Panel, ...]
    counters: tuple[CounterLines, ...]
    named: bool
