"""What a step touches: outlines, and the weights that the cells of the window meet.

The twin of `player/web/picture/overlay.mjs`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from matplotlib.artist import Artist

from convviz.export.mpl.artists import Box, boxes, label
from convviz.export.mpl.cells import DARKER, GridView, fill_of
from convviz.export.mpl.fit import Amount, fit
from convviz.export.mpl.text_sizes import STRIP_HEIGHT, bold_width, has_strips, strip_place
from convviz.palette import INK, PAGE, Theme, blended
from convviz.scene import DecodedStep, Decoder
from convviz.scene.schema import OUTSIDE

_REST = 1.5  # an outline stands this far outside its cells
_LINE = 3.0
_FAINTEST, _STRONGEST = 0.16, 0.62


@dataclass(frozen=True, slots=True)
class Mark:
    """The cells of one grid that a step touches.

    Attributes:
        grid: its id.
        cells: drawn cells, without those outside.
        role: whose colour the outline has.
        texts: a second number a cell, where this is the grid the window lies on.
        tints: how strong each stands out, 0 to 1.
        strip_role: whose colour the second numbers have.
    """

    grid: str
    cells: tuple[int, ...]
    role: str
    texts: tuple[Amount, ...] = ()
    tints: tuple[float, ...] = ()
    strip_role: str = "kernel"


def marks_of(decoder: Decoder, drawn: DecodedStep) -> list[Mark]:
    """What the step touches, grid by grid."""
    link = decoder.links[drawn.link]
    read, write = decoder.grids[link.read.grid], decoder.grids[link.write.grid]
    reads, writes = [t.read for t in drawn.terms], [t.write for t in drawn.terms]
    if not link.weight:
        return [Mark(read.id, _inside(reads), read.role), Mark(write.id, _inside(writes), write.role)]
    weight = decoder.grids[link.weight.grid]
    largest = max(map(abs, decoder.values[weight.id]), default=0) or 1
    tints = [abs(term.factor) / largest for term in drawn.terms]
    if link.operation == "add":
        adds = [Amount(decoder.scaled(link.id, term.product), decoder.style(write), "+") for term in drawn.terms]
        marks = [
            Mark(read.id, _inside(reads), read.role),
            Mark(write.id, *_second(writes, "kernel", adds, tints), strip_role="output"),
        ]
    else:
        times = [Amount(term.factor, decoder.style(weight), "×") for term in drawn.terms]
        marks = [Mark(read.id, *_second(reads, "kernel", times, tints)), Mark(write.id, _inside(writes), write.role)]
    met = _inside(term.weight for term in drawn.terms)
    if len(drawn.terms) < len(decoder.values[weight.id]):  # a lone filter needs no outline to be found
        marks.append(Mark(weight.id, met, "kernel"))
    return marks


def _inside(cells: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(cell for cell in cells if cell != OUTSIDE))


def _second(
    cells: Sequence[int], role: str, texts: Sequence[Amount], tints: Sequence[float]
) -> tuple[tuple[int, ...], str, tuple[Amount, ...], tuple[float, ...]]:
    kept = [i for i, cell in enumerate(cells) if cell != OUTSIDE]
    return tuple(cells[i] for i in kept), role, tuple(texts[i] for i in kept), tuple(tints[i] for i in kept)


def has_second_numbers(view: GridView, mark: Mark) -> bool:
    """Whether the touched cells show a second number."""
    return bool(mark.texts) and has_strips(view.slot)


def draw_mark(view: GridView, mark: Mark, theme: Theme) -> Iterator[Artist]:
    """The second numbers, then one outline a plane."""
    cells = [cell % view.cells for cell in mark.cells]
    if has_second_numbers(view, mark):
        yield from _strips(view, cells, mark, theme)
    if outlines := _outlines(view, cells):
        colour, side = fill_of(mark.role, theme), view.slot.cell
        line = min(_LINE, max(1.5, side * 0.12))
        yield boxes([replace(box.inset(-_REST), radius=min(8, side * 0.2), edge=colour, line=line) for box in outlines])
        if taps := _taps(view, cells, outlines):
            yield boxes([replace(box.inset(1), radius=min(6, side * 0.14), edge=colour, line=1.2) for box in taps])


def _taps(view: GridView, cells: Sequence[int], outlines: Sequence[Box]) -> list[Box]:
    """Of a window with gaps, the cells it does touch; none of one that touches all it lies on."""
    covered = sum(round(box.width / view.slot.cell) * round(box.height / view.slot.cell) for box in outlines)
    return [view.box(cell) for cell in cells] if not view.slot.planes.stack and len(set(cells)) < covered else []


def _outlines(view: GridView, cells: Iterable[int]) -> list[Box]:
    """The box round the touched cells of each plane."""
    planes: dict[int, list[Box]] = {}
    for cell in cells:
        planes.setdefault(view.plane(cell), []).append(view.box(cell))
    return [_round(touched) for touched in planes.values()]


def _round(touched: Sequence[Box]) -> Box:
    """The box round boxes of one plane."""
    left, top = min(box.x for box in touched), min(box.y for box in touched)
    right = max(box.x + box.width for box in touched)
    bottom = max(box.y + box.height for box in touched)
    return Box(left, top, right - left, bottom - top, frame=touched[0].frame)


def _strips(view: GridView, cells: Sequence[int], mark: Mark, theme: Theme) -> Iterator[Artist]:
    colour = fill_of(mark.strip_role, theme)
    strips = [_strip(view.box(cell)) for cell in cells]
    shares = [DARKER[theme] * (_FAINTEST + (_STRONGEST - _FAINTEST) * tint) for tint in mark.tints]
    yield boxes(
        [
            replace(strip, face=blended(colour, PAGE[theme][1], share))
            for strip, share in zip(strips, shares, strict=True)
        ]
    )
    if not strips:
        return
    written = fit(mark.texts, **strip_place(view.slot), wide=bold_width)
    for strip, amount in zip(strips, mark.texts, strict=True):
        text, size = written.write(amount)
        yield label(text, *strip.middle(), size, INK[theme], "bold", "center")


def _strip(box: Box) -> Box:
    """The lower part of a touched cell."""
    height = box.height * STRIP_HEIGHT
    radius = min(5, box.width * 0.12)
    return Box(box.x + 1, box.y + box.height - height - 1, box.width - 2, height, radius, frame=box.frame)
