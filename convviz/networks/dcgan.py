"""DCGAN's generator: from a hundred numbers to a picture, all by transposed convolutions (Radford et al. 2015)."""

from __future__ import annotations

from convviz.networks.layers import conv
from convviz.spec.network import Network, NetworkBuilder

NOISE = 100
KERNEL = 4
COLOURS = 3
DOUBLINGS = 4  # from 4 × 4 to 64 × 64


def dcgan_generator(channels: int) -> Network:
    """Kernels of 4 × 4, whose stamps overlap evenly at stride 2; the paper's figure draws 5 × 5.

    Args:
        channels: of the first map; the paper's figure has 1,024, much code that follows it 512.
    """
    builder = NetworkBuilder("DCGAN generator", (NOISE, 1, 1))
    builder.begin_stage("generator")
    builder.add("project", conv(NOISE, channels, KERNEL, transposed=True), norm=True)
    for number in range(1, DOUBLINGS):
        spec = conv(builder.channels, channels >> number, KERNEL, stride=2, padding=1, transposed=True)
        builder.add(f"up{number}", spec, norm=True)
    builder.add("picture", conv(builder.channels, COLOURS, KERNEL, stride=2, padding=1, transposed=True))
    return builder.network()
