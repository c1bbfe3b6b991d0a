"""What networks cost, their stages and the shares of each; cached, for a page asks for the same with every click."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from convviz.app.page.gains_and_losses import share
from convviz.costs.network import LayerCost, NetworkCost, network_cost
from convviz.networks import network

KEPT: Final = 64


def priced(name: str, options: Mapping[str, Any] | None = None) -> NetworkCost:
    """A network of the register and what it costs."""
    return _priced(name, tuple((options or {}).items()))


@lru_cache(maxsize=KEPT)
def _priced(name: str, options: tuple[tuple[str, Any], ...]) -> NetworkCost:
    return network_cost(network(name, **dict(options)))


def counted(row: LayerCost, count: str) -> int:
    """What is counted of a layer: its multiplications, its weights, or the numbers it writes."""
    return {"macs": row.cost.multiplications, "weights": row.cost.weights, "out": row.cost.outputs}[count]


def total(price: NetworkCost, count: str) -> int:
    """The same of all layers."""
    return sum(counted(row, count) for row in price.layers)


def stages(price: NetworkCost) -> dict[str, list[LayerCost]]:
    """The rows by stage, in order."""
    found: dict[str, list[LayerCost]] = {}
    for row in price.rows:
        found.setdefault(row.stage, []).append(row)
    return found


def portion(part: int, whole: int) -> str:
    """How much a part is of the whole, to a tenth of a per cent; what is less is said to be less, and not nothing.

    Example:
        >>> portion(1, 8), portion(1, 10_000), portion(0, 8)
        ('12.5 %', '< 0.1 %', '0 %')
    """
    return "< 0.1 %" if 0 < 2000 * part < whole else share(part, whole)
