"""One state of the lesson as a recorded 1 × 1 convolution, and as a product of matrices."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from convviz.app.lessons.pointwise.sample_numbers import filters
from convviz.app.lessons.pointwise.state import has_bias, matrix_of, shape_of, spec_of, volume_of
from convviz.app.page.layer_model import OneLayer
from convviz.app.params.cell_edits import apply
from convviz.app.params.groups.view import order_of, view_of
from convviz.app.params.param import number
from convviz.app.widgets.figures import figures, times
from convviz.codegen import Snippet, snippets
from convviz.engine.arrays import Array
from convviz.engine.trace import Trace, record
from convviz.samples.images_and_kernels import Kernel, Numbers
from convviz.samples.small_volumes import volume
from convviz.scene import Figure, Scene, layer_listing, listed, product_of, scene_of, side_by_side
from convviz.spec.conv import ConvSpec


@dataclass(frozen=True)
class Layer(OneLayer):
    """What the state of the lesson means."""

    @cached_property
    def spec(self) -> ConvSpec:
        """The layer."""
        return spec_of(self.state)

    @property
    def size(self) -> tuple[int, ...]:
        """Height and width of the input."""
        return shape_of(self.state)

    @cached_property
    def named_input(self) -> Numbers:
        """The input before any number was changed by hand, `(channels, height, width)`."""
        return volume(str(self.state["in"]), *volume_of(self.state), seed=number(self.state, "seed"))

    @cached_property
    def named_filters(self) -> Kernel:
        """The weights before any was changed by hand, `(filters, channels)`."""
        return filters(str(self.state["fil"]), *matrix_of(self.state), seed=number(self.state, "fseed"))

    @cached_property
    def named_bias(self) -> Numbers:
        """The bias of every filter before any was changed by hand."""
        return np.full(self.spec.out_channels, number(self.state, "b"))

    @cached_property
    def matrix(self) -> Kernel:
        """The weights, `(filters, channels)`: the W of W · x."""
        named = self.named_filters
        return Kernel(apply(named.whole, str(self.state["we"])), named.scale)

    @cached_property
    def trace(self) -> Trace:
        """Every step."""
        x = apply(self.named_input, str(self.state["xe"]))
        bias = apply(self.named_bias, str(self.state["be"])) if has_bias(self.state) else None
        return record(self.spec, x, self.matrix.weights[:, :, np.newaxis, np.newaxis], bias)

    @cached_property
    def output(self) -> Array:
        """What comes out before any non-linearity, `(filters, height, width)`."""
        return self.trace.output

    def scene(self, title: str) -> Scene:
        """Both ways of computing it, on one clock: step k of either writes the same number."""
        scale, order = self.matrix.scale, order_of(self.state)
        size = f"{self.spec.out_channels} by {self.spec.in_channels}"
        scene = side_by_side(
            {
                "As a convolution": scene_of(self.trace, scale=scale, order=order, view=view_of(self.state)),
                "As a matrix product": product_of(self.trace, scale=scale, order=order),
            },
            title=title,
            alt=f"A 1 by 1 convolution, and below it the same numbers as the product of a matrix of {size} "
            "with the channels of every pixel.",
            figures=self._figures(),
        )
        return listed(scene, layer_listing(self.geometry, order), None)

    def _figures(self) -> tuple[Figure, ...]:
        """Those every lesson has, the sizes with their channels, and what "1 × 1" means."""
        weights, multiplications, flops, *_ = figures(self.cost, self.geometry)
        height, width = self.geometry.output_shape
        read, written = self.spec.in_channels, self.spec.out_channels
        return (
            weights,
            replace(multiplications, note=f"{read} for each of {self.cost.outputs} output numbers"),
            flops,
            Figure(times((height, width, written)), "output", f"from {times((height, width, read))}"),
            Figure("1 × 1", "receptive field", "one pixel, no neighbours"),
        )

    def code(self) -> tuple[Snippet, ...]:
        """The same operation as programs."""
        trace = self.trace
        whole = self.matrix.whole[:, :, np.newaxis, np.newaxis]
        return snippets(self.spec, trace.x.shape, x=trace.x, weight=whole, bias=trace.bias, scale=self.matrix.scale)
