"""The equation of a step as lines of letters of equal width, coloured by role, and by channel where it sums those."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from matplotlib.artist import Artist

from convviz.export.mpl.artists import Box, Segment, boxes, label, lines
from convviz.export.mpl.cells import channel, text_of
from convviz.export.mpl.equation_layout import LEADING
from convviz.export.mpl.fonts import MONO_ADVANCE, Face
from convviz.palette import INK, PAGE, ROLES, Theme, blended
from convviz.scene.step_text import Token

TINT: Final = 0.06  # of a channel's colour on that of the page, behind its share of a sum: more would cost contrast
INKED: Final = 0.78  # of it in its brackets and partial sums: the rest is ink, so that they can be read


@dataclass(frozen=True, slots=True)
class EquationPiece:
    """Letters of one colour in a line.

    Attributes:
        column: where they begin, in letters.
        text: what they are.
        role: whose colour they have, or "quiet".
        underlined: whether they are a number on padding, which differs by more than its colour.
        hue: number of the channel whose colour they have, or -1.
        group: the partial sum whose products they are among, or -1.
        tint: number of the channel that this belongs to, or -1.
    """

    column: int
    text: str
    role: str
    underlined: bool = False
    hue: int = -1
    group: int = -1
    tint: int = -1

    @property
    def end(self) -> int:
        """The column behind them."""
        return self.column + len(self.text)


def pieces(tokens: Sequence[Token], *, complete: bool) -> list[EquationPiece]:
    """A line of tokens as pieces; result and partial sums only where the step is complete."""
    if not complete and any(token.after >= 0 for token in tokens):
        return []
    line: list[EquationPiece] = []
    column = 0
    for token in tokens:
        if token.result and not complete:
            continue
        column += (3 if token.gives else 1) if line and (token.sign or token.gives) else 0
        for piece in _written(token):
            line.append(replace(piece, column=column))
            column = line[-1].end
    return line


def _written(token: Token) -> Iterator[EquationPiece]:
    """The pieces of a token, their places still to be found."""
    group, tint = (token.group, token.hue) if token.after < 0 else (-1, -1)
    if token.sign:  # that of a bracket stands before it
        inside = token.term >= 0
        yield EquationPiece(0, f"{token.sign} ", "quiet", group=group if inside else -1, tint=tint if inside else -1)
    if token.term < 0:
        yield EquationPiece(0, token.text, token.role, hue=token.hue, group=group, tint=tint)
        return
    for piece in _product(token):
        yield replace(piece, group=group, tint=tint)
    if token.gives:
        yield EquationPiece(0, " → ", "quiet")
        yield EquationPiece(0, "cropped", "quiet") if token.cropped else EquationPiece(0, token.gives, "output")


def _product(token: Token) -> Iterator[EquationPiece]:
    value = "quiet" if token.border or token.cropped else "input"
    yield EquationPiece(0, token.value, value, token.border, hue=-1 if token.factor else token.hue)
    if token.factor:
        yield EquationPiece(0, "·", "quiet")
        yield EquationPiece(0, token.factor, "quiet" if token.cropped else "kernel")


def draw_equation(
    tokens: Sequence[Sequence[Token]], x: float, y: float, size: float, theme: Theme, *, complete: bool
) -> Iterator[Artist]:
    """Lines of tokens from an upper left corner down."""
    advance = size * MONO_ADVANCE
    dots: list[Segment] = []
    for i, row in enumerate(tokens):
        middle = y + (i + 0.5) * size * LEADING
        line = pieces(row, complete=complete)
        yield from _underlays(line, x, middle, size, theme)
        for piece in line:
            left = x + piece.column * advance
            bold = piece.hue >= 0 or piece.role in ("input", "kernel", "output")
            face: Face = "mono bold" if bold else "mono"
            yield label(piece.text, left, middle, size, _colour(piece, theme), face)
            if piece.underlined:
                dots.append(((left, middle + size * 0.56), (x + piece.end * advance, middle + size * 0.56)))
    if dots:
        yield lines(dots, ROLES["padding"][theme].text, 1, (1.5, 1.5))


def _colour(piece: EquationPiece, theme: Theme) -> str:
    if piece.hue >= 0:
        return blended(channel(piece.hue, theme), INK[theme], INKED)
    return ROLES["padding"][theme].text if piece.role == "quiet" else text_of(piece.role, theme)


def _underlays(line: Sequence[EquationPiece], x: float, middle: float, size: float, theme: Theme) -> Iterator[Artist]:
    """Behind every channel's share of the sum a tint of its colour, and below it a line."""
    advance, half, rest = size * MONO_ADVANCE, size * 0.7, size * 0.12
    for (group, hue), found in groupby(line, key=lambda piece: (piece.group, piece.tint)):
        if group < 0 or hue < 0:
            continue
        share, colour = list(found), channel(hue, theme)
        left, right = x + share[0].column * advance - rest, x + share[-1].end * advance + rest
        tint = blended(colour, PAGE[theme][0], TINT)
        yield boxes([Box(left, middle - half, right - left, 2 * half, 3, tint)])
        yield lines([((left + 2, middle + half), (right - 2, middle + half))], colour, 1.5)
