"""The two layers a state of the lesson describes, in integers: the 3-D one, and the 2-D one as deep as the input."""

from __future__ import annotations

from convviz.app.params.groups.axes import is_independent
from convviz.app.params.param import State, number
from convviz.costs.layer import cost
from convviz.samples.volumes import Size, missing_filter
from convviz.spec.conv import ConvSpec

MOST_MULTIPLICATIONS = 500_000  # of a layer, that the player steps through without a pause one would notice


def along(state: State, depth: str, rows: str, columns: str) -> Size:
    """Three fields that each axis has; with tied axes the one of the rows holds for all."""
    if is_independent(state):
        return number(state, depth), number(state, rows), number(state, columns)
    return (number(state, rows),) * 3


def size_of(state: State) -> Size:
    """Depth, height and width of the input."""
    return number(state, "dep"), number(state, "h"), number(state, "w")


def filter_size(state: State) -> Size:
    """Depth, height and width of the 3-D filter; its depth is a choice of its own always."""
    width = number(state, "kw" if is_independent(state) else "k")
    return number(state, "kd"), number(state, "k"), width


def solid_spec(state: State) -> ConvSpec:
    """The 3-D convolution, whether it fits its input or not."""
    return _layer(state, 3, number(state, "c"))


def flat_spec(state: State) -> ConvSpec:
    """The 2-D convolution with the same window in the plane, which takes every slice of every channel for a channel."""
    return _layer(state, 2, number(state, "c") * number(state, "dep"))


def impossible(state: State) -> str:
    """Why there is no such layer although its window may fit, as a clause; empty if there is one."""
    kernel, size = filter_size(state), size_of(state)
    if kernel[0] > size[0]:
        return "the filter would be deeper than the input"
    if missing := missing_filter(str(state["ker"]), kernel):
        return f"this filter does not exist: {missing}"
    spec = solid_spec(state)
    if spec.fits(size) and cost(spec, size).macs > MOST_MULTIPLICATIONS:
        return f"there would be more than {MOST_MULTIPLICATIONS:,} multiplications to play"
    return ""


def _layer(state: State, ndim: int, channels: int) -> ConvSpec:
    kernel, dilation = filter_size(state), along(state, "dd", "d", "dw")
    kinds = [state[key] for key in (("padd", "pad", "padw") if is_independent(state) else ("pad",) * 3)]
    spans = [d * (k - 1) if kind == "same" else 0 for d, k, kind in zip(dilation, kernel, kinds, strict=True)]
    return ConvSpec.of(
        ndim,
        channels,
        number(state, "n"),
        kernel[-ndim:],
        stride=along(state, "sd", "s", "sw")[-ndim:],
        padding=[(span // 2, span - span // 2) for span in spans[-ndim:]],
        dilation=dilation[-ndim:],
    )
