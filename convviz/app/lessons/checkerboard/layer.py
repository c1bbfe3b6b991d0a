"""One state of the lesson as a recorded transposed convolution: ones in, so that what comes out are counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from math import gcd

import numpy as np

from convviz.analysis.stamp_overlap import Upsampling, inside, overlap
from convviz.app.lessons.checkerboard.state import input_shape, is_plane, kernel_shape, layers_of, plane_shape, spec_of
from convviz.app.page.layer_model import OneLayer
from convviz.app.params.cell_edits import apply
from convviz.app.widgets.figures import figures, times
from convviz.codegen import Snippet, snippets
from convviz.engine.arrays import Array
from convviz.engine.trace import Trace, record
from convviz.samples.images_and_kernels import Numbers
from convviz.scene import Figure, Grid, Scene, scene_of, with_bars
from convviz.spec.conv import ConvSpec

COUNTS = "times painted"


@dataclass(frozen=True)
class Layer(OneLayer):
    """What the state of the lesson means."""

    @cached_property
    def spec(self) -> ConvSpec:
        """The layer."""
        return spec_of(self.state)

    @property
    def size(self) -> tuple[int, ...]:
        """Of the input."""
        return input_shape(self.state)

    @property
    def along(self) -> Upsampling:
        """The layer along each axis."""
        return layers_of(self.state)[0]

    @cached_property
    def named_input(self) -> Numbers:
        """The input before any number was changed by hand: ones."""
        return np.ones(self.size, np.int64)

    @cached_property
    def named_kernel(self) -> Numbers:
        """The weights before any was changed by hand: ones."""
        return np.ones(kernel_shape(self.state), np.int64)

    @cached_property
    def trace(self) -> Trace:
        """Every step."""
        x = apply(self.named_input, self._changes("x"))
        weight = apply(self.named_kernel, self._changes("k"))
        return record(self.spec, x[np.newaxis], weight[np.newaxis, np.newaxis])

    @property
    def counts(self) -> bool:
        """Whether the output counts stamps: nothing was changed by hand."""
        return not (self._changes("x") or self._changes("k"))

    @cached_property
    def overlaps(self) -> tuple[tuple[int, ...], ...]:
        """How often the cells along each axis are painted."""
        return tuple(overlap([self.along], cells) for cells in self.size)

    @property
    def period(self) -> tuple[int, ...]:
        """One period of the counts along an axis, far from the ends."""
        return inside([self.along])

    @property
    def by_phase(self) -> tuple[int | float, ...]:
        """What the weights of each phase of the stride add up to; of a plane, row by row."""
        weight: Array = self.trace.weight[0, 0]
        phases = product(range(self.along.stride), repeat=weight.ndim)
        return tuple(
            weight[tuple(slice(start, None, self.along.stride) for start in phase)].sum().item() for phase in phases
        )

    @cached_property
    def plane(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Counts down and across where two dimensions are shown; their products are those of the cells."""
        down, across = plane_shape(self.state)
        return overlap([self._along_plane], down), overlap([self._along_plane], across)

    @property
    def _along_plane(self) -> Upsampling:
        """The layer, its padding left out where the plane is too small for it."""
        fits = self.along.size(min(plane_shape(self.state))) >= 1
        return self.along if fits else self.along._replace(padding=0)

    def scene(self, title: str) -> Scene:
        """What the player shows: stamps, and their number as bars in one dimension, as tints in two."""
        scene = scene_of(self.trace, title=title, figures=self._figures())
        grids = tuple(map(self._grid, scene.grids))
        return with_bars(replace(scene, grids=grids)) if not is_plane(self.state) else replace(scene, grids=grids)

    def _grid(self, grid: Grid) -> Grid:
        if grid.role != "output":
            return replace(grid, display="cells")
        sign = "" if is_plane(self.state) else " "  # bars stand on a line of their own, as wide as it may be
        return replace(grid, title=COUNTS if self.counts else grid.title, display="cells", sign=sign)

    def _figures(self) -> tuple[Figure, ...]:
        weights, multiplications, flops, *_ = figures(self.cost, self.geometry)
        period = self.period
        pattern = " ".join(map(str, period))
        return (
            Figure(ratio(period), "most : least painted inside", f"{pattern}, again and again, along an axis"),
            Figure(times(self.geometry.output_shape), "output", f"from {times(self.geometry.input_shape)}"),
            replace(weights, note="stamped once for each input"),
            replace(multiplications, note=f"{self.cost.weights} for each of {self.trace.x.size} inputs"),
            flops,
        )

    def code(self) -> tuple[Snippet, ...]:
        """The layer as programs."""
        trace = self.trace
        return snippets(self.spec, trace.x.shape, x=trace.x, weight=trace.weight)

    def _changes(self, what: str) -> str:
        return str(self.state[what + ("e" if is_plane(self.state) else "s")])


def ratio(counts: tuple[int, ...]) -> str:
    """Most to least, in lowest terms: `2 : 1`; `1 : 0` where cells are never painted."""
    most, least = max(counts), min(counts)
    common = gcd(most, least)
    return f"{most // common} : {least // common}"
