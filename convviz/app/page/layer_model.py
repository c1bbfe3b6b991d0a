"""The model of a lesson on one layer: the layer on an input of some size, with its price."""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cached_property

from convviz.costs.layer import Cost, cost
from convviz.spec.conv import ConvSpec, Geometry


class LayerModel(ABC):
    """What a state means that describes one layer; subclasses are frozen dataclasses."""

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
