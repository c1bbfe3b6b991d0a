"""The picture of a scene that stills and animations share: heading, each track's grids and arithmetic, counters.

Everything is placed once. A step then yields artists for the cells that changed and for what it touches; what meets
what is asked of the decoder, nothing here knows convolutions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil
from typing import Final

from matplotlib.artist import Artist

from convviz.export.mpl.arithmetic import draw_equation
from convviz.export.mpl.artists import Box, Sheet, boxes, label, lines
from convviz.export.mpl.captions import KEY_LINE, Key, caption, draw_legend, legend_lines
from convviz.export.mpl.cells import CellsView, GridView, Lit, is_painted
from convviz.export.mpl.decimals_on_show import set_decimals
from convviz.export.mpl.equation_layout import EquationLayout, equation_layout, equation_lines
from convviz.export.mpl.fonts import width
from convviz.export.mpl.frame import FrameState, GridState, GridStates, changed
from convviz.export.mpl.layout import arrange_separately, arrange_tracks
from convviz.export.mpl.lines import TITLE_SIZE, GridLayout
from convviz.export.mpl.overlay import draw_mark, has_second_numbers, marks_of
from convviz.export.mpl.path_lines import PathLines
from convviz.export.mpl.pixels import PixelsView
from convviz.palette import INK, LINE, PAGE, ROLES, Theme
from convviz.scene import Clock, DecodedStep, Decoder, Grid, Playhead, Reveal, Scene, counters_lines
from convviz.scene.counters import SEPARATOR
from convviz.scene.schema import OUTSIDE
from convviz.scene.step_text import legend, subject

WIDTH: Final = 960.0
_MARGIN = 20.0  # round the panels
_PADDING = 24.0  # inside the panels
_LEFT, _ROOM = _MARGIN + _PADDING, WIDTH - 2 * (_MARGIN + _PADDING)
_HEADING = 44.0
_HEADING_SIZE = 20.0
_TRACK_HEADING = 28.0
_WORK_GAP = 16.0  # above the rule, and below it
_FOOT = 30.0
_FOOT_SIZE = 13.0
_PAGE_SIZE = 11.5
_COUNTERS_SIZE = 13.0
_COUNTERS_LINE = 21.0


@dataclass(frozen=True, slots=True)
class _Band:
    """The panel of one track: its grids and, from top to bottom, where its parts are."""

    top: float
    views: dict[str, GridView]
    keys_y: float
    keys: list[list[Key]]
    rule_y: float
    equations: EquationLayout
    foot_y: float
    rail: float
    bottom: float


class SceneFigure:
    """The picture of a scene in one theme.

    Attributes:
        decoder: what the scene means.
        clock: its steps.
        sheet: the figure, empty until artists are added.
    """

    def __init__(self, scene: Scene, theme: Theme, *, dpi: float, remark: str = "") -> None:
        self._scene, self._theme, self._remark = scene, theme, remark
        self.decoder = Decoder(scene)
        self.clock = Clock(scene)
        tracks = range(len(scene.tracks))
        self._reveals = [Reveal(self.decoder, track) for track in tracks]
        self._counts = [self.decoder.count(track) for track in tracks]
        grids = [_grids_of(self.decoder, track) for track in tracks]
        self._bands: list[_Band] = []
        top = _MARGIN + _HEADING
        place = arrange_separately if scene.clock == "progress" else arrange_tracks
        for track, picture in enumerate(place(grids, _ROOM, scene.view, scene.form)):
            self._bands.append(self._band(track, grids[track], picture, top))
            top = self._bands[-1].bottom + _MARGIN
        towers = self._bands if scene.form else []
        self._path_lines = [
            PathLines(self.decoder, track, band.views, wired=scene.form == "wiring")
            for track, band in enumerate(towers)
        ]
        self._counters_y = top + _COUNTERS_LINE / 2 - 4
        self._breaks = self._counter_breaks()
        lines = sum(len(places) for places in self._breaks)
        self.sheet = Sheet(WIDTH, top + ceil(lines * _COUNTERS_LINE + (_MARGIN - 8) * (lines > 0)), PAGE[theme][0], dpi)

    def frame(self, step: int) -> FrameState:
        """Step `step` of the scene, complete.

        Raises:
            ConvError: there is no such step.
        """
        heads = self.clock.heads(step)
        drawn = tuple(self.decoder.step(track, head.step) for track, head in enumerate(heads))
        shown: GridStates = {}
        for track, (band, head) in enumerate(zip(self._bands, heads, strict=True)):
            reveal = self._reveals[track]
            reveal.seek(head.done)
            for id, grid in band.views.items():
                held = reveal.shown.get(id, self.decoder.values[id])
                page = self._page(drawn[track], grid)
                shown[track, id] = GridState(grid.values(held, page), self._lit(drawn[track], grid), page)
        return FrameState(heads, drawn, shown)

    def blank(self) -> GridStates:
        """What stands before the first step: nothing is written."""
        return {
            (track, id): GridState(
                grid.values([None] * len(self.decoder.values[id]) if written else self.decoder.values[id])
            )
            for track, band in enumerate(self._bands)
            for id, grid in band.views.items()
            for written in [id in self._reveals[track].shown]
        }

    def background(self) -> Iterator[Artist]:
        """What no step changes, cells apart."""
        ink, quiet = INK[self._theme], self._quiet
        middle = _MARGIN + _HEADING / 2 - 6
        yield label(self._scene.title, _MARGIN + 2, middle, _HEADING_SIZE, ink, "bold")
        if self._remark:
            yield label(self._remark, WIDTH - _MARGIN - 2, middle, _FOOT_SIZE, quiet, align="right")
        for track, band in enumerate(self._bands):
            yield from self._panel(track, band)
            for grid in band.views.values():
                yield from caption(grid.grid, grid.slot, self._theme)
            yield from draw_legend(band.keys, _LEFT, band.keys_y, self._theme)

    def ground(self, shown: GridStates, before: GridStates, *, under: FrameState | None = None) -> Iterator[Artist]:
        """The cells that differ from what stood `before`; those that `under` touches are left to `over`."""
        for track, band in enumerate(self._bands):
            touched = self._touched(track, under.drawn[track]) if under else {}
            for id, grid in band.views.items():
                now, left = shown[track, id], touched.get(id, set())
                cells = [cell for cell in changed(grid, now, before.get((track, id))) if cell not in left]
                yield from grid.paint(cells, now.values, lit=now.lit, page=now.page)

    def over(self, frame: FrameState) -> Iterator[Artist]:
        """What the step touches, its arithmetic, and its place in time."""
        for track, (band, drawn, head) in enumerate(zip(self._bands, frame.drawn, frame.heads, strict=True)):
            yield from self._pages(band, drawn)
            if self._path_lines:
                yield from self._path_lines[track].draw(head.step, self._theme)
            touched = self._touched(track, drawn)
            for id, cells in touched.items():
                state = frame.shown[track, id]
                yield from band.views[id].paint(sorted(cells), state.values, met=True, lit=state.lit, page=state.page)
            for mark in marks_of(self.decoder, drawn):
                yield from draw_mark(band.views[mark.grid], mark, self._theme)
            yield from self._equation(band, drawn, head)
            yield from self._foot(track, band, drawn, head)
        yield from self._counters([head.spent for head in frame.heads])

    @property
    def _quiet(self) -> str:
        return ROLES["padding"][self._theme].text

    def _band(self, track: int, grids: list[Grid], picture: GridLayout, top: float) -> _Band:
        y = top + _PADDING - 6 + (_TRACK_HEADING if len(self._scene.tracks) > 1 else 0)
        slots = [replace(slot, x=slot.x + _LEFT, y=slot.y + y) for slot in picture.slots]
        set_decimals(self.decoder, {grid.id: slot for grid, slot in zip(grids, slots, strict=True)}, track)
        views: dict[str, GridView] = {}
        for grid, slot in zip(grids, slots, strict=True):
            kind = PixelsView if is_painted(grid) and not slot.numbered else CellsView
            views[grid.id] = kind(self.decoder, grid, slot, self._theme)
        keys = legend_lines(legend(grids, self.decoder.values), _ROOM)
        keys_y = y + picture.height + 12
        rule_y = keys_y + len(keys) * KEY_LINE + _WORK_GAP
        equations = equation_layout(self.decoder, track, _ROOM)
        foot_y = rule_y + _WORK_GAP + equations.height + 10
        rail = _ROOM - self._foot_width(track) - 18
        return _Band(top, views, keys_y, keys, rule_y, equations, foot_y, rail, ceil(foot_y + _FOOT + 6))

    def _page(self, drawn: DecodedStep, grid: GridView) -> int:
        """Of a grid with pages, the one the step meets."""
        link = self.decoder.links[drawn.link]
        met = link.weight is not None and link.weight.grid == grid.grid.id
        return max(0, drawn.terms[0].weight) // grid.cells if met else 0

    def _lit(self, drawn: DecodedStep, grid: GridView) -> Lit:
        """Of several filters the one at work."""
        link = self.decoder.links[drawn.link]
        if link.weight is None or link.weight.grid != grid.grid.id:
            return None
        return frozenset(grid.plane(term.weight % grid.cells) for term in drawn.terms if term.weight != OUTSIDE)

    def _pages(self, band: _Band, drawn: DecodedStep) -> Iterator[Artist]:
        """Below a grid with pages: which one is on show."""
        for grid in band.views.values():
            if grid.pages > 1:
                slot, page = grid.slot, self._page(drawn, grid) + 1
                words = f"{grid.grid.axes[0].name} {page} of {grid.pages}"
                yield label(words, slot.x, slot.y + slot.height + 12, _PAGE_SIZE, self._quiet)

    def _touched(self, track: int, drawn: DecodedStep) -> dict[str, set[int]]:
        """Cells whose number makes room for a second one."""
        views = self._bands[track].views
        marks = (mark for mark in marks_of(self.decoder, drawn) if has_second_numbers(views[mark.grid], mark))
        return {mark.grid: set(mark.cells) for mark in marks}

    def _panel(self, track: int, band: _Band) -> Iterator[Artist]:
        raised, line = PAGE[self._theme][1], LINE[self._theme]
        box = Box(_MARGIN, band.top, WIDTH - 2 * _MARGIN, band.bottom - band.top, 14, raised, line)
        rail = Box(_LEFT, band.foot_y + _FOOT / 2 - 2.5, band.rail, 5, 2.5, line)
        yield boxes([box, rail])
        yield lines([((_LEFT, band.rule_y), (_LEFT + _ROOM, band.rule_y))], line)
        if len(self._scene.tracks) > 1:
            title = self._scene.tracks[track].title
            yield label(title, _LEFT, band.top + _PADDING + 4, TITLE_SIZE, INK[self._theme], "bold")

    def _equation(self, band: _Band, drawn: DecodedStep, head: Playhead) -> Iterator[Artist]:
        tokens = equation_lines(self.decoder, drawn, band.equations.breaks[drawn.link])
        y = band.rule_y + _WORK_GAP
        yield from draw_equation(tokens, _LEFT, y, band.equations.size, self._theme, complete=head.complete)

    def _foot(self, track: int, band: _Band, drawn: DecodedStep, head: Playhead) -> Iterator[Artist]:
        """How far the track has come, as a bar and in words."""
        share, middle = head.done / self._counts[track], band.foot_y + _FOOT / 2
        accent, filled = ROLES["input"][self._theme].fill, max(10.0, band.rail * share)
        bar = Box(_LEFT, middle - 2.5, filled, 5, 2.5, accent)
        knob = Box(_LEFT + filled - 7, middle - 7, 14, 14, 7, accent)
        yield boxes([bar, knob])
        words = self._foot_words(track, drawn, head.step + 1)
        yield label(words, _LEFT + band.rail + 18, middle, _FOOT_SIZE, self._quiet)

    def _foot_words(self, track: int, drawn: DecodedStep, step: int) -> str:
        return f"step {step:,} of {self._counts[track]:,} · {subject(self.decoder, drawn)}"

    def _foot_width(self, track: int) -> float:
        """Room for the words of every step; the last has the longest numbers."""
        last = self._counts[track]
        steps = (self.decoder.step(track, k) for k in (0, last - 1))
        return max(width(self._foot_words(track, drawn, last), _FOOT_SIZE) for drawn in steps) * 1.02

    def _counters(self, spent: Sequence[int]) -> Iterator[Artist]:
        """Below all panels, a line for each track: what it has and takes."""
        y = self._counters_y
        for line, places in zip(
            counters_lines(self._scene.tracks, spent, self.clock.totals), self._breaks, strict=True
        ):
            parts = line.split(SEPARATOR)
            for first, end in pairwise([*places, len(parts)]):
                words = SEPARATOR.join(parts[first:end])
                yield label(words, _MARGIN + 2 + _PADDING * (first > 0), y, _COUNTERS_SIZE, self._quiet)
                y += _COUNTERS_LINE

    def _counter_breaks(self) -> list[list[int]]:
        """For each line of counters, the parts that begin a line of the picture: the same at every step."""
        totals = self.clock.totals
        return [_breaks(line.split(SEPARATOR)) for line in counters_lines(self._scene.tracks, totals, totals)]


def _breaks(parts: Sequence[str]) -> list[int]:
    """The parts that begin a line, where as many as fit stand in each."""
    room, starts = WIDTH - 2 * _MARGIN - 2 - _PADDING, [0]
    for place in range(1, len(parts)):
        if width(SEPARATOR.join(parts[starts[-1] : place + 1]), _COUNTERS_SIZE) > room:
            starts.append(place)
    return starts


def _grids_of(decoder: Decoder, track: int) -> list[Grid]:
    """The grids of a track, left to right."""
    ids: set[str] = set()
    for id in decoder.scene.tracks[track].links:
        link = decoder.links[id]
        ids |= {index_map.grid for index_map in (link.read, link.weight, link.write) if index_map}
        if initial := decoder.grids[link.write.grid].initial:
            ids.add(initial[0])
    return [grid for grid in decoder.scene.grids if grid.id in ids]
