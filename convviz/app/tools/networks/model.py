"""What is on show: the network of a state with its options, priced, and the parts its charts are drawn from."""

from __future__ import annotations

from functools import cached_property

from convviz.app.params.param import State
from convviz.app.tools.networks.layer_kinds import POOLING, SHORT
from convviz.app.tools.networks.papers import PAPERS, Paper
from convviz.app.tools.networks.priced import counted, priced, total
from convviz.app.tools.networks.state import COUNTS, KEYS, options_of
from convviz.charts.network_parts import Part
from convviz.costs.network import NetworkCost
from convviz.networks import REGISTER


class Shown:
    """The network of a state."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.name = str(state["net"])
        self.count = str(state["count"])
        self.options = options_of(state)

    @property
    def paper(self) -> Paper:
        """Where it comes from."""
        return PAPERS[self.name]

    @cached_property
    def price(self) -> NetworkCost:
        """What it costs."""
        return priced(self.name, self.options)

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
        given = (f"{KEYS[name]}{value}" for name, value in self.options.items())
        return "-".join([self.name, *given]).replace(".", "_")

    def parts(self) -> list[Part]:
        """Its layers for a chart, those of nothing included: they have their place along the bottom."""
        whole = total(self.price, self.count)
        return [
            Part(row.name, row.stage, SHORT.get(row.kind, POOLING), counted(row, self.count), whole)
            for row in self.price.layers
        ]
