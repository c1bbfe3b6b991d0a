"""A convolution with a kernel of one tap as what it also is: a product of two matrices."""

from __future__ import annotations

from math import prod

from convviz.engine.trace import Trace
from convviz.errors import ConvError
from convviz.scene.builders.loop_tables import LoopOrder
from convviz.scene.builders.priced_track import layer_track
from convviz.scene.schema import Counter, Display, Grid, GridAxis, IndexMap, LoopNest, Scene
from convviz.spec.conv import Geometry

MOST_NUMBERED = 28  # columns: of more, the player shows no numbers


def product_scene(
    trace: Trace, *, title: str = "Matrix product", scale: tuple[int, int] = (1, 1), order: LoopOrder = "filter"
) -> Scene:
    """`W · X = Y` for a 1 × 1 convolution: filters × channels times channels × pixels gives filters × pixels.

    The columns of X and Y are the pixels, row by row of the picture. Step k meets the same numbers, and writes the
    same one, as step k of `scene_of` with the same order. Grids: "kernel" (W), "input" (X), "bias", "output" (Y).

    Args:
        trace: of a kernel of one tap an axis, at stride 1, without padding and groups.
        title: names it for screen readers, and the track.
        scale: the weights are shown divided by this fraction, as in `scene_of`.
        order: which loop is outermost, the filters or the pixels.

    Raises:
        ConvError: it is another kind of convolution.

    Example:
        >>> from convviz import ConvSpec, record
        >>> trace = record(ConvSpec.of(1, 2, 1, 1), [[1, 2, 3], [4, 5, 6]], [[[10], [1]]])
        >>> [link.loops for link in product_scene(trace).links]
        [(Counter(name='filter', size=1), Counter(name='column', size=3))]
    """
    geometry = trace.geometry
    _check(geometry)
    pixels, channels, filters = prod(geometry.output_shape), trace.spec.in_channels, trace.spec.out_channels
    grids = [_weights(trace, scale), _pixels(trace), _results(trace)]
    if trace.bias is not None:
        grids.insert(2, _bias(trace))
    return Scene(
        title=title,
        alt=f"A matrix of {filters} by {channels} times one of {channels} by {pixels} is one of {filters} by {pixels}.",
        grids=tuple(grids),
        links=(_link(geometry, order),),
        tracks=(layer_track(title, ("product",), geometry),),
    )


def _check(geometry: Geometry) -> None:
    spec = geometry.spec
    if (prod(spec.kernel), set(spec.stride), spec.groups, spec.transposed) == (1, {1}, 1, False) and not any(
        map(sum, geometry.padding)
    ):
        return
    raise ConvError(
        "spec",
        spec,
        "must have a kernel of one tap, stride 1, no padding and one group to be a plain product of matrices",
        "Use a 1 × 1 convolution, or show it with scene_of.",
    )


def _link(geometry: Geometry, order: LoopOrder) -> LoopNest:
    """A step for every filter and pixel, a term for every channel."""
    spec, sizes = geometry.spec, geometry.output_shape
    names = ("depth", "row", "column")[-len(sizes) :]
    strides = [prod(sizes[axis + 1 :]) for axis in range(len(sizes))]
    pixel = {
        name: tuple(place * stride for place in range(size))
        for name, size, stride in zip(names, sizes, strides, strict=True)
    }
    filters, channels = tuple(range(spec.out_channels)), tuple(range(spec.in_channels))
    places = tuple(Counter(name, size) for name, size in zip(names, sizes, strict=True))
    each = (Counter("filter", spec.out_channels),)
    return LoopNest(
        id="product",
        loops=each + places if order == "filter" else places + each,
        taps=(Counter("channel", spec.in_channels),),
        read=IndexMap("input", ({"channel": channels}, pixel)),
        weight=IndexMap("kernel", ({"filter": filters}, {"channel": channels})),
        write=IndexMap("output", ({"filter": filters}, pixel)),
    )


def _weights(trace: Trace, scale: tuple[int, int]) -> Grid:
    filters, channels = trace.weight.shape[:2]
    numerator, denominator = scale
    whole = trace.weight * denominator / numerator if denominator != numerator else trace.weight
    return Grid(
        id="kernel",
        role="kernel",
        title="W",
        note=f"{filters} × {channels}",  # short, so that the matrix is all the room it takes
        axes=(_rows("filter", filters), _columns("channel", channels)),
        values=tuple((whole.round(9) if scale != (1, 1) else whole).ravel().tolist()),
        scale=scale,
        sign=" ",
        hues=((), tuple(range(channels))) if channels > 1 else (),
    )


def _pixels(trace: Trace) -> Grid:
    channels, pixels = trace.spec.in_channels, prod(trace.geometry.input_shape)
    return Grid(
        id="input",
        role="input",
        title="X",
        note=_size((channels, "channel"), (pixels, "pixel")),
        axes=(_rows("channel", channels), _columns("pixel", pixels)),
        display=_display(pixels),
        values=tuple(trace.x.ravel().tolist()),
        sign="·",
        hues=(tuple(range(channels)),) if channels > 1 else (),
    )


def _bias(trace: Trace) -> Grid:
    assert trace.bias is not None
    filters = trace.spec.out_channels
    return Grid(
        id="bias",
        role="bias",
        title="b",
        axes=(_rows("filter", filters), _columns("column", 1)),
        values=tuple(trace.bias.tolist()),
    )


def _results(trace: Trace) -> Grid:
    filters, pixels = trace.spec.out_channels, prod(trace.geometry.output_shape)
    return Grid(
        id="output",
        role="output",
        title="Y",
        note=_size((filters, "filter"), (pixels, "pixel")),
        axes=(_rows("filter", filters), _columns("pixel", pixels)),
        display=_display(pixels),
        initial=("bias", 0) if trace.bias is not None else None,
    )


def _rows(name: str, size: int) -> GridAxis:
    return GridAxis.plain(name, "row", size)


def _columns(name: str, size: int) -> GridAxis:
    return GridAxis.plain(name, "column", size)


def _size(*parts: tuple[int, str]) -> str:
    """`2 filters × 3 channels`."""
    return " × ".join(f"{count} {what}{'s' if count > 1 else ''}" for count, what in parts)


def _display(pixels: int) -> Display:
    return "cells" if pixels <= MOST_NUMBERED else "pixels"
