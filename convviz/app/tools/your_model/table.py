"""The layers that were read as a table, each with its line in the text and the way into its lesson."""

from __future__ import annotations

import csv
from html import escape
from io import StringIO
from typing import Final

import streamlit as st

from convviz.app.markup import times
from convviz.app.tools.networks.cost import portion
from convviz.app.tools.networks.layers import does, opens
from convviz.app.tools.your_model.model import YourModelModel
from convviz.costs.network import LayerCost
from convviz.costs.table import HEADER, layer_table
from convviz.model_parser import ParsedModel

MOST_SHOWN: Final = 250  # lines; a longer page scrolls badly, and the file has them all
HEAD: Final = (
    '<thead><tr><th scope="col">line</th><th class="word" scope="col">layer</th><th class="word" scope="col">in → out'
    '</th><th scope="col">weights</th><th scope="col">multiplications</th><th scope="col">activations</th>'
    '<th class="word" scope="col">opens in</th></tr></thead>'
)


def layers(model: YourModelModel) -> None:
    """The table."""
    rows = model.rows
    body = "".join(_line(row, model.reading) for row in rows[:MOST_SHOWN])
    st.html(
        '<div class="own-layers" role="region" tabindex="0" aria-label="Layers that were read">'
        f"<table>{HEAD}<tbody>{body}</tbody></table></div>"
    )
    if len(rows) > MOST_SHOWN:
        st.markdown(f"The first {MOST_SHOWN} of {len(rows):,} layers; the file below has them all.")


def layers_csv(reading: ParsedModel) -> str:
    """Every layer with the line it stands in, as RFC 4180 has it."""
    file = StringIO(newline="")
    writer = csv.DictWriter(file, ("line", *HEADER))
    writer.writeheader()
    rows = [row for cost in reading.costs for row in layer_table(cost)]
    for place, row in enumerate(rows, 1):
        writer.writerow({"line": line_of(row["name"], reading), **row, "idx": place})
    return file.getvalue()


def line_of(name: str, reading: ParsedModel) -> int:
    """Where a row of this name stands in the text."""
    return reading.lines.get(name, 0)


def _line(row: LayerCost, reading: ParsedModel) -> str:
    shape = f"{times(row.in_shapes[0])} → {times(row.out_shape)}"
    head = f'<th class="word" scope="row">{escape(row.name)}<small>{does(row)}</small></th>'
    biases = f"<small>+ {row.cost.biases:,} biases</small>" if row.cost.biases else ""
    weights = f"{row.cost.weights:,}{biases}" if row.cost.weights else "–"
    return (
        f'<tr><td>{line_of(row.name, reading)}</td>{head}<td class="word shape">{shape}</td><td>{weights}</td>'
        f"<td>{_work(row, reading.multiplications)}</td><td>{row.cost.outputs:,}</td>"
        f'<td class="word">{opens(row)}</td></tr>'
    )


def _work(row: LayerCost, whole: int) -> str:
    """Multiplications, their share, and the share as a bar."""
    work = row.cost.multiplications
    if not work:
        return "–"
    bar = f'<span class="room" aria-hidden="true"><span class="bar" style="width: {100 * work / whole:.2f}%"></span>'
    part = portion(work, whole)
    return f"{work:,}<small>{escape(part)}</small>{bar}</span>"
