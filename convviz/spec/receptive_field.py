"""What a unit deep in a network sees: receptive fields and the paths that lead to them, along one axis.

The recurrences are those of Araujo, Norris and Sim, *Computing Receptive Fields of Convolutional Neural Networks*,
Distill 2019, with pixel centres at whole numbers. Pooling layers count like convolutions. In two dimensions the field
is the product of the axes, and so are the path counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class AxisLayer(NamedTuple):
    """One layer along one axis: a convolution or a pooling.

    Attributes:
        kernel: taps.
        stride: input cells from one window to the next.
        padding: cells added at either end; a pair says low and high.
        dilation: input cells from one tap to the next.
    """

    kernel: int
    stride: int = 1
    padding: int | tuple[int, int] = 0
    dilation: int = 1

    @property
    def span(self) -> int:
        """Cells from the first to the last tap: dilation · (kernel - 1) + 1."""
        return self.dilation * (self.kernel - 1) + 1

    @property
    def ends(self) -> tuple[int, int]:
        """Padding, (low, high)."""
        return (self.padding, self.padding) if isinstance(self.padding, int) else self.padding

    def size(self, cells: int) -> int:
        """Windows over so many cells; less than 1 where not even one fits."""
        return (cells + sum(self.ends) - self.span) // self.stride + 1

    def read_by(self, unit: int) -> range:
        """The cells under the window of one unit; outside the grid they are padding."""
        first = unit * self.stride - self.ends[0]
        return range(first, first + self.span, self.dilation)


@dataclass(frozen=True, slots=True)
class ReceptiveField:
    """What every unit after some layers sees of the input.

    Attributes:
        receptive: cells from the first to the last one that has a path to the unit.
        jump: input cells from the field of one unit to that of the next.
        start: centre of the first unit's field; halves lie between two cells.
        padding: input cells by which the first field begins before the first cell.
    """

    receptive: int
    jump: int
    start: float
    padding: int


def receptive_fields(layers: Sequence[AxisLayer]) -> tuple[ReceptiveField, ...]:
    """The field after each layer.

    receptive ← receptive + (span - 1) · jump;  padding ← padding + low · jump;  jump ← jump · stride;
    start = (receptive - 1) / 2 - padding.

    Example:
        >>> layers = [AxisLayer(3, dilation=1), AxisLayer(3, dilation=2), AxisLayer(3, dilation=4)]
        >>> [field.receptive for field in receptive_fields(layers)]
        [3, 7, 15]
    """
    receptive, jump, padding = 1, 1, 0
    found = []
    for layer in layers:
        receptive += (layer.span - 1) * jump
        padding += layer.ends[0] * jump
        jump *= layer.stride
        found.append(ReceptiveField(receptive, jump, (receptive - 1) / 2 - padding, padding))
    return tuple(found)


def layer_sizes(layers: Sequence[AxisLayer], cells: int) -> tuple[int, ...]:
    """Cells of the input and after each layer, as far as there are any."""
    counts = [cells]
    for layer in layers:
        counts.append(layer.size(counts[-1]))
        if counts[-1] < 1:
            break
    return tuple(counts)


def paths_down(layers: Sequence[AxisLayer], unit: int, counts: Sequence[int]) -> tuple[dict[int, int], ...]:
    """Paths from one unit of the last layer down to the cells of every grid, the input's first.

    Args:
        layers: from the input to the unit's own grid.
        unit: of the last layer.
        counts: cells of the input and after each layer, as `layer_sizes` gives them.

    Returns:
        For each grid `{cell: paths}`. Cells outside a grid are padding: a path ends there. The unit's own grid comes
        last, with its one path.

    Example:
        >>> paths_down([AxisLayer(3), AxisLayer(3), AxisLayer(3)], 0, (7, 5, 3, 1))[0]
        {0: 1, 1: 3, 2: 6, 3: 7, 4: 6, 5: 3, 6: 1}
    """
    reached = {unit: 1}
    below = [reached]
    for layer, size in zip(reversed(layers), reversed(counts[: len(layers) + 1]), strict=False):
        cells: dict[int, int] = {}
        for place, paths in reached.items():
            for cell in layer.read_by(place) if 0 <= place < size else ():
                cells[cell] = cells.get(cell, 0) + paths
        reached = dict(sorted(cells.items()))
        below.insert(0, reached)
    return tuple(below)


def paths_up(layers: Sequence[AxisLayer], cell: int, counts: Sequence[int]) -> tuple[dict[int, int], ...]:
    """Paths from one cell of the input up to the units of every grid, its own first.

    Args:
        layers: from the input to the output.
        cell: of the input.
        counts: cells of the input and after each layer, as `layer_sizes` gives them.
    """
    reached = {cell: 1}
    above = [reached]
    for layer, size in zip(layers, counts[1:], strict=False):
        units: dict[int, int] = {}
        for unit in range(size):
            paths = sum(reached.get(place, 0) for place in layer.read_by(unit))
            if paths:
                units[unit] = paths
        reached = units
        above.append(reached)
    return tuple(above)
