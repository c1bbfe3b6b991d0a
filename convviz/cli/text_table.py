"""Columns of text that line up."""

from __future__ import annotations

from collections.abc import Collection, Sequence


def aligned(lines: Sequence[Sequence[str]], right: Collection[int] = ()) -> str:
    """Lines of cells, each column as wide as its widest cell.

    Args:
        lines: of equally many cells.
        right: columns of numbers, which end together.

    Example:
        >>> print(aligned([["one", "1"], ["thousand", "1,000"]], {1}), end="")
        one           1
        thousand  1,000
    """
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "".join(f"{_line(line, widths, right)}\n" for line in lines)


def _line(line: Sequence[str], widths: Sequence[int], right: Collection[int]) -> str:
    cells = zip(line, widths, strict=True)
    padded = [cell.rjust(width) if at in right else cell.ljust(width) for at, (cell, width) in enumerate(cells)]
    return "  ".join(padded).rstrip()
