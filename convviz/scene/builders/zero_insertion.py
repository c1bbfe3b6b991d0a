"""A transposed convolution as the direct one it amounts to: zeros are put between the inputs, then a window slides.

Along each axis, s − 1 zeros come between neighbours, output_padding zeros after the last one, and a border of
p′ = d·(k − 1) − p cells around all of that; where p′ is negative, so many cells at that end are cut off instead. The
kernel, turned by 180°, then visits every place at stride 1 (Dumoulin and Visin, *A guide to convolution arithmetic*,
relationships 8 to 14).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from convviz.engine.trace import Trace
from convviz.errors import ConvError
from convviz.scene.builders.grids import bias_grid, input_grid, kernel_grid, output_grid
from convviz.scene.builders.layer import check_terms
from convviz.scene.builders.loop_tables import AXES
from convviz.scene.builders.priced_track import layer_track
from convviz.scene.places import MINUS
from convviz.scene.schema import OUTSIDE, Counter, Display, Grid, GridAxis, IndexMap, LoopNest, Scene
from convviz.spec.axis import Axis
from convviz.spec.conv import Geometry

MOST_CELLS = 64  # a side that are drawn one by one; beyond, zeros would be grey dust
TURNED = "turned 180°"


@dataclass(frozen=True, slots=True)
class StretchedAxis:
    """One axis of the stretched input.

    Attributes:
        low: p′ before the first input, negative where cells are cut off.
        high: p′ after the last zero, likewise.
        source: for each drawn cell the input it shows, or -1 for a zero.
        kind: for each drawn cell p(adding), r(eal), z(ero put in) or c(ut off).
        first: the drawn cell under the first tap of the first window.
    """

    low: int
    high: int
    source: tuple[int, ...]
    kind: str
    first: int

    @classmethod
    def of(cls, axis: Axis, output_padding: int) -> StretchedAxis:
        """The picture of an axis of a transposed convolution."""
        margin = axis.dilation * (axis.kernel - 1)
        low, high = margin - axis.low, margin - axis.high
        size = (axis.small - 1) * axis.stride + 1 + output_padding
        drawn = range(-max(low, 0), size + max(high, 0))
        real = range(0, axis.small * axis.stride, axis.stride)
        kept = range(-low, size + high)

        def kind(place: int) -> str:
            if place not in kept:
                return "c"
            if not 0 <= place < size:
                return "p"
            return "r" if place in real else "z"

        source = (place // axis.stride if place in real else OUTSIDE for place in drawn)
        return cls(low, high, tuple(source), "".join(map(kind, drawn)), max(-low, 0))


def zero_insertion_scene(
    trace: Trace, *, title: str = "Zero-insert and slide", scale: tuple[int, int] = (1, 1)
) -> Scene:
    """A transposed trace as zero insertion and a direct convolution at stride 1, grouped or not, 1-D to 3-D.

    Its multiplications are those of all taps at every output place, zeros included: about s² times (in a plane) what
    the stamps of `scene_of` take. Grids: "input" (stretched), "kernel" (turned; as given in a true convolution),
    "bias", "output".

    Args:
        trace: of a transposed convolution.
        title: names it for screen readers, and the track.
        scale: the weights are shown divided by this fraction, as in `scene_of`.

    Raises:
        ConvError: the trace is of a direct convolution, or there are too many terms to draw.

    Example:
        >>> from convviz import ConvSpec, record
        >>> trace = record(ConvSpec.of(1, 1, 1, 3, stride=2, transposed=True), [[1, 2]], [[[1, 0, -1]]])
        >>> zero_insertion_scene(trace).grids[0].axes[1].kind
        'pprzrpp'
    """
    spec, geometry = trace.spec, trace.geometry
    if not spec.transposed:
        raise ConvError("trace", repr(trace), "must be of a transposed convolution", "Show it with scene_of.")
    check_terms(_terms(geometry))
    stretches = stretched_axes(geometry)
    grids = [_stretched(trace, stretches), _turned(trace, scale), _written(trace)]
    if trace.bias is not None:
        grids.insert(2, bias_grid(trace))
    return Scene(
        title=title,
        alt=f"{title}: zeros are put between the numbers of the input, then the kernel slides over it by single steps.",
        grids=tuple(grids),
        links=(_nest(geometry, stretches),),
        tracks=(layer_track(title, ("slide",), geometry),),
    )


def stretched_axes(geometry: Geometry) -> tuple[StretchedAxis, ...]:
    """Every axis of a transposed convolution, stretched."""
    return tuple(map(StretchedAxis.of, geometry.axes, geometry.output_padding))


def _terms(geometry: Geometry) -> int:
    spec = geometry.spec
    count = spec.out_channels * (spec.in_channels // spec.groups)
    for size, taps in zip(geometry.output_shape, spec.kernel, strict=True):
        count *= size * taps
    return count


def _stretched(trace: Trace, stretches: Sequence[StretchedAxis]) -> Grid:
    plain = input_grid(trace)
    channels, *axes = plain.axes
    sizes = [len(stretch.kind) for stretch in stretches]
    return Grid(
        id="input",
        role="input",
        title="stretched input",
        note=_note(trace.geometry, stretches),
        axes=(
            channels,
            *(
                GridAxis(axis.name, axis.role, size, axis.held, stretch.source, stretch.kind)
                for axis, stretch, size in zip(axes, stretches, sizes, strict=True)
            ),
        ),
        values=plain.values,
        display=_display(sizes),
        hues=plain.hues,
    )


def _note(geometry: Geometry, stretches: Sequence[StretchedAxis]) -> str:
    """`5 × 5, p′ = 2`: its size with all zeros, and the border."""
    size = " × ".join(str(len(stretch.kind)) for stretch in stretches)
    both = {(stretch.low, stretch.high) for stretch in stretches}
    if len(both) > 1:
        return size
    ((low, high),) = both
    ends = f"{low}" if low == high else f"{low} and {high}"
    return f"{size}, p′ = {ends}".replace("-", MINUS)


def _turned(trace: Trace, scale: tuple[int, int]) -> Grid:
    """The kernel as it lies on the stretched input."""
    grid = kernel_grid(trace, scale)
    dilations = sorted(set(trace.spec.dilation))
    notes = [] if trace.spec.flip else [TURNED]
    notes += [] if dilations == [1] else [f"dilation {'/'.join(map(str, dilations))}"]
    values = grid.values or ()
    if not trace.spec.flip:
        taps = len(values) // (trace.weight.shape[0] * trace.weight.shape[1])
        values = tuple(v for start in range(0, len(values), taps) for v in reversed(values[start : start + taps]))
    return Grid(
        id="kernel",
        role="kernel",
        title=grid.title,
        note=", ".join(notes) or "stride 1",
        axes=grid.axes,
        values=values,
        scale=grid.scale,
        hues=grid.hues,
    )


def _written(trace: Trace) -> Grid:
    """Every cell is written by a window of its own, be it of zeros only."""
    grid = output_grid(trace)
    return Grid(
        id="output",
        role="output",
        title=grid.title,
        note=grid.note,
        axes=tuple(GridAxis.plain(axis.name, axis.role, axis.size) for axis in grid.axes),
        display=grid.display,
        initial=grid.initial,
        hues=grid.hues,
    )


def _nest(geometry: Geometry, stretches: Sequence[StretchedAxis]) -> LoopNest:
    """A step for every output cell, a term for every tap: the sum of what it meets is the cell."""
    spec = geometry.spec
    read, width = spec.in_channels // spec.groups, spec.out_channels // spec.groups
    names = AXES[-spec.ndim :]
    taps = [f"tap {name}" for name in names]
    first_read = tuple(channel // width * read for channel in range(spec.out_channels))
    under = (
        {name: tuple(range(stretch.first, stretch.first + size)), tap: tuple(range(0, kernel * dilation, dilation))}
        for name, tap, stretch, size, kernel, dilation in zip(
            names, taps, stretches, geometry.output_shape, spec.kernel, spec.dilation, strict=True
        )
    )
    sizes = list(zip(names, geometry.output_shape, strict=True))
    return LoopNest(
        id="slide",
        loops=(Counter("channel", spec.out_channels), *(Counter(name, size) for name, size in sizes)),
        taps=(Counter("tap channel", read), *(Counter(t, k) for t, k in zip(taps, spec.kernel, strict=True))),
        read=IndexMap("input", ({"channel": first_read, "tap channel": tuple(range(read))}, *under)),
        weight=IndexMap(
            "kernel",
            (
                {"channel": first_read, "tap channel": tuple(range(read))},
                {"channel": tuple(channel % width for channel in range(spec.out_channels))},
                *({tap: tuple(range(kernel))} for tap, kernel in zip(taps, spec.kernel, strict=True)),
            ),
        ),
        write=IndexMap(
            "output",
            (
                {"channel": tuple(range(spec.out_channels))},
                *({name: tuple(range(size))} for name, size in sizes),
            ),
        ),
    )


def _display(sizes: Sequence[int]) -> Display:
    return "cells" if max(sizes[-2:]) <= MOST_CELLS else "pixels"
