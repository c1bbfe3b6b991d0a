"""A convolution as a layer one would put into a model: `nn.Conv2d` and `keras.layers.Conv2D`, with the same numbers.

Where a framework cannot say it in one call, the text says what to do before or after it: PyTorch's `padding=` is the
same at both ends, Keras knows only "valid" and "same".
"""

from __future__ import annotations

from collections.abc import Sequence

from convviz.codegen.example import ENDS, Case, Draft, Snippet, axis_names, call, option, short
from convviz.errors import ConvError
from convviz.spec.conv import ConvSpec, a_spec
from convviz.spec.parse import Pairs


def layers(spec: ConvSpec, shape: Sequence[int]) -> tuple[Snippet, Snippet]:
    """Write `spec` as a layer of PyTorch and of Keras, on an input of this size.

    Both texts run as pasted, on random numbers, and print the shape of their output. Given equal weights, they compute
    equal numbers.

    Args:
        spec: a plain layer, direct or transposed; its padding may be the word "same", TensorFlow's.
        shape: the input, `(*spatial)` or `(in_channels, *spatial)`.

    Raises:
        ConvError: the spec does not fit `shape`, has groups, flips its kernel or copies its border, or is one that
            Keras refuses: a stride with dilation, or a dilated transposed convolution.

    Example:
        >>> torch, keras = layers(ConvSpec.of(2, 16, 32, 3, stride=2, padding="same"), (28, 28))
        >>> print(torch.code.splitlines()[6])
        y = conv(F.pad(x, (0, 1, 0, 1)))  # zeros (left, right, top, bottom)
    """
    _check(a_spec(spec))
    case = Case.of(spec, shape, None, None, None, (1, 1))
    return _torch(case), _keras(case)


def _check(spec: ConvSpec) -> None:
    plain = spec.groups == 1 and not spec.flip and spec.padding_mode == "zeros"
    if not plain:
        raise ConvError(
            "spec", spec, "must be a plain layer: one group, zeros around it, no flip", "Use `snippets` for the others."
        )
    if max(spec.dilation) > 1 and (spec.transposed or max(spec.stride) > 1):
        beside = "in a transposed convolution" if spec.transposed else f"beside a stride of {short(spec.stride)}"
        cure = "Use `snippets`, which goes round it."
        raise ConvError("dilation", short(spec.dilation), f"above 1 is refused by Keras {beside}", cure)


def _torch(case: Case) -> Snippet:
    spec, ndim = case.spec, case.spec.ndim
    draft = Draft("import torch", "from torch import nn")
    alike = tuple(map(min, case.pads))  # what both ends of a transposed layer can have cropped in the call itself
    name = f"nn.ConvTranspose{ndim}d" if spec.transposed else f"nn.Conv{ndim}d"
    layer = call(
        name,
        str(spec.in_channels),
        str(spec.out_channels),
        f"kernel_size={short(spec.kernel)}",
        option("stride", spec.stride, 1),
        option("padding", alike if case.even or spec.transposed else (0,), 0),
        option("output_padding", case.geometry.output_padding, 0),
        option("dilation", spec.dilation, 1),
    )
    pads = not case.even and not spec.transposed
    if pads:
        draft.add("import torch.nn.functional as F")
    draft.add("", f"x = torch.randn(1, {_listed(spec.in_channels, *case.geometry.input_shape)})", f"conv = {layer}")
    if case.even:
        draft.add("y = conv(x)")
    elif spec.transposed:
        draft.why("crops both ends of an axis alike, so the rest is cut off afterwards")
        draft.add(f"y = conv(x)[..., {_rest(case)}]  # the crop that is more at one end")
    else:
        draft.why("pads both ends of an axis alike, so F.pad puts the zeros around first")
        ends = tuple(end for pair in reversed(case.pads) for end in pair)
        names = ", ".join(end for pair in reversed(ENDS[-ndim:]) for end in pair)
        draft.add(f"y = conv(F.pad(x, {ends}))  # zeros ({names})")
    draft.add(f"print(y.shape)  # (1, {_listed(spec.out_channels, *case.geometry.output_shape)})")
    return _done(draft, "pytorch", "PyTorch")


def _keras(case: Case) -> Snippet:
    spec, ndim = case.spec, case.spec.ndim
    axes = ", ".join(axis_names(ndim))
    draft = Draft("import keras", "from keras import layers", "", f"# (batch, {axes}, channels)")
    draft.add(f"x = keras.random.normal((1, {_listed(*case.geometry.input_shape, spec.in_channels)}))")
    source = "x"
    same = case.equals_same and (case.named_same or case.bordered)
    if case.bordered and not same and not spec.transposed:
        draft.why('takes no numbers as padding, and "same" would pad otherwise here, so the zeros are put around first')
        draft.add(f"padded = layers.ZeroPadding{ndim}D({_pairs(case.pads)})(x)")
        source = "padded"
    gap = any(stride > span for stride, span in zip(spec.stride, spec.span, strict=True))
    extra = spec.transposed and not same and (gap or any(case.geometry.output_padding))
    layer = call(
        f"layers.Conv{ndim}DTranspose" if spec.transposed else f"layers.Conv{ndim}D",
        str(spec.out_channels),
        short(spec.kernel),
        option("strides", spec.stride, 1),
        f'padding="{"same" if same else "valid"}"',
        f"output_padding={short(case.geometry.output_padding)}" if extra else "",
        option("dilation_rate", spec.dilation, 1),
    )
    draft.add(f"y = {layer}({source})")
    if spec.transposed and case.bordered and not same:
        draft.why('takes no numbers as padding, and "same" would crop otherwise here, so it is cut off afterwards')
        draft.add(f"y = layers.Cropping{ndim}D({_pairs(case.pads)})(y)")
    draft.add(f"print(y.shape)  # (1, {_listed(*case.geometry.output_shape, spec.out_channels)})")
    return _done(draft, "keras", "Keras / TensorFlow")


def _done(draft: Draft, dialect: str, title: str) -> Snippet:
    """Without the last line of a snippet that prints numbers: these print shapes."""
    made = draft.finish(dialect, title)
    return Snippet(dialect, title, made.code.removesuffix("print(y)\n"), made.note)


def _listed(*numbers: int) -> str:
    return ", ".join(map(str, numbers))


def _pairs(pads: Pairs) -> str:
    """As Keras wants them: one pair for a line, a pair for each axis of a plane or a volume."""
    return str(pads if len(pads) > 1 else pads[0])


def _rest(case: Case) -> str:
    """The index that cuts off what one end of a transposed output has too much, as `:56, :56`."""
    lows = [low - min(low, high) for low, high in case.pads]
    return ", ".join(
        f"{low or ''}:{low + size}" for low, size in zip(lows, case.geometry.output_shape, strict=True)
    )  # fmt: skip
