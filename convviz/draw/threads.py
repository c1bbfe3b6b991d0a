"""The paths between the rows of a tower, as `player/web/threads.mjs` draws them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from matplotlib.artist import Artist

from convviz.draw.cells import GridView, fill_of
from convviz.draw.palette import INK, PAGE, Theme
from convviz.draw.shapes import Segment, lines, mixed
from convviz.scene import Decoder

_FAINT = 0.3  # of the ink


class Threads:
    """The paths of one track, laid step by step."""

    def __init__(self, decoder: Decoder, track: int, views: Mapping[str, GridView]) -> None:
        self._views = views
        self._steps = [list(self._laid(decoder, track, step)) for step in range(decoder.count(track))]

    def draw(self, step: int, theme: Theme) -> Iterator[Artist]:
        """Those that are laid before a step, and its own in the colour of the kernel."""
        laid = [segment for segments in self._steps[:step] for segment in segments]
        if laid:
            yield lines(laid, mixed(INK[theme], PAGE[theme][1], _FAINT), 0.9)
        yield lines(self._steps[step], fill_of("kernel", theme), 2)

    def _laid(self, decoder: Decoder, track: int, step: int) -> Iterator[Segment]:
        drawn = decoder.step(track, step)
        link = decoder.links[drawn.link]
        above, below = self._views[link.read.grid], self._views[link.write.grid]
        for term in drawn.terms:
            yield (
                (_middle(above, term.read), above.slot.y + above.slot.cell),
                (_middle(below, term.write), below.slot.y),
            )


def _middle(view: GridView, cell: int) -> float:
    return view.slot.x + (view.slot.planes.cells[cell].x + 0.5) * view.slot.cell
