"""Marks where a reader of the articles behind this lesson would stumble."""

from __future__ import annotations

from typing import Final

from convviz.app.lessons.spatial.cost import SMALL, both
from convviz.app.page.source_corrections import SourceMark, source_marks

INTUITIVE: Final = "“Towards intuitive understanding of convolutions through visualizations”, section 8.1"
BASIC: Final = "The article “Separable Convolutions”"


def price() -> None:
    """About how much is saved."""
    each = {size: _each(size) for size in (5, 4, 3)}
    source_marks(
        SourceMark(
            "A source: “9 become 6”",
            BASIC,
            "instead of 9 multiplications, the two convolutions do 3 each, 6 in all.",
            f"6 an output number is what a large input approaches. On 5 × 5 it is {each[5]}, on 4 × 4 {each[4]} and so "
            f"no saving, on 3 × 3 {each[3]}, dearer than at once. And only kernels of rank 1 can be had this way.",
        ),
        SourceMark(
            "A source: “N − 2”",
            INTUITIVE,
            "the general price is written with N − 2 positions a side.",
            "A kernel of m × m has N − m + 1 positions a side. That is N − 2 only for m = 3.",
        ),
    )


def kernels() -> None:
    """About which kernels can be had."""
    source_marks(
        SourceMark(
            "A source: “works with kernels that cannot be factored”",
            BASIC,
            "depthwise separable convolution, unlike this one, also takes kernels that cannot be split in two.",
            "It splits channels from space and not rows from columns, so its k × k kernels may have any rank. But the "
            "whole bank of filters must factor: all of them use the same kernel for a channel, each times a number of "
            "its own. It cannot reproduce an arbitrary layer either.",
        )
    )


def _each(size: int) -> int:
    whole, parts = both(size, SMALL)
    return parts.multiplications // whole.written
