"""What a transposed convolution costs, and what it would cost with the zeros really put in."""

from __future__ import annotations

from math import prod
from typing import Final

from convviz.app.lessons.transposed.model import TransposedModel
from convviz.app.widgets.bar_list import Bar
from convviz.costs.layer import cost
from convviz.spec.conv import ConvSpec

# A layer of a picture generator: 64 channels of 28 × 28 become 32 of 56 × 56.
EXAMPLE: Final = ConvSpec.of(2, 64, 32, 4, stride=2, padding=1, transposed=True)
EXAMPLE_SIZE: Final = (28, 28)


def sentences(model: TransposedModel) -> list[str]:
    """The count, the ratio and where it is printed."""
    geometry, macs, naive = model.geometry, model.cost.macs, model.naive
    inputs, outputs, taps = (prod(sizes) for sizes in (geometry.input_shape, geometry.output_shape, model.spec.kernel))
    met = macs - model.cost.on_padding
    stride = model.spec.stride[0]
    true, printed = example()
    return [
        f"**A transposed convolution counts input positions:** {inputs} inputs · {taps} taps = **{macs:,}** "
        f"multiplications. Put the zeros in and slide, and every output position costs all taps: {outputs} · {taps} = "
        f"**{naive:,}**, {naive / macs:.4g} times as many. Of these only {met:,} meet a number of the input; the "
        f"others meet a zero. For large pictures the ratio goes to s² = {stride**2}.",
        f"**Counters that count output positions print the larger number.** Of a layer from {EXAMPLE.in_channels} to "
        f"{EXAMPLE.out_channels} channels with a 4 × 4 kernel and stride 2 on {EXAMPLE_SIZE[0]} × {EXAMPLE_SIZE[1]}, "
        f"two popular ones (torchinfo 1.8 and thop 0.1) print {printed:,} multiplications; it takes {true:,}. "
        "Libraries put in no zeros.",
    ]


def bars(model: TransposedModel) -> list[Bar]:
    """Both counts of the state."""
    macs, naive, ratio = model.cost.macs, model.naive, model.naive / model.cost.macs
    return [
        Bar("Stamps: input positions × taps", (macs,), f"{macs:,}", now=True),
        Bar("Zeros put in: output positions × taps", (naive,), f"{naive:,} ({ratio:.4g} times)"),
    ]


def example() -> tuple[int, int]:
    """Multiplications of the example: what it takes, and what comes of counting output positions."""
    places = prod(EXAMPLE.output_shape(EXAMPLE_SIZE))
    return cost(EXAMPLE, EXAMPLE_SIZE).multiplications, places * prod(EXAMPLE.weight_shape)
