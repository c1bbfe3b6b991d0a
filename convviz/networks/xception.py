"""Xception: depthwise separable layers with shortcuts, in three flows (Chollet 2017), as Keras has it."""

from __future__ import annotations

from convviz.networks.layers import classify, conv, depthwise, pool
from convviz.spec.network import Network, Plan
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
    plan = Plan("Xception", (3, resolution, resolution))
    plan.begin("entry flow")
    plan.add("block1_conv1", conv(3, 32, WINDOW, stride=2), norm=True)
    plan.add("block1_conv2", conv(32, 64, WINDOW), norm=True)
    for number, widths in enumerate(ENTRY, 2):
        _halving(plan, f"block{number}", widths)
    plan.begin("middle flow")
    for number in range(MIDDLE_BLOCKS):
        _staying(plan, f"block{number + 2 + len(ENTRY)}")
    plan.begin("exit flow")
    last = 2 + len(ENTRY) + MIDDLE_BLOCKS
    _halving(plan, f"block{last}", EXIT)
    for number, width in enumerate(TAIL, 1):
        _separable(plan, f"block{last + 1}_sepconv{number}", width)
    classify(plan)
    return plan.network()


def _separable(plan: Plan, name: str, written: int) -> str:
    plan.add(f"{name}.depthwise", depthwise(plan.channels, WINDOW, padding=1))
    return plan.add(f"{name}.pointwise", conv(plan.channels, written, 1), norm=True)


def _halving(plan: Plan, name: str, widths: tuple[int, int]) -> None:
    """Two separable layers and a pooling, round which goes a 1 × 1 with stride 2."""
    entry, read = plan.last, plan.channels
    for number, width in enumerate(widths, 1):
        _separable(plan, f"{name}_sepconv{number}", width)
    pads = _same(plan.shape[-1])
    around = plan.add(f"{name}_pool", pool(WINDOW, 2, (pads, pads)))
    shortcut = plan.add(f"{name}_shortcut", conv(read, widths[-1], 1, stride=2), entry, norm=True)
    plan.add(f"{name}_add", Add(), around, shortcut)


def _staying(plan: Plan, name: str) -> None:
    entry = plan.last
    for number in range(1, MIDDLE_LAYERS + 1):
        _separable(plan, f"{name}_sepconv{number}", MIDDLE)
    plan.add(f"{name}_add", Add(), plan.last, entry)


def _same(cells: int) -> tuple[int, int]:
    """TensorFlow's padding of the pooling: an odd row stands at the high end."""
    rows = (-(-cells // 2) - 1) * 2 + WINDOW - cells
    return rows // 2, rows - rows // 2
