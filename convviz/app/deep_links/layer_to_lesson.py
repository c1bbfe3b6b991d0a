"""Which lesson a layer opens in, and how its numbers are spelled there; a lesson settles what it cannot show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import prod
from typing import Final

from convviz.app.deep_links.readable_size import FEW, SOME, readable
from convviz.app.lessons.channels import state as channels
from convviz.app.lessons.depthwise import state as depthwise
from convviz.app.lessons.grouped import state as grouped
from convviz.app.lessons.pointwise import state as pointwise
from convviz.app.lessons.sliding_window import state as sliding_window
from convviz.app.lessons.transposed import state as transposed
from convviz.app.lessons.volumes import state as volumes
from convviz.app.lessons.volumes.specs import size_of, solid_spec
from convviz.app.params.groups.input import MOST_NUMBERED
from convviz.app.params.groups.padding import PADS
from convviz.app.params.param import Field, State, Value, number
from convviz.samples.images_and_kernels import KERNELS, has_kernel
from convviz.spec.conv import ConvSpec, Geometry
from convviz.spec.parse import Ints

Asked = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Room:
    """A lesson in which layers of one kind open.

    Attributes:
        page: its file.
        fields: its state.
        takes: whether a layer is of its kind.
        asked: the values a layer asks for; told besides whether its padding is TensorFlow's SAME.
        shown: the layer and the input's size of a state.
    """

    page: str
    fields: tuple[Field, ...]
    takes: Callable[[Geometry], bool]
    asked: Callable[[Geometry, bool], Asked]
    shown: Callable[[State], tuple[ConvSpec, Ints]]


def room_for(geometry: Geometry) -> Room:
    """The first lesson that takes the layer; the last takes any."""
    return next(room for room in ROOMS if room.takes(geometry))


def _is_plane(geometry: Geometry) -> bool:
    spec = geometry.spec
    return spec.ndim == 2 and not spec.transposed and spec.padding_mode == "zeros"


def _is_square(geometry: Geometry) -> bool:
    """Whether kernel, stride and dilation are the same along both axes."""
    spec = geometry.spec
    return all(len(set(values)) == 1 for values in (spec.kernel, spec.stride, spec.dilation))


def _is_pointwise(geometry: Geometry) -> bool:
    spec = geometry.spec
    alone = prod(spec.kernel) == prod(spec.stride) == spec.groups == 1 and not any(map(any, geometry.padding))
    return alone and _is_plane(geometry) and spec.in_channels > 1


def _is_depthwise(geometry: Geometry) -> bool:
    spec = geometry.spec
    return _is_plane(geometry) and spec.groups == spec.in_channels > 1 and len({*spec.stride}) == 1


def _is_grouped(geometry: Geometry) -> bool:
    return _is_plane(geometry) and geometry.spec.groups > 1


def _is_volume_of_channels(geometry: Geometry) -> bool:
    """A layer of several channels or filters whose border the lesson on channels has."""
    spec, ends = geometry.spec, {end for pair in geometry.padding for end in pair}
    several = spec.in_channels > 1 or spec.out_channels > 1
    small = max(spec.kernel) <= channels.TAPS[-1] and set(spec.dilation) == {1} and len(ends) <= 2
    return several and small and _is_plane(geometry) and _is_square(geometry)


def _pointwise(geometry: Geometry, same: bool) -> Asked:
    height, width = readable(geometry, pointwise.FEW, 4)
    return {"h": height, "w": width, **_few(geometry, "d", "n")}


def _depthwise(geometry: Geometry, same: bool) -> Asked:
    spec = geometry.spec
    height, width = readable(geometry, depthwise.SIDES, 7)
    kernel = dict(zip(("kh", "kw"), spec.kernel, strict=True))
    rest = {"c": min(spec.in_channels, FEW), "m": spec.out_channels // spec.in_channels, "s": spec.stride[0]}
    padding = "same" if any(map(any, geometry.padding)) else "valid"
    return {"p": padding, "h": height, "w": width, **kernel, **rest, "d": spec.dilation[0]}


def _grouped(geometry: Geometry, same: bool) -> Asked:
    spec = geometry.spec
    each, written = spec.in_channels // spec.groups, spec.out_channels // spec.groups
    groups = min(spec.groups, max(2, grouped.MOST // max(each, written)))
    channels, filters = (min(grouped.MOST // groups, many) * groups for many in (each, written))
    side = readable(geometry, grouped.SIDES, 7)[0]
    return {"h": side, "c": channels, "n": filters, "g": groups, "k": spec.kernel[0]}


def _channels(geometry: Geometry, same: bool) -> Asked:
    spec, (low, high) = geometry.spec, geometry.padding[0]
    height, width = readable(geometry, channels.SIDES, 7)
    uneven = low != high or geometry.padding[0] != geometry.padding[1]
    padding = "tf" if same or uneven else "custom" if low else "none"
    border: Asked = {"pad": padding, **({"p": low} if padding == "custom" else {})}
    return {"h": height, "w": width, **border, **_few(geometry, "c", "n"), "k": spec.kernel[0], "s": spec.stride[0]}


def _few(geometry: Geometry, read: str, written: str) -> Asked:
    return {read: min(geometry.spec.in_channels, FEW), written: min(geometry.spec.out_channels, SOME)}


def _transposed(geometry: Geometry, same: bool) -> Asked:
    spec = geometry.spec
    return {
        "i": min(geometry.input_shape[0], SOME),
        "k": spec.kernel[0],
        "s": spec.stride[0],
        "d": spec.dilation[0],
        "p": geometry.padding[0][0],
        "a": geometry.output_padding[0],
    }


def _volume(geometry: Geometry, same: bool) -> Asked:
    spec = geometry.spec
    depth, height, width = readable(geometry, range(volumes.SIDES[0], volumes.MOST_SIDE + 1), 6)
    padding: Asked = {
        key: "same" if any(pair) else "none"
        for key, pair in zip(("padd", "pad", "padw"), geometry.padding, strict=True)
    }
    steps: Asked = {}
    for name, values in (("d", spec.dilation), ("s", spec.stride)):
        steps |= dict(zip((f"{name}d", name, f"{name}w"), values, strict=True))
    kernel = dict(zip(("kd", "k", "kw"), spec.kernel, strict=True))
    alike = len({*zip(spec.kernel[1:], spec.stride[1:], spec.dilation[1:], strict=True)}) == 1
    axes = "square" if alike and len({*spec.stride}) == len({*spec.dilation}) == 1 else "independent"
    sizes = {"dep": depth, "h": height, "w": width, "c": spec.in_channels, "n": spec.out_channels}
    return {"axes": axes, **sizes, **padding, **kernel, **steps, "show": "solid"}


def _window(geometry: Geometry, same: bool) -> Asked:
    """Any layer as one channel under one kernel; a signal is a picture of one row."""
    spec = geometry.spec
    sizes = readable(geometry, range(1, MOST_NUMBERED + 1), MOST_NUMBERED if spec.ndim == 1 else 8)
    ones, zero = (1,) * max(0, 2 - spec.ndim), ((0, 0),) * max(0, 2 - spec.ndim)
    (height, width), (rows, columns) = (*ones, *sizes)[-2:], (*ones, *spec.kernel)[-2:]
    (top, bottom), (left, right) = (*zero, *geometry.padding)[-2:]
    (down, across), (far, wide) = (*ones, *spec.stride)[-2:], (*ones, *spec.dilation)[-2:]
    square = (rows, down, far) == (columns, across, wide)
    padding = "tf" if same else "custom" if top or bottom or left or right else "none"
    border: Asked = {"pt": top, "pb": bottom, "pl": left, "pr": right} if padding == "custom" else {}
    kernel = next(name for name in ("worked", *KERNELS) if has_kernel(name, rows, columns))
    return {
        **{"h": height, "w": width, "axes": "square" if square else "independent", "ker": kernel},
        **{"k": rows, "kw": columns, "d": far, "dw": wide, "s": down, "sw": across},
        **{"pad": padding, "mode": spec.padding_mode, **{key: min(end, PADS[-1]) for key, end in border.items()}},
    }


ROOMS: Final = (
    Room(
        "pages/transposed.py",
        transposed.FIELDS,
        lambda geometry: geometry.spec.transposed,
        _transposed,
        lambda state: (transposed.spec_of(state), transposed.shape_of(state)),
    ),
    Room(
        "pages/volumes.py",
        volumes.FIELDS,
        lambda geometry: geometry.spec.ndim == 3,
        _volume,
        lambda state: (solid_spec(state), size_of(state)),
    ),
    Room(
        "pages/pointwise.py",
        pointwise.FIELDS,
        _is_pointwise,
        _pointwise,
        lambda state: (pointwise.spec_of(state), pointwise.shape_of(state)),
    ),
    Room(
        "pages/depthwise.py",
        depthwise.FIELDS,
        _is_depthwise,
        _depthwise,
        lambda state: (depthwise.spec_of(state), depthwise.size_of(state)),
    ),
    Room(
        "pages/grouped.py",
        grouped.FIELDS,
        _is_grouped,
        _grouped,
        lambda state: (
            grouped.block_of(state, number(state, "g"), number(state, "n")).convolutions[0],
            grouped.shape_of(state)[1:],
        ),
    ),
    Room(
        "pages/channels.py",
        channels.FIELDS,
        _is_volume_of_channels,
        _channels,
        lambda state: (channels.spec_of(state), channels.size_of(state)),
    ),
    Room(
        "pages/sliding_window.py",
        sliding_window.FIELDS,
        lambda geometry: True,
        _window,
        lambda state: (sliding_window.spec_of(state), sliding_window.shape_of(state)),
    ),
)
