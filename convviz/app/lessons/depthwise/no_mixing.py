"""That channels stay alone: which maps notice that one channel of the input is gone."""

from __future__ import annotations

import numpy as np

from convviz.app.lessons.depthwise.layer import Layer
from convviz.app.params.param import listed, number
from convviz.engine.arrays import Array
from convviz.engine.convolve import convolve
from convviz.spec.conv import ConvSpec


def noticed(spec: ConvSpec, x: Array, weight: Array, channel: int) -> tuple[bool, ...]:
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


def depthwise_and_regular(layer: Layer, channel: int) -> tuple[tuple[bool, ...], tuple[bool, ...]]:
    """`noticed` for the layer, and for the regular one whose filters have its kernels for all of their channels."""
    x, weight = layer.trace.x, layer.trace.weight
    deep = np.repeat(weight, layer.spec.in_channels, axis=1)
    return noticed(layer.spec, x, weight, channel), noticed(layer.regular, x, deep, channel)


def table(layer: Layer) -> str:
    """Maps by channels: a dot where the map of the depthwise layer changes if the channel is set to zero.

    A line a map, since a phone has no room for sixteen columns.
    """
    channels = range(layer.spec.in_channels)
    x, weight = layer.trace.x, layer.trace.weight
    seen = [noticed(layer.spec, x, weight, channel) for channel in channels]
    head = f"| map | {' | '.join(f'channel {channel}' for channel in channels)} |"
    lines = [
        f"| **{place}** | {' | '.join('●' if hit else '·' for hit in hits)} |"
        for place, hits in enumerate(zip(*seen, strict=True))
    ]
    return "\n".join([head, "|" + " :---: |" * (len(channels) + 1), *lines])


def told(layer: Layer) -> str:
    """What happens, in a sentence or two."""
    channel = number(layer.state, "ch")
    alone, mixed = depthwise_and_regular(layer, channel)
    hit = [place for place, changed in enumerate(alone) if changed]
    if not hit:
        return f"Channel {channel} is zero already, or its kernels do not see it: no map changes."
    left = len(alone) - len(hit)
    others = f"; the other {left} stay{'s' if left == 1 else ''} as {'it is' if left == 1 else 'they are'}"
    which = f"map{'s' if len(hit) > 1 else ''} {listed(hit, 'and')} change{'' if len(hit) > 1 else 's'}"
    return (
        f"**Channel {channel} set to zero:** {which}{others if left else ''}. In a regular layer whose filters have "
        f"these kernels for every channel, {sum(mixed)} of {len(mixed)} maps change."
    )
