"""Expands a scene's tables into steps: the Python half, used by stills, exports and notebooks.

`player/web/scene/decode.mjs` is its twin in the browser; a test compares the two step by step.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import prod
from operator import mul

from convviz.scene.decimals import NumberStyle, decimals_of
from convviz.scene.loop_nest import IndexLookup, group_length, repetitions, setting_of
from convviz.scene.schema import OUTSIDE, Grid, IndexMap, LoopNest, Scene


@dataclass(frozen=True, slots=True)
class Term:
    """One product of a step.

    Attributes:
        read: drawn cell of the read grid, flat, or -1 outside.
        weight: drawn cell of the weight grid, or -1 without one.
        write: drawn cell of the write grid, or -1 where it is cropped away.
        value: the number read.
        factor: the weight met, 1 without one; times the weight grid's scale in sums.
    """

    read: int
    weight: int
    write: int
    value: float
    factor: float

    @property
    def product(self) -> float:
        """Value times factor, before the scale."""
        return self.value * self.factor


@dataclass(frozen=True, slots=True)
class DecodedStep:
    """One step of a track, expanded.

    Attributes:
        link: the link's id.
        terms: in tap order.
        start: what the written cell held before: the bias. 0 for a link that adds, whose cells start from it.
        sum: scale * products + start.
    """

    link: str
    terms: tuple[Term, ...]
    start: float
    sum: float


@dataclass(frozen=True, slots=True)
class Writes:
    """Everything one link wrote, in order.

    Attributes:
        per_step: writes a step: one for a link that sets, one a term for a link that adds or moves.
        cells: the held cell written, or -1 where a write was lost outside.
        values: what that cell held afterwards.
    """

    per_step: int
    cells: array[int]
    values: array[float]


@dataclass(frozen=True, slots=True)
class _Met:
    """What meets in one step, term by term: drawn cells, numbers read and weights."""

    reads: list[int]
    weights: list[int]
    writes: list[int]
    values: list[float]
    factors: list[float]


class Decoder:
    """Steps and values of a scene.

    Links are carried out in the order of the tracks when the decoder is made; after that `values[grid]` holds the
    finished numbers of every grid, flat over its held cells, and `writes[link]` how they came about.
    """

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.grids = {grid.id: grid for grid in scene.grids}
        self.links = {link.id: link for link in scene.links}
        self.values: dict[str, list[float]] = {grid.id: self._initial(grid) for grid in scene.grids}
        self.writes: dict[str, Writes] = {}
        self._lookups: dict[int, IndexLookup] = {}  # by identity: tables are never changed, and slow to compare
        for link in dict.fromkeys(id for track in scene.tracks for id in track.links):
            self.writes[link] = self._carry_out(self.links[link])

    def count(self, track: int) -> int:
        """Steps of a track."""
        return sum(repetitions(self.links[id].loops) for id in self.scene.tracks[track].links)

    def multiplications(self, track: int) -> int:
        """Multiplications of a track: terms that meet a weight, or what a cut-down link stands for."""
        links = (self.links[id] for id in self.scene.tracks[track].links)
        return sum(link.full or (repetitions((*link.loops, *link.taps)) if link.weight else 0) for link in links)

    def step(self, track: int, k: int) -> DecodedStep:
        """Step `k` of a track.

        Raises:
            IndexError: there is no such step.
        """
        if k >= 0:
            for id in self.scene.tracks[track].links:
                size = repetitions(self.links[id].loops)
                if k < size:
                    return self._expand(self.links[id], k)
                k -= size
        raise IndexError(f"track {track} has {self.count(track)} steps")

    def shown(self, grid: str, cell: int) -> float:
        """The finished number at a drawn cell; outside and on a border of zeros 0."""
        held = self.held(grid, cell)
        return self.values[grid][held] if held != OUTSIDE else 0

    def held(self, grid: str, cell: int) -> int:
        """The held number that a drawn cell shows, or -1 outside and on a border of zeros."""
        return self._held[grid][cell]

    def scaled(self, link: str, value: float) -> float:
        """A product or sum of products of a link, with the fraction in front of its weights."""
        return self._scale(self.links[link])(value)

    @cached_property
    def decimals(self) -> dict[str, int]:
        """How many decimals the numbers of each grid are written with, all alike.

        As many as they need, until a picture whose cells are small sets fewer.
        """
        found = {grid.id: decimals_of(self.values[grid.id], grid.digits) for grid in self.scene.grids}
        for id in self.writes:
            target = self.grids[self.links[id].write.grid]
            if found[target.id] < target.digits:
                found[target.id] = max(found[target.id], decimals_of(self._made_of(self.links[id]), target.digits))
        return found

    def _made_of(self, link: LoopNest) -> Iterator[float]:
        """What is written in the decimals of a link's result beside that.

        Products that are added to it one by one and what it holds in between, or the partial sums it is told as.
        """
        factors = [self.values[index_map.grid] for index_map in (link.read, link.weight) if index_map]
        scale, in_group = self._scale(link), group_length(link)
        if scale == _Scale(1, 1) and all(float(value).is_integer() for values in factors for value in values):
            return
        if link.operation == "add":
            yield from self.writes[link.id].values
        elif not in_group:
            return
        for k in range(repetitions(link.loops)):
            met = self._met(link, k)
            products = [*map(mul, met.values, met.factors)]
            if link.operation == "add":
                yield from map(scale, products)
            else:
                yield from (sum(products[at : at + in_group]) for at in range(0, len(products), in_group))

    def style(self, grid: Grid) -> NumberStyle:
        """How the numbers of a grid are written."""
        return NumberStyle(self.decimals[grid.id], grid.digits)

    @cached_property
    def _held(self) -> dict[str, list[int]]:
        return {grid.id: [*_held_cells(grid), OUTSIDE] for grid in self.scene.grids}  # number -1 is outside, too

    def _initial(self, grid: Grid) -> list[float]:
        size = prod(axis.held for axis in grid.axes)
        if grid.values is not None:
            return list(grid.values)
        if grid.initial is None:
            return [0] * size
        bias, axis = grid.initial
        inner = prod(a.held for a in grid.axes[axis + 1 :])
        source = self.grids[bias].values or ()
        return [source[cell // inner % grid.axes[axis].held] for cell in range(size)]

    def _carry_out(self, link: LoopNest) -> Writes:
        target = self.values[link.write.grid]
        per_step = 1 if link.operation == "set" else repetitions(link.taps)
        writes = Writes(per_step, array("q"), array("d"))
        for k in range(repetitions(link.loops)):
            for cell, value in self._effects(link, self._met(link, k)):
                if cell != OUTSIDE:
                    target[cell] = value
                writes.cells.append(cell)
                writes.values.append(value)
        return writes

    def _effects(self, link: LoopNest, met: _Met) -> Iterator[tuple[int, float]]:
        """What a step does: held cells and what each holds afterwards, given that the effects before are done."""
        grid = link.write.grid
        if link.operation == "set":
            yield self.held(grid, met.writes[0]), self._sum(link, met)
            return
        scale = self._scale(link)
        for write, value, factor in zip(met.writes, met.values, met.factors, strict=True):
            cell = self.held(grid, write)
            before = self.values[grid][cell] if cell != OUTSIDE else 0
            yield cell, value if link.operation == "move" else before + scale(value * factor)

    def _expand(self, link: LoopNest, k: int) -> DecodedStep:
        met = self._met(link, k)
        terms = tuple(map(Term, met.reads, met.weights, met.writes, met.values, met.factors))
        start = self._start(link, met.writes[0]) if link.operation == "set" else 0
        return DecodedStep(link.id, terms, start, self._sum(link, met))

    def _met(self, link: LoopNest, k: int) -> _Met:
        """Step `k` of a link as columns: most steps are only summed up, which needs no terms."""
        setting = setting_of(link.loops, k)
        reads, writes = (self._lookup(index_map, link).cells(setting) for index_map in (link.read, link.write))
        values = self._numbers(link.read.grid, reads)
        if not link.weight:
            return _Met(reads, [OUTSIDE] * len(reads), writes, values, [1] * len(reads))
        weights = self._lookup(link.weight, link).cells(setting)
        return _Met(reads, weights, writes, values, self._numbers(link.weight.grid, weights))

    def _numbers(self, grid: str, cells: list[int]) -> list[float]:
        """What drawn cells show."""
        held, values = self._held[grid], self.values[grid]
        return [values[held[cell]] if held[cell] != OUTSIDE else 0 for cell in cells]

    def _sum(self, link: LoopNest, met: _Met) -> float:
        """Of a step that sets a cell what this then holds; of others, what the terms add up to."""
        start = self._start(link, met.writes[0]) if link.operation == "set" else 0
        return self._scale(link)(sum(map(mul, met.values, met.factors))) + start

    def _lookup(self, index_map: IndexMap, link: LoopNest) -> IndexLookup:
        key = id(index_map)
        if key not in self._lookups:
            self._lookups[key] = IndexLookup(index_map, link, self.grids[index_map.grid])
        return self._lookups[key]

    def _start(self, link: LoopNest, write: int) -> float:
        grid = self.grids[link.write.grid]
        if grid.initial is None or write == OUTSIDE:
            return 0
        bias, axis = grid.initial
        inner = prod(a.size for a in grid.axes[axis + 1 :])
        return (self.grids[bias].values or ())[write // inner % grid.axes[axis].size]

    def _scale(self, link: LoopNest) -> _Scale:
        return _Scale(*self.grids[link.weight.grid].scale) if link.weight else _Scale(1, 1)


@dataclass(frozen=True, slots=True)
class _Scale:
    numerator: int
    denominator: int

    def __call__(self, value: float) -> float:
        return value if self.numerator == self.denominator else value * self.numerator / self.denominator


def _held_cells(grid: Grid) -> list[int]:
    """For every drawn cell the held number it shows, or -1 for a zero."""
    cells = [0]
    for axis in grid.axes:
        sources = axis.source or range(axis.size)
        cells = [
            OUTSIDE if outer == OUTSIDE or source == OUTSIDE else outer * axis.held + source
            for outer in cells
            for source in sources
        ]
    return cells
