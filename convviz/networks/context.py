"""The context module of Yu and Koltun 2016: eight layers that see 67 × 67 without ever making the map smaller."""

from __future__ import annotations

from convviz.networks.layers import conv
from convviz.spec.network import Network, NetworkBuilder

CLASSES = 21  # of Pascal VOC, background included
SIZE = 64
DILATIONS = (1, 1, 2, 4, 8, 16, 1)


def dilated_context() -> Network:
    """The basic module, as many channels in as out."""
    builder = NetworkBuilder("Dilated context module", (CLASSES, SIZE, SIZE))
    builder.begin_stage("context")
    for number, dilation in enumerate(DILATIONS, 1):
        builder.add(f"ctx{number}", conv(CLASSES, CLASSES, 3, padding=dilation, dilation=dilation, bias=True))
    builder.add(f"ctx{len(DILATIONS) + 1}", conv(CLASSES, CLASSES, 1, bias=True))
    return builder.network()
