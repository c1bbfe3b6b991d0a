"""Marks where a reader of the articles behind this lesson would stumble."""

from __future__ import annotations

from convviz.app.page.source_corrections import SourceMark, source_marks

INTUITIVE = "“Towards intuitive understanding of convolutions through visualizations”, section 4"


def few() -> None:
    """About fewer and more channels."""
    source_marks(
        SourceMark(
            "A source: “1 × 1 reduces”",
            INTUITIVE,
            "the use of a 1 × 1 convolution is to reduce the number of channels.",
            "As many channels come out as there are filters: fewer, as many, or more. It can also expand, as the named "
            "case 2 → 6 does, and the second half of a depthwise separable convolution.",
        ),
        SourceMark(
            "A source: “n channels from n 1 × 1 kernels”",
            "The article on convolutions in TensorFlow",
            "a layer gets its *n* output channels from *n* kernels of 1 × 1.",
            "An ordinary layer has *n* full filters, k × k and as deep as the input. Kernels of 1 × 1 make the "
            "channels only where the layer is split in two, as in a depthwise separable convolution.",
        ),
    )
