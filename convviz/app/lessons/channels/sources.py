"""Marks where a reader of the articles behind this lesson would stumble."""

from __future__ import annotations

from typing import Final

from convviz.app.page.source_corrections import SourceMark, source_marks

INTUITIVE: Final = "“Towards intuitive understanding of convolutions through visualizations”"
DEPTHWISE: Final = "The article on depthwise convolution in TensorFlow"


def filters() -> None:
    """About filters and what they give."""
    source_marks(
        SourceMark(
            "A source: “(_, 13, 13, 3)”",
            DEPTHWISE,
            "a `conv2d` with a filter of (3, 3, 3, 8) on 15 × 15 × 3 gives (_, 13, 13, 3), with padding applied.",
            "The last number of the filter's shape counts filters, and each gives a feature map: (_, 13, 13, **8**). "
            "And 13 = 15 − 3 + 1 means that nothing was padded (VALID); SAME would give 15.",
        ),
        SourceMark(
            "A source: “n channels from n 1 × 1 kernels”",
            DEPTHWISE,
            "more output channels are made by *n* kernels of 1 × 1.",
            "An ordinary layer has *n* **full** filters, each with a *k* × *k* kernel for every input channel. The "
            "1 × 1 belongs to the depthwise separable layer, where the channels are mixed in a step of its own.",
        ),
    )


def size() -> None:
    """About the size of the output."""
    source_marks(
        SourceMark(
            "A source: “five positions”",
            f"{INTUITIVE}, section 2.2",
            "right after a filter of 3 × 3 × 3 on 5 × 5 × 3, the filter slides to five positions each way.",
            "There it has 5 − 3 + 1 = 3 each way. Five need padding of 1, or an input of 7 × 7.",
        )
    )
