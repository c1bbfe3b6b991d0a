"""What a state of the page means: a layer with its price."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import prod

from convviz.app.page.layer_model import LayerModel
from convviz.app.tools.counting.state import CountingState
from convviz.costs.layer import Cost, additions, cost
from convviz.spec.conv import ConvSpec


@dataclass(frozen=True)
class CountingModel(LayerModel):
    """What a state means.

    Attributes:
        state: complete and legal.
    """

    state: CountingState

    @cached_property
    def spec(self) -> ConvSpec:
        """The layer."""
        return self.state.spec

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of the input."""
        return self.state.size

    @property
    def additions(self) -> int:
        """Of the same dense count."""
        return additions(self.spec, self.cost)

    @property
    def positions(self) -> int:
        """Places of the kernel: of the output; of a transposed layer, of its input."""
        return prod(self.geometry.small)

    @property
    def with_zeros(self) -> int:
        """Multiplications at every output position: what inserting zeros and sliding would take."""
        return self.cost.weights * prod(self.geometry.output_shape)

    def priced(self, **changes: int | tuple[int, ...]) -> Cost:
        """The price with some numbers changed.

        Raises:
            ConvError: the layer does not fit any more.
        """
        values = {name: (value, value) if name in ("stride", "dilation") else value for name, value in changes.items()}
        return cost(replace(self.spec, **values), self.size)  # type: ignore[arg-type]

    @cached_property
    def twice_as_large(self) -> Cost:
        """The same weights on an input of twice the height and width."""
        high, wide = self.size
        return cost(self.spec, (2 * high, 2 * wide))
