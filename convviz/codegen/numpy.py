"""NumPy: every window as a view and one sum of products; a transposed convolution adds one stamp per tap."""

from __future__ import annotations

from convviz.codegen.dialect import Draft
from convviz.codegen.example import CodeExample, ConvStage, PermutationStage
from convviz.codegen.expressions import ENDS, call, comma_separated, every
from convviz.codegen.numbers import Style
from convviz.spec.parse import Ints

MODES = {"zeros": "", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}  # as np.pad calls them

# Letters for the sums of products: positions and taps of up to three axes.
POSITIONS, TAPS = "zyx", "ijk"

# What a block calls once per convolution.
CONV = '''def conv(x, w, groups=1, stride=(1, 1), padding=((0, 0), (0, 0))):
    """Slide every filter over the channels of its group."""
    x = np.pad(x, ((0, 0), *padding))
    windows = sliding_window_view(x, w.shape[2:], axis=(1, 2))[:, :: stride[0], :: stride[1]]
    shares = zip(np.split(windows, groups), np.split(w, groups))
    return np.concatenate([np.einsum("cyxij,ocij->oyx", part, filters) for part, filters in shares])
'''


def function_calls(example: CodeExample) -> Draft:
    """The arithmetic without a framework: written out for one convolution, one call of a function each in a block."""
    slides = not all(stage.spec.transposed for stage in example.convolutions)
    view = ["from numpy.lib.stride_tricks import sliding_window_view"] if slides else []
    draft = Draft("import numpy as np", *view, "")
    if example.is_block:
        draft.add("", *CONV.splitlines(), "", "", *example.data(Style()), "", "y = x")
    else:
        draft.add(*example.data(Style()), "")
    for stage in example.stages:
        if isinstance(stage, PermutationStage):
            draft.add(f"y = y[{list(stage.order)}]{stage.comment}")
        elif example.is_block:
            _call_of_conv(stage, draft)
        else:
            _written_out(stage, draft)
    draft.add("print(y)")
    return draft


def _call_of_conv(stage: ConvStage, draft: Draft) -> None:
    spec = stage.spec
    groups = f"groups={spec.groups}" if spec.groups > 1 else ""
    stride = f"stride={spec.stride}" if set(spec.stride) != {1} else ""
    padding = f"padding={stage.pads}" if stage.has_padding else ""
    draft.add(f"y = {call('conv', 'y', stage.weight.name, groups, stride, padding)}{stage.comment}")


def _written_out(stage: ConvStage, draft: Draft) -> None:
    spec, weight = stage.spec, stage.weight.name
    if spec.flip:
        mirrored = comma_separated(*["::-1"] * spec.ndim)
        draft.add(f"kernel = {weight}[:, :, {mirrored}]  # true convolution: reversed along every spatial axis")
        weight = "kernel"
    write = _transposed if spec.transposed else _direct
    write(stage, draft, weight)
    if stage.bias:
        draft.add(f"y = y + {stage.bias.name}.reshape{(-1, *(1,) * spec.ndim)}")


def padded(stage: ConvStage) -> tuple[str, str]:
    """The lines that assign `padded`, the input `x` with its border in the spec's padding mode."""
    mode = MODES[stage.spec.padding_mode]
    ends = comma_separated(*(f"({low}, {high})" for low, high in ENDS[-stage.spec.ndim :]))
    array = call("np.pad", "x", str(((0, 0), *stage.pads)), f'mode="{mode}"' if mode else "")
    return f"# padded at: channels, {ends}", f"padded = {array}"


def _direct(stage: ConvStage, draft: Draft, weight: str) -> None:
    spec, x = stage.spec, "x"
    if stage.has_padding:
        x = "padded"
        draft.add(*padded(stage))
        if (mode := MODES[spec.padding_mode]) not in ("", spec.padding_mode):
            draft.why(f'calls {spec.padding_mode} padding "{mode}"')
    size = tuple(size + sum(ends) for size, ends in zip(stage.geometry.input_shape, stage.pads, strict=True))
    if spec.groups > 1:
        draft.add(f"grouped = {x}.reshape{(spec.groups, spec.in_channels // spec.groups, *size)}  # groups in front")
        x = "grouped"
    lead = 2 if spec.groups > 1 else 1
    axes = tuple(range(lead, lead + spec.ndim))
    layout = f"({'group, ' if spec.groups > 1 else ''}channel, *position, *cell)"
    draft.add(f"windows = sliding_window_view({x}, {spec.span}, axis={axes})  # {layout}")
    if max(spec.stride + spec.dilation) > 1:
        index = every((1,) * lead + spec.stride + spec.dilation).removesuffix(", :" * spec.ndim)
        draft.add(f"windows = windows[{index}]  # {_why_thinned(stage)}")
    draft.add(f"y = {_sum_of_products(stage, weight)}")


def _why_thinned(stage: ConvStage) -> str:
    """What the steps of the index into the windows are."""
    strides = "positions by stride" if max(stage.spec.stride) > 1 else ""
    taps = "taps by dilation" if max(stage.spec.dilation) > 1 else ""
    return comma_separated(*filter(None, (strides, taps)))


def _sum_of_products(stage: ConvStage, weight: str) -> str:
    """`np.einsum` over channels and taps, group by group."""
    spec = stage.spec
    at, taps = POSITIONS[-spec.ndim :], TAPS[: spec.ndim]
    if spec.groups == 1:
        return f'np.einsum("c{at}{taps},oc{taps}->o{at}", windows, {weight})'
    sums = f'np.einsum("gc{at}{taps},goc{taps}->go{at}", windows, {weight}.reshape{_grouped_shape(stage)})'
    return f"{sums}.reshape{(spec.out_channels, *stage.geometry.output_shape)}"


def _transposed(stage: ConvStage, draft: Draft, weight: str) -> None:
    spec, x, w = stage.spec, "x", stage.weight.name
    out: Ints = (spec.out_channels,)
    taps = TAPS[: spec.ndim]
    if spec.groups > 1:
        draft.add(f"kernels = {weight}.reshape{_grouped_shape(stage)}")
        x, weight = "grouped", "kernels"
        out = (spec.groups, spec.out_channels // spec.groups)
        shape = (spec.groups, spec.in_channels // spec.groups, *stage.geometry.input_shape)
        draft.add(f"grouped = x.reshape{shape}  # groups in front")
    tap = comma_separated(*taps)
    draft.add(f"y = np.zeros({(*out, *stage.uncropped_shape)}, np.result_type(x, {w}))")
    draft.add(
        f"for {tap} in np.ndindex{spec.kernel}:  # each tap adds the whole input, where the stride puts it"
        if spec.ndim > 1
        else f"for i in range({spec.kernel[0]}):  # each tap adds the whole input, where the stride puts it"
    )
    g, at = "g" if spec.groups > 1 else "", POSITIONS[-spec.ndim :]
    stamp = f'np.einsum("{g}c{at},{g}co->{g}o{at}", {x}, {weight}[..., {tap}])'
    landing = comma_separated(*(_landing(stage, axis, name) for axis, name in enumerate(taps)))
    draft.add(f"    stamps = {stamp}", f"    y[..., {landing}] += stamps")
    if spec.groups > 1:
        draft.add(f"y = y.reshape{(spec.out_channels, *stage.uncropped_shape)}")
    if stage.has_padding:
        draft.add(f"y = y[:, {stage.crop}]  # the padding of a transposed convolution is cut off")


def _grouped_shape(stage: ConvStage) -> Ints:
    """The weight's shape with the groups in front."""
    small, *rest = stage.spec.weight_shape
    return (stage.spec.groups, small // stage.spec.groups, *rest)


def _landing(stage: ConvStage, axis: int, tap: str) -> str:
    """The slice along `axis` to which one tap of all stamps is added."""
    stride, dilation = stage.spec.stride[axis], stage.spec.dilation[axis]
    first = f"{dilation} * {tap}" if dilation > 1 else tap
    length = (stage.geometry.input_shape[axis] - 1) * stride + 1
    return f"{first} : {first} + {length}" + (f" : {stride}" if stride > 1 else "")
