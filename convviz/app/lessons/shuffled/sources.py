"""A mark where a reader of the articles behind this lesson would stumble."""

from __future__ import annotations

from convviz.app.page.source_corrections import SourceMark, source_marks


def reach() -> None:
    """About what a shuffle reaches."""
    source_marks(
        SourceMark(
            "A source: the shuffle reaches all",
            "“Towards intuitive understanding of convolutions through visualizations”, section 11",
            "(implied) after a shuffle every output sees every input.",
            "Only if each group has at least as many channels as there are groups. The named case “8 in 4 groups” has "
            "2 a group: there an output sees 4 of 8.",
        )
    )
