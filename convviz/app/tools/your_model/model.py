"""What a state means: a text, what was read of it, and its price."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from convviz.app.tools.your_model.examples import EXAMPLES
from convviz.app.tools.your_model.state import YourModelState
from convviz.app.tools.your_model.text_in_url import unpack
from convviz.costs.network import LayerCost
from convviz.model_parser import ParsedModel, input_shape_of, read_model
from convviz.spec.conv import ConvSpec


@dataclass(frozen=True)
class YourModelModel:
    """What a state means.

    Attributes:
        state: complete and legal.
        kept: the text of this session that is too long for a link, or None.
    """

    state: YourModelState
    kept: str | None

    @property
    def linked(self) -> bool:
        """Whether the address brings the text along."""
        return not self.state.is_own or bool(self.state.text) or not self.text

    @property
    def text(self) -> str:
        """What stands in the box."""
        if not self.state.is_own:
            return EXAMPLES[self.state.example].text
        return (unpack(self.state.text) or "") if self.state.text else self.kept or ""

    @cached_property
    def reading(self) -> ParsedModel:
        """What was read."""
        return _read(self.text, self.state.input_shape)

    @property
    def rows(self) -> list[LayerCost]:
        """The layers that are listed, in the order asked for."""
        rows = list(self.reading.layers)
        if self.state.sort == "dear":
            rows.sort(key=lambda row: -row.cost.multiplications)
        return rows

    @property
    def dearest(self) -> LayerCost | None:
        """The convolution with the most multiplications."""
        rows = [row for row in self.reading.layers if isinstance(row.operation, ConvSpec)]
        return max(rows, key=lambda row: row.cost.multiplications, default=None)


@lru_cache(maxsize=32)
def _read(text: str, shape: str) -> ParsedModel:
    """Cached for a control that changes nothing in the text; a few, as texts can be long."""
    return read_model(text, input_shape_of(shape) if shape else None)
