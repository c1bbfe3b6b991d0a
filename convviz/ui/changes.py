"""Numbers changed by hand, as a link carries them: only what differs from the named numbers, `row.column~value`.

`1.3~9_2.0~-1.5` puts 9 at row 1, column 3, and −1.5 at row 2, column 0. All of its characters stand in an address as
they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from convviz.ui.fields import Spelled

MOST: Final = 256  # numbers changed: all of a 16 × 16 input; more would make addresses that break when pasted
LARGEST: Final = 999_999
DECIMALS: Final = 6

ENTRY: Final = re.compile(r"(\d{1,2})\.(\d{1,2})~(-?\d{1,6}(?:\.\d{1,6})?)", re.ASCII)

Cell = tuple[int, int]
Changed = dict[Cell, float]
Numbers = NDArray[Any]


def read(text: str) -> Changed | None:
    """The changes that `text` spells, by cell; None if it spells none."""
    matches = [ENTRY.fullmatch(entry) for entry in text.split("_")] if text else []
    if len(matches) > MOST or not all(matches):
        return None
    return {(int(match[1]), int(match[2])): float(match[3]) for match in matches if match}


def write(changed: Mapping[Cell, float]) -> str:
    """The text that `read` turns into `changed`."""
    return "_".join(f"{row}.{column}~{_plain(value)}" for (row, column), value in sorted(changed.items()))


def apply(numbers: Numbers, text: str) -> Numbers:
    """`numbers`, `(height, width)`, with the changes of `text` put in; whole numbers stay whole if all changes are."""
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


@dataclass(frozen=True, slots=True)
class Within(Spelled):
    """Every text of changes to a grid of this size, as the options of a field; the first is "no changes"."""

    height: int
    width: int

    def __contains__(self, text: object) -> bool:
        changed = read(text) if isinstance(text, str) else None
        return changed is not None and all(self._has(cell) for cell in changed)

    def nearest(self, text: str) -> str:
        """The changes of `text` that lie within the grid."""
        return write({cell: value for cell, value in (read(text) or {}).items() if self._has(cell)})

    def _has(self, cell: Cell) -> bool:
        return cell[0] < self.height and cell[1] < self.width


def _plain(value: float) -> str:
    return str(int(value)) if value.is_integer() else f"{value:.{DECIMALS}f}".rstrip("0")
