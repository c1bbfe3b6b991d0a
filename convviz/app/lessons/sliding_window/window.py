"""One state of the lesson as a recorded convolution."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from convviz.app.lessons.sliding_window.state import shape_of, spec_of
from convviz.app.page.layer_model import OneLayer
from convviz.app.params.cell_edits import apply
from convviz.app.params.groups.image_patch import Source, is_patch
from convviz.app.params.param import number
from convviz.app.widgets.figures import figures
from convviz.codegen import Snippet, snippets
from convviz.engine.trace import Trace, record
from convviz.samples.image_file import Picture
from convviz.samples.images_and_kernels import Kernel, Numbers, kernel, sample, shifted
from convviz.scene import Scene, layer_listing, listed, scene_of
from convviz.spec.conv import ConvSpec


@dataclass(frozen=True)
class Window(OneLayer):
    """What the state of the lesson means.

    Attributes:
        own: the visitor's picture, if there is one.
    """

    own: Picture | None = None

    @cached_property
    def spec(self) -> ConvSpec:
        """The layer."""
        return spec_of(self.state)

    @property
    def size(self) -> tuple[int, ...]:
        """Height and width of the input."""
        return shape_of(self.state)

    @cached_property
    def kernel(self) -> Kernel:
        """Its weights."""
        named = self.named_kernel
        return Kernel(apply(named.whole, str(self.state["ke"])), named.scale)

    @cached_property
    def named_kernel(self) -> Kernel:
        """Its weights before any was changed by hand."""
        height, width = self.spec.kernel
        return kernel(str(self.state["ker"]), height, width, seed=number(self.state, "kseed"))

    @cached_property
    def shift(self) -> tuple[int, int]:
        """How far the input is moved down and to the right."""
        return number(self.state, "dy"), number(self.state, "dx")

    @cached_property
    def trace(self) -> Trace:
        """Every step."""
        return self.recorded(shifted(self.unshifted, *self.shift))

    @cached_property
    def unshifted(self) -> Numbers:
        """The input before it is moved."""
        return apply(self.named_input, str(self.state["xe"]))

    @cached_property
    def named_input(self) -> Numbers:
        """The input before any number was changed by hand."""
        if self.source:
            return self.source.numbers
        return sample(str(self.state["in"]), *shape_of(self.state), seed=number(self.state, "seed"))

    @cached_property
    def source(self) -> Source | None:
        """The picture of which the input is a patch."""
        return Source(self.state, self.own) if is_patch(self.state) else None

    def recorded(self, x: Numbers) -> Trace:
        """This convolution on another input."""
        bias = [number(self.state, "b")] if self.spec.bias else None
        return record(self.spec, x[np.newaxis], self.kernel.weights[np.newaxis, np.newaxis], bias)

    def scene(self, title: str = "Sliding window", *, counted: bool = True) -> Scene:
        """What the player shows, with its counters or without."""
        counters = figures(self.cost, self.geometry) if counted else ()
        scene = scene_of(self.trace, title=title, scale=self.kernel.scale, figures=counters)
        return listed(scene, layer_listing(self.geometry))

    def code(self) -> tuple[Snippet, ...]:
        """The same operation as programs."""
        trace, scale = self.trace, self.kernel.scale
        whole = self.kernel.whole[np.newaxis, np.newaxis]
        return snippets(self.spec, trace.x.shape, x=trace.x, weight=whole, bias=trace.bias, scale=scale)
