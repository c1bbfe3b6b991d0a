"""Names of planes and rulers round a grid, as they are drawn; the twin of `player/web/picture/margin_texts.mjs`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from matplotlib.artist import Artist

from convviz.export.mpl.arithmetic import INKED
from convviz.export.mpl.artists import label
from convviz.export.mpl.cells import channel, text_of
from convviz.export.mpl.fonts import DIGIT_HEIGHT, Face
from convviz.export.mpl.lines import Slot
from convviz.export.mpl.margins import MarginText
from convviz.palette import INK, PAGE, ROLES, Theme, blended
from convviz.scene import Grid

FAINT: Final = 0.75  # of the colour of small print, in rulers


def draw_margins(grid: Grid, slot: Slot, theme: Theme) -> Iterator[Artist]:
    """What stands round the cells of a slot."""
    for text in slot.texts:
        if not text.text:
            continue
        size = text.size
        middle = slot.y + text.y - (0 if text.upwards else size * DIGIT_HEIGHT / 2)
        face: Face = "bold" if text.kind == "name" else "plain"
        colour = _colour(text, grid, theme)
        yield label(text.text, slot.x + text.x, middle, size, colour, face, text.align, upwards=text.upwards)


def _colour(text: MarginText, grid: Grid, theme: Theme) -> str:
    if text.kind == "ruler":
        return blended(ROLES["padding"][theme].text, PAGE[theme][1], FAINT)
    if text.cell < 0 or not grid.hues:
        return text_of(grid.role, theme)
    return blended(channel(grid.hue(text.cell), theme), INK[theme], INKED)
