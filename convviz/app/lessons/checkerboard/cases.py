"""The named cases of the lesson: layers, stacks of layers, and things to try."""

from __future__ import annotations

from typing import Final

CASES: Final[dict[str, dict[str, str]]] = {
    "k3 s2": {},
    "k5 s2": {"k": "5"},
    "k4 s2": {"k": "4"},
    "k2 s2": {"k": "2"},
    "k2 s1": {"k": "2", "s": "1"},
    "k3 s1": {"s": "1"},
    "k2 s3": {"k": "2", "s": "3"},
    "k3 s2 in 2-D": {"dim": "2d"},
    "k4 s2 in 2-D": {"dim": "2d", "k": "4"},
}
HINTS: Final = {
    "k3 s2": "uneven",
    "k5 s2": "uneven",
    "k4 s2": "even inside",
    "k2 s2": "even, no overlap",
    "k2 s1": "even",
    "k3 s1": "even",
    "k2 s3": "holes",
    "k3 s2 in 2-D": "1, 2, 4",
}
CASES_NOTE: Final = """
*k* is the kernel size, *s* the stride.

* **k3 s2**, **k5 s2**: the stride does not divide the kernel; some cells are painted more often than their neighbours.
* **k4 s2**: it does. Only the ends get less.
* **k2 s2**: stamps side by side, none lies on another.
* **k2 s1**, **k3 s1**: at stride 1 every kernel is even.
* **k2 s3**: a kernel smaller than the stride leaves cells that are never painted.
* **in 2-D**: the counts of rows and columns multiply.
"""

STACKS: Final[dict[str, dict[str, int]]] = {
    "k3 s2 · k3 s2": {"k": 3, "l": 2, "k2": 3, "s2": 2},
    "k3 s2 · k4 s2": {"k": 3, "l": 2, "k2": 4, "s2": 2},
    "k4 s2 · k3 s2": {"k": 4, "l": 2, "k2": 3, "s2": 2},
    "k3 s2 · k2 s1": {"k": 3, "l": 2, "k2": 2, "s2": 1},
    "k3 s2 · k3 s1": {"k": 3, "l": 2, "k2": 3, "s2": 1},
    "k3 s2 · k3 s2 · k4 s1": {"k": 3, "l": 3, "k2": 3, "s2": 2, "k3": 4, "s3": 1},
}
UNCROPPED: Final = {"s": 2, "p": 0, "p2": 0, "p3": 0}

IDEAS: Final = (
    (
        "Weights 1 2 1",
        "**Repair it by hand.** This kernel has 3 taps and stride 2, but its weights are 1, 2, 1. Every cell inside "
        "now gets the sum 2. A network can learn that; nothing makes it. Change a weight and watch the bars.",
        {"ks": "1~2"},
    ),
    (
        "Kernel 8, stride 3",
        "**Find the even ones.** With stride 3, which kernel sizes from 1 to 8 have bars of one height inside? "
        "Try them all; two do.",
        {"k": "8", "s": "3"},
    ),
    (
        "Crop two at each end",
        "**Does padding help?** Here it crops two cells at each end, and with them the low ends. What is inside "
        "stays as uneven as before.",
        {"p": "2"},
    ),
)
