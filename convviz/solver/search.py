"""Every setting that leads from one size to another, the simplest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from convviz.errors import ConvError
from convviz.solver.setting import Setting
from convviz.spec.parse import Ints, entries_of, flag, whole

MOST_KERNEL = 16
MOST_STRIDE = 16
MOST_DILATION = 8
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SearchBounds:
    """Where to look: least and most of each number, both included.

    Padding follows: at either end it stays below the span of the kernel, for more would make windows that see nothing
    but padding (direct) or crop whole stamps away (transposed), and it is never wider than the big grid itself.

    Attributes:
        kernel: taps.
        stride: cells from one window to the next.
        dilation: cells from one tap to the next.
        uneven: whether the high end may have one cell of padding more than the low end.
    """

    kernel: Span = (1, 11)
    stride: Span = (1, 8)
    dilation: Span = (1, 4)
    uneven: bool = True

    @classmethod
    def of(
        cls, *, kernel: int | Span = (1, 11), stride: int | Span = (1, 8), dilation: int | Span = (1, 4),
        uneven: bool = True,
    ) -> SearchBounds:  # fmt: skip
        """Check them; one number means exactly that.

        Raises:
            ConvError: a number below 1, beyond what is searched, or a most below its least.
        """
        return cls(
            _span("kernel", kernel, MOST_KERNEL),
            _span("stride", stride, MOST_STRIDE),
            _span("dilation", dilation, MOST_DILATION),
            flag("uneven", uneven),
        )


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search has found.

    Attributes:
        settings: the simplest ones, in order.
        total: how many there are in all.
    """

    settings: tuple[Setting, ...]
    total: int


def find(
    start: int | Sequence[int],
    goal: int | Sequence[int],
    *,
    transposed: bool | None = None,
    bounds: SearchBounds | None = None,
    limit: int | None = None,
) -> SearchResult:
    """All settings that turn `start` cells into `goal` cells.

    With several axes, those that do so along every axis with the same numbers. Simple means, in this order:

    1. the kind one expects: transposed where the picture grows, direct where it does not;
    2. no cell is missed: every input cell is read (direct), every output cell is stamped (transposed);
    3. dilation 1, then more;
    4. equal padding at both ends, which is all that PyTorch's `padding=` can say;
    5. no output_padding, then more;
    6. an odd kernel, which has a middle (direct), or a kernel that the stride divides, whose stamps overlap evenly and
       so leave no checkerboard (transposed);
    7. less padding beyond what "same" takes (span - 1), then a smaller kernel, a smaller stride, less padding.

    Args:
        start: cells of the input, one number or one for each axis.
        goal: cells of the output, likewise.
        transposed: only these, only direct ones (False), or both (None).
        bounds: where to look.
        limit: how many to return at most; None: all.

    Raises:
        ConvError: a size below 1 or beyond 64 bits, or another number of axes.

    Example:
        >>> found = find(28, 56, bounds=SearchBounds.of(kernel=3))
        >>> found.settings[0]
        Setting(kernel=3, stride=2, low=1, high=1, dilation=1, output_padding=1, transposed=True)
    """
    starts, goals = _sizes("start", start), _sizes("goal", goal)
    if len(starts) != len(goals):
        raise ConvError("goal", goal, f"must have {len(starts)} sizes, as `start` has", "Give one size for each axis.")
    kinds = (False, True) if transposed is None else (flag("transposed", transposed),)
    most = None if limit is None else whole("limit", limit, 1)
    within = SearchBounds() if bounds is None else bounds
    grows = sum(goals) > sum(starts)
    settings = [setting for kind in kinds for setting in _all(starts, goals, kind, within)]
    settings.sort(key=lambda setting: _rank(setting, starts, grows))
    return SearchResult(tuple(settings[:most]), len(settings))


def best_by_kernel(found: SearchResult) -> dict[int, Setting]:
    """The simplest setting of each kernel size, by size, out of all that were found."""
    best: dict[int, Setting] = {}
    for setting in found.settings:
        best.setdefault(setting.kernel, setting)
    return dict(sorted(best.items()))


def _all(starts: Ints, goals: Ints, transposed: bool, bounds: SearchBounds) -> Iterator[Setting]:
    """Those that suit the first axis, as far as they suit the others."""
    solve = _stamping if transposed else _sliding
    for setting in solve(starts[0], goals[0], bounds):
        if all(setting.output(start) == goal for start, goal in zip(starts[1:], goals[1:], strict=True)):
            yield setting


def _sliding(start: int, goal: int, bounds: SearchBounds) -> Iterator[Setting]:
    """Solved for the padding: a stride of s rounds s different amounts down to the same output."""
    for kernel, stride, dilation, span in _windows(bounds):
        least = (goal - 1) * stride + span - start
        for total in range(max(0, least), min(least + stride - 1, _most_padding(span, start)) + 1):
            if bounds.uneven or total % 2 == 0:
                yield Setting(kernel, stride, total // 2, total - total // 2, dilation)


def _stamping(start: int, goal: int, bounds: SearchBounds) -> Iterator[Setting]:
    """Solved for the crop, for each output_padding."""
    for kernel, stride, dilation, span in _windows(bounds):
        stamped = (start - 1) * stride + span
        for extra in range(max(stride, dilation)):
            total = stamped + extra - goal
            if 0 <= total <= _most_padding(span, goal) and (bounds.uneven or total % 2 == 0):
                yield Setting(kernel, stride, total // 2, total - total // 2, dilation, extra, True)


def _most_padding(span: int, big: int) -> int:
    """Cells at both ends together."""
    return 2 * min(span - 1, big)


def _windows(bounds: SearchBounds) -> Iterator[tuple[int, int, int, int]]:
    """Kernel, stride, dilation and span; a single tap has no dilation but the least."""
    for kernel in _every(bounds.kernel):
        for stride in _every(bounds.stride):
            for dilation in _every(bounds.dilation) if kernel > 1 else bounds.dilation[:1]:
                yield kernel, stride, dilation, dilation * (kernel - 1) + 1


def _rank(setting: Setting, starts: Ints, grows: bool) -> tuple[int, ...]:
    """What `find` says of simple, as numbers: the smaller, the simpler."""
    plain = setting.overlaps_evenly if setting.transposed else setting.kernel % 2 == 1
    return (
        setting.transposed != grows,
        any(map(setting.missed, starts)),
        setting.dilation,
        setting.low != setting.high,
        setting.output_padding,
        not plain,
        max(0, setting.padding - (setting.span - 1)),
        setting.kernel,
        setting.stride,
        setting.padding,
    )


def _every(span: Span) -> range:
    return range(span[0], span[1] + 1)


def _sizes(name: str, value: Any) -> Ints:
    entries = entries_of(value)
    if entries is None:
        entries = (value,)
    if not 1 <= len(entries) <= 3:
        raise ConvError(name, value, "must be one size, or one for each of up to 3 axes", "Leave channels out.")
    return tuple(whole(name, entry, 1) for entry in entries)


def _span(name: str, value: Any, most: int) -> Span:
    entries = entries_of(value)
    entries = (value, value) if entries is None else entries
    if len(entries) != 2:
        raise ConvError(name, value, "must be one number, or the least and the most", "Give (1, 7), say.")
    low, high = whole(name, entries[0], 1), whole(name, entries[1], 1)
    if high > most:
        raise ConvError(name, high, f"must be at most {most}, as far as the search goes", f"Use {most} or less.")
    if high < low:
        raise ConvError(name, (low, high), "must have a most that is not below its least", "Exchange the two.")
    return low, high
