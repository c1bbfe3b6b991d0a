"""Padding in its two readings, and the size of the output in both."""

from __future__ import annotations

from convviz.app.lessons.transposed.layer import Layer
from convviz.app.params.param import listed, number
from convviz.app.widgets.role_text import INPUT, OUTPUT
from convviz.scene import stretches_of


def border(layer: Layer) -> int:
    """p′: cells around the stretched input, negative where it is cut."""
    return stretches_of(layer.geometry)[0].low


def in_short(layer: Layer) -> str:
    """The second reading, below the control of the first."""
    value = border(layer)
    what = {0: "no border", 1: "so many zeros on each side"}.get((value > 0) - (value < 0), "so many cells cut off")
    reach, padding = layer.spec.span[0] - 1, layer.geometry.padding[0][0]
    return (
        f":small[**Padding *p*′, of the stretched input:** *d*·(*k* − 1) − *p* = {reach} − {padding} = "
        f"**{signed(value)}**, {what}]"
    )


def signed(value: int) -> str:
    """With the minus of mathematics."""
    return f"{value}".replace("-", "−")


def formulas(layer: Layer) -> list[tuple[str, str]]:
    """The size of the output by stamps, and by the stretched input."""
    spec = layer.spec
    (k, s, d), (p, _) = (spec.kernel[0], spec.stride[0], spec.dilation[0]), layer.geometry.padding[0]
    i, a, o = layer.geometry.input_shape[0], spec.output_padding[0], layer.geometry.output_shape[0]
    stretched, edge = (i - 1) * s + 1 + a, border(layer)
    twice = f"2 \\cdot {edge}" if edge >= 0 else f"2 \\cdot ({edge})"
    stamps = (
        r"\begin{aligned} o &= (i - 1)\,s + d\,(k - 1) + 1 - 2p + a \\[4pt] &= "
        rf"{i - 1} \cdot {s} + {d} \cdot {k - 1} + 1 - 2 \cdot {p} + {a} = {o} \end{{aligned}}"
    )
    slides = (
        r"\begin{aligned} o &= \bigl((i - 1)\,s + 1 + a\bigr) + 2p' - d\,(k - 1) \\[4pt] &= "
        rf"{stretched} + {twice} - {d} \cdot {k - 1} = {o} \end{{aligned}}"
    )
    return [("by stamps, cropped by p", stamps), ("by the stretched input, with p′ around it", slides)]


def candidates(layer: Layer) -> str:
    """Which sizes of input give this one under the direct convolution, and which of them output_padding chooses."""
    i, o = layer.geometry.input_shape[0], layer.geometry.output_shape[0]
    sides, extra = layer.sources, number(layer.state, "a")
    if layer.direct is None:
        return (
            f"**No direct convolution does this backwards:** with these numbers it makes {i} of {_of(sides)}, and "
            f"here {o} came out. An output_padding that is not below the stride, which dilation permits, only adds "
            "cells."
        )
    if len(sides) == 1:
        return (
            f"**Which sizes does the direct convolution map to {i}?** Only {o}: with these numbers it makes {i} of "
            f"nothing else, so output_padding has nothing to choose."
        )
    chosen = listed([f"{side - (o - extra)} takes {side}" for side in sides], "and")
    return (
        f"**Which sizes does the direct convolution map to {i}?** {_of(sides, 'and')}: its formula rounds down. To go "
        f"back, one must say which is meant, and output_padding says it: {chosen}. Here it is {extra}, so the {OUTPUT} "
        f"has {o} for an {INPUT} of {i}."
    )


def _of(sides: list[int], last: str = "or") -> str:
    return listed(sides, last) if sides else "nothing"
