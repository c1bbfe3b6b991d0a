"""A stack of layers along one axis as rows of cells: what a unit sees of the input, path by path.

Every unit of the cone hands the number of paths that lead to it on to each cell its window touches. A path that ends on
padding goes no further.
"""

from __future__ import annotations

from collections.abc import Sequence

from convviz.costs.cone import ConeCost, cone_cost
from convviz.scene.schema import Counter, Grid, GridAxis, IndexMap, LoopNest, Scene, Track
from convviz.spec.receptive_field import AxisLayer, ReceptiveField, layer_sizes, paths_down, receptive_fields

INPUT = "input"


def cone_scene(
    layers: Sequence[AxisLayer],
    cells: int,
    unit: int,
    *,
    title: str = "A stack of layers",
) -> Scene:
    """The stack, played from one unit of the last layer down to the input.

    The links on the track carry the paths of this unit. Those that are maps say which cells meet at all, so that the
    cone of any other cell can be followed by `paths`. The counters are those of one channel along the axis: the weights
    of all layers, and the multiplications that this one unit takes, with all it is computed from.

    Args:
        layers: from the input to the output; each must leave at least one unit.
        cells: of the input.
        unit: of the last layer, whose paths are counted.
        title: names it for screen readers.
    """
    price = cone_cost(layers, cells, unit)
    rows = _LayerRows(layers, cells, price)
    reached = paths_down(layers, unit, rows.sizes)
    inside = [[place for place in below if 0 <= place < size] for below, size in zip(reached, rows.sizes, strict=True)]
    grids = [rows.grid(number, unit) for number in reversed(range(len(layers) + 1))]
    played = [rows.link(number, inside[number], "add") for number in reversed(range(1, len(layers) + 1))]
    maps = [rows.link(number, range(rows.sizes[number]), "map") for number in range(1, len(layers) + 1)]
    return Scene(
        title=title,
        alt=_alt(layers, unit, len(inside[0])),
        grids=tuple(grids),
        links=(*played, *maps),
        tracks=(Track(title, tuple(link.id for link in played), None, price.weights),),
        form="tower",
    )


class _LayerRows:
    """The rows of a stack, the input first; each is drawn with the padding of the layer that reads it."""

    def __init__(self, layers: Sequence[AxisLayer], cells: int, price: ConeCost) -> None:
        self._cost = price
        self.layers, self.sizes = layers, layer_sizes(layers, cells)
        self._fields = (ReceptiveField(1, 1, 0.0, 0), *receptive_fields(layers))
        self._ends = (*(layer.ends for layer in layers), (0, 0))

    def grid(self, number: int, unit: int) -> Grid:
        """Row `number`; the last one holds a single path, that of the unit."""
        size, last = self.sizes[number], number == len(self.layers)
        return Grid(
            id=_name(number),
            role="output" if number else "input",
            title=f"layer {number}" if number else "input",
            note=self._note(number),
            axes=(self._axis(number),),
            values=tuple(int(place == unit) for place in range(size)) if last else None,
            sign=" ",
        )

    def link(self, number: int, units: Sequence[int], operation: str) -> LoopNest:
        """From these units of row `number` to the cells of the row below that their windows touch."""
        layer = self.layers[number - 1]
        above = {"unit": tuple(place + self._ends[number][0] for place in units)}
        below = {
            "unit": tuple(place * layer.stride for place in units),  # the padding before the first cell is drawn, too
            "tap": tuple(tap * layer.dilation for tap in range(layer.kernel)),
        }
        upper, lower = IndexMap(_name(number), (above,)), IndexMap(_name(number - 1), (below,))
        loops, taps = (Counter("unit", len(units)),), (Counter("tap", layer.kernel),)
        if operation == "map":
            return LoopNest(f"map{number}", loops, taps, read=lower, write=upper, operation="map")
        full = self._cost.multiplications[number - 1]
        return LoopNest(f"paths{number}", loops, taps, read=upper, write=lower, operation="add", full=full)

    def _axis(self, number: int) -> GridAxis:
        size, (low, high), field = self.sizes[number], self._ends[number], self._fields[number]
        drawn = low + size + high
        padded = bool(low + high)
        return GridAxis(
            "unit" if number else "cell",
            "column",
            drawn,
            drawn,
            source=tuple(range(drawn)) if padded else (),
            kind="p" * low + "r" * size + "p" * high if padded else "",
            first=field.start - low * field.jump,
            pitch=field.jump,
        )

    def _note(self, number: int) -> str:
        size = self.sizes[number]
        if not number:
            return f"{size} cell{'s' * (size > 1)}"
        layer = self.layers[number - 1]
        stride = f", stride {layer.stride}" if layer.stride > 1 else ""
        return f"k {layer.kernel}, rate {layer.dilation}{stride}: sees {self._fields[number].receptive}"


def _name(number: int) -> str:
    return f"layer{number}" if number else INPUT


def _alt(layers: Sequence[AxisLayer], unit: int, touched: int) -> str:
    several = f"A stack of {len(layers)} layers" if len(layers) > 1 else "One layer"
    cells = f"{touched} input cells" if touched != 1 else "one input cell"
    return f"{several} as rows of cells, the input below. From unit {unit + 1} of the last row, paths lead to {cells}."
