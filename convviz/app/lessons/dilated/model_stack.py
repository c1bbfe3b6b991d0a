"""The stack of the lesson: sizes, fields and paths of its layers along one axis."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from convviz.app.lessons.dilated.stack_in_url import Stack
from convviz.scene import Scene, cone_scene
from convviz.spec.receptive_field import ReceptiveField, layer_sizes, paths_down, receptive_fields

if TYPE_CHECKING:
    from convviz.app.lessons.dilated.model import DilatedState


@dataclass(frozen=True)
class DilatedStackModel:
    """What the state says about the stack.

    Attributes:
        state: complete and legal.
    """

    state: DilatedState

    @cached_property
    def layers(self) -> Stack:
        """From the input to the output."""
        return self.state.layers

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """Cells of the input, and units of each layer."""
        return layer_sizes(self.layers, self.state.input_cells)

    @cached_property
    def fields(self) -> tuple[ReceptiveField, ...]:
        """What a unit of each layer sees."""
        return receptive_fields(self.layers)

    @cached_property
    def field(self) -> ReceptiveField:
        """What a unit of the last layer sees."""
        return self.fields[-1]

    @cached_property
    def free(self) -> list[int]:
        """Paths from a unit far from any border to each cell of its field, holes included, from end to end."""
        cells = self._unbounded
        return [cells.get(place, 0) for place in range(min(cells), max(cells) + 1)]

    @property
    def touched(self) -> int:
        """Cells of the field that at least one path leads to."""
        return len(self._unbounded)

    @cached_property
    def weights(self) -> int:
        """Taps of all layers, along one axis, for one channel."""
        return sum(layer.kernel for layer in self.layers)

    @cached_property
    def ending(self) -> int:
        """Paths of the unit on show that end on padding, in any layer."""
        reached = paths_down(self.layers, self.state.unit, self.sizes)
        grids = zip(reached[:-1], self.sizes, strict=False)
        return sum(count for cells, size in grids for cell, count in cells.items() if not 0 <= cell < size)

    @cached_property
    def _unbounded(self) -> dict[int, int]:
        cells = {0: 1}
        for layer in reversed(self.layers):
            below: dict[int, int] = {}
            for unit, paths in cells.items():
                for cell in layer.read_by(unit):
                    below[cell] = below.get(cell, 0) + paths
            cells = below
        return cells

    def scene(self, title: str) -> Scene:
        """What the player shows."""
        return cone_scene(self.layers, self.sizes[0], self.state.unit, title=title)
