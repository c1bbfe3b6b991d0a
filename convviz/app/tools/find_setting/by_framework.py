"""The question “What is TensorFlow's SAME in PyTorch?”, and back."""

from __future__ import annotations

from typing import Final

from convviz.app.tools.find_setting.answer import Answer, SettingRow
from convviz.app.tools.find_setting.question import QuestionState
from convviz.solver import SamePadding, Setting, tf_same
from convviz.spec.conv import ConvSpec

AXES: Final = ("height", "width")
SAME: Final = "SAME"


def by_framework(state: QuestionState) -> Answer:
    """The answer for a state."""
    return _to_tensorflow(state) if state.is_back else _to_pytorch(state)


def spec_for(row: SettingRow, channels: tuple[int, int]) -> ConvSpec:
    """The layer of a row on a picture, both axes: SAME may pad them differently."""
    setting = row.setting
    if not row.name.startswith(SAME):
        return setting.spec(2, *channels)
    return ConvSpec.of(
        2, *channels, setting.kernel, stride=setting.stride, padding="same", dilation=setting.dilation,
        transposed=setting.transposed,
    )  # fmt: skip


def _same(state: QuestionState) -> tuple[SamePadding, SamePadding]:
    one = state.setting
    height, width = (
        tf_same(size, one.kernel, one.stride, one.dilation, transposed=one.transposed) for size in state.sizes
    )
    return height, width


def _to_pytorch(state: QuestionState) -> Answer:
    same, sizes = _same(state), state.sizes
    if same[0].setting != same[1].setting:
        named = zip(same, sizes, AXES, strict=True)
        rows = [SettingRow(one.setting, size, "the same numbers", f"{SAME}, {axis}") for one, size, axis in named]
    else:
        rows = [SettingRow(same[0].setting, sizes[0], "the same numbers", SAME)]
        if same[0].symmetric is not None and not same[0].exact:
            rows.append(SettingRow(same[0].symmetric, sizes[0], "the same shape, other numbers", "equal ends"))
    remarks = [_rule(same[0].setting, sizes[0], same[0].output), *_careful(same)]
    return Answer(True, _pads(same), tuple(rows), tuple(remarks), "TensorFlow's SAME, and what looks like it")


def _pads(same: tuple[SamePadding, SamePadding]) -> str:
    """What SAME does, and how to write it."""
    height, width = (one.setting for one in same)
    verb = "crops" if height.transposed else "pads"
    if height == width:
        done = f"{verb} {height.low} at the low end and {height.high} at the high end"
    else:
        done = f"{verb} the height by {_pair(height)} and the width by {_pair(width)}"
    lows = str(height.low) if height.low == width.low else f"({height.low}, {width.low})"
    if height.symmetric and width.symmetric:
        extra = f", output_padding={height.output_padding}" if height.output_padding else ""
        return f"**`padding={lows}{extra}`** is the same in PyTorch: SAME {done}."
    if height.transposed:
        cut = ", ".join(f":{one.output}" for one in same)
        return f"**SAME {done}.** In PyTorch: **`padding={lows}`, then `y[..., {cut}]`** cuts the rest off."
    ends = f"({width.low}, {width.high}, {height.low}, {height.high})"
    return f"**SAME {done}.** In PyTorch: **`F.pad(x, {ends})`** first, then `padding=0`."


def _pair(setting: Setting) -> str:
    return f"({setting.low}, {setting.high})"


def _careful(same: tuple[SamePadding, SamePadding]) -> list[str]:
    """What looks like SAME and is not."""
    told = []
    one = next((one for one in same if not one.exact), None)
    if one is not None and one.symmetric is not None:
        look, what = one.symmetric, "stamp" if one.setting.transposed else "window"
        extra = f", output_padding={look.output_padding}" if look.output_padding else ""
        where = "" if same[0].setting == same[1].setting else f" along the {AXES[same.index(one)]}"
        told.append(
            f"**Careful:** `padding={look.low}{extra}` gives {one.output:,}{where} as well, but every {what} lies "
            f"{look.low - one.setting.low} cell nearer to the low end: the same shape, other numbers."
        )
    if not same[0].setting.transposed and same[0].setting.stride > 1:
        told.append("PyTorch itself refuses `padding='same'` at a stride above 1.")
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


def _to_tensorflow(state: QuestionState) -> Answer:
    setting, (size, width) = state.setting, state.sizes
    same = _same(state)
    alike = [one.setting == setting for one in same]
    shapes = [one.output == setting.output(n) for one, n in zip(same, (size, width), strict=True)]
    rows = [SettingRow(setting, size, "the same numbers", "PyTorch's")]
    if not alike[0]:
        verdict = "the same shape, other numbers" if shapes[0] else "another shape"
        rows.append(SettingRow(same[0].setting, size, verdict, SAME))
    return Answer(
        True, _back(setting, all(alike), all(shapes)), tuple(rows), _why_not(setting, same[0], size, all(alike)),
        "PyTorch's numbers, and SAME beside them",
    )  # fmt: skip


def _back(setting: Setting, alike: bool, shapes: bool) -> str:
    extra = f", output_padding={setting.output_padding}" if setting.output_padding else ""
    torch = f"`padding={setting.low}{extra}`"
    if alike:
        return f"**`padding='same'`** computes the same as PyTorch's {torch} on this input."
    only = "gives the same shape, but other numbers" if shapes else "gives another shape"
    if not setting.low:
        how = f"**`padding='valid'{extra}`**"
    elif setting.transposed:
        how = f"**`padding='valid'{extra}`, then `Cropping2D({setting.low})`**"
    else:
        how = f"**`ZeroPadding2D({setting.low})`, then `padding='valid'`**"
    return f"{how} is PyTorch's {torch} in Keras. SAME {only}."


def _why_not(setting: Setting, same: SamePadding, size: int, alike: bool) -> tuple[str, ...]:
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
