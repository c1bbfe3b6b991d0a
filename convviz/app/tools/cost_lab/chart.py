"""The blocks as bars, in the order of the table: as long as the count that is compared, on either scale.

Plain markup and not Plotly, which would take as long to draw as the rest of the page together.
"""

from __future__ import annotations

from html import escape
from math import floor, log10
from typing import Final

import streamlit as st

from convviz.app.tools.cost_lab.counts import COUNTS, Number, plain
from convviz.app.tools.cost_lab.model import Lab, Row
from convviz.charts.block_styles import LOOKS

STYLE: Final = """<style>
.cost-bars { font-variant-numeric: tabular-nums; container-type: inline-size; }
.cost-bars .entry { display: grid; grid-template-columns: 10.5rem 1fr 12.5rem; gap: 0 0.6rem; align-items: center;
  line-height: 1.3; padding: 0.14rem 0; }
.cost-bars .bar { height: 1rem; min-width: 2px; border-radius: 2px; }
.cost-bars .none { background: none; border: 1px dashed currentColor; }
.cost-bars .figure { display: flex; justify-content: space-between; gap: 0.6rem; }
.cost-bars .figure > span { flex: 1 0 auto; text-align: right; }
.cost-bars .share { min-width: 4.2rem; flex-grow: 0 !important; }
.cost-bars .now { font-weight: 600; }
.cost-bars .scale { font-size: 0.85rem; margin: 0.3rem 0 0; }
@container (max-width: 34rem) {
  .cost-bars .entry { grid-template-columns: 1fr auto; padding: 0.25rem 0; }
  .cost-bars .track { grid-column: 1 / -1; grid-row: 2; }
  .cost-bars .figure { gap: 0.8rem; }
}
</style>"""


def bars(lab: Lab) -> None:
    """Draw them."""
    count = lab.charted
    values = [lab.value(count, row) for row in lab.rows]
    log = lab.state["log"] == "on"
    foot = _foot(values) if log else 0
    lengths = _lengths(values, log, foot)
    whole = lab.value(count, lab.unsorted[0])
    entries = "".join(
        _entry(lab, row, value, length, whole) for row, value, length in zip(lab.rows, values, lengths, strict=True)
    )
    title = escape(COUNTS[count].title)
    scale = f'<p class="scale">Logarithmic: the bars begin at 10<sup>{foot}</sup>, not at 0.</p>' if log else ""
    st.html(f'{STYLE}<div class="cost-bars" role="list" aria-label="{title}">{entries}</div>{scale}')


def _entry(lab: Lab, row: Row, value: Number, length: float, whole: Number) -> str:
    look = LOOKS[row.way.key]
    colour = f"light-dark({look.colour('light')}, {look.colour('dark')})"
    name = "bar" if value else "bar none"
    drawn = f'<div class="{name}" style="width: {length:.2f}%; background-color: {colour if value else "transparent"}">'
    now = " now" if row.way is lab.chosen else ""
    return (
        f'<div class="entry{now}" role="listitem"><span>{escape(row.way.name)}</span>'
        f'<div class="track" aria-hidden="true">{drawn}</div></div>'
        f'<span class="figure"><span>{plain(value)}</span><span class="share">{share(value, whole)}</span></span></div>'
    )


def share(value: Number, whole: Number) -> str:
    """How much of the regular layer's it is: "11.9 %", or "× 3.67" where it is more.

    Example:
        >>> share(10275, 86400), share(5, 5), share(11, 3), share(0, 0), share(1, 100000)
        ('11.9 %', '100 %', '× 3.67', '–', '0.001 %')
    """
    if not whole:
        return "–"
    ratio = float(value / whole)
    if ratio > 1:
        return f"× {ratio:.3g}"
    per_cent = 100 * ratio
    text = f"{per_cent:.1f}" if per_cent >= 0.1 or not value else f"{per_cent:.1g}"
    return f"{text.removesuffix('.0')} %"


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
