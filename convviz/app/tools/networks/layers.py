"""The layers as a table that folds by stage, each with the way into its lesson."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape
from typing import Final

import streamlit as st

from convviz.app.deep_links.layer_to_lesson import layer_link
from convviz.app.markup import times
from convviz.app.tools.networks import layer_kinds
from convviz.app.tools.networks.cost import counted, portion, stages, total
from convviz.app.tools.networks.state import COUNTS
from convviz.costs.network import LayerCost, NetworkCost
from convviz.spec.conv import ConvSpec
from convviz.spec.operations import Pool
from convviz.spec.parse import Ints

HEAD: Final = (
    '<colgroup><col class="name"><col class="shape"><col class="number"><col class="number"><col class="number">'
    '<col class="field"><col></colgroup><thead><tr><th class="word" scope="col">layer</th>'
    '<th class="word" scope="col">in → out</th><th scope="col">weights</th><th scope="col">multiplications</th>'
    '<th scope="col">activations</th><th scope="col">field, jump</th><th class="word" scope="col">opens in</th>'
    "</tr></thead>"
)


def by_stage(price: NetworkCost, count: str) -> None:
    """A line for each stage that unfolds into its layers, as the first one is."""
    parts = stages(price)
    first, whole = next(iter(parts)), total(price, count)
    folded = "".join(_stage(stage, rows, count, whole, price, stage == first) for stage, rows in parts.items())
    st.html(f'<div class="net-layers">{folded}</div>')


def dearest_first(price: NetworkCost, count: str) -> None:
    """All layers in one table, by what is counted."""
    rows = sorted(price.layers, key=lambda row: -counted(row, count))
    table = _table(rows, price, f"All layers by {COUNTS[count]}")
    st.html(f'<div class="net-layers">{table}</div>')


def _stage(name: str, rows: Sequence[LayerCost], count: str, whole: int, price: NetworkCost, is_open: bool) -> str:
    part = sum(counted(row, count) for row in rows)
    layers = [row for row in rows if not row.joins]
    what = f"{', '.join(_parts(rows))} → {times(rows[-1].out_shape)}"
    bar = f'<span class="room" aria-hidden="true"><span class="bar" style="width: {100 * part / whole:.2f}%"></span>'
    line = (
        f'<b>{escape(name)}</b><span class="what">{what}</span>{bar}</span>'
        f'<span class="much">{part:,} · {escape(portion(part, whole))}</span>'
    )
    table = _table(layers, price, f"Layers of {name}") if layers else ""
    return f"<details{' open' if is_open else ''}><summary>{line}</summary>{table}</details>"


def _parts(rows: Sequence[LayerCost]) -> list[str]:
    """How many layers, and of what only reorders or joins and has no line of its own."""
    layers = sum(not row.joins for row in rows)
    joins = Counter(layer_kinds.NAMES[row.kind] for row in rows if row.joins)
    counts = [("layer", layers), *joins.items()]
    return [f"{many} {name}{'s' if many > 1 else ''}" for name, many in counts if many]


def _table(rows: Sequence[LayerCost], price: NetworkCost, caption: str) -> str:
    lines = "".join(_line(row, price) for row in rows)
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(caption)}"><table>{HEAD}'
        f"<tbody>{lines}</tbody></table></div>"
    )


def _line(row: LayerCost, price: NetworkCost) -> str:
    reach = f"{row.receptive_field[-1].receptive:,}, {row.receptive_field[-1].jump}" if row.receptive_field else "all"
    cells = (
        f"{times(row.in_shapes[0])} → {times(row.out_shape)}",
        _amount(row.cost.weights, price.weights),
        _amount(row.cost.multiplications, price.multiplications),
        f"{row.cost.outputs:,}",
        reach,
    )
    head = f'<th class="word" scope="row">{escape(row.name)}<small>{does(row)}</small></th>'
    first, *numbers = cells
    body = f'<td class="word">{first}</td>' + "".join(f"<td>{cell}</td>" for cell in numbers)
    return f'<tr>{head}{body}<td class="word">{opens(row)}</td></tr>'


def _amount(part: int, whole: int) -> str:
    return f"{part:,}<small>{escape(portion(part, whole))}</small>" if part else "–"


def does(row: LayerCost) -> str:
    """The operation in words: kind, window, and whatever is not what one would assume."""
    done, kind = row.operation, layer_kinds.SHORT.get(row.kind, layer_kinds.NAMES[row.kind])
    if not isinstance(done, ConvSpec | Pool):
        return kind
    words = [kind if row.kind == "pwconv" else f"{kind} {times(done.kernel)}"]
    words += [f"{name} {_alike(sizes)}" for name, sizes in _odd(done)]
    if row.kind == "gconv" and isinstance(done, ConvSpec):
        words.append(f"{done.groups} groups")
    return ", ".join(words)


def _odd(does: ConvSpec | Pool) -> list[tuple[str, Ints]]:
    """Stride, padding and dilation where they are not what one would assume."""
    pairs = () if isinstance(does.padding, str) else does.padding
    padding = tuple(end for pair in pairs for end in pair)
    found: list[tuple[str, Ints]] = []
    if any(step > 1 for step in does.stride):
        found.append(("stride", does.stride))
    if any(padding):
        found.append(("padding", padding))
    if isinstance(does, ConvSpec) and any(step > 1 for step in does.dilation):
        found.append(("dilation", does.dilation))
    return found


def _alike(sizes: Ints) -> str:
    return str(sizes[0]) if len(set(sizes)) == 1 else times(sizes)


def opens(row: LayerCost) -> str:
    """The way into its lesson, as markup; empty where it has none."""
    if not isinstance(row.operation, ConvSpec):
        return ""
    link = layer_link(row.operation, row.in_shapes[0])
    return f'<a href="{escape(link.address)}" target="_self">{link.lesson.title}</a><small>{link.sentence}</small>'
