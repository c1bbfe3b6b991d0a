"""How many decimals the numbers of a grid have; the twin of `player/web/scene/decimals.mjs`.

All have the same, so that columns align and a number looks in the arithmetic as it does in its cell.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import isfinite

from convviz.scene.places import MINUS


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How numbers are written.

    Attributes:
        decimals: that they all have.
        digits: that they may have at most: what is smaller than these can show is written as "4e−4".
    """

    decimals: int = 0
    digits: int = 2


WHOLE = NumberStyle()  # numbers that belong to no grid: the zeros of padding, counts


def decimal(value: float, style: NumberStyle) -> str:
    """A number with exactly as many decimals as the others of its grid.

    What is larger than a million, or smaller than can be shown at all, is written as "1.2e7".

    Example:
        >>> decimal(-2, NumberStyle(2)), decimal(0.45, NumberStyle(2)), decimal(12345678, NumberStyle(1))
        ('−2.00', '0.45', '1.2e7')
    """
    if not isfinite(value):
        return ""
    size = abs(value)
    text = compact(size) if _is_compact(size, style.digits) else _rounded(size, style.decimals)
    return MINUS + text if value < 0 and any(digit in text for digit in "123456789") else text


def decimals_of(values: Iterable[float], digits: int) -> int:
    """The fewest decimals that show all numbers as exactly as `digits` do.

    Example:
        >>> decimals_of([0.45, -2], 2), decimals_of([0.1 + 0.2, 1], 2), decimals_of([1, 2e9, 0.0004], 2)
        (2, 1, 0)
    """
    most = 0
    for value in values:
        if not isfinite(value) or value == int(value) or _is_compact(abs(value), digits):
            continue
        most = max(most, len(_rounded(abs(value), digits).partition(".")[2].rstrip("0")))
        if most == digits:
            break
    return most


def compact(size: float, decimals: int = 1) -> str:
    """A positive number as "1.2e7"; with no decimals of the mantissa as "1e7"."""
    exact = Decimal(size)
    one = 10**decimals
    mantissa = exact.scaleb(decimals - exact.adjusted()).quantize(Decimal(1), ROUND_HALF_UP)  # one to ten times one
    carried = mantissa == 10 * one
    exponent = exact.adjusted() + carried
    return f"{trimmed(Decimal(1) if carried else mantissa / one)}e{exponent}".replace("-", MINUS)


def trimmed(exact: Decimal) -> str:
    """A number without zeros at its end."""
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def read(written: str) -> float:
    """A number as it was written, in brackets or not."""
    return float(written.strip("()").replace(MINUS, "-"))


def agree(one: float, other: float) -> bool:
    """Whether two numbers are the same but for the last bits of a sum."""
    return abs(one - other) <= 1e-9 * max(1, abs(one), abs(other))


def _is_compact(size: float, digits: int) -> bool:
    return size >= 1e6 or 0 < size < 0.5 * 10**-digits


def _rounded(size: float, decimals: int) -> str:
    return f"{Decimal(size).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}"
