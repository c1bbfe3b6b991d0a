"""Marks where a reader of the articles behind this lesson would stumble."""

from __future__ import annotations

from typing import Final

from convviz.app.page.source_corrections import SourceMark, source_marks

INTUITIVE: Final = "“Towards intuitive understanding of convolutions through visualizations”"


def unit_matrix() -> None:
    """About Cᵀ as an inverse."""
    source_marks(
        SourceMark(
            "A source: “Cᵀ · C is the unit matrix”",
            f"{INTUITIVE}, section 6",
            "a matrix times its transpose is the unit matrix, and so Cᵀ takes the small picture back to the large one.",
            "A matrix with fewer rows than columns cannot have Cᵀ · C = 1, and that is what C is when it makes a "
            "picture smaller. Cᵀ gives back the shape, not the values.",
        )
    )
