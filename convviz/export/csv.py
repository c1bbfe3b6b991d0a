"""The numbers of a scene for a spreadsheet: what came out, and every product on the way.

The files are CSV as RFC 4180 has it: commas, lines ending in CR LF, as many fields in every line. Numbers are written
in full, with a hyphen for the minus, so that a program reads what was computed and not what was rounded for the eye.
In the output a line that is no row of numbers begins with `#`, which `numpy.loadtxt(file, delimiter=",")` passes over.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from math import prod
from typing import Final

from convviz.errors import ConvError
from convviz.scene import DecodedStep, Decoder, Grid, LoopNest, Scene
from convviz.scene.loop_nest import repetitions
from convviz.scene.places import MINUS, indexed
from convviz.scene.schema import OUTSIDE

MOST_LINES: Final = 200_000  # spreadsheets open some more, slowly

STEPS_HEADER: Final = (
    "track",  # the title of the computation
    "step",  # counted from 1, as in the picture
    "product",  # counted from 1 within its step
    "read",  # the cell read; on padding before 0 or after the last index
    "value",  # the number it holds
    "met",  # the cell of the weight
    "weight",  # with the fraction in front of the kernel
    "result",  # value times weight
    "bias",  # what the written cell held before a sum
    "written",  # the cell written; "cropped" where it lies outside
    "sum",  # what that cell holds after the step, of a stamp after this product
)


def output_csv(scene: Scene) -> str:
    """Every grid that the scene writes: for each plane a line with its name after `#`, and its rows.

    Raises:
        ConvError: more lines than a spreadsheet bears.
    """
    decoder = Decoder(scene)
    written = {decoder.links[id].write.grid for track in scene.tracks for id in track.links}
    grids = [grid for grid in scene.grids if grid.id in written]
    _check(sum(prod(axis.held for axis in grid.axes) for grid in grids), "numbers")
    lines = [line for grid in grids for line in _matrices(grid, decoder.values[grid.id])]
    widest = max(map(len, lines))
    return _csv([*line, *[""] * (widest - len(line))] for line in lines)


def steps_csv(scene: Scene) -> str:
    """One line for every product of every step, under `STEPS_HEADER`.

    The products of a step and its bias add up to its sum. A step that only moves numbers has a line for each.

    Raises:
        ConvError: more lines than a spreadsheet bears.
    """
    check_steps(scene)
    decoder = Decoder(scene)
    return _csv([STEPS_HEADER, *_products(decoder)])


def check_steps(scene: Scene) -> None:
    """Refuse, before any work, what `steps_csv` would refuse.

    Raises:
        ConvError: more lines than a spreadsheet bears.
    """
    links = {link.id: link for link in scene.links}
    played = [links[id] for track in scene.tracks for id in track.links]
    _check(sum(repetitions((*link.loops, *link.taps)) for link in played), "products")


def _check(lines: int, what: str) -> None:
    if lines > MOST_LINES:
        rule = f"must have at most {MOST_LINES:,} to go into a spreadsheet"
        raise ConvError("scene", f"{lines:,} {what}", rule, "Take a smaller input, fewer channels or a larger stride.")


def _matrices(grid: Grid, values: Sequence[float]) -> Iterator[list[str]]:
    """The planes of a grid by name; rows and columns are its last axes."""
    outer = [axis for axis in grid.axes if axis.role not in ("row", "column")]
    rows, columns = (next((a.held for a in grid.axes if a.role == role), 1) for role in ("row", "column"))
    for plane in range(prod(axis.held for axis in outer)):
        indices: list[str] = []
        rest = plane
        for axis in reversed(outer):
            rest, index = divmod(rest, axis.held)
            if axis.held > 1:
                indices.append(f"{axis.name} {index}")
        yield [" ".join(["#", grid.title, *reversed(indices)])]
        for row in range(rows):
            first = (plane * rows + row) * columns
            yield [_number(value) for value in values[first : first + columns]]


def _products(decoder: Decoder) -> Iterator[Sequence[str]]:
    for number, track in enumerate(decoder.scene.tracks):
        steps = 0
        for id in track.links:
            link = decoder.links[id]
            count = repetitions(link.loops)
            for k in range(count):
                drawn = decoder.step(number, steps + k)
                for line in _lines(decoder, link, drawn, k):
                    yield (track.title, str(steps + k + 1), *line)
            steps += count


def _lines(decoder: Decoder, link: LoopNest, drawn: DecodedStep, k: int) -> Iterator[Sequence[str]]:
    """The products of step `k` of a link."""
    writes = decoder.writes[link.id]
    for i, term in enumerate(drawn.terms):
        weight, result = decoder.scaled(link.id, term.factor), decoder.scaled(link.id, term.product)
        after = drawn.sum if link.operation == "set" else writes.values[k * writes.per_step + i]
        cropped = term.write == OUTSIDE
        yield (
            str(i + 1),
            _cell(decoder, link.read.grid, term.read),
            _number(term.value),
            _cell(decoder, link.weight.grid, term.weight) if link.weight else "",
            _number(weight) if link.weight else "",
            _number(result) if link.weight else "",
            _number(drawn.start) if link.operation == "set" else "",
            "cropped" if cropped else _cell(decoder, link.write.grid, term.write),
            "" if cropped else _number(after),
        )


def _cell(decoder: Decoder, grid: str, cell: int) -> str:
    """A cell by the name of its grid and its indices, "input [0, -1]"."""
    found = decoder.grids[grid]
    return "outside" if cell == OUTSIDE else f"{found.title} {indexed(found.axes, cell)}".replace(MINUS, "-")


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def _csv(lines: Iterable[Sequence[str]]) -> str:
    file = StringIO(newline="")
    csv.writer(file).writerows(lines)
    return file.getvalue()
