"""The question “I have 28 and want 56”."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Final

from convviz.app.params.param import listed
from convviz.app.tools.find_setting.answer import Answer, SettingRow
from convviz.app.tools.find_setting.formula import kind, named
from convviz.app.tools.find_setting.question import ANY, MOST, QuestionState
from convviz.solver import SearchBounds, SearchResult, Setting, best_by_kernel, find

WIDE: Final = {"kernel": 11, "stride": 8, "dilation": 4}  # the most of numbers that are left open, dilation as well
TRANSPOSED: Final = {ANY: None, "direct": False, "transposed": True}
FARTHEST: Final = 12  # sizes beside the wanted one that are tried where it cannot be had
OTHER_KERNELS: Final = range(2, 8)
Sizes = tuple[int, ...]


def by_sizes(state: QuestionState) -> Answer:
    """The answer for a state."""
    starts, goals = _sizes(state)
    bounds, way = bounds_of(state), TRANSPOSED[state.wanted_kind]
    found = _find(starts, goals, way, bounds)
    if not found.total:
        remarks = (*_loosened(starts, goals, way, bounds), *_instead(starts, goals, way, bounds))
        return Answer(False, _none(starts, goals), (), remarks)
    first = found.settings[0]
    rows = tuple(SettingRow(one, starts[0], note(one, starts[0])) for one in _ordered(found, state.sort))
    others = _find(starts, goals, way, replace(bounds, kernel=(1, MOST["kernel"])))
    return Answer(
        True,
        f"**{_told(starts)} → {_told(goals)}: {kind(first)} with {named(first)}.**",
        rows[: state.most_rows],
        tuple(text for text in (_without(first, starts[0]), _by_kernel(first, others), _mixed(first, found)) if text),
        _caption(found, len(rows[: state.most_rows]), bounds, state.sort),
    )


def bounds_of(state: QuestionState) -> SearchBounds:
    """Where to look: a number that is given, or all up to a limit, which is closer if dilation is open too."""
    most = MOST if state.wanted_dilation != ANY else WIDE

    def span(name: str, wanted: str) -> tuple[int, int]:
        return (1, most[name]) if wanted == ANY else (int(wanted), int(wanted))

    return SearchBounds(
        span("kernel", state.wanted_kernel),
        span("stride", state.wanted_stride),
        span("dilation", state.wanted_dilation),
    )


def note(setting: Setting, size: int) -> str:
    """What is particular about a setting."""
    missed = setting.missed(size)
    said = []
    if missed:
        what = "output cells get no stamp" if setting.transposed else "input cells are never read"
        said.append(f"{missed:,} {what}" if missed > 1 else f"1 {what.replace('cells', 'cell').replace('are', 'is')}")
        said[0] = said[0].replace("cell get", "cell gets")
    if setting.transposed and not setting.overlaps_evenly:
        said.append("stamps overlap unevenly")
    if not setting.symmetric:
        said.append("unequal ends")
    return ", ".join(said)


@lru_cache(maxsize=256)
def _find(starts: Sizes, goals: Sizes, way: bool | None, bounds: SearchBounds) -> SearchResult:
    return find(starts, goals, transposed=way, bounds=bounds)


def _sizes(state: QuestionState) -> tuple[Sizes, Sizes]:
    """Input and output, one size where both axes are alike."""
    starts, goals = state.sizes, (state.output_height, state.output_width)
    return (starts[:1], goals[:1]) if starts[0] == starts[1] and goals[0] == goals[1] else (starts, goals)


def _ordered(found: SearchResult, by: str) -> list[Setting]:
    keys = {"kernel": lambda one: one.kernel, "stride": lambda one: one.stride, "padding": lambda one: one.padding}
    return sorted(found.settings, key=keys[by]) if by in keys else list(found.settings)


def _without(first: Setting, size: int) -> str:
    """What output_padding does here."""
    if not first.output_padding:
        return ""
    bare = replace(first, output_padding=0).output(size)
    return (
        f"**output_padding = {first.output_padding}.** Without it, {bare:,} would come out: `output_padding` adds its "
        "cells at the high end, and no zeros around anything."
    )


def _by_kernel(first: Setting, others: SearchResult) -> str:
    """The same with other kernels."""
    best = best_by_kernel(SearchResult(tuple(one for one in others.settings if one.transposed == first.transposed), 0))
    told = [
        f"kernel {size}: {_briefly(one, first)}"
        for size, one in best.items()
        if size in OTHER_KERNELS and size != first.kernel and one.symmetric and one.dilation == first.dilation
    ]
    return f"**Other kernels:** {' · '.join(told)}" if told else ""


def _briefly(setting: Setting, first: Setting) -> str:
    """`padding 2, output_padding 1`: the stride only where it is another one."""
    stride = [f"stride {setting.stride}"] if setting.stride != first.stride else []
    extra = [f"output_padding {setting.output_padding}"] if setting.output_padding else []
    return ", ".join([*stride, f"padding {setting.low}", *extra])


def _mixed(first: Setting, found: SearchResult) -> str:
    """Whether the other kind could do it as well."""
    other = next((one for one in found.settings if one.transposed != first.transposed), None)
    return f"**Also {kind(other)}:** {named(other)}." if other else ""


def _none(starts: Sizes, goals: Sizes) -> str:
    return f"**{_told(starts)} → {_told(goals)}: nothing within these bounds does it.**"


def _loosened(starts: Sizes, goals: Sizes, way: bool | None, bounds: SearchBounds) -> list[str]:
    """What the search finds if one of the numbers it is held to is left open."""
    opened = (
        ("another kernel", replace(bounds, kernel=(1, MOST["kernel"]))),
        ("another stride", replace(bounds, stride=(1, MOST["stride"]))),
        ("dilation", replace(bounds, dilation=(1, WIDE["dilation"]))),
    )
    finds = [(name, _find(starts, goals, way, wider)) for name, wider in opened if wider != bounds]
    if way is not None:
        finds.append(("the other kind", _find(starts, goals, None, bounds)))
    return [
        f"**With {name}:** {kind(found.settings[0])} with {named(found.settings[0])}."
        for name, found in finds
        if found.total
    ]


def _instead(starts: Sizes, goals: Sizes, way: bool | None, bounds: SearchBounds) -> list[str]:
    """What can be had: each axis by itself, or sizes nearby."""
    if len(starts) > 1:
        axes = [
            (name, _find((start,), (goal,), way, bounds))
            for name, start, goal in zip(("height", "width"), starts, goals, strict=True)
        ]
        return [
            f"**The {name} alone:** {kind(found.settings[0])} with {named(found.settings[0])}."
            if found.total
            else f"**The {name} alone:** nothing does it either."
            for name, found in axes
        ]
    goal = goals[0]
    near = [
        f"{other:,}"
        for other in range(max(1, goal - FARTHEST), goal + FARTHEST + 1)
        if other != goal and _find(starts, (other,), way, bounds).total
    ]
    if near:
        return [f"**Sizes nearby that can be had:** {listed(near)}."]
    return ["**Nor can any size nearby.** Leave the kernel or the stride open, or go there in two layers."]


def _caption(found: SearchResult, shown: int, bounds: SearchBounds, by: str) -> str:
    order = "the simplest first" if by == "simplest" else f"by {by}"
    count = f"All {found.total:,} settings" if shown == found.total else f"{shown} of {found.total:,} settings"
    count = "The only setting" if found.total == 1 else f"{count}, {order}"
    searched = [
        f"{name} {low}" if low == high else f"{name}s {low}–{high}"
        for name, (low, high) in zip(
            ("kernel", "stride", "dilation"), (bounds.kernel, bounds.stride, bounds.dilation), strict=True
        )
    ]
    return f"{count}. Searched: {listed(searched, 'and')}, padding below the kernel's span."


def _told(sizes: Sizes) -> str:
    return " × ".join(f"{size:,}" for size in sizes)
