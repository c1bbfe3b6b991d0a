"""What the state of every lesson means: a layer on an input of some size, with its price."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property

from convviz.app.params.param import State
from convviz.costs.layer import Cost, cost
from convviz.spec.conv import ConvSpec, Geometry


@dataclass(frozen=True)
class OneLayer(ABC):
    """The layer that a lesson is about.

    Attributes:
        state: complete and legal.
    """

    state: State

    @property
    @abstractmethod
    def spec(self) -> ConvSpec:
        """The layer."""

    @property
    @abstractmethod
    def size(self) -> tuple[int, ...]:
        """Of its input, along the spatial axes."""

    @cached_property
    def geometry(self) -> Geometry:
        """The layer on this input."""
        return self.spec.resolve(self.size)

    @cached_property
    def cost(self) -> Cost:
        """Its price for one input."""
        return cost(self.spec, self.size)
