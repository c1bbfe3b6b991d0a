"""What a state means: a network with its options, priced, and the layers its charts are drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from convviz.app.tools.networks.cost import counted, priced, total
from convviz.app.tools.networks.layer_kinds import POOLING, SHORT
from convviz.app.tools.networks.papers import PAPERS, Paper
from convviz.app.tools.networks.state import COUNTS, NetworksState
from convviz.charts.network_parts import ChartedLayer
from convviz.costs.network import NetworkCost
from convviz.networks import REGISTER

# Options in the names of files.
LETTERS: Final = {"groups": "g", "width": "w", "resolution": "r", "version": "v", "channels": "c"}


@dataclass(frozen=True)
class NetworksModel:
    """What a state means.

    Attributes:
        state: complete and legal.
    """

    state: NetworksState

    @property
    def name(self) -> str:
        """Of the network, in the register."""
        return self.state.network

    @property
    def paper(self) -> Paper:
        """Where it comes from."""
        return PAPERS[self.name]

    @cached_property
    def options(self) -> dict[str, Any]:
        """Its options, as `convviz.networks.network` takes them."""
        return self.state.options

    @cached_property
    def price(self) -> NetworkCost:
        """What it costs."""
        return priced(self.name, self.options)

    @property
    def count(self) -> str:
        """What is counted: a key of `COUNTS`."""
        return self.state.count

    @property
    def counting(self) -> str:
        """What is counted, in words."""
        return COUNTS[self.count]

    @property
    def title(self) -> str:
        """Its name, with the options that are not the usual ones."""
        return ", ".join([self.paper.title, *self.unusual])

    @property
    def unusual(self) -> list[str]:
        """The options that are not the usual ones, in words."""
        return [
            f"{value} groups" if option.name == "groups" else f"{option.name} {value}"
            for option in REGISTER[self.name].options
            if (value := self.options[option.name]) != option.default
        ]

    @property
    def file(self) -> str:
        """What its files are called, without their endings."""
        given = (f"{LETTERS[name]}{value}" for name, value in self.options.items())
        return "-".join([self.name, *given]).replace(".", "_")

    @cached_property
    def charted(self) -> list[ChartedLayer]:
        """Its layers for a chart, those of nothing included: they have their place along the bottom."""
        whole = total(self.price, self.count)
        return [
            ChartedLayer(row.name, row.stage, SHORT.get(row.kind, POOLING), counted(row, self.count), whole)
            for row in self.price.layers
        ]
