"""One state of the lesson as a recorded transposed convolution, and the direct one it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import prod

import numpy as np

from convviz.app.lessons.transposed.sample_numbers import named
from convviz.app.lessons.transposed.state import shape_of, spec_of, taps_of
from convviz.app.page.layer_model import OneLayer
from convviz.app.params.cell_edits import apply
from convviz.app.params.param import number
from convviz.codegen import Snippet, snippets
from convviz.engine.arrays import Array
from convviz.engine.trace import Trace, record
from convviz.samples.images_and_kernels import Kernel, Numbers, kernel
from convviz.spec.conv import ConvSpec, Geometry


@dataclass(frozen=True)
class Layer(OneLayer):
    """What the state of the lesson means."""

    @cached_property
    def spec(self) -> ConvSpec:
        """The transposed layer."""
        return spec_of(self.state)

    @property
    def size(self) -> tuple[int, ...]:
        """Height and width of the input."""
        return shape_of(self.state)

    @cached_property
    def kernel(self) -> Kernel:
        """Its weights."""
        before = self.named_kernel
        return Kernel(apply(before.whole, str(self.state["ke"])), before.scale)

    @cached_property
    def named_kernel(self) -> Kernel:
        """Its weights before any was changed by hand."""
        return kernel(str(self.state["ker"]), *taps_of(self.state), seed=number(self.state, "kseed"))

    @cached_property
    def named_input(self) -> Numbers:
        """The input before any number was changed by hand."""
        return named(str(self.state["in"]), number(self.state, "i"), number(self.state, "seed"))

    @cached_property
    def weight(self) -> Array:
        """`(1, 1, height, width)`, as the engine takes it."""
        return self.kernel.weights[np.newaxis, np.newaxis]

    @cached_property
    def trace(self) -> Trace:
        """Every stamp."""
        x = apply(self.named_input, str(self.state["xe"]))
        return record(self.spec, x[np.newaxis], self.weight, [number(self.state, "b")] if self.spec.bias else None)

    @cached_property
    def direct_spec(self) -> ConvSpec:
        """The direct layer with the same kernel, stride, padding and dilation; it has no bias to share."""
        return replace(self.spec, transposed=False, output_padding=(), bias=False)

    @cached_property
    def direct(self) -> Geometry | None:
        """The direct layer on something of this output's size, if it leads back to the size of the input.

        It does unless output_padding reaches the stride, which only dilation allows.
        """
        geometry = self.direct_spec.resolve(self.geometry.output_shape)
        return geometry if geometry.output_shape == self.geometry.input_shape else None

    @cached_property
    def sources(self) -> list[int]:
        """Sides of input that the direct layer takes to the side of this input."""
        target = number(self.state, "i")
        most = self.geometry.output_shape[0] + self.spec.stride[0]
        sides = range(1, most + 1)
        fitting = (side for side in sides if self.direct_spec.fits((side, side)))
        return [side for side in fitting if self.direct_spec.output_shape((side, side))[0] == target]

    @property
    def naive(self) -> int:
        """Multiplications if the zeros really were put in and convolved with: every tap at every output place."""
        return prod(self.geometry.output_shape) * prod(self.spec.kernel)

    def code(self) -> tuple[Snippet, ...]:
        """The same operation as programs."""
        trace = self.trace
        whole = self.kernel.whole[np.newaxis, np.newaxis]
        return snippets(self.spec, trace.x.shape, x=trace.x, weight=whole, bias=trace.bias, scale=self.kernel.scale)
