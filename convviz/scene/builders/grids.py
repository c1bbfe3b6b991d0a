"""The grids of a recorded convolution: what it reads, its weights, its bias, and what it writes."""

from __future__ import annotations

from collections.abc import Sequence

from convviz.engine.arrays import Array
from convviz.engine.trace import Trace
from convviz.scene.builders.loop_tables import AXES
from convviz.scene.schema import OUTSIDE, AxisRole, Display, Grid, GridAxis
from convviz.spec.conv import ConvSpec, Geometry

NUMBERED_SIDE = 16  # beyond this many cells a side numbers no longer fit: pixels
FILTERS_SIDE_BY_SIDE = 8


def input_grid(trace: Trace) -> Grid:
    """What is read; if a window lies on it, with its border."""
    geometry = trace.geometry
    axes = tuple(_plain_axes(geometry.input_shape)) if trace.spec.transposed else tuple(_bordered_axes(geometry))
    return Grid(
        id="input",
        role="input",
        title="input",
        note=times(trace.x.shape) + _border_note(geometry),
        axes=(_channel_axis(trace.spec.in_channels), *axes),
        values=_flat(trace.x),
        display=_display(geometry.input_shape),
        hues=_input_hues(trace.spec),
    )


def kernel_grid(trace: Trace, scale: tuple[int, int] = (1, 1)) -> Grid:
    """The weights, shown as numbers times `scale`: a plane for every filter and each channel it reads."""
    spec = trace.spec
    side_by_side = spec.ndim < 3 and spec.small_channels <= FILTERS_SIDE_BY_SIDE
    filters: AxisRole = "plane" if side_by_side else "page"
    shape = trace.weight.shape
    numerator, denominator = scale
    whole = trace.weight * denominator / numerator if denominator != numerator else trace.weight
    return Grid(
        id="kernel",
        role="kernel",
        title=_kernel_title(*shape[:2]),
        note=_kernel_note(trace),
        axes=(
            GridAxis.plain("filter", filters, shape[0]),
            GridAxis.plain("channel", "block", shape[1]),
            *_plain_axes(spec.kernel),
        ),
        values=_flat(whole.round(9) if scale != (1, 1) else whole),
        scale=scale,
        hues=_kernel_hues(spec),
    )


def bias_grid(trace: Trace) -> Grid:
    """One number for every output channel."""
    assert trace.bias is not None
    return Grid(
        id="bias",
        role="bias",
        title="bias",
        axes=(GridAxis.plain("channel", "block", trace.spec.out_channels), *_plain_axes((1,))),
        values=_flat(trace.bias),
    )


def output_grid(trace: Trace) -> Grid:
    """What is written."""
    geometry = trace.geometry
    return Grid(
        id="output",
        role="output",
        title="output",
        note=times((trace.spec.out_channels, *geometry.output_shape)),
        axes=(_channel_axis(trace.spec.out_channels), *_plain_axes(geometry.output_shape, geometry)),
        display=_display(geometry.output_shape),
        initial=("bias", 0) if trace.bias is not None else None,
        hues=_output_hues(trace.spec),
    )


def _kernel_title(filters: int, channels: int) -> str:
    """A kernel is one plane of weights, a filter a stack of them, one for each channel it reads."""
    if filters > 1:
        return "filters" if channels > 1 else "kernels"
    return "filter" if channels > 1 else "kernel"


def _input_hues(spec: ConvSpec) -> tuple[tuple[int, ...], ...]:
    """A hue for every channel that is read, if there are several: it is followed through kernels into the output."""
    return (tuple(range(spec.in_channels)),) if spec.in_channels > 1 else ()


def _kernel_hues(spec: ConvSpec) -> tuple[tuple[int, ...], ...]:
    """Of each kernel the hue of the channel it reads."""
    if spec.in_channels == 1:
        return ()
    if spec.transposed:
        return (tuple(range(spec.in_channels)),)
    return _first_read(spec), tuple(range(spec.in_channels // spec.groups))


def _output_hues(spec: ConvSpec) -> tuple[tuple[int, ...], ...]:
    """The hue of the one channel each map comes from; a map that mixes several has the colour of its role."""
    if spec.in_channels == 1 or spec.groups < spec.in_channels:
        return ()
    return (tuple(channel * spec.groups // spec.out_channels for channel in range(spec.out_channels)),)


def _first_read(spec: ConvSpec) -> tuple[int, ...]:
    """Of each filter of a direct convolution the first channel its group reads."""
    width = spec.in_channels // spec.groups
    return tuple(channel * spec.groups // spec.out_channels * width for channel in range(spec.out_channels))


def _channel_axis(channels: int) -> GridAxis:
    return GridAxis.plain("channel", "block", channels)


def _roles(ndim: int) -> tuple[AxisRole, ...]:
    roles: tuple[AxisRole, ...] = ("plane", "row", "column")
    return roles[-ndim:]


def _plain_axes(shape: Sequence[int], unstamped: Geometry | None = None) -> list[GridAxis]:
    named = zip(AXES[-len(shape) :], _roles(len(shape)), shape, strict=True)
    gaps = unstamped is not None and unstamped.spec.transposed
    return [
        GridAxis(name, role, size, size, unreached=unstamped.axes[axis].unreached() if gaps and unstamped else ())
        for axis, (name, role, size) in enumerate(named)
    ]


def _bordered_axes(geometry: Geometry) -> list[GridAxis]:
    """The axes of a direct input with its border drawn: where each border cell's number comes from."""
    axes = []
    for axis, plain in enumerate(_plain_axes(geometry.input_shape)):
        low, high = geometry.padding[axis]
        unreached = tuple(i + low for i in geometry.axes[axis].unreached())
        if not low + high:
            axes.append(GridAxis(plain.name, plain.role, plain.size, plain.held, unreached=unreached))
            continue
        drawn = range(-low, plain.size + high)
        sources = (geometry.axes[axis].source(i) for i in drawn)
        axes.append(
            GridAxis(
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


def times(shape: Sequence[int]) -> str:
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
