"""The question “Where did my edge go?”."""

from __future__ import annotations

from typing import Final

from convviz.app.params.param import listed
from convviz.app.tools.find_setting.answer import Answer, SettingRow
from convviz.app.tools.find_setting.question import QuestionState
from convviz.solver import Cure, Edge, Setting, cures, edge

NAMES: Final = {
    "padding": "padding {setting.low}",
    "high": "padding ({setting.low}, {setting.high})",
    "kernel": "kernel {setting.kernel}",
    "stride": "stride {setting.stride}",
    "size": "input {size}",
}
NOTES: Final = {
    "padding": "all cells are read",
    "high": "all cells are read, unequal ends",
    "kernel": "all cells are read, more weights",
    "stride": "all cells are read, a larger output",
    "size": "what is read anyway, and no more",
}


def by_edge(state: QuestionState) -> Answer:
    """The answer for a state."""
    setting, size = state.setting, state.height
    lost, found = edge(setting, size), cures(setting, size)
    here = SettingRow(setting, size, _missed(lost), "this layer")
    rows = (here, *(SettingRow(cure.setting, cure.size, NOTES[cure.change], _named(cure)) for cure in found))
    caption = "This layer, then the least change of each number that has every cell read" if found else "This layer"
    return Answer(not lost.missed, _sentence(setting, size, lost), rows, tuple(_remarks(setting, lost, found)), caption)


def _sentence(setting: Setting, size: int, lost: Edge) -> str:
    if not lost.missed:
        return f"**Nothing is lost:** the {lost.output:,} windows read all {size:,} rows."
    what = []
    if lost.gaps:
        where = "between the taps" if setting.dilation > 1 else "in gaps between windows"
        what.append(f"{_rows(lost.gaps)} {where}")
    if lost.tail:
        what.append(f"{_last(size, lost.tail)}, at the high end: the bottom, or on the right")
    total = "1 row is" if lost.missed == 1 else f"{lost.missed:,} rows are"
    return f"**{total} never read** of {size:,}: {listed(what, 'and')}."


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _last(size: int, count: int) -> str:
    """`the last 2 rows (9 and 10)`, counted from 1."""
    first, last = f"{size - count + 1:,}", f"{size:,}"
    if count == 1:
        return f"the last row ({last})"
    return f"the last {_rows(count)} ({first} {'and' if count == 2 else 'to'} {last})"


def _remarks(setting: Setting, lost: Edge, found: tuple[Cure, ...]) -> list[str]:
    told = []
    if lost.rest and setting.stride > 1:
        padding = "" if lost.tail else ", and padding only"
        told.append(
            f"**Why:** after the first window there is room for {lost.output - 1:,} more steps of {setting.stride}; "
            f"then {_rows(lost.rest)} {'is' if lost.rest == 1 else 'are'} left, too few for another{padding}. The "
            "floor in the size formula drops them."
        )
    if lost.gaps and setting.stride > setting.kernel and setting.dilation == 1:
        told.append(
            f"**Gaps:** a stride of {setting.stride} steps over {setting.stride - setting.kernel} of every "
            f"{setting.stride} rows, and padding cannot change that."
        )
    if found:
        told.append(f"**What reads every row:** {listed([_named(cure) for cure in found])}.")
    elif lost.missed:
        told.append("**No single number heals it:** take a smaller stride together with a smaller dilation.")
    return told


def _named(cure: Cure) -> str:
    return NAMES[cure.change].format(setting=cure.setting, size=cure.size)


def _missed(lost: Edge) -> str:
    return f"{lost.missed:,} never read" if lost.missed else "all cells are read"
