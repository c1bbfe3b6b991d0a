"""Marks where a reader of the articles behind this lesson would stumble."""

from __future__ import annotations

from convviz.app.page.source_corrections import SourceMark, source_marks

INTUITIVE = "“Towards intuitive understanding of convolutions through visualizations”"


def groups() -> None:
    """About the example, and about what depthwise leaves."""
    source_marks(
        SourceMark(
            "A source: 3 channels in 2 groups",
            f"{INTUITIVE}, section 10",
            "the running example of 7 × 7 × 3 is cut into 2 groups.",
            "2 does not divide 3 channels. That is why this lesson has 4; with 3 it offers 1 and 3 groups.",
        ),
        SourceMark(
            "A source: “depthwise keeps the depth”",
            f"{INTUITIVE}, section 10.1",
            "with as many groups as channels, as many channels come out as go in.",
            "The depth is multiplied by the channel multiplier, filters / channels. It is kept only where that is 1.",
        ),
    )


def alexnet() -> None:
    """About the graphics cards."""
    source_marks(
        SourceMark(
            "A source: cards of 1.5 GB",
            f"{INTUITIVE}, section 10",
            "AlexNet's graphics cards had 1.5 GB of memory each.",
            "They were two GTX 580 with 3 GB each (Krizhevsky, Sutskever and Hinton 2012, section 3.2).",
        )
    )
