"""The totals of a network as a row of figures."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

import streamlit as st

from convviz.app.widgets.figures import times
from convviz.costs.network import NetworkCost

STYLE: Final = """<style>
.totals { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.2rem, 1fr)); gap: 0.6rem 1.2rem;
  margin: 0.2rem 0 0.6rem; padding: 0; font-variant-numeric: tabular-nums; }
.totals > div { margin: 0; border-inline-start: 3px solid color-mix(in srgb, currentColor 25%, transparent);
  padding-inline-start: 0.6rem; }
.totals b { font-size: 1.15rem; font-weight: 600; line-height: 1.3; white-space: nowrap; }
.totals .first b { font-size: 1.35rem; }
.totals :is(b, span) { display: block; }
.totals span { font-size: 0.85rem; }
.totals small { display: block; font-size: 0.78rem; opacity: 0.8; line-height: 1.25; }
</style>"""


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
    st.html(f'{STYLE}<div class="totals" role="list">{cells}</div>')


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
