"""One state of the lesson as a recorded depthwise layer, and the regular layer of the same shape."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from convviz.app.lessons.depthwise.sample_numbers import kernels, volume
from convviz.app.lessons.depthwise.state import kernel_of, shape_of, size_of, spec_of
from convviz.app.page.layer_model import OneLayer
from convviz.app.params.cell_edits import apply
from convviz.app.params.groups.view import order_of, view_of
from convviz.app.params.param import number
from convviz.app.widgets.figures import times
from convviz.codegen import Snippet, snippets
from convviz.costs.layer import Cost, cost
from convviz.engine.arrays import Array
from convviz.engine.trace import Trace, record
from convviz.samples.images_and_kernels import Numbers
from convviz.scene import Figure, Grid, Scene, layer_listing, listed, scene_of, spread_kernels
from convviz.spec.conv import ConvSpec


@dataclass(frozen=True)
class Layer(OneLayer):
    """What the state of the lesson means."""

    @cached_property
    def spec(self) -> ConvSpec:
        """The layer: as many groups as channels."""
        return spec_of(self.state)

    @property
    def size(self) -> tuple[int, ...]:
        """Height and width of the input."""
        return size_of(self.state)

    @property
    def multiplier(self) -> int:
        """Kernels, and so maps, a channel."""
        return number(self.state, "m")

    @cached_property
    def regular(self) -> ConvSpec:
        """The ordinary layer with the same input and output: every filter reads all channels."""
        return spec_of(self.state, groups=1)

    @cached_property
    def regular_cost(self) -> Cost:
        """Its price."""
        return cost(self.regular, self.size)

    @cached_property
    def named_input(self) -> Numbers:
        """The input before any number was changed by hand, `(channels, height, width)`."""
        return volume(str(self.state["in"]), *shape_of(self.state), seed=number(self.state, "seed"))

    @cached_property
    def named_kernels(self) -> Numbers:
        """The kernels before any weight was changed by hand, `(channels * multiplier, height, width)`."""
        name, seed = str(self.state["ker"]), number(self.state, "kseed")
        return kernels(name, self.spec.in_channels, self.multiplier, kernel_of(self.state), seed=seed)

    @cached_property
    def trace(self) -> Trace:
        """Every step."""
        weight = apply(self.named_kernels, str(self.state["ke"]))[:, np.newaxis]
        return record(self.spec, apply(self.named_input, str(self.state["xe"])), weight)

    @cached_property
    def filter(self) -> Array:
        """The kernels as TensorFlow has them, `(height, width, channels, multiplier)`."""
        by_channel = self.trace.weight.reshape(self.spec.in_channels, self.multiplier, *self.spec.kernel)
        return by_channel.transpose(2, 3, 0, 1)

    @property
    def output_shape(self) -> tuple[int, ...]:
        """Height, width and channels of the output."""
        return (*self.geometry.output_shape, self.spec.out_channels)

    def scene(self, title: str) -> Scene:
        """What the player shows, with its counters."""
        order = order_of(self.state)
        scene = scene_of(self.trace, title=title, figures=self._figures(), order=order, view=view_of(self.state))
        scene = listed(scene, layer_listing(self.geometry, order))
        return spread_kernels(replace(scene, grids=tuple(map(self._captioned, scene.grids))))

    def code(self) -> tuple[Snippet, ...]:
        """The same layer as programs."""
        trace = self.trace
        return snippets(self.spec, trace.x.shape, x=trace.x, weight=trace.weight)

    def _captioned(self, grid: Grid) -> Grid:
        """`grid` with a note that says which of its planes belong to which channel."""
        channels, each = self.spec.in_channels, self.multiplier
        number = f"k·{each} + q" if each > 1 else "k"
        if grid.id == "kernel" and channels > 1:
            whose = f"kernel q of channel k is number {number}" if each > 1 else "kernel k for channel k alone"
            return replace(grid, note=f"{grid.note.partition(', ')[0]}: {whose}")
        if grid.id == "output" and channels > 1:
            return replace(grid, note=f"{grid.note}: map {number} from channel k")
        return grid

    def _figures(self) -> tuple[Figure, ...]:
        """What it costs, each beside the regular layer."""
        price, regular = self.cost, self.regular_cost
        read = (*self.geometry.input_shape, self.spec.in_channels)
        return (
            Figure(f"{price.weights:,}", "weights", f"regular {regular.weights:,}"),
            Figure(f"{price.macs:,}", "multiplications (MACs)", f"regular {regular.macs:,}", runs=0),
            Figure(f"{price.flops:,}", "FLOPs = 2 × MACs", f"regular {regular.flops:,}"),
            Figure(times(self.output_shape), "output", f"from {times(read)}"),
            Figure("1", "channel read by each map", f"regular {self.spec.in_channels}"),
        )
