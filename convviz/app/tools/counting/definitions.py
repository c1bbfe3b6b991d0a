"""Every count by its definition, with the numbers of the layer."""

from __future__ import annotations

from fractions import Fraction
from math import prod

import streamlit as st

from convviz.app.markup import times
from convviz.app.tools.cost_lab.counts import plain
from convviz.app.tools.counting.model import CountingModel
from convviz.errors import ConvError


def table(model: CountingModel) -> None:
    """A line for each count: what it is, its factors, its value."""
    lines = [_weights(model), _biases(model), _multiplications(model), _additions(model), _flops(model), _real(model)]
    st.html(f'<dl class="definitions">{"".join(_line(*line) for line in lines)}</dl>')


def _line(name: str, what: str, value: str) -> str:
    factors, _, result = value.rpartition("=")
    shown = f"{factors}= <strong>{result}</strong>" if factors else f"<strong>{result}</strong>"
    return (
        f'<div class="count"><dt><strong>{name}</strong></dt><dd class="value">{shown}</dd>'
        f'<dd class="what">{what}</dd></div>'
    )


def _factors(model: CountingModel) -> str:
    spec = model.spec
    read, written = spec.in_channels, spec.out_channels
    depth = f"{read} / {spec.groups}" if spec.groups > 1 else f"{read}"
    return f"{written} · {depth} · {' · '.join(map(str, spec.kernel))}"


def _weights(model: CountingModel) -> tuple[str, str, str]:
    said = "channels out × channels in / groups × kernel rows × kernel columns"
    return "weights", said, f"{_factors(model)} = {model.cost.weights:,}"


def _biases(model: CountingModel) -> tuple[str, str, str]:
    return "biases", "one for each channel out, if there are any", f"{model.cost.biases:,}"


def _multiplications(model: CountingModel) -> tuple[str, str, str]:
    where = "input" if model.spec.transposed else "output"
    places = times(model.geometry.small).replace("×", "·")
    return (
        "multiplications = MACs",
        f"weights × positions of the {where}. A MAC (multiply-accumulate) is one multiplication and the addition that "
        "follows; papers also say mult-adds",
        f"{places} · {model.cost.weights:,} = {model.cost.macs:,}",
    )


def _additions(model: CountingModel) -> tuple[str, str, str]:
    cost, spec = model.cost, model.spec
    if spec.transposed:
        said, value = "every product is added to what the output cell holds", f"{model.additions:,}"
    elif spec.bias:
        said, value = "as many as multiplications: the bias takes the one that a sum has fewer than its terms", ""
        value = f"{cost.macs:,} − {cost.outputs:,} + {cost.outputs:,} = {model.additions:,}"
    else:
        said = "a sum of n products takes n − 1: one fewer for every output"
        value = f"{cost.macs:,} − {cost.outputs:,} = {model.additions:,}"
    return "additions", said, value


def _flops(model: CountingModel) -> tuple[str, str, str]:
    exact = model.cost.macs + model.additions
    differs = f"; exactly, multiplications + additions = {exact:,}" if exact != model.cost.flops else ""
    return (
        "FLOPs = 2 × MACs",
        f"floating-point operations, by convention twice the MACs{differs}. FLOPS with a capital S are operations a "
        "second",
        f"2 · {model.cost.macs:,} = {model.cost.flops:,}",
    )


def _real(model: CountingModel) -> tuple[str, str, str]:
    where = "are cropped away" if model.spec.transposed else "fall on padding"
    return (
        "MACs on real cells",
        f"without the products that {where}: the count with pencil and paper. Libraries do multiply them, so that the "
        "count above is the usual one",
        f"{model.cost.macs:,} − {model.cost.on_padding:,} = {model.cost.macs_nonpad:,}",
    )


def changes(model: CountingModel) -> list[str]:
    """What stride, dilation, groups and a transposed layer do to the counts, with this layer's numbers."""
    return [text for text in (_stride(model), _dilation(model), _groups(model), _transposed(model)) if text]


def _stride(model: CountingModel) -> str:
    stride, macs = model.spec.stride[0], model.cost.macs
    other = 1 if stride > 1 else 2
    if model.spec.transposed:
        return (
            "**Stride** does not appear: a transposed layer stamps its kernel once for each of its "
            f"{model.positions:,} input positions, however far apart the stamps are."
        )
    changed = model.priced(stride=other).macs
    factor = plain_ratio(max(macs, changed), min(macs, changed))
    return (
        f"**Stride** is counted, through the size of the output: at stride {other} this layer would take {changed:,} "
        f"multiplications, {factor} times {'as many' if changed > macs else 'fewer'}. To divide by the stride once "
        "more is a mistake."
    )


def _dilation(model: CountingModel) -> str:
    said = "**Dilation** moves the taps apart and adds none: weights stay, multiplications change only with the output"
    other = 1 if model.spec.dilation[0] > 1 else 2
    if model.spec.transposed:
        return f"{said}'s size, and in a transposed layer not even then."
    try:
        changed = model.priced(dilation=other).macs
    except ConvError:
        return f"{said}'s size."
    return f"{said}'s size ({changed:,} at dilation {other} with the same padding, {model.cost.macs:,} here)."


def _groups(model: CountingModel) -> str:
    groups, whole = model.spec.groups, model.priced(groups=1)
    if groups == 1:
        return (
            "**Groups** divide weights and multiplications both, because a filter reads channels in / groups. The "
            "shape of the weights has the division in it already: to divide once more is a mistake."
        )
    return (
        f"**Groups** divide both: {whole.weights:,} / {groups} = {model.cost.weights:,} weights and {whole.macs:,} / "
        f"{groups} = {model.cost.macs:,} multiplications. The shape of the weights has the division in it already."
    )


def _transposed(model: CountingModel) -> str:
    if not model.spec.transposed:
        return (
            "**A transposed layer** is counted over its *input* positions. Choose it above to see what counting over "
            "the output comes to."
        )
    stride = model.spec.stride[0]
    return (
        f"**Transposed:** every one of the {model.positions:,} input positions stamps the kernel once. Counted over "
        f"the {prod(model.geometry.output_shape):,} output positions, as if zeros were put in and multiplied, it would "
        f"be {model.with_zeros:,}: {plain_ratio(model.with_zeros, model.cost.macs)} times as many, in the limit "
        f"stride² = {stride**2}."
    )


def plain_ratio(one: int, other: int) -> str:
    """To a few figures."""
    return plain(Fraction(one, other))
