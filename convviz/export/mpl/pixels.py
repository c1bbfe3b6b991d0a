"""A grid as grey levels, where numbers would not fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.colors import to_rgb

from convviz.engine.arrays import Array
from convviz.export.mpl.artists import Box, boxes, hatching, image, lines
from convviz.export.mpl.cells import RESTING, GridView, Lit, Values
from convviz.export.mpl.lines import Slot
from convviz.palette import PAGE, PIXELS, Theme, blended
from convviz.scene import Decoder, Grid, GridAxis
from convviz.scene.schema import CHANNEL_HUES, OUTSIDE

_PALE: Final = 0.3  # of its shade, for a number that is still to be written


class PixelsView(GridView):
    """Grey levels or shades of a colour, a frame round every plane, padding hatched, what is never reached dashed."""

    def __init__(self, decoder: Decoder, grid: Grid, slot: Slot, theme: Theme) -> None:
        super().__init__(decoder, grid, slot, theme)
        low, high = min(self.final, default=0), max(self.final, default=0)
        # Black to white as in a photograph; where there are negative numbers, zero is the middle grey.
        self._low = -max(-low, high) if low < 0 else 0.0
        self._span = ((max(-low, high) if low < 0 else high) - self._low) or 1
        self._rows = next((axis for axis in grid.axes if axis.role == "row"), GridAxis.plain("row", "row", 1))
        self._columns = next(
            (axis for axis in grid.axes if axis.role == "column"), GridAxis.plain("column", "column", 1)
        )

    def paint(
        self, cells: Iterable[int], values: Values, *, met: bool = False, lit: Lit = None, page: int = 0
    ) -> Iterator[Artist]:
        """Whole planes: an image is drawn as quickly as one of its pixels."""
        size = self._rows.size * self._columns.size
        for first in sorted({cell // size * size for cell in cells}):
            corner, side = self.box(first), self.slot.cell
            frame = replace(corner, width=self._columns.size * side, height=self._rows.size * side)
            levels, edge = self._levels(first, values[first : first + size], page), self.hue(first, page)
            if self.rests(first, lit):
                back = np.array(to_rgb(PAGE[self.theme][1])) * 255
                levels = np.round(levels * RESTING + back * (1 - RESTING)).astype(np.uint8)
                edge = blended(edge, PAGE[self.theme][1], RESTING)
            yield image(levels, frame)
            yield from self._bands(frame)
            yield boxes([replace(frame, edge=edge, line=2)])

    def _levels(self, first: int, values: Values, page: int) -> Array:
        """Grey levels; those of numbers still to be written are pale."""
        pale = [value is None for value in values]
        shown = [self.coming(first + i, page) if value is None else value for i, value in enumerate(values)]
        held = np.array([0 if value is None else value for value in shown], dtype=float)
        border = [source == OUTSIDE for source in self.sources[first : first + len(values)]]
        grey = np.round(255 * (held - self._low) / self._span)
        rgb = grey[:, None] * self._shade(first) / 255
        page_colour = 255 * np.array(to_rgb(PAGE[self.theme][1]))
        rgb[pale] = _PALE * rgb[pale] + (1 - _PALE) * page_colour
        rgb[border] = page_colour
        return np.round(rgb).astype(np.uint8).reshape(self._rows.size, self._columns.size, 3)

    def _shade(self, first: int) -> Array:
        """The brightest pixel of a plane: that of its colour in the input of a colour picture, else white."""
        coloured = self.grid.colours and self.grid.role == "input"
        return np.array(PIXELS[self.grid.hue(first) - CHANNEL_HUES] if coloured else (255, 255, 255))

    def _bands(self, frame: Box) -> Iterator[Artist]:
        borders = _runs([i for i, kind in enumerate(self._rows.kind) if kind in "pc"])
        across = _runs([i for i, kind in enumerate(self._columns.kind) if kind in "pc"])
        side = self.slot.cell
        inner = _gaps(borders, self._rows.size)
        bands = [_part(frame, 0, a * side, frame.width, b * side) for a, b in borders]
        bands += [
            _part(frame, a * side, top * side, b * side, bottom * side) for a, b in across for top, bottom in inner
        ]
        if hatched := [segment for band in bands for segment in hatching(band)]:
            yield lines(hatched, blended(self.quiet, PAGE[self.theme][1], 0.4), 0.8)
        if dashed := self._unreached(frame):
            yield boxes(dashed)

    def _unreached(self, frame: Box) -> list[Box]:
        side = self.slot.cell
        rows = [_part(frame, 0, a * side, frame.width, b * side) for a, b in _runs(self._rows.unreached)]
        columns = [_part(frame, a * side, 0, b * side, frame.height) for a, b in _runs(self._columns.unreached)]
        return [replace(part, edge=self.quiet, dashes=(4, 3)) for part in rows + columns]


def _part(frame: Box, left: float, top: float, right: float, bottom: float) -> Box:
    """Some of a plane, from its corner."""
    return replace(frame, x=frame.x + left, y=frame.y + top, width=right - left, height=bottom - top)


def _runs(indices: Iterable[int]) -> list[tuple[int, int]]:
    """Neighbouring indices as (first, behind the last)."""
    runs: list[tuple[int, int]] = []
    for i in indices:
        if runs and runs[-1][1] == i:
            runs[-1] = runs[-1][0], i + 1
        else:
            runs.append((i, i + 1))
    return runs


def _gaps(runs: list[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    taken = {i for first, behind in runs for i in range(first, behind)}
    return _runs(i for i in range(size) if i not in taken)
