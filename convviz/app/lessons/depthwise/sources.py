"""Marks where a reader of the articles behind this lesson would stumble."""

from __future__ import annotations

from convviz.app.page.source_corrections import SourceMark, source_marks
from convviz.app.widgets.figures import times
from convviz.costs.layer import cost
from convviz.spec.conv import ConvSpec

ARTICLE = "The article on depthwise convolution with `tf.nn.depthwise_conv2d`"
INTUITIVE = "“Towards intuitive understanding of convolutions through visualizations”, section 10.1"
_THREE = ConvSpec.of(2, 3, 9, 3, groups=3)
_EIGHT = ConvSpec.of(2, 3, 8, 3)
_SIDE = (15, 15)


def price() -> None:
    """About the number of multiplications."""
    one, other = (cost(ConvSpec.of(2, 3, 3, 3, groups=groups), _SIDE).macs for groups in (3, 1))
    single = cost(ConvSpec.of(2, 3, 1, 3), _SIDE).macs
    source_marks(
        SourceMark(
            "A source: “as many as the normal one”",
            ARTICLE,
            "the normal and the depthwise convolution take the same number of multiplications.",
            f"Only if the normal one has a single filter. On 15 × 15 × 3 with kernels of 3 × 3 that is {single:,} for "
            f"both; with as many maps as the depthwise one, the normal one takes {other:,} against {one:,}.",
        ),
        SourceMark(
            "A source: “W·H·C·K·K FLOPs”",
            ARTICLE,
            "a depthwise convolution takes W · H · C · K · K floating point operations.",
            "That many multiplications, each with an addition: twice as many FLOPs. And only if the output keeps the "
            "size of the input and the multiplier is 1.",
        ),
    )


def depth() -> None:
    """About how many channels come out."""
    source_marks(
        SourceMark(
            "A source: “expanded to k · multiplier”",
            ARTICLE,
            "each channel is expanded to k · channel_multiplier channels.",
            "Each to channel_multiplier; all k channels together to k · channel_multiplier.",
        ),
        SourceMark(
            "A source: “in multiples of 3”",
            ARTICLE,
            "the depth of the output comes in multiples of 3.",
            "In multiples of the number of input channels, which in its example happens to be 3.",
        ),
        SourceMark(
            "A source: “depthwise keeps the depth”",
            INTUITIVE,
            "a depthwise convolution does not change the number of channels.",
            f"It multiplies it by the channel multiplier: {_THREE.in_channels} channels with 3 kernels each give "
            f"{_THREE.out_channels}.",
        ),
    )


def shapes() -> None:
    """About shapes in its examples."""
    (filters, *sizes) = (_EIGHT.out_channels, *_EIGHT.resolve(_SIDE).output_shape)
    source_marks(
        SourceMark(
            "A source: “x of shape (1, 3, 2, 1)”",
            ARTICLE,
            "the nine numbers of its worked example are reshaped to (1, 3, 2, 1).",
            "Nine numbers make (1, 3, 3, 1). The output it prints is that of this shape: open “TensorFlow's example”.",
        ),
        SourceMark(
            "A source: “(…, 13, 13, 3), padding applied”",
            ARTICLE,
            "conv2d with a filter of (3, 3, 3, 8) gives (…, 13, 13, 3), with padding.",
            f"{filters} filters give {filters} channels: {times((*sizes, filters))}. And 13 = 15 − 3 + 1 means VALID, "
            "without padding.",
        ),
        SourceMark(
            "A source: “the shape of the input”",
            ARTICLE,
            "the output has the shape of the input.",
            "Height and width stay with SAME and strides of 1; the channels are always input channels × multiplier.",
        ),
    )
