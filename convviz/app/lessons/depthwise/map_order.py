"""Which output map is which: TensorFlow's and PyTorch's kernels for the same maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convviz.app.params.param import listed
from convviz.spec.block import sources_of

if TYPE_CHECKING:
    from convviz.app.lessons.depthwise.model import DepthwiseModel


def table(model: DepthwiseModel) -> str:
    """One line a map: channel and kernel it comes from, and as code, from 0, where that lies in either framework."""
    each = model.state.multiplier
    head = "| map | channel | kernel | TensorFlow | PyTorch |"
    lines = [
        f"| {place + 1} | {source + 1} | {place - source * each + 1} | "
        f"`filter[:,:,{source},{place - source * each}]` | `weight[{place},0]` |"
        for place, (source,) in enumerate(sources_of(model.spec))
    ]
    return "\n".join([head, "|---:|---:|---:|---|---|", *lines])


def by_channel(model: DepthwiseModel) -> str:
    """Which maps come from which channel, in a sentence."""
    if model.state.channels == 1:
        return ""
    read = [source for (source,) in sources_of(model.spec)]
    whose = [
        f"{_maps([place + 1 for place, source in enumerate(read) if source == channel])} from channel {channel + 1}"
        for channel in range(model.state.channels)
    ]
    return f"**Each map keeps the colour of the one channel it reads:** {listed(whose, 'and')}."


def compared(model: DepthwiseModel) -> list[str]:
    """What is alike in both frameworks, and what is not."""
    kernel, (channels, each) = model.spec.kernel, model.filter.shape[2:]
    weight = model.trace.weight.shape
    texts = [
        "Both write their maps in the same order: all maps of channel 1, then all of channel 2, and so on.",
        f"What differs is how the kernels lie: TensorFlow's `filter` has the shape {model.filter.shape} (height, "
        f"width, channels, multiplier), PyTorch's `weight` of a layer with `groups={channels}` the shape {weight}.",
        f"From one to the other: `filter.transpose(2, 3, 0, 1).reshape{(channels * each, 1, *kernel)}`.",
    ]
    if channels > 1 and each > 1:
        (source,) = sources_of(model.spec)[1]
        texts.append(
            "The usual way for a regular layer, `transpose(3, 2, 0, 1)`, would be wrong here: first would come the "
            f"first kernels of all {channels} channels, so the second kernel would be one of channel 2, but map 2 "
            f"reads channel {source + 1}."
        )
    return texts


def _maps(places: list[int]) -> str:
    return f"map{'s' if len(places) > 1 else ''} {listed(places, 'and')}"
