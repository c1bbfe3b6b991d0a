"""How numbers are written where there is little room; the twin of `player/web/picture/fit.mjs`.

With fewer decimals first, then in smaller type, and what is then still too long for its place in compact form.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from convviz.scene.places import MINUS
from convviz.scene.step_text import bracketed, number, power

_COMFORTABLE: Final = 2 / 3  # of the best size: only below this do decimals go

Measure = Callable[[str], float]  # how wide a text is, in letter heights


@dataclass(frozen=True, slots=True)
class Amount:
    """A text with a number in it that can be written shorter.

    Attributes:
        value: the number.
        digits: its decimals where there is room.
        sign: what stands in front: "", "×" or "+".
    """

    value: float
    digits: int
    sign: str = ""

    def at(self, level: int) -> str:
        """The text at a level: 0 is in full, each further one shorter or the same."""
        written = shorter(self.value, self.digits, level)
        if self.sign == "+":
            return written if written.startswith(MINUS) else f"+{written}"
        return self.sign + bracketed(written) if self.sign else written


def shorter(value: float, digits: int, level: int) -> str:
    """A number at a level: with ever fewer decimals, then whole, then "1.2k", "1k" and "1e3".

    Example:
        >>> [shorter(-1234.56, 2, level) for level in range(6)]
        ['−1234.56', '−1234.6', '−1235', '−1.2k', '−1k', '−1e3']
    """
    full, size = number(value, digits), abs(value)
    if level == 0 or not full:
        return full
    beyond, kept = level - _together(digits), digits - level
    if "e" in full:
        return full if beyond < 3 else power(value)
    if kept >= 1:
        return full if size < 0.5 * 10.0**-kept else number(value, kept)  # 0.04 is not written as 4e−2
    match beyond if size >= 999.5 else 0:
        case 0:
            rounded = number(value, min(digits, 1) if size < 1 else 0)
            return rounded if len(rounded) < len(full) else full
        case 1:
            return f"{number(value / 1000, 1)}k"
        case 2:
            return f"{number(value / 1000, 0)}k"
    return power(value)


def _together(digits: int) -> int:
    """Levels that all numbers of a grid take together: one for each number of decimals down to 1."""
    return max(1, digits)


@dataclass(frozen=True, slots=True)
class Fit:
    """How numbers are written in places of one width.

    Attributes:
        size: of the type.
        level: how short all of them are at least.
        room: of a place.
        wide: measures a text.
    """

    size: float
    level: int
    room: float
    wide: Measure

    def write(self, amount: Amount) -> tuple[str, float]:
        """Text and size: that of all, or one's own where even the shortest text does not fit."""
        text = amount.at(self.level)
        for level in range(self.level + 1, _together(amount.digits) + 4):
            if self.wide(text) * self.size <= self.room:
                break
            text = amount.at(level)
        return text, min(self.size, self.room / (self.wide(text) or 1))


def fit(amounts: Sequence[Amount], *, room: float, best: float, least: float, wide: Measure) -> Fit:
    """How a grid's numbers fit into places of a width; `best` and `least` are the sizes of type, in the same unit."""
    digits = max((amount.digits for amount in amounts), default=0)

    def size_at(level: int) -> float:
        widest = max((wide(text) for text in {amount.at(level) for amount in amounts}), default=0)
        return max(least, min(best, room / max(widest, 1e-12)))

    level, size = 0, size_at(0)
    for shorter_level in range(1, _together(digits)):
        if size >= best * _COMFORTABLE:
            break
        if (larger := size_at(shorter_level)) > size:
            level, size = shorter_level, larger
    return Fit(size, level, room, wide)
