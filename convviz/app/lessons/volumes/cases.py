"""The named cases of the lesson: what each one is for, and the link that opens it."""

from __future__ import annotations

from typing import Final

CASES: Final = {
    "2 of 4 deep": {},
    "As deep as the input": {"kd": "4"},
    "2 channels × 4 slices": {"c": "2"},
    "Three filters": {"n": "3", "show": "solid"},
    "Padded along depth": {"axes": "independent", "padd": "same", "kd": "3", "show": "solid"},
    "Vessel: what changes": {"in": "scan", "ker": "depth", "k": "1"},
    "Vessel: tube": {"in": "scan", "ker": "tube", "kd": "3"},
}
HINTS: Final = {
    "2 of 4 deep": "3 × 3 × 3 out",
    "As deep as the input": "1 × 3 × 3 out",
}
CASES_NOTE: Final = """
* **2 of 4 deep**: a filter of 2 × 3 × 3 has three places to go along the depth of 4.
* **As deep as the input**: it has one, and both convolutions give the same plane.
* **2 channels × 4 slices**: a volume with channels. The filter walks over the slices; the channels it adds up.
* **Three filters**: three volumes come out, one for each.
* **Padded along depth**: a slice of zeros in front and one behind, and the output has as many slices as the input.
* **Vessel: what changes**: each slice minus the one before, on a made-up scan.
* **Vessel: tube**: bright inside, dark around, along three slices.
"""

IDEAS: Final = (
    (
        "A filter 1 deep",
        "**Take the depth away.** A filter 1 deep sees one slice at a time: the same 2-D kernel on each of the four "
        "slices, which never mix.",
        {"kd": "1"},
    ),
    (
        "A ramp along the depth",
        "**Feel the slope.** Every slice is one brighter than the slice before. What does a difference along depth "
        "write, with 9 products on each side? And what does a difference across the columns write?",
        {"in": "ramp", "ker": "depth"},
    ),
    (
        "Stride 2 along depth only",
        "**Skip slices.** A stride belongs to an axis: 2 along depth halves the slices and leaves rows and columns "
        "alone, as a video network does with time.",
        {"dep": "6", "axes": "independent", "s": "1", "sd": "2", "sw": "1"},
    ),
)
