"""MobileNets: depthwise separable layers, of any width and for pictures of any size."""

from __future__ import annotations

from fractions import Fraction

from convviz.networks.layers import classify, conv, depthwise
from convviz.spec.network import Network, NetworkBuilder
from convviz.spec.operations import Add

V1_STEM = 32
# Channels written by each pair of layers and the stride of its depthwise one. The paper's table prints stride 2 for
# the last pair as well, with a map that stays 7 × 7: its code, and every other, has 1.
V1 = (
    (64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2),
    (512, 1), (512, 1), (512, 1), (512, 1), (512, 1), (1024, 2), (1024, 1),
)  # fmt: skip
V2_STEM, V2_LAST = 32, 1280
# Expansion t, channels c, blocks n and stride s of the first, as in the paper's table.
V2 = ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1))
DIVISOR = 8


def mobilenet_v1(width: Fraction, resolution: int) -> Network:
    """Howard et al. 2017: thirteen pairs of a depthwise and a pointwise layer.

    The width multiplier α makes c channels ⌊α·c⌋, as its code does.
    """
    builder = NetworkBuilder("MobileNet V1", (3, resolution, resolution))
    builder.begin_stage("stem")
    builder.add("conv0", conv(3, _floor(width, V1_STEM), 3, stride=2, padding=1), norm=True)
    for number, (channels, stride) in enumerate(V1, 1):
        cells = builder.shape[-1] if stride == 1 else (builder.shape[-1] + 1) // 2
        builder.begin_stage(f"{cells} × {cells}")
        builder.add(f"dw{number}", depthwise(builder.channels, stride=stride, padding=1), norm=True)
        builder.add(f"pw{number}", conv(builder.channels, _floor(width, channels), 1), norm=True)
    classify(builder)
    return builder.network()


def mobilenet_v2(width: Fraction, resolution: int) -> Network:
    """Sandler et al. 2018: thin maps, made t times wider inside each block only.

    Channels times the width are rounded to a multiple of 8, but by no more than a tenth down; the last layer is never
    thinner than 1,280.
    """
    builder = NetworkBuilder("MobileNet V2", (3, resolution, resolution))
    builder.begin_stage("stem")
    builder.add("conv0", conv(3, eights(width * V2_STEM), 3, stride=2, padding=1), norm=True)
    for stage, (expansion, channels, blocks, stride) in enumerate(V2, 1):
        builder.begin_stage(f"stage{stage}")
        for block in range(blocks):
            _inverted(builder, f"stage{stage}.{block}", expansion, eights(width * channels), 1 if block else stride)
    builder.begin_stage("last")
    builder.add("conv_last", conv(builder.channels, eights(max(Fraction(1), width) * V2_LAST), 1), norm=True)
    classify(builder)
    return builder.network()


def _inverted(builder: NetworkBuilder, name: str, expansion: int, written: int, stride: int) -> None:
    """Wide inside, thin at both ends; a shortcut where input and output have one shape."""
    entry, read = builder.last, builder.channels
    if expansion > 1:
        builder.add(f"{name}.expand", conv(read, expansion * read, 1), norm=True)
    builder.add(f"{name}.depthwise", depthwise(builder.channels, stride=stride, padding=1), norm=True)
    around = builder.add(f"{name}.project", conv(builder.channels, written, 1), norm=True)
    if stride == 1 and read == written:
        builder.add(f"{name}.add", Add(), around, entry)


def eights(channels: Fraction | int) -> int:
    """The nearest multiple of 8, at least 8; the next one up where that would lose more than a tenth.

    Example:
        >>> [eights(channels) for channels in (11.2, 12, 18, 8.4)]
        [16, 16, 24, 8]
    """
    rounded = max(DIVISOR, int(channels + DIVISOR // 2) // DIVISOR * DIVISOR)
    return rounded if 10 * rounded >= 9 * channels else rounded + DIVISOR


def _floor(width: Fraction, channels: int) -> int:
    return max(1, int(width * channels))
