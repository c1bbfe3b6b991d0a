"""The named cases of the lesson: layers, stacks of layers, and things to try."""

from __future__ import annotations

from typing import Final

from convviz.app.lessons.checkerboard import text
from convviz.app.page.try_this import Idea
from convviz.app.params.case import Case

CASES: Final = (
    Case(
        "Why 2, 1, 2, 1?", {}, "kernel 3, stride 2", "uneven",
        "Stamps of 3 lie 2 cells apart, so every second cell gets two of them and the others one.",
        "Odena et al.: kernel 3, stride 2",
    ),
    Case(
        "Does a larger kernel help?", {"kernel": 5}, "5, stride 2", "larger",
        "3, 2, 3, 2: the counts come closer, but they still take turns.",
        "Odena et al.: kernel 5, stride 2",
    ),
    Case(
        "When is it even?", {"kernel": 4}, "4, stride 2", "even",
        "Stride 2 divides kernel 4: every cell inside gets 2 stamps. Only the ends get fewer.",
        "Odena et al.: kernel 4, stride 2",
    ),
    Case(
        "What if stamps only touch?", {"kernel": 2}, "2, stride 2", "touch",
        "The kernel is as long as the stride: stamps lie side by side, one for every cell.",
        "Kernel 2, stride 2",
    ),
    Case(
        "What does stride 1 do?", {"kernel": 2, "stride": 1}, "2, stride 1", "one",
        "Stride 1 divides every kernel size: all cells inside get 2 stamps.",
        "Kernel 2, stride 1",
    ),
    Case(
        "Also with kernel 3?", {"stride": 1}, "3, stride 1", "three",
        "Yes. At stride 1 all cells inside get 3 stamps, one for each weight.",
        "Kernel 3, stride 1",
    ),
    Case(
        "Can a cell stay empty?", {"kernel": 2, "stride": 3}, "2, stride 3", "empty",
        "The stamps are shorter than the step between them, so every third cell gets none.",
        "Kernel 2, stride 3",
    ),
    Case(
        "Where is the checkerboard?", {"dimensions": "2d"}, "1, 2, 4", "plane",
        "Counts of rows and columns multiply: 1, 2 and 4 take turns in both directions.",
        "Odena et al.: kernel 3, stride 2 in two dimensions",
    ),
    Case(
        "And an even plane?", {"dimensions": "2d", "kernel": 4}, "all 4", "even-plane",
        "2 · 2 = 4 stamps for every cell inside, because stride 2 divides kernel 4.",
        "Odena et al.: kernel 4, stride 2 in two dimensions",
    ),
)  # fmt: skip

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
