"""That channels stay alone: which maps change when one channel of the input is set to zero."""

from __future__ import annotations

import numpy as np

from convviz.app.lessons.depthwise.model import DepthwiseModel
from convviz.app.params.param import listed
from convviz.engine.arrays import Array
from convviz.engine.convolve import convolve
from convviz.spec.conv import ConvSpec


def changed_maps(spec: ConvSpec, x: Array, weight: Array, channel: int) -> tuple[bool, ...]:
    """Of each output map, whether any number of it changes when `channel` of the input is set to zero.

    Args:
        spec: the layer.
        x: `(channels, height, width)`.
        weight: in `spec.weight_shape`.
        channel: counted from 0.
    """
    without = x.copy()
    without[channel] = 0
    changed = convolve(spec, x, weight) != convolve(spec, without, weight)
    return tuple(bool(each) for each in changed.reshape(spec.out_channels, -1).any(axis=1))


def depthwise_and_regular(model: DepthwiseModel, channel: int) -> tuple[tuple[bool, ...], tuple[bool, ...]]:
    """`changed_maps` for the layer, and for the regular one whose filters have its kernels for every channel."""
    x, weight = model.trace.x, model.trace.weight
    deep = np.repeat(weight, model.state.channels, axis=1)
    return changed_maps(model.spec, x, weight, channel), changed_maps(model.regular, x, deep, channel)


def table(model: DepthwiseModel) -> str:
    """Maps by channels: a dot where the map of the depthwise layer changes if the channel is set to zero.

    A line a map, since a phone has no room for sixteen columns.
    """
    channels = range(model.state.channels)
    x, weight = model.trace.x, model.trace.weight
    seen = [changed_maps(model.spec, x, weight, channel) for channel in channels]
    head = f"| map | {' | '.join(f'channel {channel + 1}' for channel in channels)} |"
    lines = [
        f"| **{place}** | {' | '.join('●' if hit else '·' for hit in hits)} |"
        for place, hits in enumerate(zip(*seen, strict=True), 1)
    ]
    return "\n".join([head, "|" + " :---: |" * (len(channels) + 1), *lines])


def sentence(model: DepthwiseModel) -> str:
    """What happens, in a sentence or two."""
    channel = model.state.zeroed_channel
    alone, mixed = depthwise_and_regular(model, channel)
    hit = [place for place, changed in enumerate(alone, 1) if changed]
    if not hit:
        return f"Channel {channel + 1} is zero already, or its kernels do not see it: no map changes."
    left = len(alone) - len(hit)
    others = f"; the other {left} stay{'s' if left == 1 else ''} as {'it is' if left == 1 else 'they are'}"
    which = f"map{'s' if len(hit) > 1 else ''} {listed(hit, 'and')} change{'' if len(hit) > 1 else 's'}"
    return (
        f"**Channel {channel + 1} set to zero:** {which}{others if left else ''}. In a regular layer whose filters "
        f"have these kernels for every channel, {sum(mixed)} of {len(mixed)} maps change."
    )
