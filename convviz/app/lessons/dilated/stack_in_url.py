"""A stack of layers as a link carries it: `kernel.stride.padding.dilation` a layer, joined by `_`.

`3.1.0.1_3.1.0.2` is a 3-tap layer of rate 1 and then one of rate 2. What a stack may be follows from what can be
drawn: the smallest input it takes, with every border, must fit on a line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from convviz.app.params.param import TextPattern
from convviz.spec.receptive_field import AxisLayer, layer_sizes, receptive_fields

MOST_LAYERS: Final = 8
MOST_CELLS: Final = 99  # drawn on one line, borders included
RANGES: Final = {
    "kernel": range(1, 8),
    "stride": range(1, 5),
    "padding": range(17),
    "dilation": range(1, 17),
}
LAYER: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{1,2})\.(\d{1,2})", re.ASCII)
RULE: Final = (
    f"must be written as kernel.stride.padding.dilation, up to {MOST_LAYERS} of them joined by _, with "
    + ", ".join(f"a {name} of {allowed[0]} to {allowed[-1]}" for name, allowed in RANGES.items())
    + f", and fit on a line of {MOST_CELLS} cells"
)

Stack = tuple[AxisLayer, ...]


def read(text: str) -> Stack | None:
    """The layers that `text` spells, None if it spells none that can be drawn."""
    matches = [LAYER.fullmatch(part) for part in text[:200].split("_")]
    if not all(matches) or len(matches) > MOST_LAYERS or write(_layers(matches)) != text:
        return None
    layers = _layers(matches)
    return layers if is_possible(layers) else None


def write(layers: Sequence[AxisLayer]) -> str:
    """The text that `read` turns into `layers`."""
    return "_".join(f"{k}.{s}.{p}.{d}" for k, s, p, d in layers)


@lru_cache(maxsize=4096)
def is_possible(layers: Stack) -> bool:
    """Whether every number is in its range and the stack can be drawn on its smallest input."""
    legal = all(value in allowed for layer in layers for value, allowed in zip(layer, RANGES.values(), strict=True))
    return 1 <= len(layers) <= MOST_LAYERS and legal and drawn(layers, least_cells(layers)) <= MOST_CELLS


def least_cells(layers: Sequence[AxisLayer]) -> int:
    """The fewest input cells that leave each layer a unit."""
    cells = 1
    for layer in reversed(layers):
        cells = max(1, (cells - 1) * layer.stride + layer.span - sum(layer.ends))
    return cells


def drawn(layers: Sequence[AxisLayer], cells: int) -> float:
    """How many input cells wide the picture of the stack on so many cells is."""
    counts = layer_sizes(layers, cells)
    left, right = 0.0, float(cells)
    places = ((0.0, 1), *((field.start, field.jump) for field in receptive_fields(layers)))
    borders = (*(layer.ends for layer in layers), (0, 0))
    for (start, jump), (low, high), count in zip(places, borders, counts, strict=False):
        left = min(left, start - low * jump)
        right = max(right, start + (count - 1 + high) * jump + 1)
    return right - left


class StackPattern(TextPattern):
    """Every stack that can be drawn, as the options of a parameter."""

    __slots__ = ()

    def __contains__(self, text: object) -> bool:
        return isinstance(text, str) and read(text) is not None


def _layers(matches: Sequence[re.Match[str] | None]) -> Stack:
    return tuple(AxisLayer(*(int(number) for number in match.groups())) for match in matches if match)
