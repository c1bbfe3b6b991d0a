"""The kinds of layers in words, and how they add up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from convviz.costs.network import NetworkCost

NAMES: Final = {
    "conv": "convolution",
    "pwconv": "1 × 1 convolution",
    "dwconv": "depthwise convolution",
    "gconv": "grouped convolution",
    "convT": "transposed convolution",
    "fc": "linear layer",
    "maxpool": "max pooling",
    "avgpool": "mean pooling",
    "gap": "global mean",
    "add": "sum",
    "concat": "stack",
    "shuffle": "channel shuffle",
    "upsample": "enlarging",
    "pad": "padding",
    "crop": "cropping",
    "flatten": "flattening",
    "reshape": "new shape",
    "pixel shuffle": "pixel shuffle",
}
SHORT: Final = {
    "conv": "convolution",
    "pwconv": "1 × 1",
    "dwconv": "depthwise",
    "gconv": "grouped",
    "convT": "transposed",
    "fc": "linear",
}
POOLING: Final = "pooling"  # whatever else has a bar


@dataclass(frozen=True, slots=True)
class Share:
    """The layers of one kind together.

    Attributes:
        kind: as in `LayerCost.kind`.
        layers: how many.
        weights: of all.
        multiplications: of all.
    """

    kind: str
    layers: int
    weights: int
    multiplications: int


def shares(price: NetworkCost) -> list[Share]:
    """Every kind that multiplies, the dearest first."""
    kinds = {row.kind for row in price.layers if row.cost.multiplications}
    found = []
    for kind in kinds:
        rows = [row for row in price.layers if row.kind == kind]
        weights, multiplications = sum(r.cost.weights for r in rows), sum(r.cost.multiplications for r in rows)
        found.append(Share(kind, len(rows), weights, multiplications))
    return sorted(found, key=lambda share: -share.multiplications)
