"""The one layer of the lesson: a convolution in a plane whose taps may stand apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from convviz.app.lessons.dilated.state import kernel_of, shape_of, spec_of
from convviz.app.page.layer_model import OneLayer
from convviz.app.params.cell_edits import apply
from convviz.app.params.param import number
from convviz.app.widgets.figures import figures
from convviz.codegen import Snippet, snippets
from convviz.costs.layer import Cost, cost
from convviz.engine.trace import Trace, record
from convviz.samples.images_and_kernels import Kernel, Numbers, kernel, sample
from convviz.scene import Figure, Scene, inflated, layer_listing, listed, scene_of
from convviz.spec.conv import ConvSpec


@dataclass(frozen=True)
class OneDilated(OneLayer):
    """What the upper half of the state means."""

    @cached_property
    def spec(self) -> ConvSpec:
        """The layer."""
        return spec_of(self.state)

    @property
    def size(self) -> tuple[int, ...]:
        """Height and width of the input."""
        return shape_of(self.state)

    @cached_property
    def rate(self) -> int:
        """The dilation, the same down and across."""
        return self.spec.dilation[0]

    @cached_property
    def span(self) -> int:
        """Cells from the first tap to the last."""
        return self.spec.span[0]

    @cached_property
    def compact(self) -> Cost:
        """The price of the same layer with its taps side by side, at as many places."""
        spec = replace(self.spec, dilation=(1, 1), padding=((0, 0),) * 2)
        around = [(size - 1) * spec.stride[0] + spec.kernel[0] for size in self.geometry.output_shape]
        return cost(spec, around)

    @cached_property
    def named_input(self) -> Numbers:
        """The input before any number was changed by hand."""
        return sample(str(self.state["in"]), *self.size, seed=number(self.state, "seed"))

    @cached_property
    def named_kernel(self) -> Kernel:
        """The weights before any was changed by hand."""
        return kernel(str(self.state["ker"]), *kernel_of(self.state), seed=number(self.state, "kseed"))

    @cached_property
    def kernel(self) -> Kernel:
        """The weights."""
        named = self.named_kernel
        return Kernel(apply(named.whole, str(self.state["ke"])), named.scale)

    @cached_property
    def trace(self) -> Trace:
        """Every step."""
        x = apply(self.named_input, str(self.state["xe"]))
        return record(self.spec, x[np.newaxis], self.kernel.weights[np.newaxis, np.newaxis])

    def scene(self, title: str) -> Scene:
        """What the player shows: the kernel as wide as it reaches."""
        whole = scene_of(self.trace, title=title, scale=self.kernel.scale, figures=self._figures())
        return listed(inflated(whole, self.spec.dilation), layer_listing(self.geometry))

    def _figures(self) -> tuple[Figure, ...]:
        """Those every lesson has; of the receptive field also how much of it is read."""
        *others, output, field = figures(self.cost, self.geometry)
        cells, taps = self.span**2, self.cost.weights
        return (*others, output, replace(field, note=f"reads {taps} of its {cells} cells, rate {self.rate}"))

    def code(self) -> tuple[Snippet, ...]:
        """The same operation as programs."""
        whole = self.kernel.whole[np.newaxis, np.newaxis]
        return snippets(self.spec, self.trace.x.shape, x=self.trace.x, weight=whole, scale=self.kernel.scale)
