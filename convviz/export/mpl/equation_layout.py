"""How the equations of a track are broken into lines: the same for every step, so that nothing jumps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from convviz.export.mpl.fonts import MONO_ADVANCE
from convviz.export.mpl.sentence_lines import is_sentence, wrapped_sentence
from convviz.scene import DecodedStep, Decoder, Grid, LoopNest
from convviz.scene.decimals import decimal
from convviz.scene.loop_nest import group_length, repetitions
from convviz.scene.step_text import Token, bracketed, equation, row_length

LEADING: Final = 1.6  # of the size, from line to line
_SIZES: Final = (15.0, 14.0, 13.0, 12.0)
_SMALL: Final = 13.0
MOST_LINES: Final = 8  # more cannot be taken in
_MOST_SENTENCES: Final = 100  # that are looked at
_MOST_SUMS: Final = 3  # of these lines of partial sums


@dataclass(frozen=True, slots=True)
class LineBreaks:
    """How much of a link's equations goes into a line, and how many lines of them are shown.

    Attributes:
        products: in a line; of a link that says in words what it moves, letters.
        sums: partial sums in a line.
        most: lines; of more than that those in the middle are left out, and what they hold is counted.
    """

    products: int
    sums: int = 1
    most: int = MOST_LINES


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


def equation_layout(decoder: Decoder, track: int, room: float, most: int = MOST_LINES) -> EquationLayout:
    """The largest letters in which a row is a line; where there are none, rows are broken evenly.

    Args:
        decoder: of the scene.
        track: whose equations.
        room: how wide a line may be.
        most: how many lines there may be, at least 3.
    """
    links = [decoder.links[id] for id in decoder.scene.tracks[track].links]
    rows = {link.id: (_products(decoder, link), _sums(decoder, link)) for link in links if not is_sentence(link)}
    said = _sentences(decoder, track)
    longest = max([*(row.columns for pair in rows.values() for row in pair), *map(_letters, said)])
    size = next((size for size in _SIZES if longest * size * MONO_ADVANCE <= room), _SMALL)
    columns = int(room / (size * MONO_ADVANCE))
    breaks = {link.id: LineBreaks(columns) for link in links} | {
        id: LineBreaks(products.broken(columns), sums.broken(columns), most) for id, (products, sums) in rows.items()
    }
    lines = [_line_count(link, breaks[link.id]) for link in links if link.id in rows]
    lines += [len(wrapped_sentence(sentence, columns)) for sentence in said]
    return EquationLayout(size, breaks, max(lines) * size * LEADING)


def _sentences(decoder: Decoder, track: int) -> list[list[Token]]:
    """The longest lines of links that say in words what they move: those of their steps, or of an even choice."""
    said, first = [], 0
    for id in decoder.scene.tracks[track].links:
        link = decoder.links[id]
        count = repetitions(link.loops)
        if is_sentence(link):
            steps = range(first, first + count, max(1, count // _MOST_SENTENCES))
            said += [equation(decoder, decoder.step(track, step))[0] for step in (*steps, first + count - 1)]
        first += count
    return said


def _letters(sentence: Sequence[Token]) -> int:
    """Of a row of words, with the signs between."""
    return sum(len(token.text) + (len(token.sign) + 2 if token.sign else 0) for token in sentence)


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
    products, length, in_group = repetitions(link.taps), row_length(link), group_length(link)
    lines = ceil(products / length) * ceil(length / breaks.products)
    sums = min(ceil(products / in_group / breaks.sums), _most_sums(breaks)) if in_group else 0
    return min(lines + sums, breaks.most)


def _most_sums(breaks: LineBreaks) -> int:
    return min(_MOST_SUMS, (breaks.most + 1) // 2)


def equation_lines(decoder: Decoder, drawn: DecodedStep, breaks: LineBreaks) -> list[list[Token]]:
    """The equation in lines, no more than can be taken in: the first and the last are always among them."""
    rows = equation(decoder, drawn)
    if is_sentence(decoder.links[drawn.link]):
        return wrapped_sentence(rows[0], breaks.products)
    summed = [row for row in rows if any(token.after >= 0 for token in row)]
    sums = _shortened([line for row in summed for line in _broken(row, breaks.sums)], _most_sums(breaks), "sums")
    products = [line for row in rows if row not in summed for line in _broken(row, breaks.products)]
    return [*_shortened(products, breaks.most - len(sums), "products", ending=not sums), *sums]


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
    words = f"… {count:,} {'more ' if first else ''}{what} …"
    return [*lines[:first], [Token(left_out[0].sign, words, "quiet")], *lines[last:]]
