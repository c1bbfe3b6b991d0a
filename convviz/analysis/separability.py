"""Which kernels are products of vectors, exactly and nearly: rank, outer products, the best approximations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import gcd
from typing import Any, Final

import numpy as np

from convviz.engine.arrays import Array, numeric
from convviz.errors import ConvError
from convviz.spec.parse import whole

SWEEPS: Final = 200  # of the search for the nearest product of vectors; it settles in a few dozen
SETTLED: Final = 1e-13
DUST: Final = 1e-14  # of the largest number


def outer(*vectors: Any) -> Array:
    """The product of vectors, one axis for each: entry (i, j) of two is `v[i] * w[j]`.

    Example:
        >>> outer([1, 2, 1], [-1, 0, 1]).tolist()
        [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]
    """
    return reduce(np.multiply.outer, [numeric("vectors", vector) for vector in vectors])


def rank(kernel: Any) -> int:
    """How many products of a column and a row a kernel is the sum of: exact for whole numbers.

    Args:
        kernel: `(height, width)`.

    Raises:
        ConvError: it is not a table of numbers.

    Example:
        >>> rank([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]), rank([[0, 1, 0], [1, -4, 1], [0, 1, 0]])
        (1, 2)
    """
    table = _table(kernel)
    if table.dtype.kind == "f":
        return int(np.linalg.matrix_rank(table))
    rows, found = [[Fraction(number) for number in row] for row in table.tolist()], 0
    for column in range(table.shape[1]):
        pivot = next((row for row in range(found, len(rows)) if rows[row][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for row in range(found + 1, len(rows)):
            times = rows[row][column] / rows[found][column]
            rows[row] = [a - times * b for a, b in zip(rows[row], rows[found], strict=True)]
        found += 1
    return found


def separated(kernel: Any) -> tuple[Array, Array] | None:
    """A kernel of rank 1 in whole numbers as a column and a row of whole numbers; None if it is not one.

    The row has no common divisor, and its first number that is not zero the sign of the kernel's last row.

    Example:
        >>> column, row = separated([[-2, 0, 2], [-4, 0, 4], [-2, 0, 2]])
        >>> column.tolist(), row.tolist()
        ([2, 4, 2], [-1, 0, 1])
    """
    table = _table(kernel)
    if table.dtype.kind == "f" or rank(table) != 1:
        return None
    last = next(values for values in reversed(table.tolist()) if any(values))
    common = gcd(*last)
    row = [number // common for number in last]
    at = next(i for i, number in enumerate(row) if number)
    return np.asarray([values[at] // row[at] for values in table.tolist()]), np.asarray(row)


@dataclass(frozen=True, slots=True, eq=False)
class Approximation:
    """The nearest array that is a sum of few products of vectors.

    Attributes:
        factors: one array for each axis, `(terms, size)`: term t is the product of row t of each.
        exact: what is approximated.
    """

    factors: tuple[Array, ...]
    exact: Array

    @property
    def array(self) -> Array:
        """The approximation, in the shape of what it approximates."""
        terms = [outer(*(vectors[t] for vectors in self.factors)) for t in range(len(self.factors[0]))]
        return np.asarray(np.sum(terms, axis=0))

    @property
    def error(self) -> float:
        """What is missed, as a share of the whole: root of the sum of squares, 0 exact, 1 everything."""
        size = float(np.linalg.norm(self.exact))
        return float(np.linalg.norm(self.exact - self.array)) / size if size else 0.0

    @property
    def weights(self) -> int:
        """Numbers in all vectors."""
        return sum(int(vectors.size) for vectors in self.factors)


def low_rank(kernel: Any, terms: int) -> Approximation:
    """The best sum of so many products of a column and a row (Eckart & Young), by singular values.

    Args:
        kernel: `(height, width)`.
        terms: 1 up to the smaller side.

    Raises:
        ConvError: there are not so many.

    Example:
        >>> round(low_rank([[1, 0], [0, 1]], 1).error, 3), round(low_rank([[1, 0], [0, 1]], 2).error, 3)
        (0.707, 0.0)
    """
    table = _table(kernel)
    most, terms = min(table.shape), whole("terms", terms, 1)
    if terms > most:
        raise ConvError("terms", terms, f"must be at most {most} for a kernel of {table.shape}", f"Use {most} or less.")
    columns, strengths, rows = np.linalg.svd(table.astype(float), full_matrices=False)
    split = np.sqrt(strengths[:terms])
    factors = (columns[:, :terms] * split).T, rows[:terms] * split[:, np.newaxis]
    return Approximation(tuple(map(_without_dust, factors)), table)


def rank_one(filter_: Any) -> Approximation:
    """The nearest product of one vector for each axis, `(channels, height, width)` or any other shape.

    Starts at the leading singular vector along every axis (HOSVD) and improves one axis at a time (higher-order power
    iteration). The error never grows on the way; like every such search it may end in the second best.

    Example:
        >>> rank_one(outer([1, 2], [1, 0, -1], [3, 1])).error < 1e-12
        True
    """
    exact = numeric("filter", filter_)
    numbers = exact.astype(float)
    vectors = [_leading(numbers, axis) for axis in range(numbers.ndim)]
    before = 0.0
    for _ in range(SWEEPS):
        for axis in range(numbers.ndim):
            pulled = _against(numbers, vectors, axis)
            strength = float(np.linalg.norm(pulled))
            if not strength:
                return Approximation(tuple(np.zeros((1, n)) for n in numbers.shape), exact)
            vectors[axis] = pulled / strength
        if strength - before <= SETTLED * strength:
            break
        before = strength
    each = strength ** (1 / numbers.ndim)
    return Approximation(tuple(_without_dust(each * vector[np.newaxis]) for vector in vectors), exact)


def is_rank_one(filter_: Any) -> bool:
    """Whether a filter is exactly a product of one vector for each axis: every unfolding has rank 1 (or all is zero).

    Example:
        >>> is_rank_one(outer([1, 2], [1, 0, -1], [3, 1])), is_rank_one([[[1, 0], [0, 1]]])
        (True, False)
    """
    numbers = numeric("filter", filter_)
    return all(rank(_unfolded(numbers, axis)) <= 1 for axis in range(numbers.ndim))


def strengths(kernel: Any) -> Array:
    """The singular values of a kernel, largest first: how much each of the best products contributes.

    Example:
        >>> strengths([[3, 0], [0, 4]]).tolist()
        [4.0, 3.0]
    """
    return np.asarray(np.linalg.svd(_table(kernel).astype(float), compute_uv=False))


def separated_filter(filter_: Any) -> tuple[Array, ...] | None:
    """A filter of whole numbers that is a product of vectors, as one vector of whole numbers for each axis; else None.

    Each but the first has no common divisor; each but the last begins, after zeros, with a positive number.

    Args:
        filter_: `(channels, height, width)`, or of any other number of axes.

    Example:
        >>> vectors = separated_filter(outer([1, -2], [1, 2, 1], [-3, 0, 3]))
        >>> [vector.tolist() for vector in vectors]
        [[3, -6], [1, 2, 1], [-1, 0, 1]]
    """
    numbers = numeric("filter", filter_)
    if numbers.dtype.kind == "f" or not numbers.any() or not is_rank_one(numbers):
        return None
    if numbers.ndim == 1:
        return (numbers,)
    plane = next(part for part in numbers if part.any())
    found = separated_filter(plane)
    assert found is not None
    first, *others = found
    common = gcd(*first.tolist())
    directions = [first // common, *others]
    place = tuple(int(np.flatnonzero(direction)[0]) for direction in directions)
    unit = int(np.prod([direction[at] for direction, at in zip(directions, place, strict=True)]))
    leading = np.moveaxis(numbers, 0, -1)[place] // unit
    return (leading, *directions)


def _table(kernel: Any) -> Array:
    table = numeric("kernel", kernel)
    if table.ndim != 2:
        raise ConvError("kernel", table.shape, "must have two axes", "Give rows of numbers.")
    return table


def _without_dust(vectors: Array) -> Array:
    """Numbers that rounding alone keeps from being 0 are 0."""
    return np.where(np.abs(vectors) < DUST * np.abs(vectors).max(), 0.0, vectors)


def _unfolded(numbers: Array, axis: int) -> Array:
    """A row for every place along an axis."""
    return np.moveaxis(numbers, axis, 0).reshape(numbers.shape[axis], -1)


def _leading(numbers: Array, axis: int) -> Array:
    return np.asarray(np.linalg.svd(_unfolded(numbers, axis), full_matrices=False)[0][:, 0])


def _against(numbers: Array, vectors: Sequence[Array], axis: int) -> Array:
    """What is left along an axis when all others are summed up against their vectors."""
    left = np.moveaxis(numbers, axis, 0)
    for vector in reversed([vector for other, vector in enumerate(vectors) if other != axis]):
        left = left @ vector
    return np.asarray(left)
