"""The network on show beside another, and among all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import streamlit as st

from convviz.app.markup import times
from convviz.app.page import sections
from convviz.app.params.controls import control
from convviz.app.params.page_state import PageState
from convviz.app.tools.networks.cost import priced, total
from convviz.app.tools.networks.model import NetworksModel
from convviz.app.tools.networks.papers import PAPERS
from convviz.app.widgets.bar_list import Bar, bars
from convviz.costs.network import NetworkCost

Page = PageState[Any]
MEASURES: Final[tuple[tuple[str, Callable[[NetworkCost], int]], ...]] = (
    ("multiplications (MACs)", lambda price: price.multiplications),
    ("FLOPs = 2 × MACs", lambda price: price.flops),
    ("weights", lambda price: price.weights),
    ("biases", lambda price: price.biases),
    ("of normalisations", lambda price: price.norm_params),
    ("activations of all layers", lambda price: price.written),
    ("largest activations", lambda price: max(row.cost.outputs for row in price.layers)),
)
WIDE, SLIM = (8, 0.5), (1, 1)  # groups and width of the ends of ShuffleNet's range


def compare(page: Page, model: NetworksModel) -> None:
    """All networks as bars, and one of them beside the one on show."""
    sections.section("Beside other networks")
    bars(_all(model))
    st.caption("Each with its usual options, but for the one on show. Inception 3a and Context are single modules.")
    control(page, "beside")
    if model.state.beside not in ("none", model.name):
        sections.sentences([_two(model, model.state.beside)])
    sections.sentences([shufflenet_and_alexnet()])


def _all(model: NetworksModel) -> list[Bar]:
    """Every network as its paper has it, the one on show as it is, the dearest first."""
    prices = {name: model.price if name == model.name else priced(name) for name in PAPERS}
    counts = {name: total(price, model.count) for name, price in prices.items()}
    return [
        Bar(
            model.title if name == model.name else PAPERS[name].title,
            (counts[name],),
            f"{counts[name]:,}",
            name == model.name,
        )
        for name in sorted(counts, key=lambda name: -counts[name])
    ]


def _two(model: NetworksModel, other: str) -> str:
    """Two networks, measure by measure."""
    beside = priced(other)
    lines = [f"| for one image | {model.title} | {PAPERS[other].title} | ratio |", "|---|---:|---:|---:|"]
    lines.append(f"| input | {times(model.price.network.input_shape)} | {times(beside.network.input_shape)} | |")
    for label, measure in MEASURES:
        here, there = measure(model.price), measure(beside)
        ratio = f"{here / there:.2f}" if there else ""
        lines.append(f"| {label} | {here:,} | {there:,} | {ratio} |")
    lines.append(f"| receptive field | {_field(model.price)} | {_field(beside)} | |")
    return "\n".join(lines)


def _field(price: NetworkCost) -> str:
    return times(tuple(reach.receptive for reach in price.receptive_field))


def shufflenet_and_alexnet() -> str:
    """The comparison that ShuffleNet's paper closes with, counted."""
    (groups, width), (few, full) = WIDE, SLIM
    slim = priced("shufflenet_v1", {"groups": groups, "width": width})
    wide = priced("shufflenet_v1", {"groups": few, "width": full})
    alexnet = priced("alexnet")
    times_less = alexnet.multiplications / wide.multiplications
    return (
        "**“ShuffleNet takes 40 to 140 MFLOPs, AlexNet 720.”** These are multiplications for one image. Counted here: "
        f"ShuffleNet at width {width} with {groups} groups takes {slim.multiplications:,}, at width {full} with "
        f"{few} group {wide.multiplications:,}; AlexNet, with its two groups, takes {alexnet.multiplications:,}, "
        f"{times_less:.1f} to {alexnet.multiplications / slim.multiplications:.1f} times as many. Linear layers "
        "are counted in all of them."
    )
