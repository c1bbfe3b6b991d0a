"""Marks where a reader of the articles behind this lesson would stumble."""

from __future__ import annotations

from typing import Final

from convviz.app.page.source_corrections import SourceMark, source_marks

INTUITIVE: Final = "“Towards intuitive understanding of convolutions through visualizations”"


def axes() -> None:
    """About where the window moves."""
    source_marks(
        SourceMark(
            "A source: “moves along the channel”",
            f"{INTUITIVE}, section 3",
            "a 3-D filter moves in three directions: height, width and channel of the picture.",
            "The third direction is *depth*, an axis of space or time like the other two. Channels are another axis: "
            "nothing moves along it, each filter covers all channels and adds them up, in 2-D and in 3-D alike.",
        ),
        SourceMark(
            "A source: “a 3-D filter”",
            f"{INTUITIVE}, section 2.2",
            "the multi-channel 2-D convolution slides a 3-D filter over the input.",
            "The block of weights has three axes, but it slides along two. What a convolution is called after is the "
            "axes along which its window *moves*: as many as the input's own axes of space, channels not counted.",
        ),
    )
