"""Numbers of the state as TeX, in the colours of their roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from convviz.app.widgets.role_text import as_input, as_kernel, as_output
from convviz.engine.arrays import Array
from convviz.scene.step_text import MINUS, number

BREAK: Final = r" \\ "


def inputs(numbers: Array) -> str:
    """A vector or matrix of inputs."""
    return as_input(f"${_matrix(numbers)}$")


def weights(numbers: Array, scale: tuple[int, int] = (1, 1)) -> str:
    """A matrix of weights, with the fraction in front."""
    numerator, denominator = scale
    fraction = "" if numerator == denominator else rf"\tfrac{{{numerator}}}{{{denominator}}}"
    return as_kernel(f"${fraction}{_matrix(numbers)}$")


def outputs(numbers: Array) -> str:
    """A vector or matrix of outputs."""
    return as_output(f"${_matrix(numbers)}$")


def plain(numbers: Array) -> str:
    """A vector or matrix in ink."""
    return f"${_matrix(numbers)}$"


def table(rows: Sequence[Sequence[float]], marked: Array) -> str:
    """One map of outputs without brackets; marked numbers are bold."""
    lines = [
        " & ".join(rf"\mathbf{{{_plain(one)}}}" if bold else _plain(one) for one, bold in zip(*pair, strict=True))
        for pair in zip(rows, marked, strict=True)
    ]
    return as_output(rf"$\begin{{matrix}} {BREAK.join(lines)} \end{{matrix}}$")


def _matrix(numbers: Array) -> str:
    rows = numbers.reshape(-1, 1) if numbers.ndim == 1 else numbers
    lines = BREAK.join(" & ".join(map(_plain, row)) for row in rows.tolist())
    return rf"\begin{{pmatrix}} {lines} \end{{pmatrix}}"


def _plain(value: float) -> str:
    """As the player writes it, with the minus that TeX knows."""
    return number(value).replace(MINUS, "-")
