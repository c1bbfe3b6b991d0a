"""A block as the wiring of its channels: a row of channels for what goes in and for what every stage writes."""

from __future__ import annotations

from collections.abc import Sequence

from convviz.costs.block import BlockCost, block_cost
from convviz.scene.builders.channel_mixing import hues_through
from convviz.scene.schema import Counter, Grid, GridAxis, IndexMap, LoopNest, Scene, Track
from convviz.spec.block import Block, Permutation, sources_of
from convviz.spec.conv import ConvSpec

INPUT = "input"


def wiring_scene(block: Block, shape: Sequence[int], output: int, *, title: str = "Channels through a block") -> Scene:
    """Which channel leads to which, played from one output channel down to the input channels it depends on.

    As in `cone_scene`, every channel hands the number of paths that lead to it on to those it reads. Channels are
    called by their number, from 1; a permutation takes the names along.

    Args:
        block: its stages.
        shape: of the input, on which the counters count: all of the block, the paths of one channel standing for
            those of all.
        output: the output channel whose paths are counted, from 0.
        title: names it for screen readers.

    Example:
        >>> from convviz.spec.recipes import shuffled_grouped
        >>> scene = wiring_scene(shuffled_grouped(9, 9, 1, 3), (3, 3), 0)
        >>> [grid.id for grid in scene.grids], "".join(scene.grids[1].axes[0].names)
        (['output', 'row 2', 'row 1', 'input'], '147258369')
    """
    price = block_cost(block, shape)
    rows = _ChannelRows(block, output, price)
    stages = range(len(block.stages))
    inside = rows.reached()
    played = [rows.link(place, inside[place + 1], "add") for place in reversed(stages)]
    maps = [rows.link(place, range(rows.sizes[place + 1]), "map") for place in stages]
    seen = len(inside[0])
    return Scene(
        title=title,
        alt=f"{block.name}: the channels as rows of cells, the input below. Output channel {output + 1} sees {seen} of "
        f"{block.in_channels} input channels.",
        grids=tuple(rows.grid(place) for place in reversed(range(len(rows.sizes)))),
        links=(*played, *maps),
        tracks=(Track(title, tuple(link.id for link in played), None, price.weights, price.biases),),
        form="wiring",
    )


class _ChannelRows:
    """The rows of a block, the input first."""

    def __init__(self, block: Block, output: int, price: BlockCost) -> None:
        self.block, self.output, self._cost = block, output, price
        self.sizes = (block.in_channels, *(stage.operation.out_channels for stage in block.stages))
        self._hues = hues_through(block)
        self._sources = [sources_of(stage.operation) for stage in block.stages]

    def reached(self) -> list[list[int]]:
        """Of every row the channels on the paths of the output channel."""
        rows = [[self.output]]
        for sources in reversed(self._sources):
            rows.insert(0, sorted({source for channel in rows[0] for source in sources[channel]}))
        return rows

    def grid(self, place: int) -> Grid:
        """What stage number `place` reads, or the output."""
        size, last = self.sizes[place], place == len(self.sizes) - 1
        hues = self._hues[place]
        return Grid(
            id=self._name(place),
            role="output" if place else "input",
            title=self._title(place),
            note=self._note(place),
            axes=(GridAxis("channel", "column", size, size, names=self._names(place)),),
            values=tuple(int(channel == self.output) for channel in range(size)) if last else None,
            hues=(hues,) if hues else (),
            sign=" ",
        )

    def link(self, place: int, channels: Sequence[int], operation: str) -> LoopNest:
        """From these channels that stage number `place` writes to those it reads."""
        sources = self._sources[place]
        first = {"channel": tuple(sources[channel][0] for channel in channels)}
        width = len(sources[0])
        upper = IndexMap(self._name(place + 1), ({"channel": tuple(channels)},))
        lower = IndexMap(self._name(place), ({**first, "tap": tuple(range(width))},))
        loops, taps = (Counter("channel", len(channels)),), (Counter("tap", width),)
        if operation == "map":
            return LoopNest(f"map {place + 1}", loops, taps, read=lower, write=upper, operation="map")
        full = self._cost.stages[place].multiplications
        return LoopNest(f"paths {place + 1}", loops, taps, read=upper, write=lower, operation="add", full=full)

    def _name(self, place: int) -> str:
        return INPUT if place == 0 else "output" if place == len(self.sizes) - 1 else f"row {place}"

    def _names(self, place: int) -> tuple[str, ...]:
        operation = self.block.stages[place - 1].operation if place else None
        if isinstance(operation, Permutation):
            below = self._names(place - 1)
            return tuple(below[channel] for channel in operation.order)
        return tuple(str(channel + 1) for channel in range(self.sizes[place]))

    def _title(self, place: int) -> str:
        if place in (0, len(self.sizes) - 1):
            return self._name(place)
        return "shuffled" if isinstance(self.block.stages[place - 1].operation, Permutation) else "maps"

    def _note(self, place: int) -> str:
        if not place:
            return f"{self.sizes[0]} channels"
        operation = self.block.stages[place - 1].operation
        if isinstance(operation, ConvSpec):
            return f"by a layer in {operation.groups} group{'s' * (operation.groups > 1)}"
        return "the same, reordered"
