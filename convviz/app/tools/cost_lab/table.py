"""Every block with every count, each figure with its formula; and the blocks that cannot do it, with the reason."""

from __future__ import annotations

from html import escape

import streamlit as st

from convviz.app.deep_links.block_to_lesson import block_link
from convviz.app.tools.cost_lab.counts import COUNTS, plain
from convviz.app.tools.cost_lab.model import CostLabModel, PricedBlock


def table(model: CostLabModel) -> None:
    """The table, in the order of the bars."""
    heads = "".join(_head(key, model) for key in COUNTS)
    lines = "".join(_line(model, row) for row in model.rows)
    block = f'<th scope="col"{_sorted("block", model)}>block{_arrow("block", model)}</th>'
    st.html(
        '<div class="cost-table" role="region" tabindex="0" aria-label="Every block with every count">'
        f"<table><thead><tr>{block}{heads}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def formulas(model: CostLabModel) -> None:
    """The formula of every figure, block by block, for those who cannot hover."""
    blocks = "".join(_details(model, row) for row in model.rows)
    st.html(f'<div class="cost-formulas">{blocks}</div>')


def cannot(model: CostLabModel) -> list[str]:
    """The blocks that are not in the table, one a line."""
    return [f"* **{way.name}**: {why}" for way, why in model.refused]


def _head(key: str, model: CostLabModel) -> str:
    count = COUNTS[key]
    return (
        f'<th scope="col" title="{escape(count.note)}"{_sorted(key, model)}>{escape(count.title)}'
        f"{_arrow(key, model)}</th>"
    )


def _sorted(key: str, model: CostLabModel) -> str:
    way = "descending" if model.state.sort == "down" else "ascending"
    return f' aria-sort="{way}"' if key == model.state.count else ""


def _arrow(key: str, model: CostLabModel) -> str:
    return (" ▼" if model.state.sort == "down" else " ▲") if key == model.state.count else ""


def _line(model: CostLabModel, row: PricedBlock) -> str:
    now = ' class="now"' if row.way is model.chosen else ""
    cells = "".join(
        f'<td title="{escape(f"{model.formula(key, row)} = {plain(model.value(key, row))}")}">'
        f"{plain(model.value(key, row))}</td>"
        for key in COUNTS
    )
    return f'<tr{now}><th scope="row">{_link(model, row)}</th>{cells}</tr>'


def _link(model: CostLabModel, row: PricedBlock) -> str:
    name, link = escape(row.way.name), block_link(row.way.key, model.task)
    if link is None:
        return name
    return f'<a href="{escape(link.address)}" target="_self" title="{escape(link.sentence)}">{name}</a>'


def _details(model: CostLabModel, row: PricedBlock) -> str:
    lines = "".join(
        f"<dt>{escape(count.title)}</dt><dd>{escape(model.formula(key, row))} = {plain(model.value(key, row))}</dd>"
        for key, count in COUNTS.items()
    )
    stages = ", ".join(part.name for part in row.parts)
    return f"<details><summary>{escape(row.way.name)}: {escape(stages)}</summary><dl>{lines}</dl></details>"
