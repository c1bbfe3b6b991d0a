"""The equation of a step as lines of letters of equal width, coloured by role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from matplotlib.artist import Artist

from convviz.draw.cells import text_of
from convviz.draw.fonts import MONO_ADVANCE, Face
from convviz.draw.palette import ROLES, Theme
from convviz.draw.shapes import Segment, label, lines
from convviz.scene import Decoder, Drawn, Grid, Link
from convviz.scene.loops import repetitions
from convviz.scene.words import Token, bracketed, equation, number, row_length

_SIZES: Final = (15.0, 14.0, 13.0, 12.0)
_SMALL: Final = 13.0
_LEADING: Final = 1.6  # of the size, from line to line
_MOST_LINES: Final = 8  # more would push the picture off a slide: the middle is left out, and its products counted


@dataclass(frozen=True, slots=True)
class Setting:
    """How the equations of a track are set, the same for every step so that nothing jumps.

    Attributes:
        size: of the letters.
        per_line: products in a line, for every link.
        height: of the most lines any step has.
    """

    size: float
    per_line: dict[str, int]
    height: float


def setting_of(decoder: Decoder, track: int, room: float) -> Setting:
    """The largest letters in which a row of products is a line; where there are none, rows are broken evenly."""
    links = [decoder.links[id] for id in decoder.scene.tracks[track].links]
    rows = {link.id: _longest_row(decoder, link) for link in links}
    for size in _SIZES:
        if all(row.columns * size * MONO_ADVANCE <= room for row in rows.values()):
            break
    else:
        size = _SMALL
    per_line = {id: row.broken(int(room / (size * MONO_ADVANCE))) for id, row in rows.items()}
    most = max(_line_count(link, per_line[link.id]) for link in links)
    return Setting(size, per_line, min(most, _MOST_LINES) * size * _LEADING)


@dataclass(frozen=True, slots=True)
class _Row:
    """The longest row of a link's equations, in columns of letters."""

    products: int
    product: int
    rest: int

    @property
    def columns(self) -> int:
        return self.products * self.product + self.rest

    def broken(self, columns: int) -> int:
        """Products in a line of that many columns."""
        most = max(1, (columns - self.rest) // self.product)
        return ceil(self.products / ceil(self.products / most))


def _longest_row(decoder: Decoder, link: Link) -> _Row:
    if not link.weight:
        return _Row(1, 1, 0)
    read, weight, write = (
        max(
            len(bracketed(number(value, decoder.grids[reach.grid].digits)))
            for value in {0, *decoder.values[reach.grid]}
        )
        for reach in (link.read, link.weight, link.write)
    )
    numerator, denominator = decoder.grids[link.weight.grid].scale
    scale = 0 if numerator == denominator else len(f"{numerator}/{denominator}·()")
    bias = _longest_bias(decoder, decoder.grids[link.write.grid])
    if link.operation == "add":
        return _Row(row_length(link), read + weight + max(write + 4, len(" → cropped")) + 4, 0)
    return _Row(row_length(link), read + weight + 4, scale + bias + 3 + write)


def _longest_bias(decoder: Decoder, written: Grid) -> int:
    """Letters of " + " and a bias; 0 without one."""
    if not written.initial:
        return 0
    return 3 + max(len(bracketed(number(value, written.digits))) for value in decoder.values[written.initial[0]])


def _line_count(link: Link, per_line: int) -> int:
    """Lines of an equation; of a row too long for one, all are broken alike."""
    products, length = repetitions(link.taps), row_length(link)
    return 1 if not link.weight else ceil(products / length) * ceil(length / per_line)


def equation_lines(decoder: Decoder, drawn: Drawn, per_line: int) -> list[list[Token]]:
    """The equation in lines of at most so many products, no more than can be taken in."""
    rows = [line for row in equation(decoder, drawn) for line in _broken(row, per_line)]
    if len(rows) <= _MOST_LINES:
        return rows
    left_out = rows[_MOST_LINES - 2 : -1]
    products = sum(token.term >= 0 for row in left_out for token in row)
    sign = left_out[0][0].sign
    return [*rows[: _MOST_LINES - 2], [Token(sign, f"… {products:,} more products …", "quiet")], rows[-1]]


def _broken(row: Sequence[Token], per_line: int) -> Iterator[list[Token]]:
    """A row in lines; what is no product stays with its neighbour."""
    line: list[Token] = []
    products = 0
    for token in row:
        if token.term >= 0 and products == per_line:
            yield line
            line, products = [], 0
        products += token.term >= 0
        line.append(token)
    yield line


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters of one colour in a line.

    Attributes:
        column: where they begin, in letters.
        text: what they are.
        role: whose colour they have, or "quiet".
        underlined: whether they are a number on padding, which differs by more than its colour.
    """

    column: int
    text: str
    role: str
    underlined: bool = False


def pieces(tokens: Sequence[Token], *, complete: bool) -> list[Piece]:
    """A line of tokens as pieces; the result only where the step is complete."""
    line: list[Piece] = []
    column = 0
    for token in tokens:
        if token.result and not complete:
            continue
        gap = (3 if token.gives else 1) if line and (token.sign or token.gives) else 0
        column += gap
        for piece in _written(token, column):
            line.append(piece)
            column = piece.column + len(piece.text)
    return line


def _written(token: Token, column: int) -> Iterator[Piece]:
    parts = [(token.sign + " ", "quiet", False)] if token.sign else []
    if token.term < 0:
        parts.append((token.text, token.role, False))
    else:
        value = "quiet" if token.border or token.cropped else "input"
        parts += [(token.value, value, token.border), ("·", "quiet", False)]
        parts.append((token.factor, "quiet" if token.cropped else "kernel", False))
    if token.gives:
        result = ("cropped", "quiet", False) if token.cropped else (token.gives, "output", False)
        parts += [(" → ", "quiet", False), result]
    for text, role, underlined in parts:
        yield Piece(column, text, role, underlined)
        column += len(text)


def draw_equation(
    tokens: Sequence[Sequence[Token]], x: float, y: float, size: float, theme: Theme, *, complete: bool
) -> Iterator[Artist]:
    """Lines of tokens from an upper left corner down."""
    quiet, advance = ROLES["padding"][theme].text, size * MONO_ADVANCE
    dots: list[Segment] = []
    for i, row in enumerate(tokens):
        middle = y + (i + 0.5) * size * _LEADING
        for piece in pieces(row, complete=complete):
            left = x + piece.column * advance
            colour = quiet if piece.role == "quiet" else text_of(piece.role, theme)
            face: Face = "mono bold" if piece.role in ("input", "kernel", "output") else "mono"
            yield label(piece.text, left, middle, size, colour, face)
            if piece.underlined:
                dots.append(((left, middle + size * 0.56), (left + len(piece.text) * advance, middle + size * 0.56)))
    if dots:
        yield lines(dots, quiet, 1, (1.5, 1.5))
