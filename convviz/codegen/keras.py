"""Keras 3 on any backend: channels last, cross-correlation, padding "valid" or "same" as in TensorFlow."""

from __future__ import annotations

from convviz.codegen.dialect import Draft
from convviz.codegen.example import CodeExample, ConvStage, PermutationStage
from convviz.codegen.expressions import axis_names, call, comma_separated, every, option, short
from convviz.codegen.numbers import Style
from convviz.codegen.numpy import padded
from convviz.errors import ConvError
from convviz.spec.conv import ConvSpec
from convviz.spec.parse import Ints, Pairs

STYLE = Style(dtype=', dtype="float64"')

ZEROS_FIRST = 'takes no numbers as padding, and "same" would pad otherwise here, so the zeros are put around first'
CUT_AFTERWARDS = 'takes no numbers as padding, and "same" would crop otherwise here, so it is cut off afterwards'


def function_calls(example: CodeExample) -> Draft:
    """One call of `keras.ops` per convolution, between the steps to channels last and back."""
    draft = Draft("import numpy as np", "from keras import ops", "", *example.data(STYLE), "")
    first = example.stages[0]
    source, image = "x", "y" if example.is_block else "image"
    if isinstance(first, ConvStage) and _copies_border(first):
        source = "padded"
        draft.add(*padded(first))
        draft.why("pads with zeros only, and its ops.pad copies borders on some backends only, so NumPy does it")
    draft.add(f"# Keras puts the channels last: (batch, {axis_names(example.ndim)}, channels)")
    draft.add(f"{image} = np.moveaxis({source}, 0, -1)[np.newaxis]")
    for stage in example.stages:
        if isinstance(stage, PermutationStage):
            draft.add(f"y = ops.take(y, {list(stage.order)}, axis=-1){stage.comment}")
        else:
            _convolution(stage, draft)
    draft.add("y = np.moveaxis(ops.convert_to_numpy(y)[0], -1, 0)  # channels first again", "print(y)")
    return draft


def _convolution(stage: ConvStage, draft: Draft) -> None:
    kernel = _kernel(stage, draft)
    write = _transposed if stage.spec.transposed else _direct
    write(stage, draft, kernel)
    if stage.bias:
        draft.add(f"y = ops.add(y, {stage.bias.name})")


def _kernel(stage: ConvStage, draft: Draft) -> str:
    """The weight in the layout of the op that reads it: a variable, or in a block the expression itself."""
    spec, weight = stage.spec, stage.weight.name
    order = comma_separated(*range(2, 2 + spec.ndim))
    if _is_depthwise(stage):
        shape = (spec.in_channels, spec.out_channels // spec.in_channels, *spec.kernel)
        channels, kernel = "in, multiplier", f"{weight}.reshape{shape}.transpose({order}, 0, 1)"
    else:
        channels = "out, in" if spec.transposed else f"in{' / groups' if spec.groups > 1 else ''}, out"
        kernel = f"{weight}.transpose({order}, 1, 0)"
    if stage.name is not None:
        return kernel
    draft.add(f"# and those of the kernel: ({axis_names(spec.ndim)}, {channels})", f"kernel = {kernel}")
    if spec.flip:
        mirrored = comma_separated(*["::-1"] * spec.ndim)
        draft.add(f"kernel = kernel[{mirrored}].copy()  # true convolution: reversed along every spatial axis")
        draft.why("cross-correlates, so the kernel is reversed first")
    return "kernel"


def _is_depthwise(stage: ConvStage) -> bool:
    """Whether `ops.depthwise_conv` can do it: 1-D and 2-D, and TensorFlow wants equal strides along both axes."""
    spec = stage.spec
    depthwise = not spec.transposed and 1 < spec.groups == spec.in_channels
    return depthwise and spec.ndim < 3 and (len(set(spec.stride)) == 1 or _is_subsampled(spec))


def _is_subsampled(spec: ConvSpec) -> bool:
    """Whether the stride has to be taken after the convolution, because Keras refuses it beside dilation."""
    return max(spec.stride) > 1 and max(spec.dilation) > 1


def _copies_border(stage: ConvStage) -> bool:
    return stage.spec.padding_mode != "zeros" and stage.has_padding


def _is_same(stage: ConvStage) -> bool:
    """Whether `padding="same"` does what the stage needs."""
    return (stage.named_same or stage.has_padding) and stage.equals_same


def _direct(stage: ConvStage, draft: Draft, kernel: str) -> None:
    spec = stage.spec
    op = "ops.depthwise_conv" if _is_depthwise(stage) else "ops.conv"
    dilation = option("dilation_rate", spec.dilation, 1)
    if not _is_subsampled(spec):
        image, padding = _padded(stage, draft)
        y = call(op, image, kernel, option("strides", spec.stride, 1), padding, dilation)
        draft.add(f"y = {y}{stage.comment}")
        return
    draft.why("refuses strides above 1 together with dilation, so the stride is taken afterwards")
    image = stage.variable("image")
    if stage.has_padding and not _copies_border(stage):
        image = _zeros_around(stage, draft)
    draft.add(f"y = {call(op, image, kernel, dilation)}{stage.comment}")
    draft.add(f"y = y[:, {every(spec.stride)}]  # positions by stride")


def _padded(stage: ConvStage, draft: Draft) -> tuple[str, str]:
    """What is convolved, and the `padding=` that the call itself does ("" for none, its default)."""
    image = stage.variable("image")
    if stage.spec.padding_mode != "zeros" or not (stage.has_padding or stage.named_same):
        return image, ""
    if stage.name is None and _is_same(stage):
        if not stage.named_same:
            draft.why('takes no numbers as padding, and on this input "same" pads exactly these')
        return image, 'padding="same"'
    draft.why(ZEROS_FIRST)
    return _zeros_around(stage, draft), ""


def _zeros_around(stage: ConvStage, draft: Draft) -> str:
    """The variable of the input with its zeros."""
    image, variable = stage.variable("image"), stage.variable("padded")
    draft.add(f"{variable} = ops.pad({image}, {((0, 0), *stage.pads, (0, 0))})")
    return variable


def _transposed(stage: ConvStage, draft: Draft, kernel: str) -> None:
    spec, extra = stage.spec, stage.geometry.output_padding
    if max(spec.dilation) > 1:
        kernel = _dilated(stage, draft, kernel)
    if _is_same(stage):
        if not stage.named_same:
            draft.why('takes no numbers as padding, and on this input "same" crops exactly these')
        _by_group(stage, draft, kernel, 'padding="same"')
        return
    if all(cells < stride for cells, stride in zip(extra, spec.stride, strict=True)):
        _by_group(stage, draft, kernel, _output_padding(spec, extra))
    else:  # a dilated layer may have more of it, but Keras takes less than a stride
        draft.why("takes an output_padding below the stride only, so the extra cells are put on afterwards")
        _by_group(stage, draft, kernel, _output_padding(spec, (0,) * spec.ndim))
        draft.add(f"y = ops.pad(y, {((0, 0), *((0, cells) for cells in extra), (0, 0))})")
    if stage.has_padding:
        draft.why(CUT_AFTERWARDS)
        draft.add(f"y = y[:, {stage.crop}]")


def _dilated(stage: ConvStage, draft: Draft, kernel: str) -> str:
    """The variable of the kernel with zeros between its taps."""
    draft.why("cannot dilate a transposed convolution with TensorFlow on a CPU, so zeros are put between the taps")
    shape = comma_separated(*stage.spec.span, f"*{kernel}.shape[{stage.spec.ndim}:]")
    draft.add(f"spread = np.zeros(({shape}))", f"spread[{every(stage.spec.dilation)}] = {kernel}", "kernel = spread")
    return "kernel"


def _output_padding(spec: ConvSpec, extra: Ints) -> str:
    """The `output_padding=` of a call; also 0 under a stride wider than the kernel, or Keras fills the gap itself."""
    gap = any(stride > span for stride, span in zip(spec.stride, spec.span, strict=True))
    return f"output_padding={short(extra)}" if gap or any(extra) else ""


def _by_group(stage: ConvStage, draft: Draft, kernel: str, *options: str) -> None:
    """The transposed convolution itself, group by group, because Keras has no groups for it."""
    image, groups, strides = stage.variable("image"), stage.spec.groups, option("strides", stage.spec.stride, 1)
    if groups == 1:
        draft.add(f"y = {call('ops.conv_transpose', image, kernel, strides, *options)}{stage.comment}")
        return
    draft.why("has no groups for transposed convolution, so each group runs by itself")
    draft.add(f"pairs = zip(ops.split({image}, {groups}, axis=-1), np.split({kernel}, {groups}, axis=-1))")
    draft.add(f"parts = [{call('ops.conv_transpose', 'part', 'taps', strides, *options)} for part, taps in pairs]")
    draft.add(f"y = ops.concatenate(parts, axis=-1){stage.comment}")


def layer_object(stage: ConvStage) -> Draft:
    """`layers.Conv2D` or `layers.Conv2DTranspose`, with what has to be done before or after it.

    Raises:
        ConvError: Keras refuses the layer: a stride with dilation, or a dilated transposed convolution.
    """
    spec, ndim = stage.spec, stage.spec.ndim
    _check_dilation(spec)
    draft = Draft("import keras", "from keras import layers", "", f"# (batch, {axis_names(ndim)}, channels)")
    x_shape = comma_separated(1, *stage.geometry.input_shape, spec.in_channels)
    draft.add(f"x = keras.random.normal(({x_shape}))")
    source, same = "x", _is_same(stage)
    if stage.has_padding and not same and not spec.transposed:
        source = "padded"
        draft.why(ZEROS_FIRST)
        draft.add(f"padded = layers.ZeroPadding{ndim}D({_pairs(stage.pads)})(x)")
    layer = call(
        f"layers.Conv{ndim}DTranspose" if spec.transposed else f"layers.Conv{ndim}D",
        str(spec.out_channels),
        short(spec.kernel),
        option("strides", spec.stride, 1),
        f'padding="{"same" if same else "valid"}"',
        _output_padding(spec, stage.geometry.output_padding) if spec.transposed and not same else "",
        option("dilation_rate", spec.dilation, 1),
    )
    draft.add(f"y = {layer}({source})")
    if stage.has_padding and not same and spec.transposed:
        draft.why(CUT_AFTERWARDS)
        draft.add(f"y = layers.Cropping{ndim}D({_pairs(stage.pads)})(y)")
    y_shape = comma_separated(1, *stage.geometry.output_shape, spec.out_channels)
    draft.add(f"print(y.shape)  # ({y_shape})")
    return draft


def _check_dilation(spec: ConvSpec) -> None:
    if max(spec.dilation) > 1 and (spec.transposed or max(spec.stride) > 1):
        beside = "in a transposed convolution" if spec.transposed else f"beside a stride of {short(spec.stride)}"
        cure = "Use `snippets`, which goes round it."
        raise ConvError("dilation", short(spec.dilation), f"above 1 is refused by Keras {beside}", cure)


def _pairs(pads: Pairs) -> str:
    """The padding as Keras takes it: one pair in 1-D, a tuple with a pair per axis in 2-D and 3-D."""
    return str(pads if len(pads) > 1 else pads[0])
