"""Every count by its definition, with the numbers of the layer."""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import Final

import streamlit as st

from convviz.app.tools.cost_lab.counts import plain
from convviz.app.tools.counting.model import Layer
from convviz.app.widgets.figures import times
from convviz.errors import ConvError

STYLE: Final = """<style>
.definitions { container-type: inline-size; font-variant-numeric: tabular-nums; }
.definitions .count { display: grid; grid-template-columns: 11rem 1fr minmax(12rem, auto); gap: 0 1rem;
  padding: 0.45rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 18%, transparent); }
.definitions :is(dt, dd) { margin: 0; }
.definitions .what { grid-row: 1; grid-column: 2; }
.definitions .value { text-align: right; }
@container (max-width: 38rem) {
  .definitions .count { grid-template-columns: 1fr auto; }
  .definitions .what { grid-row: 2; grid-column: 1 / -1; }
}
</style>"""


def table(layer: Layer) -> None:
    """A line for each count: what it is, its factors, its value."""
    lines = [_weights(layer), _biases(layer), _multiplications(layer), _additions(layer), _flops(layer), _real(layer)]
    st.html(f'{STYLE}<dl class="definitions">{"".join(_line(*line) for line in lines)}</dl>')


def _line(name: str, what: str, value: str) -> str:
    factors, _, result = value.rpartition("=")
    shown = f"{factors}= <strong>{result}</strong>" if factors else f"<strong>{result}</strong>"
    return (
        f'<div class="count"><dt><strong>{name}</strong></dt><dd class="value">{shown}</dd>'
        f'<dd class="what">{what}</dd></div>'
    )


def _factors(layer: Layer) -> str:
    spec = layer.spec
    read, written = spec.in_channels, spec.out_channels
    depth = f"{read} / {spec.groups}" if spec.groups > 1 else f"{read}"
    return f"{written} · {depth} · {' · '.join(map(str, spec.kernel))}"


def _weights(layer: Layer) -> tuple[str, str, str]:
    said = "channels out × channels in / groups × kernel rows × kernel columns"
    return "weights", said, f"{_factors(layer)} = {layer.cost.weights:,}"


def _biases(layer: Layer) -> tuple[str, str, str]:
    return "biases", "one for each channel out, if there are any", f"{layer.cost.biases:,}"


def _multiplications(layer: Layer) -> tuple[str, str, str]:
    where = "input" if layer.spec.transposed else "output"
    places = times(layer.geometry.small).replace("×", "·")
    return (
        "multiplications = MACs",
        f"weights × positions of the {where}. A MAC (multiply-accumulate) is one multiplication and the addition that "
        "follows; papers also say mult-adds",
        f"{places} · {layer.cost.weights:,} = {layer.cost.macs:,}",
    )


def _additions(layer: Layer) -> tuple[str, str, str]:
    cost, spec = layer.cost, layer.spec
    if spec.transposed:
        said, value = "every product is added to what the output cell holds", f"{layer.additions:,}"
    elif spec.bias:
        said, value = "as many as multiplications: the bias takes the one that a sum has fewer than its terms", ""
        value = f"{cost.macs:,} − {cost.outputs:,} + {cost.outputs:,} = {layer.additions:,}"
    else:
        said = "a sum of n products takes n − 1: one fewer for every output"
        value = f"{cost.macs:,} − {cost.outputs:,} = {layer.additions:,}"
    return "additions", said, value


def _flops(layer: Layer) -> tuple[str, str, str]:
    exact = layer.cost.macs + layer.additions
    differs = f"; exactly, multiplications + additions = {exact:,}" if exact != layer.cost.flops else ""
    return (
        "FLOPs = 2 × MACs",
        f"floating-point operations, by convention twice the MACs{differs}. FLOPS with a capital S are operations a "
        "second",
        f"2 · {layer.cost.macs:,} = {layer.cost.flops:,}",
    )


def _real(layer: Layer) -> tuple[str, str, str]:
    where = "are cropped away" if layer.spec.transposed else "fall on padding"
    return (
        "MACs on real cells",
        f"without the products that {where}: the count with pencil and paper. Libraries do multiply them, so that the "
        "count above is the usual one",
        f"{layer.cost.macs:,} − {layer.cost.on_padding:,} = {layer.cost.macs_nonpad:,}",
    )


def changes(layer: Layer) -> list[str]:
    """What stride, dilation, groups and a transposed layer do to the counts, with this layer's numbers."""
    return [text for text in (_stride(layer), _dilation(layer), _groups(layer), _transposed(layer)) if text]


def _stride(layer: Layer) -> str:
    stride, macs = layer.spec.stride[0], layer.cost.macs
    other = 1 if stride > 1 else 2
    if layer.spec.transposed:
        return (
            "**Stride** does not appear: a transposed layer stamps its kernel once for each of its "
            f"{layer.positions:,} input positions, however far apart the stamps are."
        )
    changed = layer.priced(stride=other).macs
    factor = plain_ratio(max(macs, changed), min(macs, changed))
    return (
        f"**Stride** is counted, through the size of the output: at stride {other} this layer would take {changed:,} "
        f"multiplications, {factor} times {'as many' if changed > macs else 'fewer'}. To divide by the stride once "
        "more is a mistake."
    )


def _dilation(layer: Layer) -> str:
    said = "**Dilation** moves the taps apart and adds none: weights stay, multiplications change only with the output"
    other = 1 if layer.spec.dilation[0] > 1 else 2
    if layer.spec.transposed:
        return f"{said}'s size, and in a transposed layer not even then."
    try:
        changed = layer.priced(dilation=other).macs
    except ConvError:
        return f"{said}'s size."
    return f"{said}'s size ({changed:,} at dilation {other} with the same padding, {layer.cost.macs:,} here)."


def _groups(layer: Layer) -> str:
    groups, whole = layer.spec.groups, layer.priced(groups=1)
    if groups == 1:
        return (
            "**Groups** divide weights and multiplications both, because a filter reads channels in / groups. The "
            "shape of the weights has the division in it already: to divide once more is a mistake."
        )
    return (
        f"**Groups** divide both: {whole.weights:,} / {groups} = {layer.cost.weights:,} weights and {whole.macs:,} / "
        f"{groups} = {layer.cost.macs:,} multiplications. The shape of the weights has the division in it already."
    )


def _transposed(layer: Layer) -> str:
    if not layer.spec.transposed:
        return (
            "**A transposed layer** is counted over its *input* positions. Choose it above to see what counting over "
            "the output comes to."
        )
    stride = layer.spec.stride[0]
    return (
        f"**Transposed:** every one of the {layer.positions:,} input positions stamps the kernel once. Counted over "
        f"the {prod(layer.geometry.output_shape):,} output positions, as if zeros were put in and multiplied, it would "
        f"be {layer.with_zeros:,}: {plain_ratio(layer.with_zeros, layer.cost.macs)} times as many, in the limit "
        f"stride² = {stride**2}."
    )


def plain_ratio(one: int, other: int) -> str:
    """To a few figures."""
    return plain(Fraction(one, other))
