"""The named cases of the lesson, and what there is to try."""

from __future__ import annotations

from typing import Final

from convviz.app.lessons.volumes import text
from convviz.app.page.try_this import Idea
from convviz.app.params.case import Case

VESSEL: Final = Case("Vessel: what changes", {"input": "scan", "weights": "depth", "kernel": 1})
CASES: Final = (
    Case("2 of 4 deep", {}, hint="3 × 3 × 3 out"),
    Case("As deep as the input", {"kernel_depth": 4}, hint="1 × 3 × 3 out"),
    Case("2 channels × 4 slices", {"channels": 2}),
    Case("Three filters", {"filters": 3, "show": "solid"}),
    Case(
        "Padded along depth", {"axes": "independent", "padding_depth": "same", "kernel_depth": 3, "show": "solid"}
    ),
    VESSEL,
    Case("Vessel: tube", {"input": "scan", "weights": "tube", "kernel_depth": 3}),
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
