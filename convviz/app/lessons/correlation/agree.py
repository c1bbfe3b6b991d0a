"""Whether numbers that were computed in two ways agree."""

from __future__ import annotations

import numpy as np

from convviz.engine.arrays import Array

LAST_BITS = 1e-12  # of the largest number: sums of fractions in another order differ by so much


def agree(one: Array, other: Array, *, within: float = LAST_BITS) -> Array:
    """For each number of two arrays of one shape whether the two are the same; whole numbers exactly.

    Args:
        one: the first.
        other: the second.
        within: of the largest number, how much fractions may differ by.
    """
    if one.dtype.kind in "iu" and other.dtype.kind in "iu":
        return np.asarray(one == other)
    largest = max(float(np.abs(array).max(initial=0)) for array in (one, other))
    return np.asarray(np.abs(one - other) <= within * largest)
