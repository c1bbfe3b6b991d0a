"""The paths between the rows of a tower, as `player/web/picture/path_lines.mjs` draws them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from matplotlib.artist import Artist

from convviz.export.mpl.artists import Segment, lines
from convviz.export.mpl.cells import GridView, fill_of
from convviz.palette import INK, PAGE, Theme, blended
from convviz.scene import Decoder, LoopNest
from convviz.scene.loop_nest import IndexLookup, repetitions, setting_of
from convviz.scene.schema import OUTSIDE

_FAINT = 0.3  # of the ink
_WIRE = 0.16
_LAID_WIRE = 0.75


class PathLines:
    """The paths of one track, laid step by step."""

    def __init__(
        self, decoder: Decoder, track: int, views: Mapping[str, GridView], *, wired: bool = False
    ) -> None:  # fmt: skip
        self._views, self._wired = views, wired
        maps = [link for link in decoder.scene.links if link.operation == "map"] if wired else []
        self._wires = [segment for link in maps for segment in self._all(decoder, link)]
        self._steps = [list(self._laid(decoder, track, step)) for step in range(decoder.count(track))]

    def draw(self, step: int, theme: Theme) -> Iterator[Artist]:
        """Those that are laid before a step, and its own in the colour of the kernel."""
        if self._wires:
            yield lines(self._wires, blended(INK[theme], PAGE[theme][1], _WIRE), 0.9)
        laid = [segment for segments in self._steps[:step] for segment in segments]
        if laid:
            share, width = (_LAID_WIRE, 1.4) if self._wired else (_FAINT, 0.9)
            yield lines(laid, blended(INK[theme], PAGE[theme][1], share), width)
        yield lines(self._steps[step], fill_of("kernel", theme), 2)

    def _laid(self, decoder: Decoder, track: int, step: int) -> Iterator[Segment]:
        drawn = decoder.step(track, step)
        link = decoder.links[drawn.link]
        above, below = self._views[link.read.grid], self._views[link.write.grid]
        for term in drawn.terms:
            yield _line(above, term.read, below, term.write)

    def _all(self, decoder: Decoder, link: LoopNest) -> Iterator[Segment]:
        """Every path of a map."""
        above, below = self._views[link.write.grid], self._views[link.read.grid]
        reads, writes = (
            IndexLookup(index_map, link, decoder.grids[index_map.grid]) for index_map in (link.read, link.write)
        )
        for step in range(repetitions(link.loops)):
            setting = setting_of(link.loops, step)
            for read, write in zip(reads.cells(setting), writes.cells(setting), strict=True):
                if OUTSIDE not in (read, write):
                    yield _line(above, write, below, read)


def _line(above: GridView, unit: int, below: GridView, cell: int) -> Segment:
    return (_middle(above, unit), above.slot.y + above.slot.cell), (_middle(below, cell), below.slot.y)


def _middle(view: GridView, cell: int) -> float:
    return view.slot.x + (view.slot.planes.cells[cell].x + 0.5) * view.slot.cell
