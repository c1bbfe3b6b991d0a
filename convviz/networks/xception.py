"""Xception: depthwise separable layers with shortcuts, in three flows (Chollet 2017), as Keras has it."""

from __future__ import annotations

from convviz.networks.layers import classify, conv, depthwise, pool
from convviz.spec.network import Network, NetworkBuilder
from convviz.spec.operations import Add

ENTRY = ((128, 128), (256, 256), (728, 728))  # channels written by the two layers of each block
MIDDLE, MIDDLE_BLOCKS, MIDDLE_LAYERS = 728, 8, 3
EXIT = (728, 1024)
TAIL = (1536, 2048)
WINDOW = 3


def xception(resolution: int) -> Network:
    """Names as in Keras; `.depthwise` and `.pointwise` are the halves of its separable layers.

    A normalisation stands after the second half only.
    """
    builder = NetworkBuilder("Xception", (3, resolution, resolution))
    builder.begin_stage("entry flow")
    builder.add("block1_conv1", conv(3, 32, WINDOW, stride=2), norm=True)
    builder.add("block1_conv2", conv(32, 64, WINDOW), norm=True)
    for number, widths in enumerate(ENTRY, 2):
        _halving(builder, f"block{number}", widths)
    builder.begin_stage("middle flow")
    for number in range(MIDDLE_BLOCKS):
        _staying(builder, f"block{number + 2 + len(ENTRY)}")
    builder.begin_stage("exit flow")
    last = 2 + len(ENTRY) + MIDDLE_BLOCKS
    _halving(builder, f"block{last}", EXIT)
    for number, width in enumerate(TAIL, 1):
        _separable(builder, f"block{last + 1}_sepconv{number}", width)
    classify(builder)
    return builder.network()


def _separable(builder: NetworkBuilder, name: str, written: int) -> str:
    builder.add(f"{name}.depthwise", depthwise(builder.channels, WINDOW, padding=1))
    return builder.add(f"{name}.pointwise", conv(builder.channels, written, 1), norm=True)


def _halving(builder: NetworkBuilder, name: str, widths: tuple[int, int]) -> None:
    """Two separable layers and a pooling, round which goes a 1 × 1 with stride 2."""
    entry, read = builder.last, builder.channels
    for number, width in enumerate(widths, 1):
        _separable(builder, f"{name}_sepconv{number}", width)
    pads = _same(builder.shape[-1])
    around = builder.add(f"{name}_pool", pool(WINDOW, 2, (pads, pads)))
    shortcut = builder.add(f"{name}_shortcut", conv(read, widths[-1], 1, stride=2), entry, norm=True)
    builder.add(f"{name}_add", Add(), around, shortcut)


def _staying(builder: NetworkBuilder, name: str) -> None:
    entry = builder.last
    for number in range(1, MIDDLE_LAYERS + 1):
        _separable(builder, f"{name}_sepconv{number}", MIDDLE)
    builder.add(f"{name}_add", Add(), builder.last, entry)


def _same(cells: int) -> tuple[int, int]:
    """TensorFlow's padding of the pooling: an odd row stands at the high end."""
    rows = (-(-cells // 2) - 1) * 2 + WINDOW - cells
    return rows // 2, rows - rows // 2
