"""What a renderer draws, and nothing else: plain data that travels as one JSON string.

A scene is grids of numbers, and links that say which cells meet. A link is a loop nest: one step for every setting
of its *loops*, and within a step one term for every setting of its *taps*. Where a term reads, which weight it
meets and where it writes is looked up per axis:

    index along an axis = sum of table[counter] over the named counters (loops or taps)

so that steps are never listed: `decode.py` here and `player/web/scene/decode.mjs` in the browser expand the same
tables.
Numbers that a link writes do not travel either; both decoders compute them, and tests hold them to the engine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Final, Literal

from convviz.scene.source_code.schema import Listing

AxisRole = Literal["page", "block", "plane", "row", "column"]
GridRole = Literal["input", "kernel", "output", "bias"]
Display = Literal["cells", "pixels", "bars"]
NestOperation = Literal["set", "add", "move", "map"]
ClockKind = Literal["steps", "multiplications", "progress"]
View = Literal["", "stack", "flat"]
Form = Literal["", "tower", "wiring"]
Colours = Literal["", "rgb"]
CodePanelState = Literal["", "open", "shut"]

OUTSIDE = -1
CHANNEL_HUES = 8  # colours there are for channels; those of red, green and blue come after them
VERSION = 1


@dataclass(frozen=True, slots=True)
class GridAxis:
    """One axis of a grid as drawn.

    Attributes:
        name: in the field's terms ("row", "channel"); read out by screen readers.
        role: where it goes: row and column inside a plane, planes side by side, blocks below each other, and of a
            page axis only the entry of the current step is drawn.
        size: cells drawn, border included.
        held: numbers held along this axis; `size` where nothing is added.
        source: for each drawn cell the held number it shows, or -1 for a zero; empty: each its own.
        kind: a letter for each drawn cell: r(eal), p(adding), z(ero inserted), c(ropped); empty: all real.
        unreached: drawn cells that no window ever reaches.
        first: in a tower: where the first drawn cell begins, in cells from the first one of the lowest grid.
        pitch: in a tower: how far it is from one cell to the next.
        names: of a tower's columns: what each cell is called, and shows instead of its number; of rows: what counts
            them at the left; empty: their numbers.
    """

    name: str
    role: AxisRole
    size: int
    held: int
    source: tuple[int, ...] = ()
    kind: str = ""
    unreached: tuple[int, ...] = ()
    first: float = 0.0
    pitch: float = 1.0
    names: tuple[str, ...] = ()

    @classmethod
    def plain(cls, name: str, role: AxisRole, size: int) -> GridAxis:
        """An axis on which every cell is real and holds its own number."""
        return cls(name, role, size, size)


@dataclass(frozen=True, slots=True)
class Grid:
    """An array of numbers on show.

    Attributes:
        id: what links call it.
        role: decides its colour: input blue, kernel orange, output green.
        title: its name on the page.
        note: its size in words, and anything left out.
        axes: outermost first, the order of `values`.
        values: the numbers held, flat, last axis fastest; None if links write them.
        digits: decimals shown of a number that is not whole.
        scale: the numbers stand for this many times themselves, as (numerator, denominator): box is 1s and (1, 9).
        display: numbers in cells, pixels with the number in a tooltip, or numbers in cells with a bar on each as high
            as its number, for a grid of a single row.
        hues: the colour of a cell, by number, where it follows the channel rather than the role, so that mixing is
            visible: the sum of `hues[axis][index]` over the axes, an empty table counting as 0; empty: by role.
        colours: "rgb" where these channels are red, green and blue: their hues 0, 1 and 2 are those colours, they are
            called R, G and B, and the pixels of an input have shades of them; empty: any channels.
        sign: the operator in front of it; empty: as its role has it, "∗" before a kernel, "=" before an output; a
            space: none.
        initial: what a written cell holds before any term: `(bias grid, axis)`, its entry along that axis.
        gaps: held cells that are empty by construction: drawn without a number, not to be changed, 0 in a product.
    """

    id: str
    role: GridRole
    title: str
    axes: tuple[GridAxis, ...]
    values: tuple[float, ...] | None = None
    note: str = ""
    digits: int = 2
    scale: tuple[int, int] = (1, 1)
    display: Display = "cells"
    hues: tuple[tuple[int, ...], ...] = ()
    initial: tuple[str, int] | None = None
    sign: str = ""
    gaps: tuple[int, ...] = ()
    colours: Colours = ""

    def hue(self, cell: int) -> int:
        """Number of the colour of a drawn cell, where `hues` says one; from `CHANNEL_HUES` on red, green and blue."""
        number = 0
        tables = [*self.hues, *[()] * (len(self.axes) - len(self.hues))]
        for axis, table in reversed([*zip(self.axes, tables, strict=True)]):
            cell, index = divmod(cell, axis.size)
            number += table[index] if table else 0
        return CHANNEL_HUES + number % 3 if self.colours else number % CHANNEL_HUES


@dataclass(frozen=True, slots=True)
class Counter:
    """A loop or tap: counts from 0 to size - 1."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class IndexMap:
    """Which cell of a grid a term touches.

    Attributes:
        grid: its id.
        index: per axis of the grid, `{counter name: table}`; an empty mapping is index 0.
            A sum outside the axis means the term touches nothing there.
    """

    grid: str
    index: tuple[Mapping[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class LoopNest:
    """A loop nest: which cells meet, in which order, and what becomes of them.

    Attributes:
        id: its name within the scene.
        loops: outermost first; their settings are the steps.
        taps: outermost first; their settings are the terms of a step.
        read: where a term reads.
        write: where it writes.
        weight: which weight it meets; None for a link that only moves or adds up numbers.
        operation: "set": the step's sum is the cell; "add": each term is added to its cell; "move": copied; "map": it
            only says which cells meet, so that paths can be followed through it, and is on no track.
        grouped: the tap by which a step is best read as a sum of partial sums, one a channel or one a slice; taps
            outside it count once. Empty: as one sum.
        full: multiplications this link stands for: when the case on show is a cut-down one, or when it carries paths,
            which multiply nothing; 0: as drawn.
    """

    id: str
    loops: tuple[Counter, ...]
    taps: tuple[Counter, ...]
    read: IndexMap
    write: IndexMap
    weight: IndexMap | None = None
    operation: NestOperation = "set"
    grouped: str = ""
    full: int = 0


@dataclass(frozen=True, slots=True)
class Track:
    """Links played one after the other: one computation from input to output.

    Attributes:
        title: shown where a scene has several tracks.
        links: ids, in playing order.
        listing: code that does the same; None: there is none to read.
        weights: of all its layers, and of the full case where a smaller one is drawn.
        biases: likewise.
    """

    title: str
    links: tuple[str, ...]
    listing: Listing | None = None
    weights: int = 0
    biases: int = 0


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything one player shows.

    Attributes:
        title: names the picture for screen readers.
        alt: the picture in a sentence.
        grids: in drawing order, left to right.
        links: the loop nests.
        tracks: played side by side on one clock.
        clock: tracks advance together by steps, by multiplications (a race) or by normalised progress, which is for
            tracks of different kinds: each is then drawn at a scale of its own.
        view: how the planes of volumes lie: stacked, or spread flat; empty: as fits the width at hand.
        form: how the grids lie: "tower" puts rows of cells below each other, each cell where its axis says, and draws
            the paths between them; a "wiring" is a tower that shows all paths from the start; empty: in lines, left to
            right.
        code_panel: whether the code of the tracks is open beside the picture; empty: as the reader left it.
    """

    title: str
    alt: str
    grids: tuple[Grid, ...]
    links: tuple[LoopNest, ...]
    tracks: tuple[Track, ...]
    clock: ClockKind = "steps"
    view: View = ""
    form: Form = ""
    code_panel: CodePanelState = ""

    def json(self) -> str:
        """The scene as compact JSON: fields left at their default are left out, as the JavaScript side assumes them."""
        return json.dumps({"version": VERSION, **_plain(self)}, ensure_ascii=False, separators=(",", ":"))


_AS_THEY_ARE: Final = frozenset({str, int, bool, type(None)})


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if isinstance(value, tuple):  # most of a scene: numbers in long rows
        return [item if type(item) in _AS_THEY_ARE else _plain(item) for item in value]
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if is_dataclass(kind):
        pairs = ((name, getattr(value, name), default) for name, default in _defaults(kind))
        return {name: _plain(entry) for name, entry, default in pairs if entry != default}
    if isinstance(value, Mapping):
        return {key: _plain(entry) for key, entry in value.items()}
    return value


@cache
def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    """Name and default of each field of a dataclass."""
    return tuple((one.name, one.default) for one in fields(kind))
