"""Several layers, one after the other: the pattern compounds, or is dampened, and the order decides."""

from __future__ import annotations

from convviz.analysis.stamp_overlap import Upsampling, inside, overlap
from convviz.app.lessons.checkerboard.model import CheckerboardState, ratio
from convviz.app.widgets.column_chart import Columns


def introduction(state: CheckerboardState) -> str:
    """What is stacked on what."""
    first = state.stack[0]
    crop = f", padding {first.padding}" if first.padding else ""
    return (
        f"Layer 1 is the one in the player (kernel {first.kernel}, stride {first.stride}{crop}). Each further layer "
        "stamps what the one before has painted. A column counts the ways that lead from the input to its cell."
    )


def levels(state: CheckerboardState) -> list[Columns]:
    """The counts after each layer, with what repeats inside."""
    layers, cells = state.stack, state.width
    return [
        Columns(_named(layers[place - 1], place, counts), counts)
        for place in range(1, len(layers) + 1)
        for counts in [overlap(layers[:place], cells)]
    ]


def says(state: CheckerboardState) -> list[str]:
    """Period and ratio after each layer, and what the last one did to the one before."""
    layers = state.stack
    lines = [_level(layers[:place]) for place in range(1, len(layers) + 1)]
    return ["\n".join(lines), *_effect(layers), *_order(layers)]


def _named(layer: Upsampling, place: int, counts: tuple[int, ...]) -> str:
    crop = f", padding {layer.padding}" if layer.padding else ""
    return f"After layer {place} (kernel {layer.kernel}, stride {layer.stride}{crop}): {len(counts)} cells"


def _level(layers: tuple[Upsampling, ...]) -> str:
    period = inside(layers)
    pattern = " ".join(map(str, period))
    name = f"* After layer {len(layers)}"
    if len(period) == 1:
        return f"{name}: **even**, every cell inside has {period[0]}."
    return f"{name}: period **{len(period)}**, `{pattern}`; most to least **{ratio(period)}**{_decimal(period)}."


def _decimal(period: tuple[int, ...]) -> str:
    if not min(period) or max(period) % min(period) == 0:
        return ""
    return f" = {max(period) / min(period):.3g}"


def _effect(layers: tuple[Upsampling, ...]) -> list[str]:
    """What a last layer of stride 1 does."""
    if len(layers) < 2 or layers[-1].stride != 1:
        return []
    before, after, size = inside(layers[:-1]), inside(layers), layers[-1].kernel
    if len(before) == 1:
        return []
    if len(after) == 1:
        return [
            f"**The last layer erases the pattern.** It repeats every {len(before)} cells, and {size} is a multiple of "
            f"that: every window of {size} cells holds whole periods, so all its sums are alike."
        ]
    if size == 1:
        return ["**A kernel of 1 cannot help**: each cell sees itself alone."]
    return [
        f"**The last layer dampens the pattern**, from {ratio(before)} to {ratio(after)}. It repeats every "
        f"{len(before)} cells, and {size} is not a multiple of that: windows of {size} hold some of it "
        "more often than the rest."
    ]


def _order(layers: tuple[Upsampling, ...]) -> list[str]:
    """What the same layers give the other way round."""
    turned = layers[::-1]
    if turned == layers:
        return []
    here, there = inside(layers), inside(turned)
    if ratio(here) == ratio(there):
        return [f"The other way round, the ratio is the same: {ratio(there)}."]
    said = "even" if len(there) == 1 else ratio(there)
    return [f"**The order matters.** The same layers the other way round end {said}, these {_end(here)}."]


def _end(period: tuple[int, ...]) -> str:
    return "even" if len(period) == 1 else ratio(period)
