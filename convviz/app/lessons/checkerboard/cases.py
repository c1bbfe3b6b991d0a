"""The named cases of the lesson: layers, stacks of layers, and things to try."""

from __future__ import annotations

from typing import Final

from convviz.app.lessons.checkerboard import text
from convviz.app.page.try_this import Idea
from convviz.app.params.case import Case

CASES: Final = (
    Case("k3 s2", {}, "uneven"),
    Case("k5 s2", {"kernel": 5}, "uneven"),
    Case("k4 s2", {"kernel": 4}, "even inside"),
    Case("k2 s2", {"kernel": 2}, "even, no overlap"),
    Case("k2 s1", {"kernel": 2, "stride": 1}, "even"),
    Case("k3 s1", {"stride": 1}, "even"),
    Case("k2 s3", {"kernel": 2, "stride": 3}, "holes"),
    Case("k3 s2 in 2-D", {"dimensions": "2d"}, "1, 2, 4"),
    Case("k4 s2 in 2-D", {"dimensions": "2d", "kernel": 4}),
)

# Each is put in the place of the stack on show; the rest of the state stays.
STACKS: Final = (
    Case("k3 s2 · k3 s2", {"kernel": 3, "layers": 2, "kernel_2": 3, "stride_2": 2}),
    Case("k3 s2 · k4 s2", {"kernel": 3, "layers": 2, "kernel_2": 4, "stride_2": 2}),
    Case("k4 s2 · k3 s2", {"kernel": 4, "layers": 2, "kernel_2": 3, "stride_2": 2}),
    Case("k3 s2 · k2 s1", {"kernel": 3, "layers": 2, "kernel_2": 2, "stride_2": 1}),
    Case("k3 s2 · k3 s1", {"kernel": 3, "layers": 2, "kernel_2": 3, "stride_2": 1}),
    Case(
        "k3 s2 · k3 s2 · k4 s1",
        {"kernel": 3, "layers": 3, "kernel_2": 3, "stride_2": 2, "kernel_3": 4, "stride_3": 1},
    ),
)
UNCROPPED: Final = {"stride": 2, "padding_cells": 0, "padding_2": 0, "padding_3": 0}

IDEAS: Final = (
    Idea("Weights 1 2 1", text.TRY_REPAIR, {"taps_edits": "1~2"}),
    Idea("Kernel 8, stride 3", text.TRY_EVEN, {"kernel": 8, "stride": 3}),
    Idea("Crop two at each end", text.TRY_PADDING, {"padding_cells": 2}),
)
