"""Loop nests: how many settings they have, and which cells of a grid each setting touches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod

import numpy as np

from convviz.scene.schema import OUTSIDE, Counter, Grid, IndexMap, LoopNest


def repetitions(counters: Sequence[Counter]) -> int:
    """How often a loop nest runs: its settings."""
    return prod(counter.size for counter in counters)


def setting_of(counters: Sequence[Counter], k: int) -> dict[str, int]:
    """Setting number `k` of a loop nest, the last counter fastest."""
    setting: dict[str, int] = {}
    for counter in reversed(counters):
        k, setting[counter.name] = divmod(k, counter.size)
    return setting


class IndexLookup:
    """Where the taps of a link reach: what the taps add to an index is looked up once, not for every step."""

    def __init__(self, index_map: IndexMap, link: LoopNest, grid: Grid) -> None:
        names = {counter.name for counter in link.loops}
        self._loops = [{n: t for n, t in tables.items() if n in names} for tables in index_map.index]
        taps = [{n: t for n, t in tables.items() if n not in names} for tables in index_map.index]
        settings = [setting_of(link.taps, tap) for tap in range(repetitions(link.taps))]
        offsets = [[_index(tables, setting) for tables in taps] for setting in settings]
        self._offsets = np.array(offsets, np.int64).reshape(len(settings), len(grid.axes))
        self._sizes = np.array([axis.size for axis in grid.axes], np.int64)
        self._strides = np.array([prod(a.size for a in grid.axes[i + 1 :]) for i in range(len(grid.axes))], np.int64)

    def cells(self, setting: Mapping[str, int]) -> list[int]:
        """For every tap the flat drawn cell, or -1 where any axis is left."""
        starts = np.array([_index(tables, setting) for tables in self._loops], np.int64)
        indices = self._offsets + starts
        inside = ((indices >= 0) & (indices < self._sizes)).all(axis=1)
        cells: list[int] = np.where(inside, indices @ self._strides, OUTSIDE).tolist()
        return cells


def _index(tables: Mapping[str, Sequence[int]], setting: Mapping[str, int]) -> int:
    return sum(table[setting[name]] for name, table in tables.items())


def group_length(link: LoopNest) -> int:
    """How many products make a partial sum of the link's steps; 0 where a step is one sum."""
    names = [tap.name for tap in link.taps]
    return repetitions(link.taps[names.index(link.grouped) + 1 :]) if link.grouped in names else 0
