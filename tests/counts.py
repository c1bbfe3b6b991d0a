"""How many cases a run tries: a tenth while working, a fixed sample in `make test`, all in `make thorough`."""

import os
from collections.abc import Sequence
from typing import TypeVar

LEVEL = os.environ.get("CONVVIZ_TESTS", "sample")
QUICK, THOROUGH = LEVEL == "quick", LEVEL == "thorough"

T = TypeVar("T")


def examples(full: int) -> int:
    """The number of random examples where a thorough run tries `full`."""
    return full if THOROUGH else max(5, full // (10 if QUICK else 3))


def sample(cases: Sequence[T], most: int) -> Sequence[T]:
    """At most so many of the cases, spread evenly over them, the first and the last among them; all if thorough."""
    if THOROUGH or len(cases) <= most:
        return cases
    if QUICK:
        most = max(2, most // 3)
    return [cases[place * (len(cases) - 1) // (most - 1)] for place in range(most)] if most > 1 else cases[:1]
