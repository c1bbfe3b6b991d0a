"""The colour of every channel on its way through a block: kept as long as it is not mixed with another."""

from __future__ import annotations

from collections.abc import Sequence

from convviz.spec.block import Block, Permutation, sources_of
from convviz.spec.conv import ConvSpec

Hues = tuple[int, ...]  # of every channel; empty where they have the colour of their grid's role


def hues_through(block: Block) -> tuple[Hues, ...]:
    """The hues of the channels that go in and of those that every stage writes.

    Each channel has a hue of its own, or if the first convolution works in groups each group has one. A channel made
    of several hues has none, and then no channel of its grid has.

    Example:
        >>> from convviz.spec.recipes import depthwise_separable, shuffled_grouped
        >>> hues_through(depthwise_separable(2, 3, 3))
        ((0, 1), (0, 1), ())
        >>> hues_through(shuffled_grouped(4, 4, 1, 2))
        ((0, 0, 1, 1), (0, 0, 1, 1), (0, 1, 0, 1), ())
    """
    hues = [_at_the_start(block)]
    for stage in block.stages:
        hues.append(_after(hues[-1], stage.operation))
    return tuple(hues)


def kernel_hues(spec: ConvSpec, read: Hues) -> tuple[Hues, ...]:
    """The table of hues of a kernel's two first axes, filter and channel: each kernel has that of what it reads.

    Hues are sums over the axes of a grid; where what the groups read is no such sum, kernels have none.
    """
    width, each = spec.in_channels // spec.groups, spec.out_channels // spec.groups
    if not read:
        return ()
    groups = [read[group * width : (group + 1) * width] for group in range(spec.groups)]
    steps = {tuple(hue - hues[0] for hue in hues) for hues in groups}
    if len(steps) > 1:
        return ()
    return tuple(groups[channel // each][0] for channel in range(spec.out_channels)), next(iter(steps))


def _at_the_start(block: Block) -> Hues:
    channels, groups = block.in_channels, block.convolutions[0].groups
    if channels == 1:
        return ()
    return tuple(channel * groups // channels if 1 < groups < channels else channel for channel in range(channels))


def _after(read: Hues, operation: ConvSpec | Permutation) -> Hues:
    if not read:
        return ()
    found: list[set[int]] = [_of(read, sources) for sources in sources_of(operation)]
    return tuple(next(iter(hues)) for hues in found) if all(len(hues) == 1 for hues in found) else ()


def _of(read: Hues, sources: Sequence[int]) -> set[int]:
    return {read[source] for source in sources}
