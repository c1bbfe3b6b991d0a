"""A mark where a reader of one of the articles behind this lesson would stumble."""

from __future__ import annotations

from convviz.app.lessons.correlation.pair import Pair
from convviz.app.lessons.correlation.words import place
from convviz.app.page.source_corrections import SourceMark, source_marks
from convviz.scene.step_text import number

INTUITIVE = "“Towards intuitive understanding of convolutions through visualizations”"


def area(pair: Pair) -> None:
    """About what one output number is."""
    meeting = pair.largest
    overlap = sum(min(abs(v), abs(w)) for v, w in meeting.pairs if v * w > 0)
    source_marks(
        SourceMark(
            "A source: “the area of the intersection”",
            f"{INTUITIVE}, section 1",
            "at each position, the value is the area of the intersection of the two functions.",
            "It is the area under their *product*: multiply first, then add up. Here, at convolution "
            f"{place(meeting.cell)}, the {len(meeting.pairs)} products add up to {number(meeting.sum)}; bars of these "
            f"heights would overlap in an area of {number(overlap)}. And a product can be negative, which no area of "
            "an intersection is.",
        )
    )
