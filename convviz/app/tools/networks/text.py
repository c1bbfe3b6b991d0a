"""What the page says about the network on show, with its numbers."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Final

from convviz.app.markup import times
from convviz.app.params.param import listed
from convviz.app.tools.networks.cost import counted, portion, stages, total
from convviz.app.tools.networks.layer_kinds import NAMES, shares
from convviz.costs.network import NetworkCost
from convviz.spec.conv import ConvSpec

if TYPE_CHECKING:
    from convviz.app.tools.networks.model import NetworksModel

SOME: Final = 4
IDEA: Final = (
    "Choose a network. It is built layer by layer from its paper’s table, and every number below is counted from that, "
    "for one image."
)

GROUPS_HELP: Final = "ShuffleNet has more channels the more groups it has, so that all cost about the same."
WIDTH_HELP: Final = "A multiplier of the channels of every layer. The papers call it α, or s."
RESOLUTION_HELP: Final = "Rows and columns of the picture. The weights stay as they are."
VERSION_HELP: Final = "Where a block takes its stride: v1 in its first 1 × 1, v1.5 in its 3 × 3."
CHANNELS_HELP: Final = "Every later map has half as many as the one before it."
COUNT_HELP: Final = "Activations are the numbers a layer writes for one image."
SCALE_HELP: Final = "On a logarithmic scale every line is ten times the one below, and small layers show as well."


def formula(model: NetworksModel) -> str:
    """What a layer multiplies, with the numbers of the dearest one."""
    row, spec = max(
        ((row, row.operation) for row in model.price.layers if isinstance(row.operation, ConvSpec)),
        key=lambda entry: entry[0].cost.multiplications,
    )
    positions = prod((row.in_shapes[0] if spec.transposed else row.out_shape)[1:])
    inside = f"({spec.big_channels} / {spec.groups})" if spec.groups > 1 else f"{spec.big_channels}"
    taps = times(spec.kernel).replace("×", "·")
    product = f"{positions:,} positions · {taps} taps · {inside} · {spec.small_channels} channels"
    return f"No convolution takes more than `{row.name}`: {product} = **{row.cost.multiplications:,}** multiplications"


def counts(model: NetworksModel) -> list[str]:
    """Where the network comes from and what its paper counts."""
    paper = model.paper
    return [" ".join(part for part in (f"**{paper.source}.**", paper.counts, paper.built) if part)]


def where(model: NetworksModel) -> list[str]:
    """Which layer and which stage has most."""
    price, count = model.price, model.count
    layers = {row.name: counted(row, count) for row in price.layers}
    parts = {stage: sum(counted(row, count) for row in rows if not row.joins) for stage, rows in stages(price).items()}
    whole = total(price, count)
    texts = [f"**Most {model.counting}:** {_most(layers, whole)}"]
    if len(parts) > 1:
        texts.append(f"**By stage:** {_most(parts, whole)}")
    return [" ".join(texts)]


def _most(counts: dict[str, int], whole: int) -> str:
    """Who has most, and how much; several may have as much."""
    most = max(counts.values())
    first, *others = [name for name, count in counts.items() if count == most]
    alike = f", and as many each in {_few(others)}" if others else ""
    return f"{most:,} in {first}, {portion(most, whole)} of all{alike}."


def _few(names: list[str]) -> str:
    return listed(names, "and") if len(names) < SOME else f"{len(names)} others"


def by_kind(price: NetworkCost) -> str:
    """A line for every kind of layer that multiplies."""
    lines = ["| kind | layers | multiplications | share | weights | share |", "|---|---:|---:|---:|---:|---:|"]
    for one in shares(price):
        part, weights = portion(one.multiplications, price.multiplications), portion(one.weights, price.weights)
        lines.append(
            f"| {NAMES[one.kind]} | {one.layers} | {one.multiplications:,} | {part} | {one.weights:,} | {weights} |"
        )
    return "\n".join(lines)
