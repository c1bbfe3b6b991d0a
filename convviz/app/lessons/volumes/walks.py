"""One state of the lesson as two recorded convolutions: the 3-D one, and the 2-D one as deep as the input."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from convviz.app.lessons.volumes.figures import figures
from convviz.app.lessons.volumes.specs import flat_spec, solid_spec
from convviz.app.lessons.volumes.state import flat_shape, is_scan, is_shallow, solid_shape, volume_shape
from convviz.app.params.cell_edits import apply
from convviz.app.params.groups.view import order_of, view_of
from convviz.app.params.param import State, number
from convviz.codegen import Snippet, snippets
from convviz.costs.layer import Cost, cost
from convviz.engine.trace import Trace, record
from convviz.samples.images_and_kernels import Kernel, Numbers
from convviz.samples.volumes import filters, volume
from convviz.scene import Grid, Scene, View, scene_of, side_by_side
from convviz.spec.conv import Geometry

SOLID = "3-D: walks along three axes"
FLAT = "2-D, as deep as the input: along two"


@dataclass(frozen=True)
class Walk:
    """One of the two layers on its input.

    Attributes:
        trace: every step.
        kernel: its weights as whole numbers with a fraction in front, in the shape of the spec's weight.
    """

    trace: Trace
    kernel: Kernel

    @property
    def geometry(self) -> Geometry:
        """The layer on its input, in integers."""
        return self.trace.geometry

    @cached_property
    def cost(self) -> Cost:
        """Its price."""
        return cost(self.trace.spec, self.geometry.input_shape)

    def on(self, x: Numbers, kernel: Kernel | None = None) -> Trace:
        """The same layer on another input, or with other weights."""
        return record(self.trace.spec, x, (kernel or self.kernel).weights)

    def code(self) -> tuple[Snippet, ...]:
        """The layer as programs."""
        trace = self.trace
        return snippets(trace.spec, trace.x.shape, x=trace.x, weight=self.kernel.whole, scale=self.kernel.scale)


@dataclass(frozen=True)
class Walks:
    """What the state of the lesson means.

    Attributes:
        state: complete and legal.
    """

    state: State

    @cached_property
    def named_volume(self) -> Numbers:
        """The input before any number was changed by hand, `(channels, depth, height, width)`."""
        return volume(str(self.state["in"]), volume_shape(self.state), seed=number(self.state, "seed"))

    @cached_property
    def volume(self) -> Numbers:
        """The input."""
        return apply(self.named_volume, str(self.state["xe"]))

    @cached_property
    def named_solid(self) -> Kernel:
        """The 3-D filters before any number was changed, `(filters, channels, depth, height, width)`."""
        return self._filters(solid_shape(self.state))

    @cached_property
    def named_flat(self) -> Kernel:
        """The 2-D filters before any number was changed, their channels as `(channels, depth)` of the volume."""
        return self._filters(flat_shape(self.state))

    @cached_property
    def solid(self) -> Walk:
        """The 3-D convolution."""
        kernel = _changed(self.named_solid, str(self.state["ke"]))
        return Walk(record(solid_spec(self.state), self.volume, kernel.weights), kernel)

    @cached_property
    def flat(self) -> Walk:
        """The 2-D convolution; where the 3-D filter is as deep as the input, with that very filter."""
        changes = self.state["fe"] if is_shallow(self.state) else self.state["ke"]
        deep = _changed(self.named_flat, str(changes))
        spec = flat_spec(self.state)
        kernel = Kernel(deep.whole.reshape(spec.weight_shape), deep.scale)
        return Walk(record(spec, self.planes, kernel.weights), kernel)

    @property
    def planes(self) -> Numbers:
        """The input as a 2-D layer takes it: every slice of every channel a channel."""
        return self.volume.reshape(-1, *self.volume.shape[2:])

    @property
    def walks(self) -> tuple[Walk, Walk]:
        """Both, the 3-D one first."""
        return self.solid, self.flat

    @property
    def coincide(self) -> bool:
        """Whether the 3-D window has nowhere to go along depth, so that the 2-D layer computes the same."""
        return not is_shallow(self.state) and self.solid.geometry.padding[0] == (0, 0)

    def scene(self, title: str = "3-D convolution") -> Scene:
        """What the player shows: both walks in step, until the shorter one is over, or the 3-D one alone."""
        scenes = {name: self._track(name, walk) for name, walk in zip((SOLID, FLAT), self.walks, strict=True)}
        if self.state["show"] == "solid":
            del scenes[FLAT]
        counters = figures(
            (self.solid.cost, self.flat.cost), (self.solid.geometry, self.flat.geometry), tracks=len(scenes)
        )
        alt = " Beside it: ".join(scene.alt for scene in scenes.values())
        return side_by_side(scenes, title=title, alt=alt, clock="steps", figures=counters)

    @property
    def _view(self) -> View:
        """Unless it is said otherwise, two volumes below each other lie flat, and so do pictures: more can be read."""
        crowded = is_scan(self.state) or self.state["show"] == "both"
        return view_of(self.state) or ("flat" if crowded else "")

    def _track(self, title: str, walk: Walk) -> Scene:
        scale, order = walk.kernel.scale, order_of(self.state)
        scene = scene_of(walk.trace, title=title, scale=scale, order=order, view=self._view)
        return replace(scene, grids=tuple(map(self._grid, scene.grids)))

    def _grid(self, grid: Grid) -> Grid:
        """In a volume, even the weights for a single channel are a stack of kernels, and so a filter."""
        if grid.role == "kernel":
            return replace(grid, title=grid.title.replace("kernel", "filter"))
        return replace(grid, display="pixels") if is_scan(self.state) else grid

    def code(self) -> tuple[Snippet, ...]:
        """Both as programs, the 3-D one in every dialect first."""
        flat = (replace(snippet, title=f"{snippet.title}, 2-D") for snippet in self.flat.code())
        return *self.solid.code(), *flat

    def _filters(self, shape: tuple[int, ...]) -> Kernel:
        count, channels, depth, height, width = shape
        seed = number(self.state, "kseed")
        return filters(str(self.state["ker"]), count, channels, (depth, height, width), seed=seed)


def _changed(kernel: Kernel, changes: str) -> Kernel:
    return Kernel(np.asarray(apply(kernel.whole, changes)), kernel.scale)
