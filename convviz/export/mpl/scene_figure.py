"""The picture of a scene that stills and animations share: heading, each track's grids and arithmetic, counters.

Everything is placed once. A step then yields artists for the cells that changed and for what it touches; what meets
what is asked of the decoder, nothing here knows convolutions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from matplotlib.artist import Artist

from convviz.export.form import PictureForm
from convviz.export.mpl.arithmetic import draw_equation
from convviz.export.mpl.artists import Sheet, boxes, label, lines
from convviz.export.mpl.captions import caption, draw_legend
from convviz.export.mpl.cells import CellsView, GridView, Lit, is_painted
from convviz.export.mpl.counters_text import draw_counters
from convviz.export.mpl.equation_layout import equation_lines
from convviz.export.mpl.figure_plan import WIDTH, Panel
from convviz.export.mpl.foot import draw_foot, foot_words, rail
from convviz.export.mpl.frame import FrameState, GridState, GridStates, changed
from convviz.export.mpl.overlay import draw_mark, has_second_numbers, marks_of
from convviz.export.mpl.path_lines import PathLines
from convviz.export.mpl.pixels import PixelsView
from convviz.export.mpl.slide_plan import slide_plan
from convviz.export.mpl.tall_plan import tall_plan
from convviz.palette import INK, LINE, PAGE, ROLES, Theme
from convviz.scene import Clock, DecodedStep, Decoder, Grid, Playhead, Reveal, Scene, counters_lines
from convviz.scene.counters import counters_line
from convviz.scene.schema import OUTSIDE

_PAGE_SIZE = 11.5


@dataclass(frozen=True, slots=True)
class _Band:
    """A track as it is drawn: its panel, and its grids there."""

    panel: Panel
    views: dict[str, GridView]


class SceneFigure:
    """The picture of a scene in one theme.

    Attributes:
        decoder: what the scene means.
        clock: its steps.
        sheet: the figure, empty until artists are added.
    """

    def __init__(
        self,
        scene: Scene,
        theme: Theme,
        *,
        dpi: float,
        form: PictureForm = "slide",
        sentence: str = "",
        remark: str = "",
    ) -> None:
        self._scene, self._theme = scene, theme
        self.decoder = Decoder(scene)
        self.clock = Clock(scene)
        tracks = range(len(scene.tracks))
        self._reveals = [Reveal(self.decoder, track) for track in tracks]
        self._counts = [self.decoder.count(track) for track in tracks]
        grids = [_grids_of(self.decoder, track) for track in tracks]
        if form == "slide":
            self._plan = slide_plan(scene, self.decoder, grids, sentence, remark)
        else:
            self._plan = tall_plan(scene, self.decoder, grids, sentence, remark)
        self._bands = [self._band(*each) for each in zip(self._plan.panels, grids, strict=True)]
        towers = self._bands if scene.form else []
        self._path_lines = [
            PathLines(self.decoder, track, band.views, wired=scene.form == "wiring")
            for track, band in enumerate(towers)
        ]
        self.sheet = Sheet(WIDTH, self._plan.height, PAGE[theme][0], dpi)

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
        for band in self._bands:
            yield from self._panel(band.panel)
            for grid in band.views.values():
                yield from caption(grid.grid, grid.slot, self._theme)
            yield from draw_legend(band.panel.keys, band.panel.keys_x, band.panel.keys_y, self._theme)
        for text in self._plan.texts:
            colour = self._quiet if text.quiet else INK[self._theme]
            yield label(text.text, text.x, text.y, text.size, colour, text.face)

    def ground(self, shown: GridStates, before: GridStates, *, under: FrameState | None = None) -> Iterator[Artist]:
        """The cells that differ from what stood `before`; those that `under` touches are left to `over`."""
        for track, band in enumerate(self._bands):
            touched = self._touched(track, under.drawn[track]) if under else {}
            for id, grid in band.views.items():
                now, left = shown[track, id], touched.get(id, set())
                cells = [cell for cell in changed(grid, now, before.get((track, id))) if cell not in left]
                if cells and before and isinstance(grid, CellsView):
                    yield grid.cleared(cells)
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
            yield from self._equation(band.panel, drawn, head)
            words = foot_words(self.decoder, track, drawn, head.step + 1)
            yield from draw_foot(band.panel.foot, head.done / self._counts[track], words, self._theme)
        yield from self._counters([head.spent for head in frame.heads])

    @property
    def _quiet(self) -> str:
        return ROLES["padding"][self._theme].text

    def _band(self, panel: Panel, grids: Sequence[Grid]) -> _Band:
        views: dict[str, GridView] = {}
        for grid, slot in zip(grids, panel.slots, strict=True):
            kind = PixelsView if is_painted(grid) and not slot.numbered else CellsView
            views[grid.id] = kind(self.decoder, grid, slot, self._theme)
        return _Band(panel, views)

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

    def _panel(self, panel: Panel) -> Iterator[Artist]:
        line = LINE[self._theme]
        yield boxes([replace(panel.box, face=PAGE[self._theme][1], edge=line), rail(panel.foot, self._theme)])
        if panel.rule_y is not None:
            yield lines([((panel.left, panel.rule_y), (panel.left + panel.room, panel.rule_y))], line)

    def _equation(self, panel: Panel, drawn: DecodedStep, head: Playhead) -> Iterator[Artist]:
        tokens = equation_lines(self.decoder, drawn, panel.equations.breaks[drawn.link])
        size = panel.equations.size
        yield from draw_equation(
            tokens, panel.left, panel.equation_y, size, self._theme, complete=head.complete
        )  # fmt: skip

    def _counters(self, spent: Sequence[int]) -> Iterator[Artist]:
        """Of each track that multiplies: what it has and takes."""
        tracks, totals = self._scene.tracks, self.clock.totals
        said: Iterable[str] = counters_lines(tracks, spent, totals)
        if not self._plan.named:
            each = zip(tracks, spent, totals, strict=True)
            said = (counters_line(track.weights, track.biases, done, total) for track, done, total in each if total)
        for line, place in zip(said, self._plan.counters, strict=True):
            yield from draw_counters(line, place, self._theme)


def _grids_of(decoder: Decoder, track: int) -> list[Grid]:
    """The grids of a track, left to right."""
    ids: set[str] = set()
    for id in decoder.scene.tracks[track].links:
        link = decoder.links[id]
        ids |= {index_map.grid for index_map in (link.read, link.weight, link.write) if index_map}
        if initial := decoder.grids[link.write.grid].initial:
            ids.add(initial[0])
    return [grid for grid in decoder.scene.grids if grid.id in ids]
