"""The border of an input in the state of a page: its kinds, its fields, and what they mean for a layer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from convviz.app.params.constraints import Fit
from convviz.app.params.groups.axes import PLANE, Axis, dilations, kernel_size
from convviz.app.params.param import Field, State, Value
from convviz.spec.parse import PADDING_MODES, Pairs

PADDINGS: Final = ("none", "same", "full", "custom", "tf")
PADS: Final = range(9)


def padding_fields(fit: Fit) -> tuple[Field, ...]:
    """The kind of padding, what fills it, and the cells at each end of each axis, which follow the first."""
    first = fit.axes[0].low
    fields = [
        Field("pad", "the padding", PADDINGS, "none"),
        Field("mode", "the padding mode", PADDING_MODES, "zeros", limit=fit.among("mode", PADDING_MODES),
              active=has_border, matters="with a border that something must fill"),
    ]  # fmt: skip
    for axis in fit.axes:
        low, high = axis.ends
        fields.append(_cells(fit, axis.low, low, 1 if axis.low == first else _as(first)))
        fields.append(_cells(fit, axis.high, high, _as(axis.low)))
    return tuple(fields)


def has_border(state: State) -> bool:
    """Whether there may be a border that something must fill; TensorFlow's SAME is defined with zeros."""
    return state["pad"] not in ("none", "tf")


def is_custom(state: State) -> bool:
    """Whether each end is padded by itself."""
    return state["pad"] == "custom"


def padding_of(state: State, axes: Sequence[Axis] = PLANE) -> Pairs | str:
    """Cells (before, after) along each axis; for TensorFlow's SAME, which depends on the input, the word."""
    spans = [d * (k - 1) for d, k in zip(dilations(state, axes), kernel_size(state, axes), strict=True)]
    match state["pad"]:
        case "same":
            return tuple((span // 2, span - span // 2) for span in spans)
        case "full":
            return tuple((span, span) for span in spans)
        case "custom":
            return tuple((int(state[axis.low]), int(state[axis.high])) for axis in axes)
        case "tf":
            return "same"
    return ((0, 0),) * len(spans)


def _cells(fit: Fit, key: str, end: str, default: int | Callable[[State], Value]) -> Field:
    return Field(
        key,
        f"the padding {end}",
        PADS,
        default,
        gentle=0,
        limit=fit.among(key, PADS),
        active=is_custom,
        matters="with custom padding",
    )


def _as(key: str) -> Callable[[State], Value]:
    return lambda state: state[key]
