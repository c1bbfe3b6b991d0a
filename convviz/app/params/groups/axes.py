"""The spatial axes of a layer: which fields of a state describe which axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from convviz.app.params.param import Field, State


@dataclass(frozen=True, slots=True)
class Axis:
    """The keys of the fields of one axis; axes may share them, as those of a cube do.

    Attributes:
        kernel: taps.
        stride: cells from one step to the next.
        dilation: cells from one tap to the next.
        low: padding before the first cell.
        high: padding after the last cell.
        ends: where the two paddings are, in a sentence.
    """

    kernel: str
    stride: str
    dilation: str
    low: str
    high: str
    ends: tuple[str, str]

    def twin(self, key: str, other: Axis) -> str:
        """The field that is to `other` what `key` is to this axis; empty if it is none that the two may share."""
        for name in ("kernel", "stride", "dilation"):
            if getattr(self, name) == key:
                return str(getattr(other, name))
        return ""


ROWS: Final = Axis("k", "s", "d", "pt", "pb", ("at the top", "at the bottom"))
COLUMNS: Final = Axis("kw", "sw", "dw", "pl", "pr", ("on the left", "on the right"))
PLANE: Final = (ROWS, COLUMNS)

DILATIONS: Final = range(1, 5)
STRIDES: Final = range(1, 9)

INDEPENDENT: Final = "with independent axes"
AXES_FIELD: Final = Field("axes", "the choice of axes", ("square", "independent"), "square")


def is_independent(state: State) -> bool:
    """Whether height and width are chosen separately."""
    return state.get("axes") == "independent"


def kernel_size(state: State, axes: Sequence[Axis] = PLANE) -> tuple[int, ...]:
    """Taps along each axis."""
    return tuple(int(state[axis.kernel]) for axis in axes)


def strides(state: State, axes: Sequence[Axis] = PLANE) -> tuple[int, ...]:
    """Stride along each axis."""
    return tuple(int(state[axis.stride]) for axis in axes)


def dilations(state: State, axes: Sequence[Axis] = PLANE) -> tuple[int, ...]:
    """Dilation along each axis."""
    return tuple(int(state[axis.dilation]) for axis in axes)
