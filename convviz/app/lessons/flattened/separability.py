"""What the lesson says about which filters survive being flattened, and what the others lose."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np

from convviz.analysis.separability import rank_one
from convviz.app.lessons.flattened.model import FlattenedModel
from convviz.app.lessons.flattened.sample_numbers import FILTERS, filters, why_not
from convviz.app.lessons.flattened.text import FILTER
from convviz.app.params.param import listed

AXES: Final = ("channel", "row", "column")
DRAWN: Final = 40  # random filters of which the loss is taken


def verdict(model: FlattenedModel) -> list[str]:
    """Each filter with its three ranks, and what its nearest product misses."""
    head = "| Filter | channels | rows | columns | missed |\n|---|--:|--:|--:|--:|"
    lines = [
        f"| {place} | {' | '.join(map(str, each.ranks))} | {percent(each.error)} |"
        for place, each in enumerate(model.vectors, 1)
    ]
    return [
        f"A {FILTER} is a product of three vectors if and only if, cut along any of its axes, all slices are multiples "
        "of one slice. Written as a table with a line for each slice, that is rank 1, three times. The ranks of the "
        "slices by channel, row and column, and what the nearest product misses:",
        "\n".join([head, *lines]),
        *(_reason(place, each.ranks, each.error) for place, each in enumerate(model.vectors, 1)),
    ]


def survey(model: FlattenedModel) -> str:
    """Every named filter of this size with what the nearest product misses."""
    _, channels, side, _ = model.filters.shape
    head = "| First filter | missed by the nearest product |\n|---|--:|"
    lines = [f"| {FILTERS[name]} | {percent(error)} |" for name, error in _missed(channels, side)]
    return "\n".join([head, *lines])


def random_ones(model: FlattenedModel) -> str:
    """How much of random filters of this size a product misses."""
    _, channels, side, _ = model.filters.shape
    least, middle, most = _random(channels, side)
    return (
        f"**How far is a filter from a product if nothing made it one?** Of {DRAWN} random ones of {channels} × {side} "
        f"× {side}, with {channels * side * side} numbers each, the nearest product of three vectors misses "
        f"{percent(least)} to {percent(most)}, in the middle **{percent(middle)}**. Trained filters are not random, "
        "but no training makes them products unless they are told to be."
    )


def percent(share: float) -> str:
    """`35.4 %`."""
    return f"{100 * share:.1f} %" if share else "0 %"


def _reason(place: int, ranks: tuple[int, ...], error: float) -> str:
    if max(ranks) <= 1:
        return f"**Filter {place} survives**: nothing is lost."
    worst = [f"{axis} ({rank})" for axis, rank in zip(AXES, ranks, strict=True) if rank > 1]
    return (
        f"**Filter {place} does not survive**: its slices by {listed(worst, 'and')} are no multiples of one another. "
        f"The nearest product misses {percent(error)} of it (root of the sum of squares)."
    )


@cache
def _missed(channels: int, side: int) -> tuple[tuple[str, float], ...]:
    names = [name for name in FILTERS if name != "random" and not why_not(name, channels, side)]
    return tuple((name, _error(filters(name, 1, channels, side)[0])) for name in names)


@cache
def _random(channels: int, side: int) -> tuple[float, float, float]:
    """Least, middle and largest loss."""
    draw = np.random.default_rng(0)
    errors = sorted(rank_one(draw.standard_normal((channels, side, side))).error for _ in range(DRAWN))
    return errors[0], errors[DRAWN // 2], errors[-1]


def _error(filter_: np.ndarray) -> float:
    error = rank_one(filter_).error
    return error if error > 1e-9 else 0.0
