"""PyTorch: channels first, cross-correlation, equal padding on both ends."""

from __future__ import annotations

from convviz.codegen.example import ENDS, Case, Draft, Snippet, call, option, short
from convviz.codegen.numbers import Style

# Double precision: whole numbers stay exact to 2**53, as in convviz.
STYLE = Style("torch.tensor", "torch.arange", ", dtype=torch.float64")


def pytorch(case: Case) -> Snippet:
    """One call of `torch.nn.functional`, with what has to be done before or after it."""
    draft = Draft("import torch", "import torch.nn.functional as F", "", *case.data(STYLE), "")
    weight = "w"
    if case.spec.flip:
        weight = "kernel"
        axes = ", ".join(str(2 + axis) for axis in range(case.spec.ndim))
        draft.add(f"kernel = w.flip({axes})  # true convolution: reversed along every spatial axis")
        draft.why("cross-correlates, so the kernel is reversed first")
    write = _transposed if case.spec.transposed else _direct
    write(case, draft, weight)
    return draft.finish("pytorch", "PyTorch")


def _direct(case: Case, draft: Draft, weight: str) -> None:
    spec = case.spec
    x, padding = _padded(case, draft)
    y = call(
        f"F.conv{spec.ndim}d",
        x,
        weight,
        "b" if case.bias else "",
        option("stride", spec.stride, 1),
        padding,
        option("dilation", spec.dilation, 1),
        f"groups={spec.groups}" if spec.groups > 1 else "",
    )
    draft.add(f"y = {y}")


def _padded(case: Case, draft: Draft) -> tuple[str, str]:
    """What is convolved, and the `padding=` that the call itself does ("" for none)."""
    spec = case.spec
    strided = max(spec.stride) > 1
    lows = tuple(low for low, _ in case.pads)
    if spec.padding_mode == "zeros" or not case.bordered:
        if case.named_same and not strided:
            return "x", 'padding="same"'
        if case.even:
            if case.named_same:
                amount = f"padding={short(lows)}" if case.bordered else "no padding"
                draft.why(f'refuses padding="same" at a stride above 1, but here it amounts to {amount}')
            return "x", option("padding", lows, 0)
    draft.why(_why_padded_first(case, strided))
    ends = [end for pair in reversed(case.pads) for end in pair]
    names = [name for pair in reversed(ENDS[-spec.ndim :]) for name in pair]
    mode = "" if spec.padding_mode == "zeros" else f'mode="{spec.padding_mode}"'
    draft.add(f"# F.pad counts from the last axis: ({', '.join(names)})")
    draft.add(f"padded = {call('F.pad', 'x', str(tuple(ends)), mode)}")
    return "padded", ""


def _why_padded_first(case: Case, strided: bool) -> str:
    ndim = case.spec.ndim
    if case.spec.padding_mode != "zeros":
        return (
            f"pads with zeros only in F.conv{ndim}d (nn.Conv{ndim}d has padding_mode), so F.pad copies the border first"
        )
    if case.named_same and strided:
        return (
            'refuses padding="same" at a stride above 1 and pads both ends of an axis alike, where TensorFlow\'s SAME '
            "puts the odd zero at the high end (right, bottom), so F.pad does it first"
        )
    return "pads both ends of an axis alike, so F.pad does unequal ends first"


def _transposed(case: Case, draft: Draft, weight: str) -> None:
    spec = case.spec
    lows = tuple(low for low, _ in case.pads)
    y = call(
        f"F.conv_transpose{spec.ndim}d",
        "x",
        weight,
        "b" if case.bias else "",
        option("stride", spec.stride, 1),
        option("padding", lows, 0) if case.even else "",
        option("output_padding", case.geometry.output_padding, 0),
        f"groups={spec.groups}" if spec.groups > 1 else "",
        option("dilation", spec.dilation, 1),
    )
    if case.named_same and case.even:
        amount = f"padding={short(lows)}" if case.bordered else "no padding"
        draft.why(f'has no padding="same" for transposed convolution, but here it amounts to {amount}')
    if case.even:
        draft.add(f"y = {y}")
        return
    draft.why(
        'has no padding="same" for transposed convolution, so the crop is cut off afterwards'
        if case.named_same
        else "crops both ends of an axis alike, so an unequal crop is cut off afterwards"
    )
    draft.add(f"stamped = {y}", f"y = stamped[:, {case.crop}]")
