"""What is on show: a text, what was read of it, and its price."""

from __future__ import annotations

from functools import cached_property, lru_cache

from convviz.app.params.param import State
from convviz.app.tools.your_model.examples import EXAMPLES
from convviz.app.tools.your_model.state import OWN
from convviz.app.tools.your_model.text_in_url import unpack
from convviz.costs.network import LayerCost
from convviz.model_parser import Reading, input_shape_of, read_model
from convviz.spec.conv import ConvSpec


class Shown:
    """The text of a state.

    Args:
        state: of the page.
        kept: the text of this session that is too long for a link, or None.
    """

    def __init__(self, state: State, kept: str | None) -> None:
        self.state = state
        self._kept = kept

    @property
    def own(self) -> bool:
        """Whether it is no example."""
        return self.state["ex"] == OWN

    @property
    def linked(self) -> bool:
        """Whether the address brings the text along."""
        return not self.own or bool(self.state["m"]) or not self.text

    @property
    def text(self) -> str:
        """What stands in the box."""
        if not self.own:
            return EXAMPLES[str(self.state["ex"])].text
        return (unpack(str(self.state["m"])) or "") if self.state["m"] else self._kept or ""

    @cached_property
    def reading(self) -> Reading:
        """What was read."""
        return _read(self.text, str(self.state["in"]))

    @property
    def rows(self) -> list[LayerCost]:
        """The layers that are listed, in the order asked for."""
        rows = list(self.reading.layers)
        if self.state["order"] == "dear":
            rows.sort(key=lambda row: -row.cost.multiplications)
        return rows

    @property
    def dearest(self) -> LayerCost | None:
        """The convolution with the most multiplications."""
        rows = [row for row in self.reading.layers if isinstance(row.operation, ConvSpec)]
        return max(rows, key=lambda row: row.cost.multiplications, default=None)


@lru_cache(maxsize=32)
def _read(text: str, shape: str) -> Reading:
    """Kept for a control that changes nothing in the text; a few, as texts can be long."""
    return read_model(text, input_shape_of(shape) if shape else None)
