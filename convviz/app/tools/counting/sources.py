"""Marks where a reader of the articles behind this page would stumble."""

from __future__ import annotations

from typing import Final

from convviz.app.page.source_corrections import SourceMark, source_marks

DEPTHWISE: Final = "The post on regular and depthwise separable convolutions in TensorFlow's terms"
ARTICLE: Final = "The article on depthwise convolution with `tf.nn.depthwise_conv2d`"


def counts() -> None:
    """About what follows from few weights, and about what is called FLOPs."""
    source_marks(
        SourceMark(
            "A source: “fewer parameters, so faster”",
            DEPTHWISE,
            "fewer parameters mean fewer operations, and so a faster layer.",
            "Multiplications are weights times positions, so that two layers of as many weights can differ in them; "
            "and time is also memory traffic.",
        ),
        SourceMark(
            "A source: “W·H·C·K·K FLOPs”",
            ARTICLE,
            "a depthwise layer on W × H × C takes W·H·C·K·K FLOPs.",
            "That is the number of its multiplications, not of its FLOPs, which are twice as many; and it holds only "
            "where the output keeps the size, with a multiplier of 1.",
        ),
    )
