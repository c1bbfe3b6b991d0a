"""Marks where a reader of the articles behind this lesson would stumble."""

from __future__ import annotations

from typing import Final

from convviz.app.page.source_corrections import SourceMark, source_marks

INTUITIVE: Final = "“Towards intuitive understanding of convolutions through visualizations”, section 9"


def products() -> None:
    """About what a filter is a product of."""
    source_marks(
        SourceMark(
            "A source: “two rank-1 filters”",
            INTUITIVE,
            "a spatial filter is approximated by two filters of rank 1, a standard one by three, as cross-products.",
            "One column and one row make *one* product of vectors, an array of rank 1. It is the outer product; the "
            "cross product is something else.",
        ),
        SourceMark(
            "A source: “5 × 5 × 1 × 1”",
            "The article “Separable Convolutions”",
            "the depthwise kernel is written as 5 × 5 × 1 × 1.",
            "A depthwise convolution of three channels has three kernels of 5 × 5 × 1, one for each. The steps down "
            "and across of a flattened layer are depthwise as well: a column and a row for each filter.",
        ),
    )
