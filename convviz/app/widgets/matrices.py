"""Vectors and matrices of the state as formulas, in the colours of their roles."""

from __future__ import annotations

from collections.abc import Sequence

from convviz.app.markup import as_input, as_kernel, as_output
from convviz.app.markup import matrix as written
from convviz.engine.arrays import Array
from convviz.scene.step_text import number


def inputs(numbers: Array) -> str:
    """A vector or matrix of inputs."""
    return as_input(f"${_matrix(numbers)}$")


def weights(numbers: Array, scale: tuple[int, int] = (1, 1)) -> str:
    """A matrix of weights, with the fraction in front."""
    numerator, denominator = scale
    fraction = "" if numerator == denominator else f"frac({numerator}; {denominator})"
    return as_kernel(f"${fraction}{_matrix(numbers)}$")


def outputs(numbers: Array) -> str:
    """A vector or matrix of outputs."""
    return as_output(f"${_matrix(numbers)}$")


def plain(numbers: Array) -> str:
    """A vector or matrix in ink."""
    return f"${_matrix(numbers)}$"


def table(rows: Sequence[Sequence[float]], marked: Array) -> str:
    """One map of outputs without brackets; marked numbers are bold."""
    cells = [
        [f"bold({number(one)})" if bold else number(one) for one, bold in zip(*pair, strict=True)]
        for pair in zip(rows, marked, strict=True)
    ]
    return as_output(f"${written(cells, 'grid')}$")


def _matrix(numbers: Array) -> str:
    rows = numbers.reshape(-1, 1) if numbers.ndim == 1 else numbers
    return written([[number(value) for value in row] for row in rows.tolist()])
