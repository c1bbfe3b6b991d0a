"""The units a network repeats, drawn as small graphs: what reads what, and what each costs."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from html import escape
from typing import Final

import streamlit as st

from convviz.app.markup import times
from convviz.app.page import sections
from convviz.app.tools.networks import layer_kinds
from convviz.app.tools.networks.model import NetworksModel
from convviz.costs.network import LayerCost, NetworkCost
from convviz.palette import INK, PAGE, Theme
from convviz.spec.conv import ConvSpec
from convviz.spec.network import INPUT, Node
from convviz.spec.operations import Pool

# The first of each kind of unit: the beginning of its nodes' names, and what it is.
UNITS: Final = {
    "inception_3a": (("", "The module: four ways to look at one map"),),
    "inception_3a_naive": (("", "The module without reductions"),),
    "resnet50": (("layer2.0.", "A bottleneck that halves the map"), ("layer2.1.", "A bottleneck that keeps it")),
    "resnext50_32x4d": (("layer2.0.", "A bottleneck that halves the map"), ("layer2.1.", "A bottleneck that keeps it")),
    "mobilenet_v2": (("stage2.0.", "A block that halves the map"), ("stage2.1.", "A block with a shortcut")),
    "shufflenet_v1": (("stage3.0.", "A unit that halves the map"), ("stage3.1.", "A unit that keeps it")),
    "xception": (("block2_", "A block of the entry flow"), ("block5_", "A block of the middle flow")),
}
WIDE, HIGH, ACROSS, DOWN = 190, 42, 204, 66  # a box, and from one to the next, in pixels
TOP: Final = 26
FONT: Final = "font-family='Source Sans, Source Sans Pro, Arial, sans-serif' text-anchor='middle'"


@dataclass(frozen=True, slots=True)
class NodePlace:
    """Where a node is drawn: column from the left, row from the top; what goes in is row 0."""

    column: int
    row: int

    @property
    def middle(self) -> int:
        """Of its box, across."""
        return self.column * ACROSS + ACROSS // 2

    @property
    def top(self) -> int:
        """Of its box."""
        return TOP + (self.row - 1) * DOWN + 16


def units(model: NetworksModel) -> None:
    """Each kind of unit of the network on show, side by side; nothing for a network that is a chain."""
    if model.name not in UNITS:
        return
    sections.section("The unit it repeats" if len(UNITS[model.name]) > 1 else "The module")
    theme: Theme = st.context.theme.type or "light"
    with st.container(horizontal=True, gap="large"):
        for start, title in UNITS[model.name]:
            st.html(f"<p><b>{escape(title)}</b></p>{_picture(model.price, start, title, theme)}", width="content")


def _picture(price: NetworkCost, start: str, title: str, theme: Theme) -> str:
    """The drawing as an image, because Streamlit lets no SVG into a page."""
    data = b64encode(drawing(price, start, theme).encode()).decode()
    said = escape(_told(_unit(price, start), title))
    image = f'<img alt="{said}" src="data:image/svg+xml;base64,{data}">'
    return f'<div class="net-unit" role="region" tabindex="0" aria-label="{escape(title)}">{image}</div>'


def _unit(price: NetworkCost, start: str) -> list[Node]:
    return [node for node in price.network.nodes if node.name.startswith(start)]


def _told(nodes: list[Node], title: str) -> str:
    """The same in words."""
    places = placed(nodes)
    return f"{title}: " + "; ".join(f"{node.name} reads {_reads(node, places)}" for node in nodes)


def drawing(price: NetworkCost, start: str, theme: Theme) -> str:
    """A unit as SVG.

    Args:
        price: of the network.
        start: how the names of the unit's nodes begin; empty: all of them.
        theme: of the page.
    """
    nodes = _unit(price, start)
    rows = {row.name: row for row in price.rows}
    places = placed(nodes)
    columns, depth = (1 + max(getattr(place, axis) for place in places.values()) for axis in ("column", "row"))
    bypassed = any(_skips(node, places) for node in nodes)
    width, height = columns * ACROSS + (ACROSS // 3 if bypassed else 0), TOP + (depth - 1) * DOWN
    lines = "".join(_lines(node, places, columns) for node in nodes)
    boxes = "".join(_box(rows[node.name], places[node.name], theme) for node in nodes)
    entry = times(rows[nodes[0].name].in_shapes[0])
    ink = INK[theme]
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' viewBox='0 0 {width} {height}' "
        f"fill='{ink}' stroke-width='1.5' font-size='12' {FONT}><text x='{_entry(columns)}' y='14'>{entry}</text>"
        f"<g fill='none' stroke='{ink}' stroke-opacity='0.6'>{lines}</g>{boxes}</svg>"
    )


def placed(nodes: list[Node]) -> dict[str, NodePlace]:
    """A place for every node: below all it reads, each path in a column of its own."""
    places: dict[str, NodePlace] = {}
    columns = 0
    for node in nodes:
        inside = [places[name] for name in node.reads if name in places]
        row = 1 + max((place.row for place in inside), default=0)
        column = inside[0].column if inside else columns
        columns = max(columns, column + 1)
        places[node.name] = NodePlace(column, row)
    return places


def _skips(node: Node, places: dict[str, NodePlace]) -> bool:
    """Whether it joins what goes in, unchanged, to what was made of it."""
    return any(name in places for name in node.reads) and any(name not in places for name in node.reads)


def _reads(node: Node, places: dict[str, NodePlace]) -> str:
    return " and ".join(name if name in places else INPUT for name in node.reads)


def _lines(node: Node, places: dict[str, NodePlace], columns: int) -> str:
    to = places[node.name]
    found = []
    for name in node.reads:
        if name in places:
            source = places[name]
            found.append(f"M{source.middle} {source.top + HIGH}V{to.top - 12}H{to.middle}V{to.top}")
        elif _skips(node, places):  # round everything, on the right
            side = columns * ACROSS + ACROSS // 4
            found.append(f"M{_entry(columns)} {TOP - 6}H{side}V{to.top + HIGH // 2}H{to.middle + WIDE // 2}")
        else:
            found.append(f"M{_entry(columns)} {TOP - 6}H{to.middle}V{to.top}")
    return "".join(f'<path d="{line}"/>' for line in found)


def _entry(columns: int) -> int:
    """Across, where what goes in is written."""
    return columns * ACROSS // 2


def _box(row: LayerCost, place: NodePlace, theme: Theme) -> str:
    """A node; what only joins or reorders has a broken edge."""
    left, middle = place.middle - WIDE // 2, place.middle
    edge = " stroke-dasharray='4 3'" if row.joins else ""
    return (
        f"<rect x='{left}' y='{place.top}' width='{WIDE}' height='{HIGH}' rx='5' fill='{PAGE[theme][1]}' "
        f"stroke='{INK[theme]}' stroke-opacity='0.6'{edge}/>"
        f"<text x='{middle}' y='{place.top + 17}'>{escape(_does(row))}</text>"
        f"<text x='{middle}' y='{place.top + 33}' font-size='11'>{escape(_costs(row))}</text>"
    )


def _does(row: LayerCost) -> str:
    """`depthwise 3 × 3, stride 2`."""
    name = layer_kinds.SHORT.get(row.kind, layer_kinds.NAMES[row.kind])
    if not isinstance(row.operation, ConvSpec | Pool):
        return name
    window = "" if row.kind == "pwconv" else f" {times(row.operation.kernel)}"
    groups = f", {row.operation.groups} groups" if row.kind == "gconv" and isinstance(row.operation, ConvSpec) else ""
    return f"{name}{window}{groups}" + (f", stride {row.operation.stride[0]}" if row.operation.stride[0] > 1 else "")


def _costs(row: LayerCost) -> str:
    """What it writes, and for how many multiplications."""
    price = f": {row.cost.multiplications:,}" if row.cost.multiplications else ""
    return f"→ {times(row.out_shape)}{price}"
