"""A step in words and in arithmetic: the Python half of `player/web/words.mjs` and `format.mjs`.

Both write every number, place and equation alike; a test compares them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import isfinite

from convviz.scene.contract import OUTSIDE, Axis, Grid, Link
from convviz.scene.decode import Decoder, Drawn, Term

MINUS = "\N{MINUS SIGN}"  # a hyphen is too short to be seen from the last row
MOST_HEARD = 30  # products read out one by one: longer sums take minutes to hear
PER_LINE = 16  # terms of an equation in one row


def number(value: float, digits: int = 2) -> str:
    """A number with at most `digits` decimals.

    Example:
        >>> number(17), number(-0.5), number(16 / 3), number(12345678), number(0.0004)
        ('17', '−0.5', '5.33', '1.2e7', '4e−4')
    """
    if not isfinite(value):
        return ""
    size = abs(value)
    if size < 1e6 and size == int(size):
        text = str(int(size))
    elif size >= 1e6 or 0 < size < 0.5 * 10**-digits:
        text = _compact(size)
    else:
        text = _trimmed(Decimal(size).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
    return MINUS + text if value < 0 and text != "0" else text


def _compact(size: float, decimals: int = 1) -> str:
    """A positive number as "1.2e7"; with no decimals of the mantissa as "1e7"."""
    exact = Decimal(size)
    one = 10**decimals
    mantissa = exact.scaleb(decimals - exact.adjusted()).quantize(Decimal(1), ROUND_HALF_UP)  # one to ten times one
    carried = mantissa == 10 * one
    exponent = exact.adjusted() + carried
    return f"{_trimmed(Decimal(1) if carried else mantissa / one)}e{exponent}".replace("-", MINUS)


def power(value: float) -> str:
    """The shortest that says how large a number is: "−1e5"."""
    return (MINUS if value < 0 else "") + _compact(abs(value), 0)


def _trimmed(exact: Decimal) -> str:
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def bracketed(written: str) -> str:
    """What is written after another sign: "2", but "(−2)"."""
    return f"({written})" if written.startswith(MINUS) else written


def is_exact(value: float, digits: int = 2) -> bool:
    """Whether `number` shows all of the value; the last bit of a sum of decimals does not count."""
    text = number(value, digits)
    return bool(text) and abs(float(text.replace(MINUS, "-")) - value) <= 1e-12 * abs(value)


def place(axes: Sequence[Axis], cell: int) -> str:
    """A drawn cell as code would index it, "[1, 2]"; other axes than rows and columns only where they have entries.

    Border cells lie before 0 or after the last index of what they surround.
    """
    indices = []
    for axis in reversed(axes):
        cell, index = divmod(cell, axis.size)
        if axis.size > 1 or axis.role in ("row", "column"):
            first = max(axis.kind.find("r"), 0) if axis.source else 0
            indices.append(str(index - first).replace("-", MINUS))
    return f"[{', '.join(reversed(indices))}]"


def subject(decoder: Decoder, drawn: Drawn) -> str:
    """What the step is about, "output [1, 1]": the cell written by a window, or read by a stamp."""
    link, term = decoder.links[drawn.link], drawn.terms[0]
    reach, cell = (link.read, term.read) if link.operation == "add" else (link.write, term.write)
    grid = decoder.grids[reach.grid]
    return f"{grid.title} {place(grid.axes, cell)}"


def sentence(decoder: Decoder, drawn: Drawn, step: int, steps: int) -> str:
    """The whole step as a sentence for a screen reader."""
    link = decoder.links[drawn.link]
    head = f"Step {step + 1} of {steps}, {subject(decoder, drawn)}"
    if not link.weight:
        return f"{head}: copied."
    read, weight, write = _grids(decoder, link)
    count = len(drawn.terms)
    heard = drawn.terms if count <= MOST_HEARD else ()
    factors = [f"{number(t.value, read.digits)} times {number(t.factor, weight.digits)}" for t in heard]
    if link.operation == "add":
        return f"{head}: {', '.join([f'adds {count} products', *factors])}."
    products = " plus ".join(factors) or f"the sum of {count} products"
    numerator, denominator = weight.scale
    scale = "" if numerator == denominator else f", times {numerator} over {denominator}"
    bias = f", plus bias {number(drawn.start, write.digits)}" if drawn.start else ""
    return f"{head}: {products}{scale}{bias} equals {number(drawn.sum, write.digits)}."


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of an equation: a product where `term` is set, else a text.

    Attributes:
        sign: what stands in front, "+", "=" or "≈".
        text: what is written, where it is not a product.
        role: the role whose colour the text has; empty for plain ink.
        result: whether it is what comes out.
        term: which product of the step it is, or -1.
        value: the number read.
        factor: the weight it meets.
        border: whether the number lies on padding or outside.
        gives: of a stamp: what the product adds.
        cropped: of a stamp: whether that is lost outside.
    """

    sign: str = ""
    text: str = ""
    role: str = ""
    result: bool = False
    term: int = -1
    value: str = ""
    factor: str = ""
    border: bool = False
    gives: str = ""
    cropped: bool = False


def equation(decoder: Decoder, drawn: Drawn) -> list[list[Token]]:
    """The equation of a step in rows: one of up to `PER_LINE` products, else broken as the kernel is."""
    link = decoder.links[drawn.link]
    if not link.weight:
        return [[Token(text=subject(decoder, drawn), role=decoder.grids[link.read.grid].role)]]
    products = list(_products(decoder, link, drawn))
    length = row_length(link)
    rows = [products[first : first + length] for first in range(0, len(products), length)]
    return rows if link.operation == "add" else _summed(decoder, link, drawn, rows)


def row_length(link: Link) -> int:
    """How many products one row of the link's equations has."""
    length = 1
    for tap in reversed(link.taps):
        if length * tap.size > PER_LINE:
            break
        length *= tap.size
    return length


def _grids(decoder: Decoder, link: Link) -> tuple[Grid, Grid, Grid]:
    assert link.weight
    read, weight, write = (decoder.grids[reach.grid] for reach in (link.read, link.weight, link.write))
    return read, weight, write


def _products(decoder: Decoder, link: Link, drawn: Drawn) -> Iterator[Token]:
    read, weight, write = _grids(decoder, link)
    adds = link.operation == "add"
    for i, term in enumerate(drawn.terms):
        value = number(term.value, read.digits)
        yield Token(
            sign="+" if i and not adds else "",
            term=i,
            value=bracketed(value) if i and not adds else value,
            factor=bracketed(number(term.factor, weight.digits)),
            border=_on_border(read, term),
            gives=number(decoder.scaled(link.id, term.product), write.digits) if adds else "",
            cropped=adds and term.write == OUTSIDE,
        )


def _summed(decoder: Decoder, link: Link, drawn: Drawn, rows: list[list[Token]]) -> list[list[Token]]:
    _, weight, write = _grids(decoder, link)
    numerator, denominator = weight.scale
    if numerator != denominator:
        rows[0] = [Token(text=f"{numerator}/{denominator}", role="kernel"), Token(text="·("), *rows[0]]
        rows[-1] = [*rows[-1], Token(text=")")]
    if drawn.start:
        rows[-1] = [*rows[-1], Token("+", bracketed(number(drawn.start, write.digits)), "bias")]
    sign = "=" if is_exact(drawn.sum, write.digits) else "≈"
    rows[-1] = [*rows[-1], Token(sign, number(drawn.sum, write.digits), write.role, result=True)]
    return rows


def _on_border(grid: Grid, term: Term) -> bool:
    cell = term.read
    if cell == OUTSIDE:
        return True
    for axis in reversed(grid.axes):
        cell, index = divmod(cell, axis.size)
        if axis.kind and axis.kind[index] != "r":
            return True
    return False


def legend(grids: Sequence[Grid]) -> list[tuple[str, str]]:
    """What hatching and dashes mean, where the picture has them: ("padding" or "unreached", a few words)."""
    axes = [(grid, axis) for grid in grids for axis in grid.axes]
    entries = [("padding", "padding")] if any("p" in axis.kind for _, axis in axes) else []
    for grid, axis in axes:
        if axis.unreached:
            first = max(axis.kind.find("r"), 0)
            many = len(axis.unreached) > 1
            verb = "no stamp reaches" if grid.values is None else "the window never reaches"
            which = _listed([index - first for index in axis.unreached])
            words = f"{grid.title} {axis.name}{'s' * many} {which}: {verb} {'them' if many else 'it'}"
            entries.append(("unreached", words))
    return entries


def _listed(numbers: list[int]) -> str:
    if len(numbers) > 6:
        return f"{', '.join(map(str, numbers[:5]))} … {numbers[-1]}"
    return ", ".join(map(str, numbers))
