"""Marks where a reader of the articles behind this lesson would stumble."""

from __future__ import annotations

from convviz.app.page.source_corrections import SourceMark, source_marks

BASIC = "The notes on separable convolutions that start from MobileNet"
INTUITIVE = "“Towards intuitive understanding of convolutions through visualizations”"
DEPTHWISE = "The post on regular and depthwise separable convolutions in TensorFlow's terms"


def price() -> None:
    """About shapes and prices."""
    source_marks(
        SourceMark(
            "A source: “12×12×3 → 12×12×256”",
            BASIC,
            "a 12 × 12 × 3 picture under 5 × 5 kernels becomes 12 × 12 × 256.",
            "Without padding 8 × 8 × 256 come out: 12 − 5 + 1 = 8. Its count of 64 positions is the right one.",
        ),
        SourceMark(
            "A source: “1/h² for many filters”",
            f"{INTUITIVE}, section 8.2",
            "with many more filters than the kernel is high (N much larger than h) the ratio is 1/h².",
            "N must be much larger than h²: with h = 7 and N = 49 filters both parts are 1/49, together 2/49. Nor does "
            "h have to be even, as it says: kernels are usually odd, and the formula needs neither.",
        ),
        SourceMark(
            "A source: “fewer weights, so faster”",
            DEPTHWISE,
            "fewer parameters mean fewer operations, and so a faster layer.",
            "Multiplications are weights times positions, so two layers of as many weights can differ; and memory "
            "takes its time, too.",
        ),
    )


def loss() -> None:
    """About what can be replaced."""
    source_marks(
        SourceMark(
            "A source: “any kernel will do”",
            BASIC,
            "depthwise separable convolutions also work with kernels that cannot be factored.",
            "The single kernels may be anything, but the whole bank of filters must factor into one kernel for each "
            "channel times a table of weights. An arbitrary layer cannot be reproduced.",
        ),
        SourceMark(
            "A source: “a kernel of 5×5×1×1”",
            BASIC,
            "the depthwise kernel is written 5 × 5 × 1 × 1.",
            "There are as many kernels of 5 × 5 × 1 as channels; three in its example.",
        ),
    )
