"""A step in words and in arithmetic: the Python half of `player/web/panels/step_text.mjs` and `format.mjs`.

Both write every number, place and equation alike; a test compares them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from math import isfinite

from convviz.scene.decimals import WHOLE, agree, compact, decimal, read, trimmed
from convviz.scene.decode import DecodedStep, Decoder, Term
from convviz.scene.loop_nest import group_length
from convviz.scene.places import MINUS, enumerated, first_of, is_line, listed, named, spoken
from convviz.scene.schema import OUTSIDE, Grid, LoopNest

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
        text = compact(size)
    else:
        text = trimmed(Decimal(size).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
    return MINUS + text if value < 0 and text != "0" else text


def power(value: float) -> str:
    """The shortest that says how large a number is: "−1e5"."""
    return (MINUS if value < 0 else "") + compact(abs(value), 0)


def bracketed(written: str) -> str:
    """What is written after another sign: "2", but "(−2)"."""
    return f"({written})" if written.startswith(MINUS) else written


def is_exact(value: float, digits: int = 2) -> bool:
    """Whether `number` shows all of the value; the last bit of a sum of decimals does not count."""
    text = number(value, digits)
    return bool(text) and abs(float(text.replace(MINUS, "-")) - value) <= 1e-12 * abs(value)


def subject(decoder: Decoder, drawn: DecodedStep) -> str:
    """What the step is about, "output row 2, column 2": the cell written by a window, or read by a stamp.

    Of several moved at once, what they have in common.
    """
    link = decoder.links[drawn.link]
    first, last = drawn.terms[0], drawn.terms[-1]
    if link.operation == "add":
        return named(decoder.grids[link.read.grid], first.read)
    return named(decoder.grids[link.write.grid], first.write, last.write)


def sentence(decoder: Decoder, drawn: DecodedStep, step: int, steps: int) -> str:
    """The whole step as a sentence for a screen reader."""
    link = decoder.links[drawn.link]
    head = f"Step {step + 1} of {steps}, {subject(decoder, drawn)}"
    if link.operation == "move":
        return f"{head}: copied{f' from {_source(decoder, link, drawn)}' if len(drawn.terms) == 1 else ''}."
    count = len(drawn.terms)
    factors = _factors(decoder, link, drawn) if count <= MOST_HEARD else []
    if carries_paths(link):
        return f"{head}: hands its {_paths(drawn)} on to {_targets(decoder, link, drawn)}."
    if link.operation == "add":
        return f"{head}: {', '.join([f'adds {count} products', *factors])}."
    products = " plus ".join(factors) or f"the sum of {count} products"
    numerator, denominator = _scale(decoder, link)
    scale = "" if numerator == denominator else f", times {numerator} over {denominator}"
    bias = f", plus bias {_bias(decoder, link, drawn)}" if drawn.start else ""
    return f"{head}: {products}{scale}{bias} {_verb(decoder, link, drawn)} {_result(decoder, link, drawn)}."


def _factors(decoder: Decoder, link: LoopNest, drawn: DecodedStep) -> list[str]:
    written = (_written(decoder, link, term) for term in drawn.terms)
    return [f"{value} times {factor}" if factor else value for value, factor in written]


def _written(decoder: Decoder, link: LoopNest, term: Term) -> tuple[str, str]:
    """The factors of a product, each with the decimals of its grid."""
    value = _in_cell(decoder, decoder.grids[link.read.grid], term.read, term.value)
    if link.weight is None:
        return value, ""
    return value, _in_cell(decoder, decoder.grids[link.weight.grid], term.weight, term.factor)


def _in_cell(decoder: Decoder, grid: Grid, cell: int, value: float) -> str:
    """The number in a cell; padding, and what is no weight of a matrix, is a plain 0."""
    plain = cell == OUTSIDE or decoder.held(grid.id, cell) == OUTSIDE or cell in grid.gaps
    return decimal(value, WHOLE if plain else decoder.style(grid))


def _bias(decoder: Decoder, link: LoopNest, drawn: DecodedStep) -> str:
    initial = decoder.grids[link.write.grid].initial
    return decimal(drawn.start, decoder.style(decoder.grids[initial[0]])) if initial else ""


def _result(decoder: Decoder, link: LoopNest, drawn: DecodedStep) -> str:
    return decimal(drawn.sum, decoder.style(decoder.grids[link.write.grid]))


def _total(decoder: Decoder, link: LoopNest, terms: Sequence[Term]) -> float:
    """What the factors that are shown add up to, multiplied."""
    written = (_written(decoder, link, term) for term in terms)
    return sum(read(value) * (read(factor) if factor else 1) for value, factor in written)


def _is_true(decoder: Decoder, link: LoopNest, drawn: DecodedStep, total: float) -> bool:
    """Whether what is shown adds up to what is shown, and "equals" is true."""
    bias = read(_bias(decoder, link, drawn)) if drawn.start else 0
    return agree(decoder.scaled(link.id, total) + bias, read(_result(decoder, link, drawn)))


def _verb(decoder: Decoder, link: LoopNest, drawn: DecodedStep) -> str:
    if len(drawn.terms) > MOST_HEARD:
        exact = agree(drawn.sum, read(_result(decoder, link, drawn)))
    else:
        exact = _is_true(decoder, link, drawn, _total(decoder, link, drawn.terms))
    return "equals" if exact else "is about"


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
        group: of a link that is read as a sum of partial sums, the one it belongs to, or -1.
        hue: number of the channel colour it has, or -1.
        after: of a partial sum: the term after which it is known, or -1.
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
    group: int = -1
    hue: int = -1
    after: int = -1


def equation(decoder: Decoder, drawn: DecodedStep) -> list[list[Token]]:
    """The equation of a step in rows: one of up to `PER_LINE` products, else broken as the kernel is.

    A last row adds up the partial sums, where there are several.
    """
    link = decoder.links[drawn.link]
    if link.operation == "move":
        return [_move_tokens(decoder, link, drawn)]
    if carries_paths(link):
        return [_path_tokens(decoder, link, drawn)]
    length, in_group = row_length(link), group_length(link)
    rows: list[list[Token]] = []
    for i, product in enumerate(_products(decoder, link, drawn)):
        if i % length == 0:
            rows.append([])
        rows[-1] += _in_group(product, in_group) if in_group else [product]
    if link.operation == "add":
        return rows
    rows = _scaled(decoder, link, rows)
    if not in_group:
        return _ended(decoder, link, drawn, rows, _total(decoder, link, drawn.terms))
    partial, exact = _partial_sums(decoder, link, drawn, in_group)
    sums = _scaled(decoder, link, [partial])[0]
    rows.append([replace(sums[0], sign="=" if exact else "≈"), *sums[1:]])
    return _ended(decoder, link, drawn, rows, sum(read(token.text) for token in partial))


def carries_paths(link: LoopNest) -> bool:
    """Whether it carries paths: a number that is added as it is, without a weight, to other cells."""
    return link.operation == "add" and link.weight is None


def _paths(drawn: DecodedStep) -> str:
    value = drawn.terms[0].value
    return f"{number(value)} path{'' if value == 1 else 's'}"


def _targets(decoder: Decoder, link: LoopNest, drawn: DecodedStep) -> str:
    """The cells that are added to: "layer 1, units 1, 3 and 5"."""
    return listed(decoder.grids[link.write.grid], [term.write for term in drawn.terms])


def _path_tokens(decoder: Decoder, link: LoopNest, drawn: DecodedStep) -> list[Token]:
    more = f"{number(drawn.terms[0].value)} more in {_targets(decoder, link, drawn)}"
    return [
        Token(text=f"{subject(decoder, drawn)} has {_paths(drawn)}", role=decoder.grids[link.read.grid].role),
        Token(sign="→", text=more, role=decoder.grids[link.write.grid].role),
    ]


def _move_tokens(decoder: Decoder, link: LoopNest, drawn: DecodedStep) -> list[Token]:
    """Where a lone number comes from and goes to; of several moved at once, what they are part of."""
    role = decoder.grids[link.read.grid].role
    if len(drawn.terms) > 1:
        return [Token(text=subject(decoder, drawn), role=role)]
    written = decoder.grids[link.write.grid]
    return [
        Token(text=_source(decoder, link, drawn), role=role),
        Token(sign="→", text=subject(decoder, drawn), role=written.role),
        Token(sign="=", text=decimal(drawn.terms[0].value, decoder.style(written)), role=written.role, result=True),
    ]


def _source(decoder: Decoder, link: LoopNest, drawn: DecodedStep) -> str:
    """Where a lone number is moved from, "kernel 3"."""
    return named(decoder.grids[link.read.grid], drawn.terms[0].read)


def row_length(link: LoopNest) -> int:
    """How many products one row of the link's equations has."""
    length = 1
    for tap in reversed(link.taps):
        if length * tap.size > PER_LINE:
            break
        length *= tap.size
    return length


def _products(decoder: Decoder, link: LoopNest, drawn: DecodedStep) -> Iterator[Token]:
    source, write = decoder.grids[link.read.grid], decoder.grids[link.write.grid]
    weight = decoder.grids[link.weight.grid] if link.weight else None
    adds, in_group = link.operation == "add", group_length(link)
    for i, term in enumerate(drawn.terms):
        value, factor = _written(decoder, link, term)
        signed = not adds and bool(i % in_group if in_group else i)
        yield Token(
            sign="+" if signed else "",
            term=i,
            value=bracketed(value) if signed else value,
            factor=bracketed(factor),
            border=_on_border(source, term),
            gives=decimal(decoder.scaled(link.id, term.product), decoder.style(write)) if adds else "",
            cropped=adds and term.write == OUTSIDE,
            group=i // in_group if in_group else -1,
            hue=_hue(weight, term.weight) if in_group and weight else -1 if weight else _hue(source, term.read),
        )


def _hue(grid: Grid, cell: int) -> int:
    return grid.hue(cell) if grid.hues else -1


def _in_group(product: Token, in_group: int) -> list[Token]:
    """A product with the bracket it opens or closes."""
    bracket = Token(group=product.group, hue=product.hue)
    opening = [replace(bracket, sign="+" if product.term else "", text="(")] if product.term % in_group == 0 else []
    closing = [replace(bracket, text=")")] if (product.term + 1) % in_group == 0 else []
    return [*opening, product, *closing]


def _partial_sums(decoder: Decoder, link: LoopNest, drawn: DecodedStep, in_group: int) -> tuple[list[Token], bool]:
    """The partial sums, "12 + (−5) + 3", each in the colour of its channel, and whether what is shown makes them."""
    style = decoder.style(decoder.grids[link.write.grid])
    sums, exact = [], True
    for first in range(0, len(drawn.terms), in_group):
        terms = drawn.terms[first : first + in_group]
        written = decimal(sum(term.product for term in terms), style)
        exact = exact and agree(_total(decoder, link, terms), read(written))
        hue = _hue(decoder.grids[link.weight.grid], terms[-1].weight) if link.weight else -1
        text = bracketed(written) if first else written
        last = first + in_group - 1
        sums.append(Token("+" if first else "", text, group=first // in_group, hue=hue, after=last))
    return sums, exact


def _scale(decoder: Decoder, link: LoopNest) -> tuple[int, int]:
    return decoder.grids[link.weight.grid].scale if link.weight else (1, 1)


def _scaled(decoder: Decoder, link: LoopNest, rows: list[list[Token]]) -> list[list[Token]]:
    """With the fraction in front of the weights, if there is one."""
    numerator, denominator = _scale(decoder, link)
    if numerator == denominator:
        return rows
    rows[0] = [Token(text=f"{numerator}/{denominator}", role="kernel"), Token(text="·("), *rows[0]]
    rows[-1] = [*rows[-1], Token(text=")")]
    return rows


def _ended(
    decoder: Decoder, link: LoopNest, drawn: DecodedStep, rows: list[list[Token]], total: float
) -> list[list[Token]]:
    """With the bias and what comes out of the total that is shown."""
    if drawn.start:
        rows[-1].append(Token("+", bracketed(_bias(decoder, link, drawn)), "bias"))
    sign = "=" if _is_true(decoder, link, drawn, total) else "≈"
    role = decoder.grids[link.write.grid].role
    rows[-1].append(Token(sign, _result(decoder, link, drawn), role, result=True))
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


_KINDS = (("p", "padding", "padding"), ("z", "inserted", "zeros put in"), ("c", "cut", "cut off, not read"))


def legend(grids: Sequence[Grid], values: Mapping[str, Sequence[float]]) -> list[tuple[str, str]]:
    """What hatching, stripes, dots and dashes mean, where the picture has them: a kind ("padding") and a few words.

    Args:
        grids: of the picture.
        values: the finished numbers of each, by its id.
    """
    axes = [(grid, axis) for grid in grids for axis in grid.axes]
    entries = [(kind, words) for letter, kind, words in _KINDS if any(letter in axis.kind for _, axis in axes)]
    if any(grid.display != "pixels" and min(values[grid.id], default=0) < 0 for grid in grids):
        entries.append(("negative", "negative"))
    for grid, axis in axes:
        if axis.unreached:
            first = first_of(axis)
            many = len(axis.unreached) > 1
            verb = "no stamp reaches" if grid.values is None else "the window never reaches"
            which = _listed([str(index - first + 1) for index in axis.unreached])
            name = which if is_line(grid) else f"{spoken(grid, axis)}{'s' * many} {which}"
            words = f"{grid.title} {name}: {verb} {'them' if many else 'it'}"
            entries.append(("unreached", words))
    return entries


def _listed(numbers: list[str]) -> str:
    return enumerated(numbers) if len(numbers) <= 6 else f"{', '.join(numbers[:5])} … {numbers[-1]}"
