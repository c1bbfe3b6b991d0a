"""A recorded convolution as a scene: input, kernel and output, and the one loop nest between them."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from convviz.arrays import Array
from convviz.errors import ConvError
from convviz.scene.contract import OUTSIDE, Axis, AxisRole, Counter, Display, Figure, Grid, Link, Reach, Scene, Track
from convviz.spec import Geometry
from convviz.trace import Trace

NUMBERED_SIDE = 16  # beyond this many cells a side numbers no longer fit: pixels
MOST_TERMS = 2_000_000  # what a browser decodes without a pause one would notice
FILTERS_SIDE_BY_SIDE = 8

AXES = ("depth", "row", "column")


def scene_of(
    trace: Trace, *, title: str = "Convolution", scale: tuple[int, int] = (1, 1), figures: Sequence[Figure] = ()
) -> Scene:
    """The scene of one trace, direct or transposed, 1-D to 3-D, grouped or not.

    Args:
        trace: what to show.
        title: names it for screen readers.
        scale: the weights of the trace are whole numbers times this fraction, and are shown so: a trace recorded
            with weights `box / 9` and scale (1, 9) shows ones and "1/9" in front.
        figures: the counters under the picture.

    Raises:
        ConvError: too many terms to draw.
    """
    spec, geometry = trace.spec, trace.geometry
    terms = len(trace) * prod(spec.kernel) * (spec.big_channels // spec.groups)
    if terms > MOST_TERMS:
        raise ConvError(
            "trace", f"{terms:,} multiplications", f"must have at most {MOST_TERMS:,} to be drawn", "Show a part of it."
        )
    grids = [_input(trace), _kernel(trace, scale), _output(trace)]
    if trace.bias is not None:
        grids.insert(2, _bias(trace))
    return Scene(
        title=title,
        alt=_alt(geometry),
        grids=tuple(grids),
        links=(_link(geometry),),
        tracks=(Track(title, ("conv",)),),
        figures=tuple(figures),
    )


def _input(trace: Trace) -> Grid:
    geometry = trace.geometry
    axes = tuple(_plain_axes(geometry.input_shape)) if trace.spec.transposed else tuple(_bordered_axes(geometry))
    return Grid(
        id="input",
        role="input",
        title="input",
        note=_times(trace.x.shape) + _border_note(geometry),
        axes=(_channel_axis(trace.spec.in_channels), *axes),
        values=_flat(trace.x),
        display=_display(geometry.input_shape),
    )


def _kernel(trace: Trace, scale: tuple[int, int]) -> Grid:
    spec = trace.spec
    side_by_side = spec.ndim < 3 and spec.small_channels <= FILTERS_SIDE_BY_SIDE
    filters: AxisRole = "plane" if side_by_side else "page"
    shape = trace.weight.shape
    numerator, denominator = scale
    whole = trace.weight * denominator / numerator if denominator != numerator else trace.weight
    return Grid(
        id="kernel",
        role="kernel",
        title="kernel" if shape[0] * shape[1] == 1 else "filters",
        note=_kernel_note(trace),
        axes=(
            Axis.plain("filter", filters, shape[0]),
            Axis.plain("channel", "block", shape[1]),
            *_plain_axes(spec.kernel),
        ),
        values=_flat(whole.round(9) if scale != (1, 1) else whole),
        scale=scale,
    )


def _bias(trace: Trace) -> Grid:
    assert trace.bias is not None
    return Grid(
        id="bias",
        role="bias",
        title="bias",
        axes=(Axis.plain("channel", "block", trace.spec.out_channels), *_plain_axes((1,))),
        values=_flat(trace.bias),
    )


def _output(trace: Trace) -> Grid:
    geometry = trace.geometry
    return Grid(
        id="output",
        role="output",
        title="output",
        note=_times((trace.spec.out_channels, *geometry.output_shape)),
        axes=(_channel_axis(trace.spec.out_channels), *_plain_axes(geometry.output_shape, geometry)),
        display=_display(geometry.output_shape),
        initial=("bias", 0) if trace.bias is not None else None,
    )


def _link(geometry: Geometry) -> Link:
    """The relation big = small * stride + tap * dilation - pad_low as tables.

    A drawn direct input includes its border, so there the padding is part of the drawing; on a transposed output
    the crop is not drawn, and stamps that leave the grid touch nothing.
    """
    spec = geometry.spec
    ndim, width = spec.ndim, spec.big_channels // spec.groups
    per_group = spec.small_channels // spec.groups
    small, taps = AXES[-ndim:], tuple(f"tap {name}" for name in AXES[-ndim:])
    group_start = tuple(channel // per_group * width for channel in range(spec.small_channels))
    position = [{name: tuple(range(size))} for name, size in zip(small, geometry.small, strict=True)]
    place = []
    for axis in range(ndim):
        shift = geometry.padding[axis][0] if spec.transposed else 0
        windows = tuple(cell * spec.stride[axis] - shift for cell in range(geometry.small[axis]))
        place.append(
            {small[axis]: windows, taps[axis]: tuple(t * spec.dilation[axis] for t in range(spec.kernel[axis]))}
        )
    on_small = ({"channel": tuple(range(spec.small_channels))}, *position)
    on_big = ({"channel": group_start, "tap channel": tuple(range(width))}, *place)
    met = ({taps[a]: tuple(map(axis.weight_tap, range(axis.kernel)))} for a, axis in enumerate(geometry.axes))
    weight = ({"channel": tuple(range(spec.small_channels))}, {"tap channel": tuple(range(width))}, *met)
    return Link(
        id="conv",
        loops=(
            Counter("channel", spec.small_channels),
            *(Counter(name, size) for name, size in zip(small, geometry.small, strict=True)),
        ),
        taps=(
            Counter("tap channel", width),
            *(Counter(name, size) for name, size in zip(taps, spec.kernel, strict=True)),
        ),
        read=Reach("input", on_small if spec.transposed else on_big),
        weight=Reach("kernel", weight),
        write=Reach("output", on_big if spec.transposed else on_small),
        operation="add" if spec.transposed else "set",
    )


def _channel_axis(channels: int) -> Axis:
    return Axis.plain("channel", "block", channels)


def _roles(ndim: int) -> tuple[AxisRole, ...]:
    roles: tuple[AxisRole, ...] = ("plane", "row", "column")
    return roles[-ndim:]


def _plain_axes(shape: Sequence[int], unstamped: Geometry | None = None) -> list[Axis]:
    named = zip(AXES[-len(shape) :], _roles(len(shape)), shape, strict=True)
    gaps = unstamped is not None and unstamped.spec.transposed
    return [
        Axis(name, role, size, size, unreached=unstamped.axes[axis].unreached() if gaps and unstamped else ())
        for axis, (name, role, size) in enumerate(named)
    ]


def _bordered_axes(geometry: Geometry) -> list[Axis]:
    """The axes of a direct input with its border drawn: where each border cell's number comes from."""
    axes = []
    for axis, plain in enumerate(_plain_axes(geometry.input_shape)):
        low, high = geometry.padding[axis]
        unreached = tuple(i + low for i in geometry.axes[axis].unreached())
        if not low + high:
            axes.append(Axis(plain.name, plain.role, plain.size, plain.held, unreached=unreached))
            continue
        drawn = range(-low, plain.size + high)
        sources = (geometry.axes[axis].source(i) for i in drawn)
        axes.append(
            Axis(
                plain.name,
                plain.role,
                len(drawn),
                plain.size,
                source=tuple(OUTSIDE if source is None else source for source in sources),
                kind="".join("r" if 0 <= i < plain.size else "p" for i in drawn),
                unreached=unreached,
            )
        )
    return axes


def _display(shape: Sequence[int]) -> Display:
    return "cells" if max(shape[-2:]) <= NUMBERED_SIDE else "pixels"


def _flat(array: Array) -> tuple[float, ...]:
    return tuple(array.ravel().tolist())


def _times(shape: Sequence[int]) -> str:
    """`5 × 5`, or `5 × 5 × 3 channels`: channels last, as the literature writes sizes."""
    channels, *spatial = shape
    sizes = " × ".join(map(str, spatial))
    return sizes if channels == 1 else f"{sizes} × {channels} channels"


def _border_note(geometry: Geometry) -> str:
    if geometry.spec.transposed or not any(map(sum, geometry.padding)):
        return ""
    mode = {"zeros": "zero"}.get(geometry.spec.padding_mode, geometry.spec.padding_mode)
    if len(set(geometry.padding)) == 1:
        low, high = geometry.padding[0]
        return f", {mode} padding {low}" if low == high else f", {mode} padding {low} before, {high} after"
    named = zip(AXES[-geometry.spec.ndim :], geometry.padding, strict=True)
    return f", {mode} padding: " + ", ".join(f"{name}s {low} + {high}" for name, (low, high) in named)


def _kernel_note(trace: Trace) -> str:
    spec = trace.spec
    size = " × ".join(map(str, spec.kernel))
    note = size if trace.weight.shape[1] == 1 else f"{size} × {trace.weight.shape[1]} channels"
    if spec.small_channels > 1:
        note = f"{spec.small_channels} of {note}"
    if set(spec.stride) != {1}:
        note += f", stride {_short(spec.stride)}"
    if set(spec.dilation) != {1}:
        note += f", dilation {_short(spec.dilation)}"
    return note + (f", {spec.groups} groups" if spec.groups > 1 else "")


def _short(values: Sequence[int]) -> str:
    return str(values[0]) if len(set(values)) == 1 else "/".join(map(str, values))


def _alt(geometry: Geometry) -> str:
    spec = geometry.spec
    verb = "is stamped by" if spec.transposed else "is visited by"
    size = " by ".join(map(str, spec.kernel))
    return (
        f"An input of {_times((spec.in_channels, *geometry.input_shape))} {verb} a kernel of {size}; "
        f"the output has {_times((spec.out_channels, *geometry.output_shape))}."
    )
