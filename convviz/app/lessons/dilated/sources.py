"""Marks where a reader of the articles behind this lesson would stumble."""

from __future__ import annotations

from convviz.app.lessons.dilated.cases import rates
from convviz.app.lessons.dilated.field_growth import WEIGHTS
from convviz.app.page.source_corrections import SourceMark, source_marks
from convviz.spec.receptive_field import AxisLayer, receptive_fields

INTUITIVE = "“Towards intuitive understanding of convolutions through visualizations”, section 7"


def field() -> None:
    """About fields of 7 and 15."""
    steps = [each.receptive for each in receptive_fields(rates(3, (1, 2, 4)))]
    alone = {rate: AxisLayer(3, dilation=rate).span for rate in (2, 4)}
    spans = " and ".join(f"{span} cells at rate {rate}" for rate, span in alone.items())
    source_marks(
        SourceMark(
            "A source: “field 15 at rate 3”",
            INTUITIVE,
            "the receptive field is 15 × 15 for a rate of 3.",
            f"It is {steps[2]} after the *third layer* of the rates 1, 2, 4; the fields on the way are {steps[0]}, "
            f"{steps[1]}, {steps[2]}. They belong to the stack: a single kernel of 3 spans only {spans}.",
        ),
        SourceMark(
            "A source: “the dots are the output”",
            INTUITIVE,
            "the nine dots in the picture of a dilated kernel are the output of the convolution.",
            "They are its nine taps on the input, spread by the rate. One step makes a single output number of them.",
        ),
    )


def price() -> None:
    """About a field without cost."""
    layers = rates(3, (1, 2, 4))
    costs = " and ".join(
        f"{each.receptive} takes {count} layers with {count * WEIGHTS} weights"
        for count, each in enumerate(receptive_fields(layers), 1)
        if count > 1
    )
    source_marks(
        SourceMark(
            "A source: “a large field without cost”",
            INTUITIVE,
            "dilation gives a large receptive field without additional cost.",
            f"In one layer the rate itself is free. But a field of {costs}, to learn and to multiply with at every "
            "place. What is true: plain layers would need more of them.",
        )
    )
