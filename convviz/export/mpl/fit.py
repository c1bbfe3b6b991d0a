"""How numbers are written where there is little room; the twin of `player/web/picture/fit.mjs`.

In smaller type, then with fewer decimals, all of a grid alike, and only what is even whole too long for its place in
compact form.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Final

from convviz.scene.decimals import NumberStyle, decimal
from convviz.scene.places import MINUS
from convviz.scene.step_text import bracketed, number, power

_SHORTER: Final = 3  # forms that are shorter than the full one: "1.2k", "1k", "1e3"
_MOST_LOST: Final = 0.25  # of the numbers of a grid that are not 0 may be written as 0 for want of decimals

Measure = Callable[[str], float]  # how wide a text is, in letter heights


@dataclass(frozen=True, slots=True)
class Amount:
    """A text with a number in it that can be written shorter.

    Attributes:
        value: the number.
        style: of the grid it belongs to.
        sign: what stands in front: "", "×" or "+".
    """

    value: float
    style: NumberStyle
    sign: str = ""

    def at(self, form: int) -> str:
        """The text in full, or in one of the shorter forms of its number, 1 to 3."""
        written = shorter(self.value, self.style, form)
        if self.sign == "+":
            return written if written.startswith(MINUS) else f"+{written}"
        return self.sign + bracketed(written) if self.sign else written

    def rounded(self, decimals: int) -> Amount:
        """The same with at most so many decimals."""
        return replace(self, style=replace(self.style, decimals=min(decimals, self.style.decimals)))


def shorter(value: float, style: NumberStyle, form: int) -> str:
    """A number in full, or where it has thousands as "1.2k", "1k" and "1e3".

    Example:
        >>> [shorter(-1234.5, NumberStyle(2), form) for form in range(4)]
        ['−1234.50', '−1.2k', '−1k', '−1e3']
    """
    full = decimal(value, style)
    if form == 0 or not full:
        return full
    if "e" in full:
        return full if form < _SHORTER else power(value)
    if abs(value) < 999.5:
        return full
    return power(value) if form == _SHORTER else f"{number(value / 1000, 1 if form == 1 else 0)}k"


@dataclass(frozen=True, slots=True)
class Fit:
    """How numbers are written in places of one width.

    Attributes:
        size: of the type.
        room: of a place.
        wide: measures a text.
    """

    size: float
    room: float
    wide: Measure

    def write(self, amount: Amount) -> tuple[str, float]:
        """Text and size: that of all, or one's own where even the shortest text does not fit."""
        text = amount.at(0)
        for form in range(1, _SHORTER + 1):
            if self.wide(text) * self.size <= self.room:
                break
            text = amount.at(form)
        return text, min(self.size, self.room / (self.wide(text) or 1))


def fit(amounts: Sequence[Amount], *, room: float, best: float, least: float, wide: Measure) -> Fit:
    """How a grid's numbers, with the decimals on show, fit into places of a width.

    `best` and `least` are the sizes of type, in the same unit.
    """
    return Fit(max(least, min(best, room / _widest(amounts, wide))), room, wide)


def decimals_for(amounts: Sequence[Amount], *, room: float, least: float, wide: Measure) -> int:
    """The most decimals with which all numbers of a grid fit into their places in type that can be read.

    Where there are none, as few as can be without most numbers becoming 0. Never more than the amounts have. `least` is
    the smallest type, in the unit of the room.
    """
    decimals = max((amount.style.decimals for amount in amounts), default=0)
    while decimals > 0:
        if _widest([amount.rounded(decimals) for amount in amounts], wide) * least <= room:
            break
        if _lost(amounts, decimals - 1) > _MOST_LOST:
            break
        decimals -= 1
    return decimals


def _widest(amounts: Sequence[Amount], wide: Measure) -> float:
    return max((wide(text) for text in {amount.at(0) for amount in amounts}), default=0) or 1e-12


def _lost(amounts: Sequence[Amount], decimals: int) -> float:
    """The share of the numbers that would be written as 0 and are not."""
    sizes = [abs(amount.value) for amount in amounts if amount.value != 0 and isfinite(amount.value)]
    return sum(size < 0.5 * 10**-decimals for size in sizes) / len(sizes) if sizes else 0
