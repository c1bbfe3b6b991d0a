"""The question “What is TensorFlow's SAME in PyTorch?”, and back."""

from __future__ import annotations

from convviz.solver import Same, Setting, tf_same
from convviz.spec import ConvSpec
from convviz.ui.fields import State, listed
from convviz.ui.find_setting.answer import Answer, Row
from convviz.ui.find_setting.state import is_back, setting_of, sizes_of

AXES = ("height", "width")


def by_framework(state: State) -> Answer:
    """The answer for a state."""
    return _to_tensorflow(state) if is_back(state) else _to_pytorch(state)


def spec_for(state: State, row: Row, channels: tuple[int, int]) -> ConvSpec:
    """The layer of a row on a picture, both axes: SAME may pad them differently."""
    setting, (first, second) = row.setting, sizes_of(state)
    if is_back(state) or first == second or row.setting != _same(state)[0].setting:
        return setting.spec(2, *channels)
    return ConvSpec.of(
        2, *channels, setting.kernel, stride=setting.stride, padding="same", dilation=setting.dilation,
        transposed=setting.transposed,
    )  # fmt: skip


def _same(state: State) -> tuple[Same, Same]:
    one = setting_of(state)
    height, width = (
        tf_same(size, one.kernel, one.stride, one.dilation, transposed=one.transposed) for size in sizes_of(state)
    )
    return height, width


def _to_pytorch(state: State) -> Answer:
    same, (size, _) = _same(state), sizes_of(state)
    exact = Row(same[0].setting, size, "the same numbers", "SAME")
    rows = [exact]
    symmetric = same[0].symmetric
    if symmetric is not None and not same[0].exact:
        rows.append(Row(symmetric, size, "the same shape, other numbers", "equal ends"))
    return Answer(
        True, _pads(state, same), tuple(rows), tuple(_said(state, same)), "TensorFlow's SAME, and what looks like it"
    )


def _pads(state: State, same: tuple[Same, Same]) -> str:
    exact = all(one.exact for one in same) and same[0].setting == same[1].setting
    what, verb = ("crop", "crops") if same[0].setting.transposed else ("zeros", "puts")
    where = "of the output" if what == "crop" else "around the input"
    if exact:
        setting = same[0].setting
        extra = f", output_padding={setting.output_padding}" if setting.output_padding else ""
        return f"**`padding={setting.low}{extra}`** is the same in PyTorch: SAME {verb} equal ends here."
    pads = [f"{name} ({one.setting.low}, {one.setting.high})" for name, one in zip(AXES, same, strict=True)]
    if same[0].setting == same[1].setting:
        pads = [f"{same[0].setting.low} at the low end and {same[0].setting.high} at the high end"]
    verb = "cuts" if what == "crop" else verb
    cells = "cells" if what == "crop" else "zeros"
    sides = f"**SAME {verb} {listed(pads, 'and')}** ({cells}, {where})"
    if what == "crop":
        return f"{sides}: in PyTorch, crop the low end by `padding` and cut off the rest."
    if same[0].setting == same[1].setting or not all(one.setting.symmetric for one in same):
        return f"{sides}: in PyTorch, **`F.pad(x, {_f_pad(same)})`** first, then `padding=0`."
    return f"{sides}: in PyTorch, **`padding=({same[0].setting.low}, {same[1].setting.low})`**."


def _f_pad(same: tuple[Same, Same]) -> str:
    height, width = (one.setting for one in same)
    return f"({width.low}, {width.high}, {height.low}, {height.high})"


def _said(state: State, same: tuple[Same, Same]) -> list[str]:
    one, size = same[0], sizes_of(state)[0]
    setting = one.setting
    told = [_rule(setting, size, one.output)]
    if not one.exact and one.symmetric is not None:
        extra = f", output_padding={one.symmetric.output_padding}" if one.symmetric.output_padding else ""
        told.append(
            f"**Careful:** `padding={one.symmetric.low}{extra}` also gives {one.output:,}, but each window begins "
            f"{one.symmetric.low - setting.low} cell earlier: the same shape, other numbers. Weights trained with one "
            "are a cell off with the other."
        )
    if not setting.transposed and setting.stride > 1:
        told.append("`padding='same'` itself is refused by PyTorch at a stride above 1.")
    return told


def _rule(setting: Setting, size: int, output: int) -> str:
    if setting.transposed:
        over = max(setting.span - setting.stride, 0)
        return (
            f"**TensorFlow's rule:** {size:,}·{setting.stride} = {output:,} cells come out. The stamps cover "
            f"max({setting.span} − {setting.stride}, 0) = {over} more; the low end loses ⌊{over} / 2⌋ = {over // 2}, "
            f"the high end the rest."
        )
    total = max((output - 1) * setting.stride + setting.span - size, 0)
    return (
        f"**TensorFlow's rule:** ⌈{size:,} / {setting.stride}⌉ = {output:,} windows come out, and so max(({output:,} − "
        f"1)·{setting.stride} + {setting.span} − {size:,}, 0) = {total} zeros are needed; the low end gets "
        f"⌊{total} / 2⌋ = {total // 2}, the high end the rest."
    )


def _to_tensorflow(state: State) -> Answer:
    setting, (size, width) = setting_of(state), sizes_of(state)
    same = _same(state)
    alike = [one.setting == setting for one in same]
    shapes = [one.output == setting.output(n) for one, n in zip(same, (size, width), strict=True)]
    rows = [Row(setting, size, "the same numbers", "PyTorch's")]
    if not alike[0]:
        verdict = "the same shape, other numbers" if shapes[0] else "another shape"
        rows.append(Row(same[0].setting, size, verdict, "SAME"))
    return Answer(
        True, _back(setting, all(alike), all(shapes)), tuple(rows), _why_not(setting, same[0], size, all(alike)),
        "PyTorch's numbers, and SAME beside them",
    )  # fmt: skip


def _back(setting: Setting, alike: bool, shapes: bool) -> str:
    torch = f"`padding={setting.low}{f', output_padding={setting.output_padding}' if setting.output_padding else ''}`"
    if alike:
        return f"**`padding='same'`** computes the same as PyTorch's {torch} on this input."
    only = "gives the same shape, but other numbers" if shapes else "gives another shape"
    if setting.transposed:
        if not setting.low:
            return f"**`padding='valid'`** is what PyTorch's {torch} says. SAME {only}."
        how = f"**`padding='valid'`, then `Cropping2D({setting.low})`**"
    elif not setting.low:
        return f"**`padding='valid'`** is what PyTorch's {torch} says. SAME {only}."
    else:
        how = f"**`ZeroPadding2D({setting.low})`, then `padding='valid'`**"
    return f"{how} is PyTorch's {torch} in Keras. SAME {only}."


def _why_not(setting: Setting, same: Same, size: int, alike: bool) -> tuple[str, ...]:
    verb = "crops" if setting.transposed else "pads"
    if alike:
        if setting.stride == 1:
            return ("At stride 1 that holds for every input size.",)
        return (
            (f"It depends on the input: on {size + 1:,} or another size SAME may differ.",)
            if _moves(setting, size)
            else ()
        )
    return (
        f"**SAME {verb} ({same.setting.low}, {same.setting.high})** and makes {same.output:,}; PyTorch {verb} "
        f"({setting.low}, {setting.high}) and makes {setting.output(size) or 0:,}.",
    )


def _moves(setting: Setting, size: int) -> bool:
    """Whether SAME pads otherwise on some larger input."""
    if setting.transposed:
        return False
    return any(
        tf_same(size + more, setting.kernel, setting.stride, setting.dilation).setting != setting
        for more in range(1, setting.stride + 1)
    )
