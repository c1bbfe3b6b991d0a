"""Keras layers: `Conv2D(32, 3, strides=2, padding="same")` as an operation.

Names, order and defaults of the arguments are those of Keras 3, which tf.keras shares. A layer takes the number of its
input channels from the map; shapes are `(channels, *spatial)` here, however the text orders them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from math import prod
from typing import Any, Final, Literal

from convviz.errors import ConvError
from convviz.model_parser.layer import ParsedLayer, Value
from convviz.model_parser.step import LayerArguments, LayerStep, spatial
from convviz.model_parser.torch_layers import Reader, flattened
from convviz.spec.conv import ConvSpec
from convviz.spec.operations import Add, Concat, GlobalPool, Linear, Pool, Rearrange
from convviz.spec.parse import Ints, per_axis, whole

Kind = Literal["max", "average"]

# What every layer may be told and no count depends on.
ANY: Final = ("name", "dtype", "trainable", "input_shape", "batch_input_shape", "batch_size", "input_dim")
TUNED: Final = tuple(
    f"{what}_{how}"
    for what in ("kernel", "bias", "activity", "depthwise", "pointwise")
    for how in ("initializer", "regularizer", "constraint")
)
CONV: Final = ("filters", "kernel_size", "strides", "padding", "data_format", "dilation_rate", "groups", "activation",
               "use_bias", "*", *TUNED, *ANY)  # fmt: skip
CONV_1D: Final = CONV
TRANSPOSED: Final = ("filters", "kernel_size", "strides", "padding", "*", "output_padding", "data_format",
                     "dilation_rate", "activation", "use_bias", *TUNED, *ANY)  # fmt: skip
SEPARABLE: Final = ("filters", "kernel_size", "strides", "padding", "data_format", "dilation_rate", "depth_multiplier",
                    "activation", "use_bias", "*", *TUNED, *ANY)  # fmt: skip
DEPTHWISE: Final = ("kernel_size", "strides", "padding", "depth_multiplier", "data_format", "dilation_rate",
                    "activation", "use_bias", "*", *TUNED, *ANY)  # fmt: skip
POOL: Final = ("pool_size", "strides", "padding", "data_format", "*", *ANY)
GLOBAL: Final = ("data_format", "keepdims", "*", *ANY)
DENSE: Final = ("units", "activation", "use_bias", "*", *TUNED, "lora_rank", *ANY)
NORM: Final = ("axis", "momentum", "epsilon", "center", "scale", "*", "beta_initializer", "gamma_initializer",
               "moving_mean_initializer", "moving_variance_initializer", "beta_regularizer", "gamma_regularizer",
               "beta_constraint", "gamma_constraint", "synchronized", "renorm", "fused", "virtual_batch_size",
               *ANY)  # fmt: skip


def _conv(ndim: int, layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    arguments = LayerArguments(layer.bound(CONV))
    channels = _channels(shape, ndim, layer)
    given = _window(arguments, ndim, causal=ndim == 1)
    spec = ConvSpec.of(
        ndim,
        channels,
        arguments.count("filters"),
        **given,
        groups=whole("groups", arguments.get("groups", 1), 1),
        bias=arguments.truth("use_bias", True),
    )
    return (LayerStep(spec),)


def _separable(ndim: int, layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    arguments = LayerArguments(layer.bound(SEPARABLE))
    channels = _channels(shape, ndim, layer)
    between = channels * whole("depth_multiplier", arguments.get("depth_multiplier", 1), 1)
    first = ConvSpec.of(ndim, channels, between, **_window(arguments, ndim, causal=ndim == 1), groups=channels)
    second = ConvSpec.of(ndim, between, arguments.count("filters"), 1, bias=arguments.truth("use_bias", True))
    return LayerStep(first, "depthwise"), LayerStep(second, "pointwise")


def _depthwise(ndim: int, layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    arguments = LayerArguments(layer.bound(DEPTHWISE))
    channels = _channels(shape, ndim, layer)
    between = channels * whole("depth_multiplier", arguments.get("depth_multiplier", 1), 1)
    bias = arguments.truth("use_bias", True)
    return (LayerStep(ConvSpec.of(ndim, channels, between, **_window(arguments, ndim), groups=channels, bias=bias)),)


def _window(arguments: LayerArguments, ndim: int, *, causal: bool = False) -> dict[str, Any]:
    """Kernel, stride, padding and dilation of a sliding layer, as `ConvSpec.of` takes them."""
    kernel = per_axis("kernel_size", arguments.sizes("kernel_size"), ndim, 1)
    strides = per_axis("strides", arguments.sizes("strides", 1), ndim, 1)
    rates = per_axis("dilation_rate", arguments.sizes("dilation_rate", 1), ndim, 1)
    if max(strides) > 1 and max(rates) > 1:
        raise ConvError(
            "dilation_rate", rates, "is refused by Keras together with strides above 1", "Leave one of them at 1."
        )
    padding: Value = _word(arguments, ("valid", "same", "causal") if causal else ("valid", "same"))
    if padding == "causal":
        padding = ((rates[0] * (kernel[0] - 1), 0),)
    return {"kernel": kernel, "stride": strides, "padding": padding, "dilation": rates}


def _word(arguments: LayerArguments, words: tuple[str, ...]) -> str:
    word = arguments.get("padding", "valid")
    lower = word.lower() if isinstance(word, str) else None
    if lower not in words:
        raise ConvError("padding", word, f"must be one of {', '.join(words)}", 'Keras pads by "same" or not at all.')
    return lower


def _transposed(ndim: int, layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    arguments = LayerArguments(layer.bound(TRANSPOSED))
    channels = _channels(shape, ndim, layer)
    kernel = per_axis("kernel_size", arguments.sizes("kernel_size"), ndim, 1)
    strides = per_axis("strides", arguments.sizes("strides", 1), ndim, 1)
    rates = per_axis("dilation_rate", arguments.sizes("dilation_rate", 1), ndim, 1)
    spans = [rate * (taps - 1) + 1 for taps, rate in zip(kernel, rates, strict=True)]
    same = _word(arguments, ("valid", "same")) == "same"
    padding: Any = "same" if same else 0
    extra: int | Ints = 0
    if arguments.given("output_padding"):
        extra = arguments.sizes("output_padding", 0)
        padding = [span // 2 for span in spans] if same else 0
    elif not same:  # a stride wider than the kernel leaves a gap, which Keras fills
        extra = tuple(max(0, stride - span) for stride, span in zip(strides, spans, strict=True))
    spec = ConvSpec.of(
        ndim,
        channels,
        arguments.count("filters"),
        kernel,
        stride=strides,
        padding=padding,
        dilation=rates,
        output_padding=extra,
        transposed=True,
        bias=arguments.truth("use_bias", True),
    )
    return (LayerStep(spec),)


def _pool(ndim: int, kind: Kind, layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    arguments = LayerArguments(layer.bound(POOL))
    sizes = spatial(shape or (), ndim, layer.name)
    kernel = per_axis("pool_size", arguments.sizes("pool_size", 2), ndim, 1)
    strides = per_axis("strides", arguments.sizes("strides") if arguments.given("strides") else kernel, ndim, 1)
    pads: Any = 0
    if _word(arguments, ("valid", "same")) == "same":
        pads = [_ends(*along) for along in zip(sizes, kernel, strides, strict=True)]
    return (LayerStep(Pool.of(ndim, kernel, stride=strides, padding=pads, kind=kind)),)


def _ends(size: int, kernel: int, stride: int) -> tuple[int, int]:
    """TensorFlow's SAME along one axis: the odd cell at the high end."""
    missing = max((-(-size // stride) - 1) * stride + kernel - size, 0)
    return missing // 2, missing - missing // 2


def _global(ndim: int, kind: Kind, layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    arguments = LayerArguments(layer.bound(GLOBAL))
    sizes = spatial(shape or (), ndim, layer.name)
    assert shape is not None
    step = LayerStep(GlobalPool()) if kind == "average" else LayerStep(Pool.of(ndim, sizes, kind="max"))
    if arguments.truth("keepdims", False):
        return (step,)
    return step, LayerStep(Rearrange("flatten", (shape[0], *(1,) * ndim), (shape[0],)), "flat")


def _dense(layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    arguments = LayerArguments(layer.bound(DENSE))
    if not shape:
        raise ConvError("shape", "unknown", "must be known for a Dense layer", "Give the input's shape.")
    units, bias = arguments.count("units"), arguments.truth("use_bias", True)
    if len(shape) == 1:
        return (LayerStep(Linear(shape[0], units, bias)),)
    remark = "Dense on a map works on its channels, cell by cell: a 1 × 1 convolution."
    return (LayerStep(ConvSpec.of(len(shape) - 1, shape[0], units, 1, bias=bias), remark=remark),)


def _flatten(layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    layer.bound(("data_format", "*", *ANY))
    return flattened(shape)


def _reshape(layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    arguments = LayerArguments(layer.bound(("target_shape", "*", *ANY)))
    entries = arguments.need("target_shape")
    target = entries if isinstance(entries, tuple) else (entries,)
    if not shape or not target or not all(isinstance(entry, int) for entry in target):
        raise ConvError("target_shape", target, "must be whole numbers on a known shape", "Give the input's shape.")
    numbers = [whole("target_shape", entry, -1) for entry in target]
    if numbers.count(-1) == 1 and prod(shape) % max(1, -prod(numbers)) == 0:
        numbers[numbers.index(-1)] = prod(shape) // max(1, -prod(numbers))
    if prod(numbers) != prod(shape):
        raise ConvError(
            "target_shape", target, f"must hold the {prod(shape):,} numbers that arrive", "Change one of its sizes."
        )
    return (LayerStep(Rearrange("reshape", shape, channels_first(tuple(numbers)))),)


def channels_first(shape: Ints) -> Ints:
    """A shape written with its channels last."""
    return (shape[-1], *shape[:-1])


def _norm(layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    arguments = LayerArguments(layer.bound(NORM))
    each = arguments.truth("center", True) + arguments.truth("scale", True)
    if not shape:
        raise ConvError("shape", "unknown", "must be known for a normalisation", "Give the input's shape.")
    return (LayerStep(learns=each * shape[0]),)


def _upsample(ndim: int, layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    names = ("size", "*", *ANY) if ndim == 1 else ("size", "data_format", "interpolation", "*", *ANY)
    arguments = LayerArguments(layer.bound(names))
    sizes = spatial(shape or (), ndim, layer.name)
    assert shape is not None
    factors = per_axis("size", arguments.sizes("size", 2), ndim, 1)
    after = tuple(size * factor for size, factor in zip(sizes, factors, strict=True))
    return (LayerStep(Rearrange("upsample", shape, (shape[0], *after))),)


def _border(ndim: int, sign: int, layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    """ZeroPadding (sign 1) and Cropping (sign -1)."""
    name = "padding" if sign > 0 else "cropping"
    arguments = LayerArguments(layer.bound((name, "data_format", "*", *ANY)))
    sizes = spatial(shape or (), ndim, layer.name)
    assert shape is not None
    amount = arguments.get(name, 1 if sign > 0 else 0)
    if ndim == 1 and isinstance(amount, tuple):
        amount = (amount,)
    entries = amount if isinstance(amount, tuple) else (amount,) * ndim
    if len(entries) != ndim:
        raise ConvError(name, amount, f"must be one number or {ndim}", "Give one for each axis.")
    ends = [per_axis(name, entry, 2, 0) for entry in entries]
    after = tuple(size + sign * sum(end) for size, end in zip(sizes, ends, strict=True))
    if min(after) < 1:
        raise ConvError(name, amount, "leaves nothing of the map", "Crop less.")
    return (LayerStep(Rearrange("pad" if sign > 0 else "crop", shape, (shape[0], *after))),)


def _joined(operation: Add | Concat, layer: ParsedLayer, shape: Ints | None) -> tuple[LayerStep, ...]:
    layer.bound(("*", "axis", *ANY))
    if len(layer.reads) < 2:
        raise ConvError(layer.name, len(layer.reads), "must be applied to two maps or more", "Write Add()([a, b]).")
    return (LayerStep(operation),)


def _channels(shape: Ints | None, ndim: int, layer: ParsedLayer) -> int:
    spatial(shape or (), ndim, layer.name)
    assert shape
    return shape[0]


def _dimensions(pattern: str, reader: Callable[..., tuple[LayerStep, ...]], *args: object) -> dict[str, Reader]:
    return {pattern.format(ndim): partial(reader, ndim, *args) for ndim in (1, 2, 3)}


def _twice(of: Mapping[str, Reader]) -> dict[str, Reader]:
    """Keras calls some layers by two names: Conv2D and Convolution2D, MaxPool2D and MaxPooling2D."""
    return {name.replace(*both): reader for name, reader in of.items()
            for both in (("", ""), ("Pooling", "Pool"), ("Conv", "Convolution"))}  # fmt: skip


KERAS: Final[Mapping[str, Reader]] = _twice({
    **_dimensions("Conv{}D", _conv),
    **_dimensions("Conv{}DTranspose", _transposed),
    "SeparableConv1D": partial(_separable, 1),
    "SeparableConv2D": partial(_separable, 2),
    "DepthwiseConv1D": partial(_depthwise, 1),
    "DepthwiseConv2D": partial(_depthwise, 2),
    **_dimensions("MaxPooling{}D", _pool, "max"),
    **_dimensions("AveragePooling{}D", _pool, "average"),
    **_dimensions("GlobalAveragePooling{}D", _global, "average"),
    **_dimensions("GlobalMaxPooling{}D", _global, "max"),
    **_dimensions("UpSampling{}D", _upsample),
    **_dimensions("ZeroPadding{}D", _border, 1),
    **_dimensions("Cropping{}D", _border, -1),
    "Dense": _dense,
    "Reshape": _reshape,
    "BatchNormalization": _norm,
    "Add": partial(_joined, Add()),
    "add": partial(_joined, Add()),
    "Concatenate": partial(_joined, Concat()),
    "concatenate": partial(_joined, Concat()),
})  # fmt: skip
KERAS_FLATTEN: Final[Reader] = _flatten
