"""Keras 3 on any backend: channels last, cross-correlation, padding "valid" or "same" in TensorFlow's meaning."""

from __future__ import annotations

from convviz.codegen.example import Case, Draft, Snippet, axis_names, call, every, option, short
from convviz.codegen.numbers import Style
from convviz.codegen.numpy import pad
from convviz.spec.parse import Ints

STYLE = Style(dtype=', dtype="float64"')


def keras(case: Case) -> Snippet:
    """One call of `keras.ops`, between the steps to channels last and back."""
    spec = case.spec
    draft = Draft("import numpy as np", "from keras import ops", "", *case.data(STYLE), "")
    source = "x"
    if spec.padding_mode != "zeros" and case.bordered:
        source = "padded"
        draft.add(*pad(case))
        draft.why("pads with zeros only, and its ops.pad copies borders on some backends only, so NumPy does it")
    axes = ", ".join(axis_names(spec.ndim))
    draft.add(f"# Keras puts the channels last: (batch, {axes}, channels)")
    draft.add(f"image = np.moveaxis({source}, 0, -1)[np.newaxis]")
    _kernel(case, draft, axes)
    write = _transposed if spec.transposed else _direct
    write(case, draft)
    if case.bias:
        draft.add("y = ops.add(y, b)")
    draft.add("y = np.moveaxis(ops.convert_to_numpy(y)[0], -1, 0)  # channels first again")
    return draft.finish("keras", "Keras / TensorFlow")


def _kernel(case: Case, draft: Draft, axes: str) -> None:
    """The weight in the layout of the op that will read it."""
    spec = case.spec
    order = ", ".join(map(str, range(2, 2 + spec.ndim)))
    if _depthwise(case):
        multiplier = spec.out_channels // spec.in_channels
        draft.add(f"# and those of the kernel: ({axes}, in, multiplier)")
        shape = (spec.in_channels, multiplier, *spec.kernel)
        draft.add(f"kernel = w.reshape{shape}.transpose({order}, 0, 1)")
    else:
        ends = "out, in" if spec.transposed else f"in{' / groups' if spec.groups > 1 else ''}, out"
        draft.add(f"# and those of the kernel: ({axes}, {ends})", f"kernel = w.transpose({order}, 1, 0)")
    if spec.flip:
        mirrored = ", ".join(["::-1"] * spec.ndim)
        draft.add(f"kernel = kernel[{mirrored}].copy()  # true convolution: reversed along every spatial axis")
        draft.why("cross-correlates, so the kernel is reversed first")


def _depthwise(case: Case) -> bool:
    """Whether `ops.depthwise_conv` can do it: 1-D and 2-D, and TensorFlow wants equal strides along both axes."""
    spec = case.spec
    alone = not spec.transposed and 1 < spec.groups == spec.in_channels
    return alone and spec.ndim < 3 and (len(set(spec.stride)) == 1 or _subsampled(case))


def _subsampled(case: Case) -> bool:
    """Whether the stride has to be taken after the convolution."""
    return max(case.spec.stride) > 1 and max(case.spec.dilation) > 1


def _direct(case: Case, draft: Draft) -> None:
    spec = case.spec
    op = "ops.depthwise_conv" if _depthwise(case) else "ops.conv"
    dilation = option("dilation_rate", spec.dilation, 1)
    if not _subsampled(case):
        image, padding = _padded(case, draft)
        draft.add(f"y = {call(op, image, 'kernel', option('strides', spec.stride, 1), padding, dilation)}")
        return
    draft.why("refuses strides above 1 together with dilation, so the stride is taken afterwards")
    image = _zeros_around(case, draft) if spec.padding_mode == "zeros" and case.bordered else "image"
    draft.add(f"y = {call(op, image, 'kernel', dilation)}")
    draft.add(f"y = y[:, {every(spec.stride)}]  # positions by stride")


def _padded(case: Case, draft: Draft) -> tuple[str, str]:
    """What is convolved, and the `padding=` that the call itself does ("" for none, its default)."""
    if case.spec.padding_mode != "zeros" or not (case.bordered or case.named_same):
        return "image", ""
    if case.equals_same:
        if not case.named_same:
            draft.why('takes no numbers as padding, and on this input "same" pads exactly these')
        return "image", 'padding="same"'
    draft.why('takes no numbers as padding, and "same" would pad otherwise here, so the zeros are put around first')
    return _zeros_around(case, draft), ""


def _zeros_around(case: Case, draft: Draft) -> str:
    draft.add(f"padded = ops.pad(image, {((0, 0), *case.pads, (0, 0))})")
    return "padded"


def _transposed(case: Case, draft: Draft) -> None:
    spec = case.spec
    if max(spec.dilation) > 1:
        _spread_kernel(case, draft)
    if case.equals_same and (case.named_same or case.bordered):
        if not case.named_same:
            draft.why('takes no numbers as padding, and on this input "same" crops exactly these')
        _stamped(case, draft, 'padding="same"')
        return
    if max(map(int.__sub__, case.geometry.output_padding, spec.stride)) < 0:
        _stamped(case, draft, _output_padding(case, case.geometry.output_padding))
    else:  # a dilated layer may have more of it, but Keras takes less than a stride
        draft.why("takes an output_padding below the stride only, so the extra cells are put on afterwards")
        _stamped(case, draft, _output_padding(case, (0,) * spec.ndim))
        ends = ((0, 0), *((0, extra) for extra in case.geometry.output_padding), (0, 0))
        draft.add(f"y = ops.pad(y, {ends})")
    if case.bordered:
        draft.why('takes no numbers as padding, and "same" would crop otherwise here, so it is cut off afterwards')
        draft.add(f"y = y[:, {case.crop}]")


def _spread_kernel(case: Case, draft: Draft) -> None:
    draft.why("cannot dilate a transposed convolution with TensorFlow on a CPU, so zeros are put between the taps")
    taps = call("np.zeros", f"({', '.join(map(str, case.spec.span))}, *kernel.shape[{case.spec.ndim}:])")
    draft.add(f"spread = {taps}", f"spread[{every(case.spec.dilation)}] = kernel", "kernel = spread")


def _output_padding(case: Case, extra: Ints) -> str:
    """The argument; also where it is 0 under a stride wider than the kernel, a gap that Keras would fill by itself."""
    gap = any(stride > span for stride, span in zip(case.spec.stride, case.spec.span, strict=True))
    return f"output_padding={short(extra)}" if gap or any(extra) else ""


def _stamped(case: Case, draft: Draft, *options: str) -> None:
    """The transposed convolution itself, group by group, because Keras has no groups for it."""
    spec = case.spec
    strides = option("strides", spec.stride, 1)
    if spec.groups == 1:
        draft.add(f"y = {call('ops.conv_transpose', 'image', 'kernel', strides, *options)}")
        return
    draft.why("has no groups for transposed convolution, so each group runs by itself")
    draft.add(f"pairs = zip(ops.split(image, {spec.groups}, axis=-1), np.split(kernel, {spec.groups}, axis=-1))")
    draft.add(f"parts = [{call('ops.conv_transpose', 'part', 'taps', strides, *options)} for part, taps in pairs]")
    draft.add("y = ops.concatenate(parts, axis=-1)")
