"""A recorded block as a scene: one track, its stages in order, every map between them on show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from convviz.costs.block import BlockCost, block_cost
from convviz.engine.block_trace import BlockTrace, PermutationTrace
from convviz.engine.trace import Trace
from convviz.errors import ConvError
from convviz.scene.builders.channel_mixing import hues_through, kernel_hues
from convviz.scene.builders.grids import input_grid, kernel_grid, output_grid, times
from convviz.scene.builders.layer import check_length
from convviz.scene.builders.loop_tables import AXES, loop_tables
from convviz.scene.schema import Counter, Grid, GridAxis, IndexMap, LoopNest, Scene, Track, View
from convviz.spec.block import Block, Permutation, Stage
from convviz.spec.conv import ConvSpec
from convviz.spec.parse import Ints


@dataclass(frozen=True, slots=True)
class FullCase:
    """The case that a cut-down drawing stands for.

    Attributes:
        block: with the same stages as the drawn one, but more channels or filters.
        shape: of its input, `(*spatial)` or `(in_channels, *spatial)`.
    """

    block: Block
    shape: Ints

    @property
    def cost(self) -> BlockCost:
        """What it costs."""
        return block_cost(self.block, self.shape)


def block_scene(
    trace: BlockTrace,
    *,
    title: str = "",
    full: FullCase | None = None,
    view: View = "",
) -> Scene:
    """The scene of one block: grids "input", "kernel 1", "maps 1", "kernel 2", … and "output".

    Channels keep their colour until they are mixed; a channel permutation moves one channel a step.

    Args:
        trace: what to draw.
        title: names it for screen readers, and its track; empty: the block's name.
        full: the case it stands for, if that is larger: each step then counts for as many multiplications as the stage
            has in full for every step drawn, and what is left out is said beside the grids.
        view: planes stacked, spread flat, or (empty) as fits the width at hand.

    Raises:
        ConvError: a stage is transposed, `full` has other stages, or there is too much to draw.

    Example:
        >>> from convviz.engine.block_trace import record_block
        >>> from convviz.spec.recipes import spatially_separable
        >>> trace = record_block(spatially_separable(2), [[[1, 2], [3, 4]]], [[[[[1], [1]]]], [[[[1, 2]]]]])
        >>> [grid.id for grid in block_scene(trace).grids]
        ['input', 'kernel 1', 'maps 1', 'kernel 2', 'output']
    """
    _check(trace, full)
    name = title or trace.block.name
    price = (full or FullCase(trace.block, trace.x.shape)).cost
    drawing = _Drawing(trace, full)
    links = tuple(drawing.link(place) for place in range(len(trace)))
    return Scene(
        title=name,
        alt=drawing.alt,
        grids=tuple(drawing.grids()),
        links=links,
        tracks=(Track(name, tuple(link.id for link in links), weights=price.weights, biases=price.biases),),
        view=view,
    )


class _Drawing:
    """Grids and links of one block, stage by stage."""

    def __init__(self, trace: BlockTrace, full: FullCase | None) -> None:
        self._trace, self._stages = trace, trace.block.stages
        self._hues = hues_through(trace.block)
        self._full = full
        self._costs = full.cost.stages if full else None
        self._shapes = [trace.x.shape, *(array.shape for array in trace.maps)]
        self._full_shapes = full.block.shapes(full.shape) if full else self._shapes

    def grids(self) -> list[Grid]:
        """In drawing order: what goes in, then of every stage its kernel and what it writes."""
        grids = [self._map(0)]
        for place, done in enumerate(self._trace):
            if isinstance(done, Trace):
                grids.append(self._kernel(place, done))
            grids.append(self._map(place + 1))
        return grids

    def link(self, place: int) -> LoopNest:
        """What stage number `place` does."""
        done = self._trace.stages[place]
        link = loop_tables(done.geometry) if isinstance(done, Trace) else self._moves(done)
        return replace(
            link,
            id=f"stage {place + 1}",
            read=replace(link.read, grid=self._name(place)),
            write=self._into(IndexMap(self._name(place + 1), link.write.index), place + 1),
            weight=replace(link.weight, grid=f"kernel {place + 1}") if link.weight else None,
            full=self._costs[place].multiplications if self._costs else 0,
        )

    @property
    def alt(self) -> str:
        """The picture in a sentence."""
        first, *others = (stage.name for stage in self._stages)
        then = "".join(f", then {name}" for name in others)
        out = f"{times(self._shapes[0])} become {times(self._shapes[-1])}"
        if not self._full or self._full_shapes == tuple(self._shapes):
            return f"{self._trace.block.name}: {first}{then}; {out}."
        return f"{self._trace.block.name}: {first}{then}; {out}, drawn for {times(self._full_shapes[-1])}."

    def _name(self, place: int) -> str:
        """The grid that stage number `place` reads."""
        return "input" if place == 0 else "output" if place == len(self._stages) else f"maps {place}"

    def _map(self, place: int) -> Grid:
        """What stage number `place` reads, with the border it reads it with; after the last, what comes out."""
        hues = (self._hues[place],) if self._hues[place] else ()
        inside = replace(self._bare(place), id=self._name(place), hues=hues)
        note = inside.note.replace(times(self._shapes[place]), self._sized(place), 1)
        if place == 0:
            return replace(inside, note=note)
        axes = tuple(replace(axis, unreached=()) for axis in inside.axes)  # it is a window that never reaches them
        moved = isinstance(self._trace.stages[place - 1], PermutationTrace)
        return replace(
            inside,
            role="output",
            title=self._title(place, moved=moved),
            note=note,
            axes=axes,
            values=None,
            sign="→" if moved else "=",
        )

    def _bare(self, place: int) -> Grid:
        if place < len(self._stages):
            reader = self._trace.stages[place]
            if isinstance(reader, Trace):
                return input_grid(reader)
        before = [stage for stage in self._trace.stages[:place] if isinstance(stage, Trace)]
        return output_grid(before[-1]) if before else _plain_input(self._trace)

    def _title(self, place: int, *, moved: bool) -> str:
        if place == len(self._stages):
            return "output"
        if moved:
            return "shuffled"
        written = [
            n for n in range(1, len(self._stages)) if not isinstance(self._trace.stages[n - 1], PermutationTrace)
        ]
        return "maps" if len(written) == 1 else f"maps {written.index(place) + 1}"

    def _sized(self, place: int) -> str:
        """The size of a map in words, and of which it is a part."""
        drawn, full = self._shapes[place], self._full_shapes[place]
        if drawn == full:
            return times(drawn)
        if drawn[1:] == full[1:]:
            return f"{times(drawn)} of {full[0]}"
        return f"{times(drawn)}, drawn of {times(full)}"

    def _kernel(self, place: int, done: Trace) -> Grid:
        grid = kernel_grid(done)
        note = f"{self._stages[place].name}: {grid.note}" if len(self._stages) > 1 else grid.note
        whole = self._full.block.stages[place].operation if self._full else done.spec
        if isinstance(whole, ConvSpec) and whole.out_channels != done.spec.out_channels:
            note += f"; {done.spec.out_channels} of {whole.out_channels} drawn"
        return replace(
            grid, id=f"kernel {place + 1}", note=note, hues=kernel_hues(done.spec, self._hues[place])
        )  # fmt: skip

    def _moves(self, done: PermutationTrace) -> LoopNest:
        """One channel a step, all of its numbers at once."""
        names, sizes = AXES[-self._trace.block.ndim :], done.x.shape[1:]
        cells = [{name: tuple(range(size))} for name, size in zip(names, sizes, strict=True)]
        order = done.permutation.order
        return LoopNest(
            id="",
            loops=(Counter("channel", len(order)),),
            taps=tuple(Counter(name, size) for name, size in zip(names, sizes, strict=True)),
            read=IndexMap("", ({"channel": order}, *cells)),
            write=IndexMap("", ({"channel": tuple(range(len(order)))}, *cells)),
            operation="move",
        )

    def _into(self, index_map: IndexMap, place: int) -> IndexMap:
        """A reach of what is written, moved by the border that this has as drawn."""
        channel, *spatial = index_map.index
        moved = (_moved(tables, low) for tables, low in zip(spatial, self._lows(place), strict=True))
        return replace(index_map, index=(channel, *moved))

    def _lows(self, place: int) -> Ints:
        """Border cells drawn before the first real one, along every spatial axis of what stage `place` reads."""
        stage = self._trace.stages[place] if place < len(self._stages) else None
        if isinstance(stage, Trace):
            return tuple(low for low, _ in stage.geometry.padding)
        return (0,) * self._trace.block.ndim


def _moved(tables: Mapping[str, Ints], low: int) -> Mapping[str, Ints]:
    name, table = next(iter(tables.items()))
    return {**tables, name: tuple(index + low for index in table)}


def _plain_input(trace: BlockTrace) -> Grid:
    """What goes into a block that begins with a permutation."""
    first = trace.traces[0]
    bare = input_grid(first)
    axes = (bare.axes[0], *(GridAxis.plain(axis.name, axis.role, axis.held) for axis in bare.axes[1:]))
    return replace(bare, axes=axes, note=times(trace.x.shape), values=tuple(trace.x.ravel().tolist()))


def _check(trace: BlockTrace, full: FullCase | None) -> None:
    for done in trace.traces:
        check_length(done)
        if done.spec.transposed:
            raise ConvError("trace", done.spec, "must be of direct convolutions", "Show it with scene_of.")
    if full and [_kind(stage) for stage in full.block.stages] != [_kind(stage) for stage in trace.block.stages]:
        raise ConvError(
            "full", full.block.name, f"must have the stages of what is drawn ({trace.block.name})", "Cut that one down."
        )


def _kind(stage: Stage) -> tuple[str, bool, Ints]:
    if isinstance(stage.operation, Permutation):
        return stage.name, True, ()
    return stage.name, False, stage.operation.kernel
