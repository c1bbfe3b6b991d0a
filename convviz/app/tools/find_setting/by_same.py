"""The question “Which padding keeps the size at stride 1?”."""

from __future__ import annotations

from typing import Final

from convviz.app.tools.find_setting.answer import Answer, SettingRow
from convviz.app.tools.find_setting.question import QuestionState
from convviz.solver import Setting, same_size

NEIGHBOURS: Final = range(1, 8)


def by_same(state: QuestionState) -> Answer:
    """The answer for a state, and for other kernels beside it."""
    kernel, dilation, size = state.kernel, state.dilation, state.height
    same = same_size(kernel, dilation)
    others = [same_size(other, dilation) for other in NEIGHBOURS if other != kernel]
    rows = tuple(SettingRow(one, size, _note(one)) for one in (same, *others))
    return Answer(True, _sentence(same), rows, _remarks(same), f"This kernel, then others at dilation {dilation}")


def _sentence(same: Setting) -> str:
    spread = f" at dilation {same.dilation}" if same.dilation > 1 else ""
    span = f"{same.dilation}·({same.kernel} − 1)"
    if same.kernel == 1:
        return "**No padding** is needed: a kernel of 1 never reaches over the edge."
    if same.symmetric:
        cells = f"Padding {same.low} at each end"
        total = f"the window spans {same.span} cells, so {span} = {same.padding} are missing, half of them at each end"
        return f"**{cells}** keeps the size with kernel {same.kernel}{spread}: {total}."
    return (
        f"**Padding {same.low} at the low end and {same.high} at the high end** keeps the size with kernel "
        f"{same.kernel}{spread}: {span} = {same.padding} cells are missing, an odd number, so the ends cannot be equal."
    )


def _remarks(same: Setting) -> tuple[str, ...]:
    if same.kernel == 1:
        return ()
    if same.symmetric:
        numbers = f"`padding={same.low}` or `padding='same'` in PyTorch, `padding='same'` in Keras"
        return (f"**In code:** {numbers}. At stride 1 they are the same.",)
    less, more = (Setting(same.kernel, 1, p, p, same.dilation) for p in (same.low, same.high))
    size = 28
    return (
        f"**No single number does it:** on {size} cells, `padding={less.low}` gives {less.output(size)} and "
        f"`padding={more.low}` gives {more.output(size)}.",
        "**In code:** `padding='same'` in PyTorch (at stride 1 only) and in Keras. Both put the odd zero at the high "
        "end: at the bottom and on the right.",
    )


def _note(setting: Setting) -> str:
    return "" if setting.symmetric else "unequal ends"
