"""ShuffleNet V1: grouped 1 × 1 convolutions with a channel shuffle between them (Zhang et al. 2017)."""

from __future__ import annotations

from fractions import Fraction

from convviz.networks.layers import classify, conv, depthwise, pool
from convviz.spec.block import shuffle
from convviz.spec.network import Network, NetworkBuilder
from convviz.spec.operations import Add, Concat

STEM = 24
FIRST_STAGE = {1: 144, 2: 200, 3: 240, 4: 272, 8: 384}  # channels for each number of groups, so that all cost alike
UNITS = (4, 8, 4)
FIRST_NUMBER = 2  # the paper counts the stem as stage 1
BOTTLENECK = 4  # channels a unit writes, for each one inside


def shufflenet_v1(groups: int, width: Fraction, resolution: int) -> Network:
    """The paper's Table 1. Its width is called s; channels are rounded up to what the groups divide."""
    builder = NetworkBuilder("ShuffleNet V1", (3, resolution, resolution))
    builder.begin_stage("stem")
    builder.add("conv1", conv(3, _up(width * STEM, groups), 3, stride=2, padding=1), norm=True)
    builder.add("maxpool", pool(3, 2, 1))
    for stage, units in enumerate(UNITS):
        written = _up(width * FIRST_STAGE[groups], groups) * 2**stage
        builder.begin_stage(f"stage{stage + FIRST_NUMBER}")
        for unit in range(units):
            name = f"stage{stage + FIRST_NUMBER}.{unit}"
            first = 1 if (stage, unit) == (0, 0) else groups
            (_unit if unit else _strided_unit)(builder, name, written, groups, first)
    classify(builder)
    return builder.network()


def _unit(builder: NetworkBuilder, name: str, written: int, groups: int, first: int) -> None:
    """What goes in, added to what the path writes."""
    entry = builder.last
    around = _path(builder, name, written, written, (first, groups), stride=1)
    builder.add(f"{name}.add", Add(), around, entry)


def _strided_unit(builder: NetworkBuilder, name: str, written: int, groups: int, first: int) -> None:
    """The map halved by both paths and stacked: the shortcut's mean brings the channels that the other saves.

    In the first of all, the first 1 × 1 is not grouped, because it reads few channels.
    """
    entry, read = builder.last, builder.channels
    around = _path(builder, name, written - read, written, (first, groups), stride=2)
    shortcut = builder.add(f"{name}.shortcut", pool(3, 2, 1, kind="average"), entry)
    builder.add(f"{name}.concat", Concat(), shortcut, around)


def _path(
    builder: NetworkBuilder, name: str, written: int, stacked: int, groups: tuple[int, int], *, stride: int
) -> str:
    """Grouped 1 × 1, shuffle, depthwise 3 × 3, grouped 1 × 1; a quarter of what the unit writes is inside."""
    first, second = groups
    inside = _up(Fraction(stacked, BOTTLENECK), second)
    builder.add(f"{name}.reduce", conv(builder.channels, inside, 1, groups=first), norm=True)
    if second > 1:
        builder.add(f"{name}.shuffle", shuffle(inside, second))
    builder.add(f"{name}.depthwise", depthwise(inside, stride=stride, padding=1), norm=True)
    return builder.add(f"{name}.expand", conv(inside, written, 1, groups=second), norm=True)


def _up(channels: Fraction, divisor: int) -> int:
    """The least multiple of the divisor that is no fewer."""
    return -int(-channels // divisor) * divisor
