"""DCGAN's generator: from a hundred numbers to a picture, all by transposed convolutions (Radford et al. 2015)."""

from __future__ import annotations

from convviz.networks.layers import conv
from convviz.spec.network import Network, Plan

NOISE = 100
KERNEL = 4
COLOURS = 3
DOUBLINGS = 4  # from 4 × 4 to 64 × 64


def dcgan_generator(channels: int) -> Network:
    """Kernels of 4 × 4, whose stamps overlap evenly at stride 2; the paper's figure draws 5 × 5.

    Args:
        channels: of the first map; the paper's figure has 1,024, much code that follows it 512.
    """
    plan = Plan("DCGAN generator", (NOISE, 1, 1))
    plan.begin("generator")
    plan.add("project", conv(NOISE, channels, KERNEL, transposed=True), norm=True)
    for number in range(1, DOUBLINGS):
        spec = conv(plan.channels, channels >> number, KERNEL, stride=2, padding=1, transposed=True)
        plan.add(f"up{number}", spec, norm=True)
    plan.add("picture", conv(plan.channels, COLOURS, KERNEL, stride=2, padding=1, transposed=True))
    return plan.network()
