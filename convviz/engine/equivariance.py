"""What becomes of the output when the input moves: compared number by number, not claimed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from convviz.engine.trace import Trace


@dataclass(frozen=True, slots=True)
class Moved:
    """A comparison of two outputs.

    Attributes:
        by: cells the output should move by, per axis; None where the shift is not a whole number of strides.
        equal: output numbers found again, moved by so much.
        of: all output numbers.
    """

    by: tuple[int, ...] | None
    equal: int
    of: int


def moved(before: Trace, after: Trace, shift: tuple[int, ...]) -> Moved:
    """Compare the output before and after the input was moved by `shift`."""
    strides = before.spec.stride
    of = before.output.size
    if any(cells % stride for cells, stride in zip(shift, strides, strict=True)):
        return Moved(None, 0, of)
    by = tuple(cells // stride for cells, stride in zip(shift, strides, strict=True))
    expected = np.roll(before.output, by, axis=tuple(range(-len(by), 0)))
    return Moved(by, int(np.isclose(expected, after.output, rtol=1e-9, atol=1e-9).sum()), of)
