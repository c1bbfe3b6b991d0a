"""A grid as numbers in cells, and what one drawn as pixels has in common with it; see `cells.mjs` in `player/web`.

Any cells can be painted over what stood there before, so that an animation repaints only what changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import prod
from typing import Final

from matplotlib.artist import Artist

from convviz.export.mpl.artists import (
    HATCH_DISTANCE,
    Box,
    Dashes,
    PlaneFrame,
    Segment,
    boxes,
    falling_hatching,
    hatching,
    label,
    lines,
)
from convviz.export.mpl.bars import blocks
from convviz.export.mpl.fit import Amount, fit
from convviz.export.mpl.lines import Slot
from convviz.export.mpl.text_sizes import bold_width, cell_place
from convviz.palette import CHANNELS, INK, LINE, PAGE, PRIMARIES, ROLES, Theme, blended
from convviz.scene import Decoder, Grid, GridAxis
from convviz.scene.decimals import WHOLE
from convviz.scene.schema import OUTSIDE

_INSET: Final = 1.0  # half the gap between neighbouring cells; less between tiny ones
_MOST_TILES: Final = 4096  # cells without a number that are worth a shape each
RESTING: Final = 0.45  # of the colours of a filter that is not at work
_BAR: Final = 0.8  # of the colour, in a bar
PALE: Final = 0.2  # of its colour, for a number that is still to be written
_DOTS: Final = (1.5, 3.0)  # round one
_NAMED: Final = 0.2  # of the colour of a cell known by its name, whatever its number
_GAP: Final = 0.06  # of a tint, where a matrix has no weight
FAINTEST, STRONGEST = 0.07, 0.6  # of a tint; more would leave too little contrast for the number on top
FAINTEST_STRIPES: Final = 0.3  # of a negative number: less would not be seen
BETWEEN_STRIPES: Final = 0.4  # of the tint of the stripes
_STRIPES_DISTANCE, _STRIPE = 6.0, 2.0
DARKER: Final[dict[Theme, float]] = {"light": 1.0, "dark": 0.72}  # tints, under numbers that are light in the dark

Values = Sequence[float | None]  # one a cell on show, None while nothing is written
Lit = frozenset[int] | None  # numbers of the planes at work; None: all are


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


def channel(hue: int, theme: Theme) -> str:
    """The colour of a channel, by the number that `Grid.hue` gives."""
    return (*CHANNELS[theme], *PRIMARIES[theme])[hue]


def is_painted(grid: Grid) -> bool:
    """Whether a grid without numbers is a picture of grey levels."""
    return grid.display == "pixels" or prod(axis.size for axis in grid.axes if axis.role != "page") > _MOST_TILES


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
        self._places = slot.planes.cells
        self._frames: dict[int, PlaneFrame] = {}
        self.kinds = _kinds(grid.axes)
        self.gaps = frozenset(grid.gaps)
        self.sources = [decoder.held(grid.id, cell) for cell in range(self.cells * self.pages)]
        self.quiet = ROLES["padding"][theme].text

    def values(self, held: Values, page: int = 0) -> list[float | None]:
        """What its cells show, given the numbers held; a border of zeros shows 0."""
        sources = self.sources[page * self.cells : (page + 1) * self.cells]
        return [0 if source == OUTSIDE else held[source] for source in sources]

    def coming(self, cell: int, page: int = 0) -> float | None:
        """The number a cell holds in the end; None where it holds none."""
        source = self.sources[page * self.cells + cell]
        return None if source == OUTSIDE else self.final[source]

    def plane(self, cell: int) -> int:
        """The number of the plane a cell lies in."""
        return self._places[cell].plane

    def box(self, cell: int) -> Box:
        """The square a cell stands in, gap included."""
        place, side = self._places[cell], self.slot.cell
        return Box(place.column * side, place.row * side, side, side, frame=self._frame(cell))

    def rests(self, cell: int, lit: Lit) -> bool:
        """Whether the filter a cell belongs to is not at work."""
        return lit is not None and self.plane(cell) not in lit

    def hue(self, cell: int, page: int = 0) -> str:
        """The colour of a cell on show: its channel's, or that of its grid's role."""
        if not self.grid.hues:
            return fill_of(self.grid.role, self.theme)
        return channel(self.grid.hue(cell + page * self.cells), self.theme)

    def paint(
        self, cells: Iterable[int], values: Values, *, met: bool = False, lit: Lit = None, page: int = 0
    ) -> Iterator[Artist]:
        """Draw cells over what they showed before.

        Args:
            cells: which.
            values: what all cells show.
            met: leave room for a second number below.
            lit: the planes at work, the others step back; None: all.
            page: which one is on show.
        """
        raise NotImplementedError

    def _frame(self, cell: int) -> PlaneFrame:
        plane, planes = self.plane(cell), self.slot.planes
        if plane not in self._frames:
            x, y = planes.corner(cell)
            side = self.slot.cell
            self._frames[plane] = PlaneFrame(self.slot.x + x * side, self.slot.y + y * side, planes.tilt, planes.shear)
        return self._frames[plane]


class CellsView(GridView):
    """Cells in the colour of their role or channel: the larger the number, the stronger.

    The number stands in them where it fits. What is still to be written is pale, in a dotted frame.
    """

    def __init__(self, decoder: Decoder, grid: Grid, slot: Slot, theme: Theme) -> None:
        super().__init__(decoder, grid, slot, theme)
        self._largest = max(map(abs, self.final), default=0) or 1
        self._names = grid.axes[-1].names
        self._faintest = _NAMED if self._names else FAINTEST
        self._face = "plain" if grid.role in ("input", "bias") else "bold"
        self._inset = min(_INSET, slot.cell * 0.1)
        self._style = decoder.style(grid)
        self._fit = fit([Amount(value, self._style) for value in {*self.final, 0}], **cell_place(slot), wide=bold_width)

    def paint(
        self, cells: Iterable[int], values: Values, *, met: bool = False, lit: Lit = None, page: int = 0
    ) -> Iterator[Artist]:
        """Boxes first, then hatching, then numbers."""
        cells = list(cells)
        for rests in (False, True):
            here = [cell for cell in cells if self.rests(cell, lit) == rests]
            if here:
                yield from self._painted(here, values, met, rests, page)

    def cleared(self, cells: Iterable[int]) -> Artist:
        """Nothing where cells were: else a frame would remain round one that has none any more."""
        return boxes([replace(self.box(cell), face=PAGE[self.theme][1]) for cell in cells])

    def _painted(self, cells: Sequence[int], values: Values, met: bool, rests: bool, page: int) -> Iterator[Artist]:
        if self.slot.planes.lift:
            yield from self._bars(cells, values, page)
        squares = [self._square(cell, values[cell], rests, page) for cell in cells]
        yield boxes(squares)
        striped = []
        for box, cell in zip(squares, cells, strict=True):
            value, pale = self._shown(cell, values[cell], page)
            if self._is_striped(cell, value):
                striped.append((box, self._back(self._tint(cell, value or 0, page, PALE if pale else 1), rests)))
        yield from _stripes(striped)
        yield from self._texture(cells, values, rests)
        for cell in cells if self.slot.numbered else ():
            value, pale = self._shown(cell, values[cell], page)
            if value is not None and cell not in self.gaps:
                yield self._number(cell, value, met, rests, pale)

    def _shown(self, cell: int, value: float | None, page: int) -> tuple[float | None, bool]:
        """What a cell shows, and whether that is still to be written. A cell known by its name is never empty."""
        if value is not None or self._names:
            return value or 0, False
        return self.coming(cell, page), True

    def _bars(self, cells: Sequence[int], values: Values, page: int) -> Iterator[Artist]:
        """What stands on the cells, over what stood there before."""
        side = self.slot.cell
        height, inset = self.slot.planes.lift * side, self._inset
        bare, towers, striped = [], [], []
        for cell in cells:
            foot = self.box(cell)
            bare.append(replace(foot, y=foot.y - height, height=height, face=PAGE[self.theme][1]))
            value, pale = self._shown(cell, values[cell], page)
            for bottom, top in blocks(value or 0, self._largest):
                tower = replace(foot, y=foot.y - top * height, height=(top - bottom) * height)
                negative, hue, panel = (value or 0) < 0, self.hue(cell, page), PAGE[self.theme][1]
                strength = PALE if pale else _BAR
                share = strength * (BETWEEN_STRIPES if negative else 1)
                towers.append(replace(tower.inset(inset), face=blended(hue, panel, share)))
                if negative:
                    striped.append((towers[-1], blended(hue, panel, strength)))
        yield boxes(bare)
        if towers:
            yield boxes(towers)
        yield from _stripes(striped)

    def _square(self, cell: int, given: float | None, rests: bool, page: int) -> Box:
        value, pale = self._shown(cell, given, page)
        kind, unreached = self.kinds[cell]
        box, side = self.box(cell).inset(self._inset), self.slot.cell
        face, edge = PAGE[self.theme][1], ""
        dashes: Dashes = ()
        if unreached or kind == "z":
            edge, dashes = self.quiet, (4, 3) if unreached else (1.5, 3.5)
        elif value is None:
            face, edge = PAGE[self.theme][0], LINE[self.theme]
        elif cell in self.gaps:
            face = blended(self.quiet, face, _GAP)
        elif kind == "r":
            if pale and self.slot.numbered:
                edge, dashes = blended(self.hue(cell, page), face, 0.75), _DOTS
            face = self._tint(cell, value, page, (PALE if pale else 1) * (BETWEEN_STRIPES if value < 0 else 1))
        face, edge = self._back(face, rests), edge and self._back(edge, rests)
        line = min(1, side * 0.06)
        return replace(box, radius=min(6, side * 0.14), face=face, edge=edge, line=line, dashes=dashes)

    def _is_striped(self, cell: int, value: float | None) -> bool:
        """Whether it shows a negative number in its own colour."""
        kind, unreached = self.kinds[cell]
        return value is not None and value < 0 and kind == "r" and not unreached and cell not in self.gaps

    def _tint(self, cell: int, value: float, page: int, share: float = 1) -> str:
        """The colour of a cell with a number: the larger that is, the stronger; or a share of it."""
        faintest = FAINTEST_STRIPES if value < 0 else self._faintest
        strength = faintest + (STRONGEST - faintest) * min(1, abs(value) / self._largest)
        return blended(self.hue(cell, page), PAGE[self.theme][1], strength * share * DARKER[self.theme])

    def _back(self, colour: str, rests: bool) -> str:
        """A colour, stepped back where its filter rests."""
        return blended(colour, PAGE[self.theme][1], RESTING) if rests else colour

    def _texture(self, cells: Sequence[int], values: Values, rests: bool) -> Iterator[Artist]:
        """Padding is hatched, what is cut off crossed, cells never reached struck: all differ by more than colour."""
        distance = min(HATCH_DISTANCE, max(2.0, self.slot.cell * 0.5))
        inner = [(self.box(cell).inset(self._inset), self.kinds[cell][0]) for cell in cells]
        hatched = [segment for box, kind in inner if kind in "pc" for segment in hatching(box, distance)]
        hatched += [segment for box, kind in inner if kind == "c" for segment in falling_hatching(box, distance)]
        if hatched:
            yield lines(hatched, self._back(blended(self.quiet, PAGE[self.theme][1], 0.4), rests), 0.8)
        if struck := [self._strike(cell) for cell in cells if self.kinds[cell][1] and values[cell] is not None]:
            yield lines(struck, self._back(self.quiet, rests), 1)

    def _strike(self, cell: int) -> Segment:
        (x, y), half = self.box(cell).middle(), self.slot.cell * 0.22
        return (x - half, y), (x + half, y)

    def _number(self, cell: int, value: float, met: bool, rests: bool, pale: bool) -> Artist:
        kind, unreached = self.kinds[cell]
        plain = kind == "r" and not unreached and not pale
        outside = self.sources[cell] == OUTSIDE
        text, size = self._fit.write(Amount(value, WHOLE if outside else self._style))
        if self._names:
            text = self._names[cell]
        return label(
            text,
            *self.box(cell).middle(0.36 if met else 0.5),
            size * (0.94 if met else 1),
            self._back(INK[self.theme] if plain else self.quiet, rests),
            "bold" if met or (self._face == "bold" and not pale) else "plain",
            "center",
        )


def _stripes(striped: Sequence[tuple[Box, str]]) -> Iterator[Artist]:
    """Over boxes with negative numbers, each in its colour; they fall and are wider than those over padding."""
    segments, colours = [], []
    for box, colour in striped:
        inside = falling_hatching(box.inset(_STRIPE / 2), _STRIPES_DISTANCE)
        segments += inside
        colours += [colour] * len(inside)
    if segments:
        yield lines(segments, colours, _STRIPE)


_KINDS: Final = "rzpc"  # of a cell with several, one an axis, the last: padding hides zeros put in, a cut all


def _kinds(axes: Sequence[GridAxis]) -> list[tuple[str, bool]]:
    """For every drawn cell its kind, and whether no window reaches it."""
    cells = [("r", False)]
    for axis in axes:
        kinds = axis.kind or "r" * axis.size
        cells = [
            (max(kind, kinds[i], key=_KINDS.index), unreached or i in axis.unreached)
            for kind, unreached in cells
            for i in range(axis.size)
        ]
    return cells
