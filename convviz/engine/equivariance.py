"""Translation equivariance, measured: how much of the output moves along with the input."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from convviz.engine.trace import Trace


@dataclass(frozen=True, slots=True)
class ShiftComparison:
    """A comparison of the outputs before and after a shift of the input.

    Attributes:
        shift: expected shift of the output in cells, per axis; None if the input's shift is no multiple of the stride.
        equal: number of output values that match the shifted output.
        total: number of output values.
    """

    shift: tuple[int, ...] | None
    equal: int
    total: int


def compare_shifted(before: Trace, after: Trace, shift: tuple[int, ...]) -> ShiftComparison:
    """Compare two outputs of the same layer whose inputs differ by a circular shift.

    Args:
        before: the trace of the original input.
        after: the trace of the shifted input.
        shift: cells the input was shifted by, per spatial axis.
    """
    strides = before.spec.stride
    total = before.output.size
    if any(cells % stride for cells, stride in zip(shift, strides, strict=True)):
        return ShiftComparison(None, 0, total)
    moved = tuple(cells // stride for cells, stride in zip(shift, strides, strict=True))
    expected = np.roll(before.output, moved, axis=tuple(range(-len(moved), 0)))
    return ShiftComparison(moved, int(np.isclose(expected, after.output, rtol=1e-9, atol=1e-9).sum()), total)
