"""Marks where a reader of the articles behind this lesson would stumble."""

from __future__ import annotations

from convviz.app.page.source_corrections import SourceMark, source_marks

INTUITIVE = "“Towards intuitive understanding of convolutions through visualizations”"


def size() -> None:
    """About the size of the output."""
    source_marks(
        SourceMark(
            "A source: “SAME keeps the size”",
            f"{INTUITIVE}, section 5",
            "with SAME padding, the output has the size of the input.",
            "Only at stride 1. In general SAME gives ⌈*in* / stride⌉ rows: 6 become 3 at stride 2.",
        ),
        SourceMark(
            "A source: “five positions”",
            f"{INTUITIVE}, section 2.2",
            "right after an input of 5 × 5 and a window of 3 × 3, the window slides to five positions each way.",
            "There it has 5 − 3 + 1 = 3 each way. Five need padding of 1, or an input of 7 × 7.",
        ),
    )


def why() -> None:
    """About sharing weights."""
    source_marks(
        SourceMark(
            "A source: “invariant”",
            f"{INTUITIVE}, section 2",
            "convolution is invariant to translation.",
            "It is *equivariant*: move the input and the output moves along. Invariant would mean that the output "
            "stays as it is; what gives that, in part, is pooling.",
        ),
        SourceMark(
            "A source: “not matrix multiplication”",
            "“Separable convolutions”",
            "convolution is not matrix multiplication.",
            "It is one: unroll the input into a vector, and every output number is a row of a matrix times it. Most of "
            "that matrix is zeros, and the rest are the kernel's few weights over and over.",
        ),
    )


def code() -> None:
    """About writing it yourself."""
    source_marks(
        SourceMark(
            "A source: “zeros_like(input)”",
            "The article that writes convolutions from scratch in NumPy",
            "the array for the output is made by `np.zeros_like(image)`.",
            "That also copies the number type: with an image of whole numbers, a box blur is cut down to whole "
            "numbers, and in `uint8` sums beyond 255 start again at 0. Ask for the type you need: "
            "`np.zeros(shape, dtype=float)`.",
        )
    )
