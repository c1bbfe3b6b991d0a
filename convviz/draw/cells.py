"""A grid as numbers in cells, and what it has in common with one drawn as pixels; the twin of `player/web/cells.mjs`.

Any cells can be painted over what stood there before, so that an animation repaints only what changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import prod
from typing import Final

from matplotlib.artist import Artist

from convviz.draw.fit import Amount, fit
from convviz.draw.fonts import width
from convviz.draw.layout import Slot
from convviz.draw.palette import CHANNELS, INK, LINE, PAGE, ROLES, Theme
from convviz.draw.planes import places
from convviz.draw.shapes import Box, Dashes, Segment, boxes, hatching, label, lines, mixed
from convviz.scene import Axis, Decoder, Grid
from convviz.scene.contract import OUTSIDE

INSET: Final = 1.0  # half the gap between neighbouring cells
_SMALLEST_TEXT: Final = 8.0  # where the cells have room for it
FAINTEST, STRONGEST = 0.07, 0.6  # of a tint; more would leave too little contrast for the number on top

Values = Sequence[float | None]  # one a cell on show, None while nothing is written


def fill_of(role: str, theme: Theme) -> str:
    """The colour of areas of a grid's role; a bias is grey."""
    match role:
        case "input" | "kernel" | "output":
            return ROLES[role][theme].fill
    return ROLES["padding"][theme].text


def text_of(role: str, theme: Theme) -> str:
    """The colour of words about a grid's role; a bias is plain ink."""
    match role:
        case "input" | "kernel" | "output":
            return ROLES[role][theme].text
    return INK[theme]


def bold_width(text: str) -> float:
    """How wide a text in cells is at size 1; plain ones are a little narrower."""
    return width(text, 1, "bold")


class GridView:
    """What numbered cells and pixels have in common: cells and their places.

    Attributes:
        grid: what is drawn.
        slot: where.
        cells: how many cells are on show at once: all, or those of one page.
        pages: how many pages there are.
    """

    def __init__(self, decoder: Decoder, grid: Grid, slot: Slot, theme: Theme) -> None:
        self.grid, self.slot, self.theme = grid, slot, theme
        self.final = decoder.values[grid.id]
        self.pages = grid.axes[0].size if grid.axes and grid.axes[0].role == "page" else 1
        self.cells = prod(axis.size for axis in grid.axes) // self.pages
        self._places = places(grid.axes)
        self.kinds = _kinds(grid.axes)
        self.sources = [decoder.held(grid.id, cell) for cell in range(self.cells * self.pages)]
        self.quiet = ROLES["padding"][theme].text

    def values(self, held: Values, page: int = 0) -> list[float | None]:
        """What its cells show, given the numbers held; a border of zeros shows 0."""
        sources = self.sources[page * self.cells : (page + 1) * self.cells]
        return [0 if source == OUTSIDE else held[source] for source in sources]

    def plane(self, cell: int) -> int:
        """The number of the plane a cell lies in."""
        return self._places[cell][2]

    def box(self, cell: int) -> Box:
        """The square a cell stands in, gap included."""
        x, y, _ = self._places[cell]
        side = self.slot.cell
        return Box(self.slot.x + x * side, self.slot.y + y * side, side, side)

    def paint(self, cells: Iterable[int], values: Values, *, met: bool = False) -> Iterator[Artist]:
        """Draw cells over what they showed before; those `met` leave room for a second number below."""
        raise NotImplementedError


class Numbered(GridView):
    """Numbers in cells, tinted by their size."""

    def __init__(self, decoder: Decoder, grid: Grid, slot: Slot, theme: Theme) -> None:
        super().__init__(decoder, grid, slot, theme)
        self._largest = max(map(abs, self.final), default=0) or 1
        self._face = "plain" if grid.role in ("input", "bias") else "bold"
        amounts = [Amount(value, grid.digits) for value in {*self.final, 0}]
        best = min(slot.cell * 0.42, 30.0)
        least = min(best, max(_SMALLEST_TEXT, slot.cell * 0.26))
        self._fit = fit(amounts, room=slot.cell * 0.88, best=best, least=least, wide=bold_width)

    def paint(self, cells: Iterable[int], values: Values, *, met: bool = False) -> Iterator[Artist]:
        """Boxes first, then hatching, then numbers."""
        cells = list(cells)
        if not cells:
            return
        yield boxes([self._square(cell, values[cell]) for cell in cells])
        yield from self._texture(cells, values)
        for cell in cells:
            value = values[cell]
            if value is not None:
                yield self._number(cell, value, met)

    def _square(self, cell: int, value: float | None) -> Box:
        kind, unreached = self.kinds[cell]
        box, side = self.box(cell), self.slot.cell - 2 * INSET
        face, edge = PAGE[self.theme][1], ""
        dashes: Dashes = ()
        if unreached or kind == "z":
            edge, dashes = self.quiet, (4, 3) if unreached else (1.5, 3.5)
        elif value is None:
            face, edge = PAGE[self.theme][0], LINE[self.theme]
        elif kind == "r":
            share = FAINTEST + (STRONGEST - FAINTEST) * min(1, abs(value) / self._largest)
            face = mixed(self.quiet if value < 0 else self._hue(cell), face, share)
        return Box(box.x + INSET, box.y + INSET, side, side, min(6, side * 0.14), face, edge, 1, dashes)

    def _hue(self, cell: int) -> str:
        if self.grid.palette == "role":
            return fill_of(self.grid.role, self.theme)
        channels = CHANNELS[self.theme]
        inner = prod(axis.size for axis in self.grid.axes[1:])
        return channels[cell // inner % len(channels)]

    def _texture(self, cells: Sequence[int], values: Values) -> Iterator[Artist]:
        """Padding is hatched and cells never reached are struck through: both differ by more than their colour."""
        inner = [self._inner(cell) for cell in cells if self.kinds[cell][0] == "p"]
        if hatched := [segment for box in inner for segment in hatching(box)]:
            yield lines(hatched, mixed(self.quiet, PAGE[self.theme][1], 0.4), 0.8)
        if struck := [self._strike(cell) for cell in cells if self.kinds[cell][1] and values[cell] is not None]:
            yield lines(struck, self.quiet, 1)

    def _inner(self, cell: int) -> Box:
        box = self.box(cell)
        return Box(box.x + INSET, box.y + INSET, box.width - 2 * INSET, box.height - 2 * INSET)

    def _strike(self, cell: int) -> Segment:
        box = self.box(cell)
        middle = box.x + box.width / 2, box.y + box.height / 2
        return (middle[0] - box.width * 0.22, middle[1]), (middle[0] + box.width * 0.22, middle[1])

    def _number(self, cell: int, value: float, met: bool) -> Artist:
        kind, unreached = self.kinds[cell]
        box = self.box(cell)
        plain = kind == "r" and not unreached
        text, size = self._fit.write(Amount(value, self.grid.digits))
        return label(
            text,
            box.x + box.width / 2,
            box.y + box.height * (0.36 if met else 0.5),
            size * (0.94 if met else 1),
            INK[self.theme] if plain else self.quiet,
            "bold" if met or self._face == "bold" else "plain",
            "center",
        )


def _kinds(axes: Sequence[Axis]) -> list[tuple[str, bool]]:
    """For every drawn cell its kind, a border on any axis first, and whether no window reaches it."""
    cells = [("r", False)]
    for axis in axes:
        kinds = axis.kind or "r" * axis.size
        cells = [
            (kind if kind != "r" else kinds[i], unreached or i in axis.unreached)
            for kind, unreached in cells
            for i in range(axis.size)
        ]
    return cells
