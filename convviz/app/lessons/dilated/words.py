"""What the lesson says about the one layer, with the numbers of the state it is in."""

from __future__ import annotations

from typing import Final

from convviz.app.lessons.dilated.layer import OneDilated
from convviz.app.widgets.figures import times
from convviz.app.widgets.role_text import INPUT, KERNEL, OUTPUT, as_input, as_kernel

HEADING: Final = "Dilated convolution and receptive fields"
TITLE: Final = "Dilated convolution"
IDEA: Final = (
    f"Dilation pulls the taps of a {KERNEL} apart. It sees further across the {INPUT} with the same weights; layers "
    "stacked with growing rates soon see a great deal."
)

QUESTION: Final = (
    "Three layers with kernels of 3 have the rates 1, 3 and 9, without stride. How many input cells does a unit of the "
    "third layer see?"
)
ANSWER: Final = 27
WHY: Final = (
    "Each layer adds rate·(3 − 1) cells to the one cell it starts from: 1 + 2 + 6 + 18 = 27. The rates cannot grow "
    "faster without holes: the 27 paths lead to 27 cells, one each."
)
QUESTION_QUERY: Final = {"layers": "3.1.0.1_3.1.0.3_3.1.0.9"}


def title(layer: OneDilated) -> str:
    """What the upper player shows."""
    return f"{TITLE} · rate {layer.rate}"


def formula(layer: OneDilated) -> str:
    """How many cells the kernel spans, and which cells a step reads."""
    k, d = layer.spec.kernel[0], layer.rate
    read = as_input(r"$x[r + d\,a,\; c + d\,b]$")
    if layer.spec.stride[0] > 1:
        read = as_input(r"$x[s\,r + d\,a,\; s\,c + d\,b]$")
    return (
        f"{as_kernel('span')} $= d \\cdot (k - 1) + 1 = {d} \\cdot ({k} - 1) + 1 =$ **{layer.span}** &emsp; "
        f"the tap {as_kernel('$w[a, b]$')} meets {read}"
    )


def remarks(layer: OneDilated) -> list[str]:
    """What the rate changes, and what it does not."""
    return [_cost(layer), _reads(layer), _size(layer)]


def _cost(layer: OneDilated) -> str:
    weights, outputs, d = layer.cost.weights, layer.cost.outputs, layer.rate
    side = layer.spec.kernel[0]
    total = f"{outputs} · {weights} = **{layer.cost.macs:,}**"
    numbers = "numbers" if outputs > 1 else "number"
    same = layer.compact.macs == layer.cost.macs and layer.compact.weights == weights
    compared = "as many as" if same else "not as many as"
    if d == 1:
        beside = "Take a higher rate: neither number of them will change."
    else:
        beside = (
            f"That is {compared} with the taps side by side: {layer.compact.macs:,} for as many {OUTPUT} {numbers}."
        )
    return (
        f"**The weights stay {weights}**, {times((side, side))} at every rate, and so do the multiplications for each "
        f"{OUTPUT} number. For {outputs} {numbers} they are {total}. {beside}"
    )


def _reads(layer: OneDilated) -> str:
    cells, taps = layer.span**2, layer.cost.weights
    if layer.rate == 1:
        return f"**The window reads all {cells} cells** it lies on: rate 1 is the ordinary convolution."
    return (
        f"**The window spans {times((layer.span,) * 2)} cells and reads {taps} of these {cells}.** Between two taps "
        f"{_skipped(layer.rate)}: dotted in the {KERNEL}, where there is no weight and nothing is multiplied."
    )


def _skipped(rate: int) -> str:
    return "one cell is left out" if rate == 2 else f"{rate - 1} cells are left out"


def _size(layer: OneDilated) -> str:
    side, out = layer.size[0], layer.geometry.output_shape[0]
    low, high = layer.geometry.padding[0]
    if low + high:
        return (
            f"**To keep the size the border must grow with the rate:** rate·(k − 1) = {low + high} cells in all, {low} "
            f"before and {high} after; {side} rows give {out}."
        )
    return f"**Without padding a wider window has fewer places:** {side} rows give {out}."
