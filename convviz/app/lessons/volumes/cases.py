"""The named cases of the lesson, and what there is to try."""

from __future__ import annotations

from typing import Final

from convviz.app.lessons.volumes import text
from convviz.app.page.try_this import Idea
from convviz.app.params.case import Case

VESSEL: Final = Case(
    "What changes along a vessel?", {"input": "scan", "weights": "depth", "kernel": 1}, "8 × 12 × 12", "vessel",
    "The filter subtracts from each slice the one before. Only where the vessel bends is a cell not 0.",
    "Vessel: what changes",
)  # fmt: skip
CASES: Final = (
    Case(
        "Where can the window go?", {}, "3 × 3 × 3 out", "go",
        "A filter 2 deep has 3 places along a depth of 4. The 2-D filter, 4 deep, has one.",
        "Towards intuitive understanding, section 3: 3-D convolution",
    ),
    Case(
        "What if the filter is as deep?", {"kernel_depth": 4}, "1 × 3 × 3 out", "deep",
        "A filter 4 deep has one place along a depth of 4. Both layers write the same plane.",
        "As deep as the input",
    ),
    Case(
        "Are channels a depth?", {"channels": 2}, "2 channels × 4", "channels",
        "The 3-D filter walks over the 4 slices and adds up the 2 channels. For the 2-D one all 8 are channels.",
        "2 channels × 4 slices",
    ),
    Case(
        "What do three filters write?", {"filters": 3, "show": "solid"}, "3 volumes", "filters",
        "Each filter writes a volume of its own: three volumes of 3 × 3 × 3.",
        "Three filters",
    ),
    Case(
        "How do I keep the depth?",
        {"axes": "independent", "padding_depth": "same", "kernel_depth": 3, "show": "solid"}, "4 → 4", "keep",
        "A slice of zeros in front and one behind: a filter 3 deep writes 4 slices again.",
        "Padded along depth",
    ),
    VESSEL,
    Case(
        "How do I find a tube?", {"input": "scan", "weights": "tube", "kernel_depth": 3}, "3 slices deep", "tube",
        "The filter wants bright inside and dark around, in three slices. The output is largest along the vessel.",
        "Vessel: tube",
    ),
)  # fmt: skip
IDEAS: Final = (
    Idea("A filter 1 deep", text.TRY_ONE_DEEP, {"kernel_depth": 1}),
    Idea("A ramp along the depth", text.TRY_RAMP, {"input": "ramp", "weights": "depth"}),
    Idea(
        "Stride 2 along depth only",
        text.TRY_STRIDE,
        {"depth": 6, "axes": "independent", "stride": 1, "stride_depth": 2, "stride_across": 1},
    ),
)
