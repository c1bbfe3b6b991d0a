"""One state of the lesson as two recorded convolutions: the kernel as it is, and turned round."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from convviz.app.lessons.correlation.agree import agree
from convviz.app.lessons.correlation.code import by_name
from convviz.app.lessons.correlation.state import input_shape, is_plane, spec_of, taps_shape
from convviz.app.params.cell_edits import apply
from convviz.app.params.param import State, number
from convviz.app.widgets.figures import figures
from convviz.codegen import Snippet, snippets
from convviz.costs.layer import Cost, cost
from convviz.engine.trace import Trace, record
from convviz.samples.images_and_kernels import Kernel, Numbers, kernel, sample
from convviz.samples.signals import signal, taps
from convviz.scene import Figure, Scene, flip_scene, side_by_side
from convviz.spec.conv import Geometry

CORRELATION, CONVOLUTION = "Cross-correlation", "Convolution"


@dataclass(frozen=True)
class Meeting:
    """One output number of the convolution.

    Attributes:
        cell: where it is.
        pairs: the numbers under the window, each with the weight it meets.
        sum: of their products.
    """

    cell: tuple[int, ...]
    pairs: tuple[tuple[float, float], ...]
    sum: float


@dataclass(frozen=True)
class Pair:
    """What the state of the lesson means.

    Attributes:
        state: complete and legal.
    """

    state: State

    @cached_property
    def geometry(self) -> Geometry:
        """Where the windows lie: at the same places for both."""
        return spec_of(self.state).resolve(input_shape(self.state))

    @cached_property
    def cost(self) -> Cost:
        """The price of each of the two."""
        return cost(spec_of(self.state), input_shape(self.state))

    @cached_property
    def x(self) -> Numbers:
        """The input, of one axis or two."""
        return apply(self.named_input, str(self.state["xe" if is_plane(self.state) else "xs"]))

    @cached_property
    def named_input(self) -> Numbers:
        """The input before any number was changed by hand."""
        seed = number(self.state, "seed")
        if is_plane(self.state):
            height, width = input_shape(self.state)
            return sample(str(self.state["in"]), height, width, seed=seed)
        return signal(str(self.state["sig"]), number(self.state, "n"), seed=seed)

    @cached_property
    def kernel(self) -> Kernel:
        """The weights."""
        named = self.named_kernel
        return Kernel(apply(named.whole, str(self.state["ke" if is_plane(self.state) else "ks"])), named.scale)

    @cached_property
    def named_kernel(self) -> Kernel:
        """The weights before any was changed by hand."""
        if is_plane(self.state):
            height, width = taps_shape(self.state)
            return kernel(str(self.state["ker"]), height, width, seed=number(self.state, "kseed"))
        return taps(str(self.state["fil"]), number(self.state, "m"), seed=number(self.state, "fseed"))

    @cached_property
    def turned(self) -> Kernel:
        """The kernel turned round: reversed along every axis."""
        return Kernel(np.flip(self.kernel.whole), self.kernel.scale)

    @cached_property
    def correlation(self) -> Trace:
        """The kernel slides as it is."""
        return self._recorded(flip=False)

    @cached_property
    def convolution(self) -> Trace:
        """The kernel slides turned round."""
        return self._recorded(flip=True)

    @cached_property
    def differing(self) -> list[tuple[int, ...]]:
        """Places of the output where the two differ, in order."""
        there = ~agree(self.correlation.output[0], self.convolution.output[0])
        return [tuple(map(int, place)) for place in np.argwhere(there)]

    @property
    def largest(self) -> Meeting:
        """The output number of the convolution that is furthest from 0."""
        step = self.convolution[int(np.abs(self.convolution.output).argmax())]
        pairs = zip(step.values.ravel().tolist(), step.weights.ravel().tolist(), strict=True)
        return Meeting(step.cell[1:], tuple(pairs), float(step.sum))

    def scene(self, title: str) -> Scene:
        """What the player shows: two tracks on one clock."""
        scale = self.kernel.scale
        tracks = {
            CORRELATION: flip_scene(self.correlation, title=CORRELATION, used="as it is", scale=scale),
            CONVOLUTION: flip_scene(self.convolution, title=CONVOLUTION, used="reversed", scale=scale),
        }
        alt = (
            "Two computations on the same input with the same kernel: cross-correlation slides it as it is, "
            "convolution turns it round first."
        )
        return side_by_side(tracks, title=title, alt=alt, figures=self._figures())

    def code(self) -> tuple[Snippet, ...]:
        """One of the two as programs; in one dimension NumPy has a function of that name."""
        trace = self.convolution if self.state["code"] == "convolution" else self.correlation
        whole = self.kernel.whole[np.newaxis, np.newaxis]
        dialects = snippets(trace.spec, trace.x.shape, x=trace.x, weight=whole, scale=self.kernel.scale)
        own = () if is_plane(self.state) else (by_name(trace, self.kernel, str(self.state["pad"])),)
        return (*own, *dialects)

    def _recorded(self, *, flip: bool) -> Trace:
        weight = self.kernel.weights[np.newaxis, np.newaxis]
        return record(spec_of(self.state, flip=flip), self.x[np.newaxis], weight)

    def _figures(self) -> tuple[Figure, ...]:
        weights, macs, flops, output, _ = figures(self.cost, self.geometry)
        differ, of = len(self.differing), self.correlation.output.size
        return (
            weights,
            replace(macs, note=f"in each of the two, {macs.note}"),
            replace(flops, note="in each: turning the kernel multiplies nothing"),
            output,
            Figure(f"{differ} of {of}", "outputs differ", "between the two" if differ else "the two agree"),
        )
