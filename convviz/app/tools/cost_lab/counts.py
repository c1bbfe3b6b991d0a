"""What is counted: the columns of the table, each with its formula for a state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from convviz.costs.alternatives import StageCount, Totals

Number = int | Fraction


@dataclass(frozen=True, slots=True)
class Count:
    """One column.

    Attributes:
        title: at its head, and on the axis of a chart.
        of: its value for the totals of a block, the bytes a number takes, and the totals of the regular layer.
        formula: the same with its factors written out, without the result.
        note: what it means, in a sentence.
    """

    title: str
    of: Callable[[Totals, int, Totals], Number]
    formula: Callable[[Sequence[StageCount], Totals, int, Totals], str]
    note: str


def _weights(part: StageCount) -> str:
    depth = f"{part.reads}/{part.groups}" if part.groups > 1 else f"{part.reads}"
    taps = "" if part.taps == (1, 1) else f" · {part.taps[0]} · {part.taps[1]}"
    return f"{part.writes} · {depth}{taps}"


def _sum(parts: Sequence[StageCount], text: Callable[[StageCount], str]) -> str:
    return " + ".join(text(part) for part in parts)


def _learning(parts: Sequence[StageCount]) -> list[StageCount]:
    return [part for part in parts if part.learns]


def _multiplications(part: StageCount) -> str:
    return f"{part.after[0]} · {part.after[1]} · {_weights(part)}"


def _moved(part: StageCount) -> str:
    read, written = (f"{h} · {w} · {n}" for (h, w), n in ((part.before, part.reads), (part.after, part.writes)))
    return f"{read} + {written}"


def _biases(parts: Sequence[StageCount], totals: Totals) -> str:
    return _sum(_learning(parts), lambda part: str(part.writes)) if totals.biases else "none asked for"


COUNTS: Final = {
    "weights": Count(
        "weights",
        lambda totals, size, regular: totals.weights,
        lambda parts, totals, size, regular: _sum(_learning(parts), _weights),
        "Entries of the kernels: channels out × channels in / groups × kernel rows × kernel columns, stage by stage.",
    ),
    "biases": Count(
        "biases",
        lambda totals, size, regular: totals.biases,
        lambda parts, totals, size, regular: _biases(parts, totals),
        "One for every channel that a convolution writes.",
    ),
    "macs": Count(
        "multiplications (MACs)",
        lambda totals, size, regular: totals.multiplications,
        lambda parts, totals, size, regular: _sum(_learning(parts), _multiplications),
        "Rows × columns of the output × weights, stage by stage; those with padding count, for libraries do them.",
    ),
    "flops": Count(
        "FLOPs = 2 × MACs",
        lambda totals, size, regular: totals.flops,
        lambda parts, totals, size, regular: f"2 · {totals.multiplications:,}",
        "Every multiplication and the addition that follows it.",
    ),
    "acts": Count(
        "activations",
        lambda totals, size, regular: totals.activations,
        lambda parts, totals, size, regular: _sum(parts, _moved),
        "Numbers that the stages read and write. A map between two stages is written once and read once.",
    ),
    "bytes": Count(
        "bytes moved",
        lambda totals, size, regular: totals.bytes(size),
        lambda parts, totals, size, regular: f"{size} · ({totals.params:,} + {totals.activations:,})",
        "Weights, biases and activations, at the bytes a number takes.",
    ),
    "intensity": Count(
        "FLOPs a byte",
        lambda totals, size, regular: totals.intensity(size),
        lambda parts, totals, size, regular: f"{totals.flops:,} / {totals.bytes(size):,}",
        "Arithmetic intensity: a low number means that memory is waited for, not arithmetic.",
    ),
    "ratio": Count(
        "÷ regular",
        lambda totals, size, regular: Fraction(totals.multiplications, regular.multiplications),
        lambda parts, totals, size, regular: f"{totals.multiplications:,} / {regular.multiplications:,}",
        "Multiplications for one multiplication of the regular layer.",
    ),
}


def plain(value: Number) -> str:
    """A count as people read it: whole with separators, a ratio with a few figures.

    Example:
        >>> plain(1234567), plain(Fraction(1, 9)), plain(Fraction(205, 2)), plain(Fraction(3))
        ('1,234,567', '0.1111', '102.5', '3')
    """
    if isinstance(value, int) or value.denominator == 1:
        return f"{int(value):,}"
    number = float(value)
    text = f"{number:,.1f}" if number >= 100 else f"{number:.4g}" if number >= 1e-3 else f"{number:.2e}"
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text


def share(value: Number, whole: Number) -> str:
    """How much of the regular layer's it is: "11.9 %", or "× 3.67" where it is more.

    Example:
        >>> share(10275, 86400), share(5, 5), share(11, 3), share(0, 0), share(1, 100000)
        ('11.9 %', '100 %', '× 3.67', '–', '0.001 %')
    """
    if not whole:
        return "–"
    ratio = float(value / whole)
    if ratio > 1:
        return f"× {ratio:.3g}"
    per_cent = 100 * ratio
    text = f"{per_cent:.1f}" if per_cent >= 0.1 or not value else f"{per_cent:.1g}"
    return f"{text.removesuffix('.0')} %"
