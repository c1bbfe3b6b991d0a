"""A picture of 16 : 9: heading, and below it the tracks, side by side or below each other, all of it inside.

Of all arrangements the one in which most numbers can be read, and then the one with the largest cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import starmap
from math import inf
from typing import Final

from convviz.export.mpl.counters_text import CounterLines
from convviz.export.mpl.decimals_on_show import set_decimals
from convviz.export.mpl.equation_layout import equation_layout
from convviz.export.mpl.figure_plan import WIDTH, FigurePlan, Panel, PlacedText
from convviz.export.mpl.layout import arrange_in_height
from convviz.export.mpl.legible import cells_legible, strips_legible
from convviz.export.mpl.lines import GridLayout, LabelStyle, Slot, has_numbers, numberable
from convviz.export.mpl.slide_heading import slide_heading
from convviz.export.mpl.slide_panel import SIDE, Heights, PanelCaptions, outline, picture_top
from convviz.scene import Decoder, Grid, Scene

HEIGHT: Final = WIDTH * 9 / 16
SMALLEST_LETTER: Final = 11.0

_MARGIN = 16.0  # round the panels
_GAP = 12.0  # between panels
_EQUATION_LINES = (8, 6, 4, 3)  # as many as there may be at most: all are tried
_LARGE_ENOUGH = 26.0  # points: larger cells are no reason to leave out arithmetic
_WIDE = LabelStyle(beside=True, ruler=SMALLEST_LETTER, ruled=27.5)  # smaller cells have no room for second numbers
_NARROW = replace(_WIDE, note_room=110.0)
_HALVINGS = 3  # of the range in which the height of pictures below each other is searched
_TOO_SMALL = "cells too small for numbers"


def slide_plan(
    scene: Scene, decoder: Decoder, grids: Sequence[Sequence[Grid]], sentence: str, remark: str
) -> FigurePlan:
    """Place everything.

    Args:
        scene: what is drawn.
        decoder: what it means.
        grids: of each track, left to right.
        sentence: where to look.
        remark: in the upper right corner.
    """
    texts, top = slide_heading(scene.title, sentence, remark)
    best = _best(scene, decoder, grids, top)
    panels = []
    for track, panel in enumerate(best.panels):
        pairs = list(zip(grids[track], panel.slots, strict=True))
        slots = tuple(replace(slot, strips=strips_legible(decoder, grid, slot, track)) for grid, slot in pairs)
        set_decimals(decoder, {grid.id: slot for grid, slot in zip(grids[track], slots, strict=True)}, track)
        panels.append(replace(panel, slots=slots))
    return FigurePlan(HEIGHT, (*texts, *best.titles()), tuple(panels), tuple(best.counters()), named=False)


def _best(scene: Scene, decoder: Decoder, grids: Sequence[Sequence[Grid]], top: float) -> _Slide:
    """The best of the slides with tracks side by side and below each other, more and less arithmetic, other notes."""
    abreast = (True, False) if len(grids) > 1 else (False,)
    tried = [(each, lines) for each in abreast for lines in _line_counts(decoder, len(grids), abreast=each)]
    best: _Slide | None = None
    for notes in _NOTES:
        if best and not best.is_below(notes.worth):
            continue
        noted = notes.of(grids)
        slides = [_Slide(scene, decoder, noted, top, notes, abreast=each, lines=lines) for each, lines in tried]
        best = max([best, *slides] if best else slides, key=lambda slide: slide.merit)
        if best.is_inside:
            tried = [best.arrangement]  # there is a best one, whatever the notes
    assert best
    return best


@dataclass(frozen=True, slots=True)
class _Notes:
    """A way to write the notes of grids.

    Attributes:
        labels: how they are set.
        parts: how many of them stay, up to a comma or semicolon each.
        worth: cells without numbers that are smaller than this are worth it; 0: only that all is inside is.
    """

    labels: LabelStyle
    parts: int
    worth: float

    def of(self, grids: Sequence[Sequence[Grid]]) -> list[list[Grid]]:
        """The grids of all tracks with such notes."""
        return [[replace(grid, note=self._of(grid.note)) for grid in each] for each in grids]

    def _of(self, note: str) -> str:
        ends = [found.start() for found in re.finditer("[,;]|$", note)]
        return note[: ends[min(self.parts, len(ends)) - 1]] if self.parts else ""


_NOTES = (
    _Notes(_WIDE, parts=9, worth=inf),
    _Notes(_NARROW, parts=9, worth=inf),
    _Notes(_NARROW, parts=1, worth=4.0),
    _Notes(_WIDE, parts=0, worth=0.0),
)  # are tried in turn


def _line_counts(decoder: Decoder, tracks: int, *, abreast: bool) -> Iterator[int]:
    """The numbers of lines of arithmetic that are worth a try: those that make it lower than the one before."""
    before = inf
    for lines in _EQUATION_LINES:
        height = sum(
            equation_layout(decoder, track, _rooms(tracks, abreast=abreast)[1], lines).height for track in range(tracks)
        )
        if height < before:
            yield lines
        before = height


def _rooms(tracks: int, *, abreast: bool) -> tuple[float, float]:
    """Width of a panel, and of what is in it."""
    columns = tracks if abreast else 1
    outer = (WIDTH - 2 * _MARGIN - _GAP * (columns - 1)) / columns
    return outer, outer - 2 * SIDE


class _Slide:
    """One way to place the tracks.

    Args:
        scene: what is drawn.
        decoder: what it means.
        grids: of each track.
        top: where the panels begin.
        notes: how those of grids are written.
        abreast: whether they stand side by side.
        lines: of arithmetic, at most.
    """

    def __init__(
        self,
        scene: Scene,
        decoder: Decoder,
        grids: Sequence[Sequence[Grid]],
        top: float,
        notes: _Notes,
        *,
        abreast: bool,
        lines: int,
    ) -> None:
        self._scene, self._decoder, self._grids, self._notes = scene, decoder, grids, notes
        self._top, self._abreast, self._lines = top, abreast, lines
        self._outer, self._room = _rooms(len(grids), abreast=abreast)
        self._captions, self._heights = self._captioned([""] * len(grids))
        self._pictures, self._spaces = self._placed()
        if any(unread := [self._unread(track) for track in range(len(grids))]):
            before = self._heights
            self._captions, self._heights = self._captioned(unread)
            if self._heights != before:
                self._pictures, self._spaces = self._placed()

    @property
    def arrangement(self) -> tuple[bool, int]:
        """Whether its tracks are abreast, and how many lines of arithmetic there are."""
        return self._abreast, self._lines

    @cached_property
    def merit(self) -> tuple[float, int, int, int, int, float]:
        """What makes a slide better than another, the most important first."""
        pairs = list(zip(self._pictures, self._spaces, strict=True))
        beyond = max(max(0.0, picture.height - space - 0.5, picture.width - self._room) for picture, space in pairs)
        numbered = sum(slot.numbered for _, slot in self._places())
        large = round(min(self._cell, _LARGE_ENOUGH))
        return -beyond, numbered, large, self._notes.parts, self._lines, self._cell

    @property
    def is_inside(self) -> bool:
        """Whether everything is."""
        return self.merit[0] == 0

    def is_below(self, cell: float) -> bool:
        """Whether something is not inside, or cells are smaller than this and have no numbers for that reason."""
        unread = any(self._unread(track) for track in range(len(self._grids)))
        return not self.is_inside or (unread and self._cell < cell)

    @cached_property
    def panels(self) -> list[Panel]:
        """One a track."""
        panels: list[Panel] = []
        x, y = _MARGIN, self._top
        for captions, heights, picture, space in zip(
            self._captions, self._heights, self._pictures, self._spaces, strict=True
        ):
            box = outline(x, y, self._outer, heights.total + space)
            down = picture_top(box, heights) + max(0.0, space - picture.height) / 2
            slots = [replace(slot, x=slot.x + x + SIDE, y=slot.y + down) for slot in picture.slots]
            panels.append(captions.panel(box, slots, heights))
            x, y = (x + self._outer + _GAP, y) if self._abreast else (x, y + box.height + _GAP)
        return panels

    def titles(self) -> Iterator[PlacedText]:
        """Of several tracks."""
        for captions, panel in zip(self._captions, self.panels, strict=True):
            yield from captions.titles(panel)

    def counters(self) -> Iterator[CounterLines]:
        """Of each track that multiplies."""
        for captions, heights, panel in zip(self._captions, self._heights, self.panels, strict=True):
            yield from captions.counters(panel, heights)

    @cached_property
    def _cell(self) -> float:
        """Height of the lowest cell that is no pixel."""
        return min((slot.cell * slot.planes.tilt for grid, slot in self._places() if has_numbers(grid)), default=inf)

    def _places(self) -> Iterator[tuple[Grid, Slot]]:
        """The grids of all tracks and where they are."""
        for grids, picture in zip(self._grids, self._pictures, strict=True):
            yield from zip(grids, picture.slots, strict=True)

    def _captioned(self, remarks: Sequence[str]) -> tuple[list[PanelCaptions], list[Heights]]:
        """What stands around the picture of each track, with a remark, and how high that is."""
        captions = [
            PanelCaptions(
                self._scene,
                self._decoder,
                track,
                grids,
                self._room,
                lines=self._lines,
                across=not self._abreast,
                remark=remarks[track],
            )
            for track, grids in enumerate(self._grids)
        ]
        heights = [each.heights for each in captions]
        return captions, [Heights.highest(heights)] * len(heights) if self._abreast else heights

    def _placed(self) -> tuple[list[GridLayout], list[float]]:
        """The picture of each track, and how high it may be."""
        count, space = len(self._grids), HEIGHT - _MARGIN - self._top
        if self._abreast:
            spaces = [space - self._heights[0].total] * count
            pictures = self._arranged(spaces[0])
        else:
            around = sum(heights.total for heights in self._heights) + _GAP * (count - 1)
            pictures, spaces = self._below_each_other(space - around)
        return [
            replace(picture, slots=tuple(starmap(self._on_slide, zip(grids, picture.slots, strict=True))))
            for grids, picture in zip(self._grids, pictures, strict=True)
        ], spaces

    def _below_each_other(self, space: float) -> tuple[list[GridLayout], list[float]]:
        """Pictures that share a height, each as much of it as it needs: the most that one may have is halved in."""
        count = len(self._grids)
        least, most = space / count, space
        best = self._arranged(least)
        for _ in range(_HALVINGS if count > 1 else 0):
            middle = (least + most) / 2
            pictures = self._arranged(middle)
            if sum(picture.height for picture in pictures) <= space:
                least, best = middle, pictures
            else:
                most = middle
        spare = (space - sum(picture.height for picture in best)) / count
        return best, [picture.height + spare for picture in best]

    def _arranged(self, space: float) -> list[GridLayout]:
        scene = self._scene
        own, labels = scene.clock == "progress", self._notes.labels
        return arrange_in_height(self._grids, self._room, space, scene.view, scene.form, own=own, labels=labels)

    def _on_slide(self, grid: Grid, slot: Slot) -> Slot:
        """The place of a grid, whose numbers are left out if they would be too small to be read."""
        slot = replace(slot, smallest_text=SMALLEST_LETTER)
        return replace(slot, numbers=cells_legible(self._decoder, grid, slot))

    def _unread(self, track: int) -> str:
        """What to say of grids that would have numbers if they were larger."""
        pairs = list(zip(self._grids[track], self._pictures[track].slots, strict=True))
        titles = dict.fromkeys(grid.title for grid, slot in pairs if numberable(grid) and not slot.numbered)
        if titles and not any(slot.numbered for _, slot in pairs):
            return _TOO_SMALL
        return f"{', '.join(titles)}: {_TOO_SMALL}" if titles else ""
