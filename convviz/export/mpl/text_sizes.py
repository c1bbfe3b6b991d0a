"""How large numbers may be set in cells, and in the strips at their feet; see `text_sizes.mjs` in `player/web`."""

from __future__ import annotations

from typing import Final, TypedDict

from convviz.export.mpl.fonts import width
from convviz.export.mpl.lines import Slot

STRIP_HEIGHT: Final = 0.34  # of a cell
_STRIP_FROM: Final = 20.0  # cells smaller than this have no room for a second number
_STRIP_IN_TEXT: Final = 2.5  # likewise, in sizes of the smallest type there may be
_SMALLEST_TEXT: Final = 8.0  # where the cells have room for it
_SMALLEST_STRIP: Final = 7.0
_LARGEST_TEXT: Final = 30.0
_LARGEST_STRIP: Final = 15.0


class TextPlace(TypedDict):
    """Of a place for a number: its width, the best size of type, and the least."""

    room: float
    best: float
    least: float


def bold_width(text: str) -> float:
    """How wide a text in cells is at size 1; plain ones are a little narrower."""
    return width(text, 1, "bold")


def cell_place(slot: Slot) -> TextPlace:
    """For the number of a cell."""
    best = max(slot.smallest_text, min(slot.cell * (0.34 if slot.planes.stack else 0.42), _LARGEST_TEXT))
    least = min(best, max(_SMALLEST_TEXT, slot.smallest_text, slot.cell * 0.2))
    return TextPlace(room=slot.cell * (0.78 if slot.planes.stack else 0.88), best=best, least=least)


def strip_place(slot: Slot) -> TextPlace:
    """For the second number of a cell."""
    best = max(slot.smallest_text, min(_LARGEST_STRIP, slot.cell * 0.26))
    least = min(best, max(_SMALLEST_STRIP, slot.smallest_text))
    return TextPlace(room=(slot.cell - 2) * 0.92, best=best, least=least)


def has_strips(slot: Slot) -> bool:
    """Whether cells have room for a second number; on sheets of a stack they have not."""
    large = slot.cell >= max(_STRIP_FROM, _STRIP_IN_TEXT * slot.smallest_text)
    return slot.numbered and slot.strips and not slot.planes.stack and large
