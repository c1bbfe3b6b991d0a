"""The blocks as bars, in the order of the table: as long as the count that is compared, on either scale.

Plain markup and not Plotly, which would take as long to draw as the rest of the page together.
"""

from __future__ import annotations

from html import escape
from math import floor, log10

import streamlit as st

from convviz.app.tools.cost_lab.counts import COUNTS, Number, plain, share
from convviz.app.tools.cost_lab.model import CostLabModel, PricedBlock
from convviz.charts.block_styles import BLOCK_STYLES


def bars(model: CostLabModel) -> None:
    """Draw them."""
    count = model.charted
    values = [model.value(count, row) for row in model.rows]
    log = model.state.scale == "log"
    foot = _foot(values) if log else 0
    lengths = _lengths(values, log, foot)
    whole = model.value(count, model.unsorted[0])
    entries = "".join(
        _entry(model, row, value, length, whole) for row, value, length in zip(model.rows, values, lengths, strict=True)
    )
    title = escape(COUNTS[count].title)
    scale = f'<p class="scale">Logarithmic: the bars begin at 10<sup>{foot}</sup>, not at 0.</p>' if log else ""
    st.html(f'<div class="cost-bars" role="list" aria-label="{title}">{entries}</div>{scale}')


def _entry(model: CostLabModel, row: PricedBlock, value: Number, length: float, whole: Number) -> str:
    look = BLOCK_STYLES[row.way.key]
    colour = f"light-dark({look.colour('light')}, {look.colour('dark')})"
    name = "bar" if value else "bar none"
    drawn = f'<div class="{name}" style="width: {length:.2f}%; background-color: {colour if value else "transparent"}">'
    now = " now" if row.way is model.chosen else ""
    return (
        f'<div class="entry{now}" role="listitem"><span>{escape(row.way.name)}</span>'
        f'<div class="track" aria-hidden="true">{drawn}</div></div>'
        f'<span class="figure"><span>{plain(value)}</span><span class="share">{share(value, whole)}</span></span></div>'
    )


def _foot(values: list[Number]) -> int:
    """The power of ten below the least of the counts, where logarithmic bars begin."""
    least = min((float(value) for value in values if value), default=1.0)
    return floor(log10(least) - 0.1)


def _lengths(values: list[Number], log: bool, foot: int) -> list[float]:
    """In per cent of the longest."""
    most = max(map(float, values)) or 1.0
    if not log:
        return [100 * float(value) / most for value in values]
    return [100 * (log10(value) - foot) / (log10(most) - foot) if value else 0 for value in map(float, values)]
