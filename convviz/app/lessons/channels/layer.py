"""One state of the lesson as a recorded layer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from convviz.app.lessons.channels.grid_notes import captioned
from convviz.app.lessons.channels.state import by_map, corner_of, shape_of, size_of, spec_of
from convviz.app.page.layer_model import OneLayer
from convviz.app.params.cell_edits import Numbers, apply
from convviz.app.params.groups.view import order_of, view_of
from convviz.app.params.param import number
from convviz.app.widgets.figures import times
from convviz.codegen import Snippet, snippets
from convviz.engine.trace import Trace, record
from convviz.samples.filter_banks import Bank, bank, volume
from convviz.scene import Figure, Grid, Scene, layer_listing, listed, maps_listing, per_channel, scene_of
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
        return size_of(self.state)

    @cached_property
    def batch(self) -> int:
        """How many images it is run on."""
        return number(self.state, "batch")

    @cached_property
    def named_input(self) -> Numbers:
        """The input before any number was changed by hand, `(channels, height, width)`."""
        state = self.state
        return volume(
            str(state["in"]),
            shape_of(state),
            seed=number(state, "seed"),
            bright=number(state, "bc") - 1,
            corner=corner_of(state),
        )

    @cached_property
    def named_filters(self) -> Bank:
        """The filters before any weight was changed by hand."""
        filters, channels, side, _ = self.spec.weight_shape
        return bank(str(self.state["ker"]), filters, channels, side, seed=number(self.state, "kseed"))

    @cached_property
    def filters(self) -> Bank:
        """The filters."""
        named = self.named_filters
        return Bank(apply(named.whole, str(self.state["ke"])), named.scale)

    @cached_property
    def named_bias(self) -> Numbers:
        """A number a filter, `(filters,)`: 1, −1, 2, −2 and so on."""
        places = np.arange(self.spec.out_channels)
        return (places // 2 + 1) * (1 - 2 * (places % 2))

    @cached_property
    def trace(self) -> Trace:
        """Every step."""
        bias = apply(self.named_bias, str(self.state["be"])) if self.spec.bias else None
        return record(self.spec, apply(self.named_input, str(self.state["xe"])), self.filters.weights, bias)

    @cached_property
    def shown(self) -> int | None:
        """The filter shown map by map, counted from 0; None where all are shown."""
        return number(self.state, "f") - 1 if by_map(self.state) else None

    @cached_property
    def one(self) -> Trace:
        """The steps of the filter shown map by map."""
        whole, at = self.trace, self.shown or 0
        bias = None if whole.bias is None else whole.bias[at : at + 1]
        return record(replace(self.spec, out_channels=1), whole.x, whole.weight[at : at + 1], bias)

    def scene(self, title: str = "Channels and filters") -> Scene:
        """What the player shows, with its counters."""
        scale, view = self.filters.scale, view_of(self.state)
        if self.shown is None:
            order = order_of(self.state)
            scene = scene_of(self.trace, title=title, scale=scale, figures=self.figures(), order=order, view=view)
            listing = layer_listing(self.geometry, order)
        else:
            scene = per_channel(self.one, title=title, scale=scale, figures=self.figures(), view=view)
            listing = maps_listing(self.one.geometry)
        scene = listed(scene, listing)
        return replace(scene, grids=tuple(map(self._captioned, scene.grids)))

    def figures(self) -> tuple[Figure, ...]:
        """Weights, multiplications of what is on show and of everything, FLOPs, output."""
        price, spec = self.cost, self.spec
        deep, filters = self.per_output, spec.out_channels
        alone = self.shown is not None and filters > 1
        shown = price.macs // filters if alone else price.macs
        places = times(self.geometry.output_shape)
        total = price.macs * self.batch
        biases = f" + {price.biases} {'biases' if price.biases > 1 else 'bias'}" if price.biases else ""
        all_of_it = ""
        if self.batch > 1:
            all_of_it = f"{total:,} for {self.batch} images"
        elif alone:
            all_of_it = f"of filter {self.shown + 1 if self.shown is not None else 1}; {total:,} for all {filters}"
        return (
            Figure(f"{price.weights:,}", "weights", f"{filters} × {deep}{biases}, whatever the batch"),
            Figure(f"{deep:,}", "multiplications an output number", f"{times(spec.kernel)} × {spec.in_channels}"),
            Figure(f"{shown:,}", "multiplications (MACs)", all_of_it or f"{places} × {filters} × {deep}", runs=0),
            Figure(f"{2 * total:,}", "FLOPs = 2 × MACs", _images(self.batch)),
            Figure(f"{places} × {filters}", "output", f"from {times(self.geometry.input_shape)} × {spec.in_channels}"),
        )

    @property
    def per_output(self) -> int:
        """Multiplications an output number, which are the weights of one filter."""
        return self.cost.weights // self.spec.out_channels

    def code(self) -> tuple[Snippet, ...]:
        """The same layer as programs, first the one whose order of axes is chosen."""
        trace, bank = self.trace, self.filters
        made = snippets(self.spec, trace.x.shape, x=trace.x, weight=bank.whole, bias=trace.bias, scale=bank.scale)
        first = "keras" if self.state["layout"] == "NHWC" else "pytorch"
        return tuple(sorted(made, key=lambda snippet: snippet.dialect != first))

    def _captioned(self, grid: Grid) -> Grid:
        return captioned(grid, self.spec, self.shown, photo=self.state["in"] == "photo")


def _images(batch: int) -> str:
    return f"for {batch} images" if batch > 1 else "each multiplication and its addition"
