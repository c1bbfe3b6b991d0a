"""Receptive fields of a stack of layers, and the paths that lead to them, along one axis.

The recurrences are those of Araujo, Norris and Sim, *Computing Receptive Fields of Convolutional Neural Networks*,
Distill 2019, with pixel centres at integers. Pooling layers count like convolutions. In two dimensions, fields and path
counts are the products over the axes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class AxisLayer(NamedTuple):
    """A convolution or pooling layer along one axis.

    Attributes:
        kernel: number of taps.
        stride: stride in input cells.
        padding: cells added at either end, or (low, high).
        dilation: distance between adjacent taps in input cells.
    """

    kernel: int
    stride: int = 1
    padding: int | tuple[int, int] = 0
    dilation: int = 1

    @property
    def span(self) -> int:
        """Extent of the dilated kernel, dilation · (kernel - 1) + 1."""
        return self.dilation * (self.kernel - 1) + 1

    @property
    def ends(self) -> tuple[int, int]:
        """Padding (low, high)."""
        return (self.padding, self.padding) if isinstance(self.padding, int) else self.padding

    def size(self, cells: int) -> int:
        """Return the output size for `cells` input cells; less than 1 if the kernel does not fit."""
        return (cells + sum(self.ends) - self.span) // self.stride + 1

    def read_by(self, unit: int) -> range:
        """Return the input cells that a unit reads; those outside the grid are padding."""
        first = unit * self.stride - self.ends[0]
        return range(first, first + self.span, self.dilation)


@dataclass(frozen=True, slots=True)
class ReceptiveField:
    """The receptive field of the units after some layers.

    Attributes:
        receptive: size in input cells.
        jump: input cells between the fields of adjacent units.
        start: centre of the first unit's field; halves lie between two cells.
        padding: input cells of the first unit's field before the first cell.
    """

    receptive: int
    jump: int
    start: float
    padding: int


def receptive_fields(layers: Sequence[AxisLayer]) -> tuple[ReceptiveField, ...]:
    """Return the receptive field after each layer.

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
    """Return the sizes of the input and of the output of each layer, up to the first that is empty."""
    counts = [cells]
    for layer in layers:
        counts.append(layer.size(counts[-1]))
        if counts[-1] < 1:
            break
    return tuple(counts)


def paths_down(layers: Sequence[AxisLayer], unit: int, counts: Sequence[int]) -> tuple[dict[int, int], ...]:
    """Return the number of paths from a unit of the last layer down to every cell of every grid.

    Args:
        layers: the layers from the input to the unit.
        unit: index of the unit in the last layer.
        counts: sizes of the input and after each layer, as returned by `layer_sizes`.

    Returns:
        `{cell: paths}` for each grid, the input's first and the unit's own last. Cells outside a grid are padding,
        where paths end.

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
    """Return the number of paths from an input cell up to every unit of every grid.

    Args:
        layers: the layers from the input to the output.
        cell: index of the input cell.
        counts: sizes of the input and after each layer, as returned by `layer_sizes`.

    Returns:
        `{unit: paths}` for each grid, the input's first.
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
