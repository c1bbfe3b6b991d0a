"""What flattening saves on layers of real sizes: weights of one filter, whole and as three vectors."""

from __future__ import annotations

from typing import Final

from convviz.app.lessons.flattened.model import FlattenedModel
from convviz.app.widgets.bar_list import Bar
from convviz.costs.block import block_cost
from convviz.spec.recipes import flattened, regular

SIZES: Final = ((3, 3), (64, 3), (256, 3), (256, 5), (512, 7))


def of_this(model: FlattenedModel) -> list[str]:
    """Step by step, with the numbers of the state."""
    count, channels, k, _ = model.state.weight_shape
    height, width = model.state.size
    whole, parts = model.costs
    first, second, third = parts.stages
    many = f"{count} filters" if count > 1 else "the filter"
    padded = " with SAME padding" if model.state.padding == "same" else ""
    return [
        f"On {height} × {width} × {channels}{padded}, {many} in three steps: along the **channels** {first.outputs} "
        f"numbers with {channels} multiplications each, {first.multiplications:,}; along the **height** "
        f"{second.outputs} with {k}, {second.multiplications:,}; along the **width** {third.outputs} with {k}, "
        f"{third.multiplications:,}. At once: {whole.written} numbers with {channels}·{k}·{k} = {channels * k * k} "
        f"each, {whole.multiplications:,}.",
        "On large inputs a filter takes *C + k + k* multiplications an output number instead of *C·k·k*: as many as it "
        "has weights. One filter by the number of its weights:",
    ]


def weights() -> list[Bar]:
    """Whole and flattened, for layers as networks have them."""
    return [bar for channels, side in SIZES for bar in _pair(channels, side)]


def _pair(channels: int, side: int) -> tuple[Bar, Bar]:
    shape = (side, side)
    whole, parts = (block_cost(build(channels, 1, side), shape) for build in (regular, flattened))
    name, split = f"{channels} × {side} × {side}", tuple(stage.weights for stage in parts.stages)
    total = " + ".join(map(str, split))
    return (
        Bar(f"{name}, whole", (whole.weights,), f"{whole.weights:,}"),
        Bar(f"{name}, flattened", split, f"{total} = {parts.weights:,}", now=True),
    )
