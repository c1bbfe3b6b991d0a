"""Numbers changed by hand, as a link carries them: only what differs from the named numbers, `row.column~value`.

`1.3~9_2.0~-1.5` puts 9 at row 1, column 3, and −1.5 at row 2, column 0; a grid of other dimensions has as many indices
as it has axes. All of these characters stand in an address as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from convviz.app.params.param import Allowed, Param, TextPattern

MOST: Final = 256  # numbers changed: all of a 16 × 16 input; more would make addresses that break when pasted
LARGEST: Final = 999_999
DECIMALS: Final = 6

ENTRY: Final = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)~(-?\d{1,6}(?:\.\d{1,6})?)", re.ASCII)

Cell = tuple[int, ...]
Changed = dict[Cell, float]
Numbers = NDArray[Any]


def read(text: str) -> Changed | None:
    """The changes that `text` spells, by cell; None if it spells none."""
    matches = [ENTRY.fullmatch(entry) for entry in text.split("_")] if text else []
    if len(matches) > MOST or not all(matches):
        return None
    return {tuple(map(int, match[1].split("."))): float(match[2]) for match in matches if match}


def write(changed: Mapping[Cell, float]) -> str:
    """The text that `read` turns into `changed`."""
    return "_".join(f"{'.'.join(map(str, cell))}~{_plain(value)}" for cell, value in sorted(changed.items()))


def apply(numbers: Numbers, text: str) -> Numbers:
    """`numbers`, of any shape, with the changes of `text` put in; whole numbers stay whole if all changes are."""
    changed = read(text) or {}
    if not changed:
        return numbers
    result = numbers.copy() if all(value.is_integer() for value in changed.values()) else numbers.astype(np.float64)
    for cell, value in changed.items():
        result[cell] = value
    return result


def merged(text: str, numbers: Numbers, edits: Iterable[tuple[Cell, float]]) -> str | None:
    """`text` with `edits` made on top, leaving out what is as in `numbers` again; None if there would be too many."""
    changed = {**(read(text) or {}), **{cell: round(value, DECIMALS) for cell, value in edits}}
    differing = {cell: value for cell, value in changed.items() if value != numbers[cell]}
    return write(differing) if len(differing) <= MOST else None


class Within(TextPattern):
    """Every text of changes to a grid of this shape, as the options of a field; the first is "no changes"."""

    __slots__ = ("shape",)

    def __init__(self, *shape: int) -> None:
        self.shape = shape

    def __contains__(self, text: object) -> bool:
        changed = read(text) if isinstance(text, str) else None
        return changed is not None and all(self._has(cell) for cell in changed)

    def nearest(self, text: str) -> str:
        """The changes of `text` that lie within the grid."""
        return write({cell: value for cell, value in (read(text) or {}).items() if self._has(cell)})

    def _has(self, cell: Cell) -> bool:
        return len(cell) == len(self.shape) and all(index < size for index, size in zip(cell, self.shape, strict=True))


def edited(
    key: str, label: str, shape: Callable[[Any], tuple[int, ...]], largest: tuple[int, ...], *,
    spelled: str = "row.column", active_when: Callable[[Any], bool] | None = None, only: str = "",
) -> Param[str]:  # fmt: skip
    """The numbers changed by hand in one grid.

    Args:
        key: its name in a link.
        label: "the changed numbers of the input".
        shape: of the grid in a state; changes outside of it are given up.
        largest: the largest shape it can have.
        spelled: how a cell is written.
        active_when: whether it matters beside the rest of a state.
        only: when it does, as the end of a clause.
    """

    def allowed(state: Any) -> Allowed:
        options = Within(*shape(state))
        return Allowed(
            options, nearest=lambda text: options.nearest(str(text)), message=lambda text: outside(options, text)
        )

    def outside(options: Within, text: object) -> str:
        of = read(str(text)) or {}
        lost = len(of) - len(read(options.nearest(str(text))) or {})
        lie = "lies outside of it now and is forgotten" if lost == 1 else "lie outside of it now and are forgotten"
        return f"Of the {len(of)} {label.removeprefix('the ')}, {lost} {lie}."

    syntax = f"must be written as {spelled}~value, up to {MOST} of them joined by _"
    return Param(key, label, Within(*largest), "", allowed=allowed, active_when=active_when, only=only, syntax=syntax)


def _plain(value: float) -> str:
    return str(int(value)) if value.is_integer() else f"{value:.{DECIMALS}f}".rstrip("0")
