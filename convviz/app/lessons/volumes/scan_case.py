"""What a difference along depth sees of the made-up scan: nothing, except where the vessel bends."""

from __future__ import annotations

import numpy as np

from convviz.engine.trace import record
from convviz.samples.volumes import filters, volume
from convviz.spec.conv import ConvSpec


def changed_cells(depth: int = 8, height: int = 12, width: int = 12) -> list[int]:
    """From each slice of the scan to the next, the cells whose difference along depth is not 0."""
    spec = ConvSpec.of(3, 1, 1, (2, 1, 1))
    weight = filters("depth", 1, 1, (2, 1, 1)).weights
    output = record(spec, volume("scan", (1, depth, height, width)), weight).output
    return [int(number) for number in np.count_nonzero(output[0], axis=(1, 2))]
