"""The loop nest of a convolution: the relation big = small * stride + tap * dilation - pad_low as tables."""

from __future__ import annotations

from math import prod
from typing import Literal

from convviz.scene.schema import Counter, IndexMap, LoopNest
from convviz.spec.conv import Geometry

LoopOrder = Literal["filter", "position"]
AXES = ("depth", "row", "column")


def loop_tables(geometry: Geometry, order: LoopOrder = "filter") -> LoopNest:
    """The nest "conv" that reads the grid "input", meets "kernel", and writes "output".

    A drawn direct input includes its border, so there the padding is part of the drawing; on a transposed output
    the crop is not drawn, and stamps that leave the grid touch nothing.

    Args:
        geometry: the convolution on its input.
        order: which loop is outermost: the filters (of a transposed convolution the channels it reads), each at every
            place before the next, or the places, each with all filters.
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
    filters = (Counter("channel", spec.small_channels),)
    places = tuple(Counter(name, size) for name, size in zip(small, geometry.small, strict=True))
    return LoopNest(
        id="conv",
        loops=filters + places if order == "filter" else places + filters,
        taps=(
            Counter("tap channel", width),
            *(Counter(name, size) for name, size in zip(taps, spec.kernel, strict=True)),
        ),
        read=IndexMap("input", on_small if spec.transposed else on_big),
        weight=IndexMap("kernel", weight),
        write=IndexMap("output", on_big if spec.transposed else on_small),
        operation="add" if spec.transposed else "set",
        grouped="" if spec.transposed else _grouped(width, spec.kernel),
    )


def _grouped(width: int, kernel: tuple[int, ...]) -> str:
    """Sums over several channels are told channel by channel, those over a volume slice by slice."""
    if width > 1 and prod(kernel) > 1:
        return "tap channel"
    return "tap depth" if len(kernel) == 3 and kernel[0] > 1 and prod(kernel[1:]) > 1 else ""
