"""How the equations of a track are broken into lines: the same for every step, so that nothing jumps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from convviz.export.mpl.fonts import MONO_ADVANCE
from convviz.scene import DecodedStep, Decoder, Grid, LoopNest
from convviz.scene.decimals import decimal
from convviz.scene.loop_nest import group_length, repetitions
from convviz.scene.step_text import Token, bracketed, carries_paths, equation, row_length

LEADING: Final = 1.6  # of the size, from line to line
_SIZES: Final = (15.0, 14.0, 13.0, 12.0)
_SMALL: Final = 13.0
_MOST_LINES: Final = 8  # more would push the picture off a slide: the middle is left out, and its products counted
_MOST_SUMS: Final = 3  # of these lines of partial sums


@dataclass(frozen=True, slots=True)
class LineBreaks:
    """How much of a link's equations goes into a line: so many products, or so many partial sums."""

    products: int
    sums: int = 1


@dataclass(frozen=True, slots=True)
class EquationLayout:
    """How the equations of a track are set.

    Attributes:
        size: of the letters.
        breaks: of every link.
        height: of the most lines any step has.
    """

    size: float
    breaks: dict[str, LineBreaks]
    height: float


def equation_layout(decoder: Decoder, track: int, room: float) -> EquationLayout:
    """The largest letters in which a row is a line; where there are none, rows are broken evenly."""
    links = [decoder.links[id] for id in decoder.scene.tracks[track].links]
    rows = {link.id: (_products(decoder, link), _sums(decoder, link)) for link in links}
    longest = max(row.columns for pair in rows.values() for row in pair)
    size = next((size for size in _SIZES if longest * size * MONO_ADVANCE <= room), _SMALL)
    columns = int(room / (size * MONO_ADVANCE))
    breaks = {id: LineBreaks(*(row.broken(columns) for row in pair)) for id, pair in rows.items()}
    most = max(_line_count(link, breaks[link.id]) for link in links)
    return EquationLayout(size, breaks, most * size * LEADING)


@dataclass(frozen=True, slots=True)
class _Row:
    """The longest row of a link's equations: how many items it has, and how many letters each and the rest take."""

    items: int
    item: float
    rest: int

    @property
    def columns(self) -> float:
        return self.items * self.item + self.rest

    def broken(self, columns: int) -> int:
        """Items in a line of that many columns."""
        most = max(1, int((columns - self.rest) / self.item))
        return ceil(self.items / ceil(self.items / most))


def _products(decoder: Decoder, link: LoopNest) -> _Row:
    """A row of products, in brackets where they make partial sums."""
    if link.operation == "move" or carries_paths(link):
        return _Row(1, 1, 0)
    read, weight, write = (
        _longest(decoder, decoder.grids[index_map.grid]) if index_map else 0
        for index_map in (link.read, link.weight, link.write)
    )
    if link.operation == "add":
        return _Row(row_length(link), read + weight + max(write + 4, len(" → cropped")) + 4, 0)
    if in_group := group_length(link):
        return _Row(row_length(link), read + weight + 4 + 2 / in_group, 2 + _scale(decoder, link))
    return _Row(row_length(link), read + weight + 4, _scale(decoder, link) + _end(decoder, link))


def _sums(decoder: Decoder, link: LoopNest) -> _Row:
    """The row of partial sums."""
    in_group = group_length(link)
    if not in_group or not link.weight:
        return _Row(1, 1, 0)
    decimals = decoder.decimals[link.write.grid]
    read, met = (decoder.values[index_map.grid] for index_map in (link.read, link.weight))
    most = in_group * max(map(abs, read), default=0) * max(map(abs, met), default=0)
    whole = all(float(value).is_integer() for value in (*read, *met))
    longest = len(str(int(min(most, 999_999)))) + (1 + decimals if decimals else 0)
    letters = max(longest, len("1.2e10") if most >= 1e6 else 0, 0 if whole else len("1e−10"))
    item = 3 + letters + len("(−)")
    return _Row(repetitions(link.taps) // in_group, item, 2 + _scale(decoder, link) + _end(decoder, link))


def _longest(decoder: Decoder, grid: Grid) -> int:
    """Letters of the longest number of a grid, in brackets if it is negative."""
    style = decoder.style(grid)
    return max(len(bracketed(decimal(value, style))) for value in {0, *decoder.values[grid.id]})


def _scale(decoder: Decoder, link: LoopNest) -> int:
    """Letters of the fraction in front of the weights, with brackets round what it multiplies; 0 without one."""
    numerator, denominator = decoder.grids[link.weight.grid].scale if link.weight else (1, 1)
    return 0 if numerator == denominator else len(f"{numerator}/{denominator}·()")


def _end(decoder: Decoder, link: LoopNest) -> int:
    """Letters of bias and result, with their signs."""
    write = decoder.grids[link.write.grid]
    bias = 3 + _longest(decoder, decoder.grids[write.initial[0]]) if write.initial else 0
    return bias + 3 + _longest(decoder, write)


def _line_count(link: LoopNest, breaks: LineBreaks) -> int:
    """Lines of an equation; of a row too long for one, all are broken alike."""
    if link.operation == "move" or carries_paths(link):
        return 1
    products, length, in_group = repetitions(link.taps), row_length(link), group_length(link)
    lines = ceil(products / length) * ceil(length / breaks.products)
    sums = min(ceil(products / in_group / breaks.sums), _MOST_SUMS) if in_group else 0
    return min(lines + sums, _MOST_LINES)


def equation_lines(decoder: Decoder, drawn: DecodedStep, breaks: LineBreaks) -> list[list[Token]]:
    """The equation in lines, no more than can be taken in: the first and the last are always among them."""
    rows = equation(decoder, drawn)
    summed = [row for row in rows if any(token.after >= 0 for token in row)]
    sums = _shortened([line for row in summed for line in _broken(row, breaks.sums)], _MOST_SUMS, "sums")
    products = [line for row in rows if row not in summed for line in _broken(row, breaks.products)]
    return [*_shortened(products, _MOST_LINES - len(sums), "products", ending=not sums), *sums]


def _is_item(token: Token) -> bool:
    return token.term >= 0 or token.after >= 0


def _broken(row: Sequence[Token], per_line: int) -> Iterator[list[Token]]:
    """A row in lines; what is no item stays with its neighbour: a bracket that opens with the next one."""
    items: list[list[Token]] = [[]]
    for token in row:
        opens = token.group >= 0 and token.text == "("
        if (opens or _is_item(token)) and any(map(_is_item, items[-1])):
            items.append([])
        items[-1].append(token)
    for first in range(0, len(items), per_line):
        yield [token for item in items[first : first + per_line] for token in item]


def _shortened(lines: list[list[Token]], most: int, what: str, *, ending: bool = True) -> list[list[Token]]:
    """At most so many lines: some from the start, how much is left out, and the last one, if that is the `ending`."""
    if len(lines) <= most:
        return lines
    first, last = most - 1 - ending, len(lines) - ending
    left_out = [token for line in lines[first:last] for token in line]
    count = sum(map(_is_item, left_out))
    return [*lines[:first], [Token(left_out[0].sign, f"… {count:,} more {what} …", "quiet")], *lines[last:]]
