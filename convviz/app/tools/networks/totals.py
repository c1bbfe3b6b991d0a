"""The totals of a network as a row of figures."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from convviz.app.markup import times
from convviz.costs.network import NetworkCost


def totals(price: NetworkCost) -> None:
    """Multiplications first, then what is learned, what is held, and how far it sees."""
    largest = max(price.layers, key=lambda row: row.cost.outputs)
    entries = [
        ("multiplications (MACs)", f"{price.multiplications:,}", "for one image"),
        ("FLOPs = 2 × MACs", f"{price.flops:,}", "each multiplication and its addition"),
        ("weights", f"{price.weights:,}", f"{_share_of_linear(price)}"),
        ("biases", f"{price.biases:,}", "one a filter, where there are any"),
        ("of normalisations", f"{price.norm_params:,}", "a scale and a shift a channel"),
        ("largest activations", f"{largest.cost.outputs:,}", f"{times(largest.out_shape)}, of {largest.name}"),
        ("receptive field", *_field(price)),
    ]
    figures(entries)


def figures(entries: Sequence[tuple[str, str, str]]) -> None:
    """Label, value and note of each figure; the first is the largest."""
    cells = "".join(_entry(place, *entry) for place, entry in enumerate(entries))
    st.html(f'<div class="totals" role="list">{cells}</div>')


def _entry(place: int, label: str, value: str, note: str) -> str:
    first = ' class="first"' if place == 0 else ""
    words = f"<b>{escape(value)}</b><span>{escape(label)}</span><small>{escape(note)}</small>"
    return f'<div role="listitem"{first}>{words}</div>'


def _share_of_linear(price: NetworkCost) -> str:
    linear = sum(row.cost.weights for row in price.layers if row.kind == "fc")
    return f"{100 * linear / price.weights:.0f} % in linear layers" if linear else "all in convolutions"


def _field(price: NetworkCost) -> tuple[str, str]:
    """How far a unit of the last feature map sees, and what that means on this picture."""
    sees = tuple(reach.receptive for reach in price.receptive_field)
    picture = price.network.input_shape[1:]
    if all(field >= size for field, size in zip(sees, picture, strict=True)):
        return times(sees), f"more than the input of {times(picture)}" if sees != picture else "the whole input"
    return times(sees), f"on an input of {times(picture)}"
