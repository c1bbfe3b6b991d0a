"""Padding in its two readings, and the size of the output in both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from convviz.app.markup import INPUT, OUTPUT
from convviz.app.params.param import listed
from convviz.scene import stretched_axes

if TYPE_CHECKING:
    from convviz.app.lessons.transposed.model import TransposedModel


def border(model: TransposedModel) -> int:
    """p′: cells around the stretched input, negative where it is cut."""
    return stretched_axes(model.geometry)[0].low


def in_short(model: TransposedModel) -> str:
    """The second reading, below the control of the first."""
    value = border(model)
    what = {0: "no border", 1: "so many zeros on each side"}.get((value > 0) - (value < 0), "so many cells cut off")
    reach, padding = model.spec.span[0] - 1, model.geometry.padding[0][0]
    return (
        f"**Padding *p*′, of the stretched input:** *d*·(*k* − 1) − *p* = {reach} − {padding} = **{signed(value)}**, "
        f"{what}"
    )


def signed(value: int) -> str:
    """With the minus of mathematics."""
    return f"{value}".replace("-", "−")


def formulas(model: TransposedModel) -> list[tuple[str, str]]:
    """The size of the output by stamps, and by the stretched input."""
    spec = model.spec
    (k, s, d), (p, _) = (spec.kernel[0], spec.stride[0], spec.dilation[0]), model.geometry.padding[0]
    i, a, o = model.geometry.input_shape[0], spec.output_padding[0], model.geometry.output_shape[0]
    stretched, edge = (i - 1) * s + 1 + a, border(model)
    twice = f"2 · {edge}" if edge >= 0 else f"2 · ({signed(edge)})"
    stamps = f"lines(o = (i − 1) s + d (k − 1) + 1 − 2p + a; = {i - 1} · {s} + {d} · {k - 1} + 1 − 2 · {p} + {a} = {o})"
    slides = f"lines(o = big((i − 1) s + 1 + a) + 2p′ − d (k − 1); = {stretched} + {twice} − {d} · {k - 1} = {o})"
    return [("by stamps, cropped by p", stamps), ("by the stretched input, with p′ around it", slides)]


def candidates(model: TransposedModel) -> str:
    """Which sizes of input give this one under the direct convolution, and which of them output_padding chooses."""
    i, o = model.geometry.input_shape[0], model.geometry.output_shape[0]
    sides, extra = model.sources, model.state.output_padding
    if model.direct is None:
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
