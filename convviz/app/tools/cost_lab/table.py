"""Every block with every count, each figure with its formula; and the blocks that cannot do it, with the reason."""

from __future__ import annotations

from html import escape
from typing import Final

import streamlit as st

from convviz.app.deep_links.block_to_lesson import opening_of
from convviz.app.tools.cost_lab.counts import COUNTS, plain
from convviz.app.tools.cost_lab.model import Lab, Row

STYLE: Final = """<style>
.cost-table { overflow-x: auto; font-variant-numeric: tabular-nums; margin: 0 0 0.8rem; }
.cost-table table { border-collapse: collapse; width: 100%; }
.cost-table :is(th, td) { padding: 0.3rem 0.6rem; border-bottom: 1px solid color-mix(in srgb, currentColor 18%,
  transparent); text-align: right; white-space: nowrap; font-weight: 400; }
.cost-table thead th { white-space: normal; vertical-align: bottom; font-weight: 600; }
.cost-table :is(th, td):first-child { text-align: left; position: sticky; left: 0; background:
  light-dark(#ffffff, #11161c); }
.cost-table tr.now :is(th, td) { font-weight: 600; }
.cost-table td[title] { cursor: help; text-decoration: underline dotted color-mix(in srgb, currentColor 45%,
  transparent) 1px; text-underline-offset: 0.2rem; }
.cost-table a { color: inherit; text-decoration: underline; }
.cost-formulas details { margin: 0.2rem 0; }
.cost-formulas summary { cursor: pointer; }
.cost-formulas dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.15rem 0.8rem; margin: 0.4rem 0 0.7rem
  1rem; font-variant-numeric: tabular-nums; }
.cost-formulas dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 640px) { .cost-formulas dl { grid-template-columns: 1fr; margin-left: 0.3rem; }
  .cost-formulas dd { margin-left: 0.8rem; } }
</style>"""


def table(lab: Lab) -> None:
    """The table, in the order of the bars."""
    by = str(lab.state["by"])
    heads = "".join(_head(key, by, lab) for key in COUNTS)
    lines = "".join(_line(lab, row) for row in lab.rows)
    block = f'<th scope="col"{_sorted("block", by, lab)}>block{_arrow("block", by, lab)}</th>'
    st.html(
        f'{STYLE}<div class="cost-table" role="region" tabindex="0" aria-label="Every block with every count">'
        f"<table><thead><tr>{block}{heads}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def formulas(lab: Lab) -> None:
    """The formula of every figure, block by block, for those who cannot hover."""
    blocks = "".join(_details(lab, row) for row in lab.rows)
    st.html(f'<div class="cost-formulas">{blocks}</div>')


def cannot(lab: Lab) -> list[str]:
    """The blocks that are not in the table, one a line."""
    return [f"* **{way.name}**: {why}" for way, why in lab.refused]


def _head(key: str, by: str, lab: Lab) -> str:
    count = COUNTS[key]
    return (
        f'<th scope="col" title="{escape(count.note)}"{_sorted(key, by, lab)}>{escape(count.title)}'
        f"{_arrow(key, by, lab)}</th>"
    )


def _sorted(key: str, by: str, lab: Lab) -> str:
    way = "descending" if lab.state["dir"] == "down" else "ascending"
    return f' aria-sort="{way}"' if key == by else ""


def _arrow(key: str, by: str, lab: Lab) -> str:
    return (" ▼" if lab.state["dir"] == "down" else " ▲") if key == by else ""


def _line(lab: Lab, row: Row) -> str:
    now = ' class="now"' if row.way is lab.chosen else ""
    cells = "".join(
        f'<td title="{escape(f"{lab.formula(key, row)} = {plain(lab.value(key, row))}")}">'
        f"{plain(lab.value(key, row))}</td>"
        for key in COUNTS
    )
    return f'<tr{now}><th scope="row">{_link(lab, row)}</th>{cells}</tr>'


def _link(lab: Lab, row: Row) -> str:
    opening = opening_of(row.way.key, lab.task)
    return (
        f'<a href="{escape(opening.address)}" target="_self" title="{escape(opening.sentence)}">'
        f"{escape(row.way.name)}</a>"
    )


def _details(lab: Lab, row: Row) -> str:
    lines = "".join(
        f"<dt>{escape(count.title)}</dt><dd>{escape(lab.formula(key, row))} = {plain(lab.value(key, row))}</dd>"
        for key, count in COUNTS.items()
    )
    stages = ", ".join(part.name for part in row.parts)
    return f"<details><summary>{escape(row.way.name)}: {escape(stages)}</summary><dl>{lines}</dl></details>"
