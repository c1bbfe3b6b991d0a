"""PyTorch's layers: `nn.Conv2d(64, 128, 3, stride=2, padding=1)` as an operation.

Names, order and defaults of the arguments are those of `torch.nn` 2.x; the printed text of a module uses the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from math import prod
from typing import Any, Final, Literal

from convviz.errors import ConvError
from convviz.model_parser.layer import ParsedLayer
from convviz.model_parser.step import UNCHANGED, LayerArguments, LayerStep, spatial
from convviz.spec.block import shuffle
from convviz.spec.conv import ConvSpec
from convviz.spec.operations import GlobalPool, Linear, Pool, Rearrange
from convviz.spec.parse import Ints, per_axis, whole

Reader = Callable[[ParsedLayer, Ints | None], tuple[LayerStep, ...]]
Kind = Literal["max", "average"]

PLACED: Final = ("device", "dtype")
CONV: Final = ("in_channels", "out_channels", "kernel_size", "stride", "padding", "dilation", "groups", "bias",
               "padding_mode", *PLACED)  # fmt: skip
TRANSPOSED: Final = ("in_channels", "out_channels", "kernel_size", "stride", "padding", "output_padding", "groups",
                     "bias", "dilation", "padding_mode", *PLACED)  # fmt: skip
MAX_POOL: Final = ("kernel_size", "stride", "padding", "dilation", "return_indices", "ceil_mode")
AVERAGE_POOL: Final = ("kernel_size", "stride", "padding", "ceil_mode", "count_include_pad", "divisor_override")
NORM: Final = ("num_features", "eps", "momentum", "affine", "track_running_stats", "process_group", *PLACED)
GROUP_NORM: Final = ("num_groups", "num_channels", "eps", "affine", *PLACED)
LAYER_NORM: Final = ("normalized_shape", "eps", "elementwise_affine", "bias", *PLACED)
UPSAMPLE: Final = ("size", "scale_factor", "mode", "align_corners", "recompute_scale_factor")


def _conv(ndim: int, layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    arguments = LayerArguments(layer.bound(CONV))
    stride, padding = arguments.sizes("stride", 1), arguments.get("padding", 0)
    if padding == "same" and set(per_axis("stride", stride, ndim, 1)) != {1}:
        raise ConvError("padding", "same", "is refused by PyTorch at a stride above 1", "Write the padding as numbers.")
    spec = ConvSpec.of(
        ndim,
        arguments.count("in_channels"),
        arguments.count("out_channels"),
        arguments.sizes("kernel_size"),
        stride=stride,
        padding=padding if isinstance(padding, str) else arguments.sizes("padding", 0),
        dilation=arguments.sizes("dilation", 1),
        groups=whole("groups", arguments.get("groups", 1), 1),
        padding_mode=str(arguments.get("padding_mode", "zeros")),
        bias=arguments.truth("bias", True),
    )
    return (LayerStep(spec),)


def _transposed(ndim: int, layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    arguments = LayerArguments(layer.bound(TRANSPOSED))
    spec = ConvSpec.of(
        ndim,
        arguments.count("in_channels"),
        arguments.count("out_channels"),
        arguments.sizes("kernel_size"),
        stride=arguments.sizes("stride", 1),
        padding=arguments.sizes("padding", 0),
        output_padding=arguments.sizes("output_padding", 0),
        dilation=arguments.sizes("dilation", 1),
        groups=whole("groups", arguments.get("groups", 1), 1),
        padding_mode=str(arguments.get("padding_mode", "zeros")),
        transposed=True,
        bias=arguments.truth("bias", True),
    )
    return (LayerStep(spec),)


def _pool(ndim: int, kind: Kind, layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    arguments = LayerArguments(layer.bound(MAX_POOL if kind == "max" else AVERAGE_POOL))
    if set(per_axis("dilation", arguments.sizes("dilation", 1), ndim, 1)) != {1}:
        raise ConvError("dilation", arguments.get("dilation"), "must be 1 for a pooling here", "Leave it out.")
    kernel, stride = arguments.sizes("kernel_size"), arguments.get("stride")
    operation = Pool.of(
        ndim,
        kernel,
        stride=kernel if stride in (None, ()) else arguments.sizes("stride"),
        padding=arguments.sizes("padding", 0),
        kind=kind,
        ceil=arguments.truth("ceil_mode", False),
    )
    return (LayerStep(operation),)


def _adaptive(ndim: int, kind: Kind, layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    arguments = LayerArguments(layer.bound(("output_size", "return_indices")))
    sizes = spatial(shape or (), ndim, layer.name)
    wanted = arguments.need("output_size")
    entries = wanted if isinstance(wanted, tuple) else (wanted,) * ndim
    if len(entries) != ndim:
        raise ConvError("output_size", wanted, f"must be one number or {ndim}", f"Give {ndim}.")
    cells = tuple(
        size if entry is None else whole("output_size", entry, 1) for size, entry in zip(sizes, entries, strict=True)
    )
    return (adaptive(sizes, cells, kind),)


def adaptive(sizes: Ints, cells: Ints, kind: Kind) -> LayerStep:
    """Pooling to so many cells, whatever the size of the map."""
    if sizes == cells:
        return LayerStep()
    if set(cells) == {1} and kind == "average":
        return LayerStep(GlobalPool())
    if any(cell > size for size, cell in zip(sizes, cells, strict=True)):
        raise ConvError(
            "output_size", cells, f"is more than the map has ({'×'.join(map(str, sizes))})", "Give a larger input."
        )
    stride = tuple(size // cell for size, cell in zip(sizes, cells, strict=True))
    kernel = tuple(size - (cell - 1) * step for size, cell, step in zip(sizes, cells, stride, strict=True))
    return LayerStep(Pool.of(len(sizes), kernel, stride=stride, kind=kind))


def _linear(layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    arguments = LayerArguments(layer.bound(("in_features", "out_features", "bias", *PLACED)))
    return (
        LayerStep(
            Linear(arguments.count("in_features"), arguments.count("out_features"), arguments.truth("bias", True))
        ),
    )


def _flatten(layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    arguments = LayerArguments(layer.bound(("start_dim", "end_dim")))
    if (arguments.get("start_dim", 1), arguments.get("end_dim", -1)) != (1, -1):
        raise ConvError("start_dim, end_dim", "others", "must be 1 and -1 to be read here", "Flatten everything.")
    return flattened(shape)


def flattened(shape: Ints | None) -> tuple[LayerStep, ...]:
    """Every number of the map in one line."""
    return (LayerStep(Rearrange("flatten", shape, (prod(shape),))),) if shape and len(shape) > 1 else UNCHANGED


def _unflatten(layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    arguments = LayerArguments(layer.bound(("dim", "unflattened_size")))
    after = arguments.sizes("unflattened_size")
    if (
        arguments.get("dim") != 1
        or not shape
        or len(shape) > 1
        or not isinstance(after, tuple)
        or prod(after) != shape[0]
    ):
        rule = f"must hold the {'×'.join(map(str, shape or ()))} numbers that arrive, in dim 1"
        raise ConvError("unflattened_size", after, rule, "Change one of its sizes.")
    return (LayerStep(Rearrange("reshape", shape, after)),)


def _norm(layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    arguments = LayerArguments(layer.bound(NORM))
    default = not layer.name.startswith("Instance")
    return (LayerStep(learns=2 * arguments.count("num_features") * arguments.truth("affine", default)),)


def _group_norm(layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    arguments = LayerArguments(layer.bound(GROUP_NORM))
    return (LayerStep(learns=2 * arguments.count("num_channels") * arguments.truth("affine", True)),)


def _layer_norm(layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    arguments = LayerArguments(layer.bound(LAYER_NORM))
    size = arguments.sizes("normalized_shape")
    learned = (1 + arguments.truth("bias", True)) * arguments.truth("elementwise_affine", True)
    return (LayerStep(learns=learned * (prod(size) if isinstance(size, tuple) else size)),)


def _channel_shuffle(layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    arguments = LayerArguments(layer.bound(("groups",)))
    if not shape:
        raise ConvError("shape", "unknown", "must be known to shuffle channels", "Give the input's shape.")
    return (LayerStep(shuffle(shape[0], arguments.count("groups"))),)


def _pixel_shuffle(layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    up = layer.name == "PixelShuffle"
    name = "upscale_factor" if up else "downscale_factor"
    factor = LayerArguments(layer.bound((name,))).count(name)
    rows, columns = spatial(shape or (), 2, layer.name)
    assert shape is not None
    if (shape[0] % factor**2) if up else (rows % factor or columns % factor):
        what = f"channels ({shape[0]})" if up else f"sizes ({rows}×{columns})"
        raise ConvError(name, factor, f"must fit the {what} of the map", "Use a factor that divides them.")
    after = (
        (shape[0] // factor**2, rows * factor, columns * factor)
        if up
        else (shape[0] * factor**2, rows // factor, columns // factor)
    )
    return (LayerStep(Rearrange("pixel shuffle", shape, after)),)


def _upsample(layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    names = UPSAMPLE if layer.name == "Upsample" else ("size", "scale_factor")
    arguments = LayerArguments(layer.bound(names))
    if not shape or len(shape) < 2:
        raise ConvError("shape", shape or "unknown", "must be a map to be enlarged", "Give the input's shape.")
    ndim = len(shape) - 1
    if arguments.given("size"):
        return (
            LayerStep(Rearrange("upsample", shape, (shape[0], *per_axis("size", arguments.sizes("size"), ndim, 1)))),
        )
    factor = arguments.need("scale_factor")
    factors = factor if isinstance(factor, tuple) else (factor,) * ndim
    if len(factors) != ndim or not all(_is_scale(entry) for entry in factors):
        raise ConvError("scale_factor", factor, f"must be a number from 1/64 to 64, or {ndim}", "Use 2.")
    sizes = (max(1, int(size * scale)) for size, scale in zip(shape[1:], factors, strict=True))
    return (LayerStep(Rearrange("upsample", shape, (shape[0], *sizes))),)


def _is_scale(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 1 / 64 <= value <= 64


def _pad(ndim: int, layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    arguments = LayerArguments(layer.bound(("padding", "value")))
    sizes = spatial(shape or (), ndim, layer.name)
    assert shape is not None
    ends = per_axis("padding", arguments.sizes("padding"), 2 * ndim, 0)
    backwards = [ends[2 * place] + ends[2 * place + 1] for place in range(ndim)]  # it counts from the last axis
    after = tuple(size + extra for size, extra in zip(sizes, reversed(backwards), strict=True))
    return (LayerStep(Rearrange("pad", shape, (shape[0], *after))),)


def _lazy(layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    raise ConvError(
        layer.name,
        "lazy",
        "leaves its input channels open until it runs, and nothing is run here",
        f"Write {layer.name.removeprefix('Lazy')} with both numbers.",
    )


def _dimensions(
    pattern: str, reader: Callable[[int, ParsedLayer, Ints | None], tuple[LayerStep, ...]]
) -> dict[str, Reader]:
    return {pattern.format(ndim): partial(reader, ndim) for ndim in (1, 2, 3)}


def _pools(pattern: str, reader: Callable[..., tuple[LayerStep, ...]], kind: Kind) -> dict[str, Reader]:
    return {pattern.format(ndim): partial(reader, ndim, kind) for ndim in (1, 2, 3)}


TORCH: Final[Mapping[str, Reader]] = {
    **_dimensions("Conv{}d", _conv),
    **_dimensions("ConvTranspose{}d", _transposed),
    **_pools("MaxPool{}d", _pool, "max"),
    **_pools("AvgPool{}d", _pool, "average"),
    **_pools("AdaptiveMaxPool{}d", _adaptive, "max"),
    **_pools("AdaptiveAvgPool{}d", _adaptive, "average"),
    **{f"{name}{ndim}d": _norm for name in ("BatchNorm", "InstanceNorm") for ndim in (1, 2, 3)},
    **{f"Lazy{name}{ndim}d": _lazy for name in ("Conv", "ConvTranspose", "BatchNorm") for ndim in (1, 2, 3)},
    **{f"{name}Pad{ndim}d": partial(_pad, ndim)
       for name in ("Zero", "Reflection", "Replication", "Circular", "Constant") for ndim in (1, 2, 3)},
    "FrozenBatchNorm2d": _norm,
    "SyncBatchNorm": _norm,
    "LazyLinear": _lazy,
    "GroupNorm": _group_norm,
    "LayerNorm": _layer_norm,
    "Linear": _linear,
    "ChannelShuffle": _channel_shuffle,
    "PixelShuffle": _pixel_shuffle,
    "PixelUnshuffle": _pixel_shuffle,
    "Unflatten": _unflatten,
    "Upsample": _upsample,
    "UpsamplingNearest2d": _upsample,
    "UpsamplingBilinear2d": _upsample,
}  # fmt: skip
