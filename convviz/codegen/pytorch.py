"""PyTorch: channels first, cross-correlation, the same padding at both ends."""

from __future__ import annotations

from convviz.codegen.dialect import Draft
from convviz.codegen.example import CodeExample, ConvStage, PermutationStage
from convviz.codegen.expressions import ENDS, call, comma_separated, option, short
from convviz.codegen.numbers import Style
from convviz.spec.parse import Ints

# Double precision: whole numbers stay exact to 2**53, as in convviz.
STYLE = Style("torch.tensor", "torch.arange", ", dtype=torch.float64")


def function_calls(example: CodeExample) -> Draft:
    """One call of `torch.nn.functional` per convolution, with what has to be done before or after it."""
    draft = Draft("import torch", "import torch.nn.functional as F", "", *example.data(STYLE), "")
    if example.is_block:
        draft.add("y = x")
    for stage in example.stages:
        if isinstance(stage, PermutationStage):
            draft.add(f"y = y[{list(stage.order)}]{stage.comment}")
        else:
            _convolution(stage, draft)
    draft.add("print(y)")
    return draft


def _convolution(stage: ConvStage, draft: Draft) -> None:
    weight = stage.weight.name
    if stage.spec.flip:
        axes = comma_separated(*range(2, 2 + stage.spec.ndim))
        draft.add(f"kernel = {weight}.flip({axes})  # true convolution: reversed along every spatial axis")
        draft.why("cross-correlates, so the kernel is reversed first")
        weight = "kernel"
    write = _transposed if stage.spec.transposed else _direct
    write(stage, draft, weight)


def _direct(stage: ConvStage, draft: Draft, weight: str) -> None:
    spec = stage.spec
    x, padding = _padded(stage, draft)
    y = call(
        f"F.conv{spec.ndim}d",
        x,
        weight,
        stage.bias.name if stage.bias else "",
        option("stride", spec.stride, 1),
        padding,
        option("dilation", spec.dilation, 1),
        f"groups={spec.groups}" if spec.groups > 1 else "",
    )
    draft.add(f"y = {y}{stage.comment}")


def _padded(stage: ConvStage, draft: Draft) -> tuple[str, str]:
    """What is convolved, and the `padding=` that the call itself does ("" for none)."""
    spec, x = stage.spec, stage.variable("x")
    strided = max(spec.stride) > 1
    if spec.padding_mode == "zeros" or not stage.has_padding:
        if stage.named_same and not strided:
            return x, 'padding="same"'
        if stage.pads_evenly:
            if stage.named_same:
                amount = f"padding={short(_lows(stage))}" if stage.has_padding else "no padding"
                draft.why(f'refuses padding="same" at a stride above 1, but here it amounts to {amount}')
            return x, _padding(stage)
    draft.why(_why_padded_first(stage, strided))
    ends, names = _from_last_axis(stage)
    mode = "" if spec.padding_mode == "zeros" else f'mode="{spec.padding_mode}"'
    padded = stage.variable("padded")
    if stage.name is None:
        draft.add(f"# F.pad counts from the last axis: ({names})")
    draft.add(f"{padded} = {call('F.pad', x, str(ends), mode)}")
    return padded, ""


def _padding(stage: ConvStage) -> str:
    """The `padding=` of a call; in a block always one number per axis."""
    if stage.name is None or not stage.has_padding:
        return option("padding", _lows(stage), 0)
    return f"padding={_lows(stage)}"


def _lows(stage: ConvStage) -> Ints:
    """The padding at the low end of each axis."""
    return tuple(low for low, _ in stage.pads)


def _from_last_axis(stage: ConvStage) -> tuple[Ints, str]:
    """The padding of every end in the order of `F.pad`, and the names of the ends."""
    ends = tuple(end for pair in reversed(stage.pads) for end in pair)
    return ends, comma_separated(*(name for pair in reversed(ENDS[-stage.spec.ndim :]) for name in pair))


def _why_padded_first(stage: ConvStage, strided: bool) -> str:
    ndim = stage.spec.ndim
    if stage.spec.padding_mode != "zeros":
        return (
            f"pads with zeros only in F.conv{ndim}d (nn.Conv{ndim}d has padding_mode), so F.pad copies the border first"
        )
    if stage.named_same and strided:
        return (
            'refuses padding="same" at a stride above 1 and pads both ends of an axis alike, where TensorFlow\'s SAME '
            "puts the odd zero at the high end (right, bottom), so F.pad does it first"
        )
    return "pads both ends of an axis alike, so F.pad does unequal ends first"


def _transposed(stage: ConvStage, draft: Draft, weight: str) -> None:
    spec = stage.spec
    y = call(
        f"F.conv_transpose{spec.ndim}d",
        stage.variable("x"),
        weight,
        stage.bias.name if stage.bias else "",
        option("stride", spec.stride, 1),
        _padding(stage) if stage.pads_evenly else "",
        option("output_padding", stage.geometry.output_padding, 0),
        f"groups={spec.groups}" if spec.groups > 1 else "",
        option("dilation", spec.dilation, 1),
    )
    if stage.named_same and stage.pads_evenly:
        amount = f"padding={short(_lows(stage))}" if stage.has_padding else "no padding"
        draft.why(f'has no padding="same" for transposed convolution, but here it amounts to {amount}')
    if stage.pads_evenly:
        draft.add(f"y = {y}{stage.comment}")
        return
    draft.why(
        'has no padding="same" for transposed convolution, so the crop is cut off afterwards'
        if stage.named_same
        else "crops both ends of an axis alike, so an unequal crop is cut off afterwards"
    )
    uncropped = stage.variable("stamped")
    draft.add(f"{uncropped} = {y}{stage.comment}", f"y = {uncropped}[:, {stage.crop}]")


def layer_object(stage: ConvStage) -> Draft:
    """`nn.Conv2d` or `nn.ConvTranspose2d`, with what has to be done before or after it."""
    spec, ndim = stage.spec, stage.spec.ndim
    draft = Draft("import torch", "from torch import nn")
    cropped_by_call = tuple(map(min, stage.pads))  # a transposed layer crops the same at both ends
    layer = call(
        f"nn.ConvTranspose{ndim}d" if spec.transposed else f"nn.Conv{ndim}d",
        str(spec.in_channels),
        str(spec.out_channels),
        f"kernel_size={short(spec.kernel)}",
        option("stride", spec.stride, 1),
        option("padding", cropped_by_call, 0) if stage.pads_evenly or spec.transposed else "",
        option("output_padding", stage.geometry.output_padding, 0),
        option("dilation", spec.dilation, 1),
    )
    if not stage.pads_evenly and not spec.transposed:
        draft.add("import torch.nn.functional as F")
    x_shape = comma_separated(1, spec.in_channels, *stage.geometry.input_shape)
    draft.add("", f"x = torch.randn({x_shape})", f"conv = {layer}")
    if stage.pads_evenly:
        draft.add("y = conv(x)")
    elif spec.transposed:
        draft.why("crops both ends of an axis alike, so the rest is cut off afterwards")
        draft.add(f"y = conv(x)[..., {_remaining_crop(stage)}]  # the crop that is more at one end")
    else:
        draft.why("pads both ends of an axis alike, so F.pad puts the zeros around first")
        ends, names = _from_last_axis(stage)
        draft.add(f"y = conv(F.pad(x, {ends}))  # zeros ({names})")
    y_shape = comma_separated(1, spec.out_channels, *stage.geometry.output_shape)
    draft.add(f"print(y.shape)  # ({y_shape})")
    return draft


def _remaining_crop(stage: ConvStage) -> str:
    """The index that cuts off what one end of a transposed output has more than the other, as `:56, :56`."""
    lows = [low - min(low, high) for low, high in stage.pads]
    sizes = stage.geometry.output_shape
    return comma_separated(*(f"{low or ''}:{low + size}" for low, size in zip(lows, sizes, strict=True)))
