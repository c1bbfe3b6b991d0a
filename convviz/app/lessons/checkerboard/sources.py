"""Marks where a reader of the articles behind this lesson would stumble."""

from __future__ import annotations

from convviz.app.page.source_corrections import SourceMark, source_marks

INTUITIVE = "“Towards intuitive understanding of convolutions through visualizations”, section 6.1"


def overlap() -> None:
    """About where the pattern is, and what a divisible kernel does."""
    source_marks(
        SourceMark(
            "A source: “each differs from its neighbour”",
            INTUITIVE,
            "with kernel 5 and stride 2, every pixel is painted more or less often than the one beside it.",
            "Inside, yes. At the ends the counts begin 1 1 2 2 3, so neighbours are alike there.",
        ),
        SourceMark(
            "A source: “avoids the overlap”",
            INTUITIVE,
            "a kernel size divisible by the stride avoids the overlap.",
            "It makes the overlap even. Kernel 4 with stride 2 still paints every cell inside twice; only *k* = *s* "
            "has no overlap.",
        ),
    )
