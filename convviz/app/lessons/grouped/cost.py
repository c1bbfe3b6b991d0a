"""What every possible number of groups costs, and the grouped layers of AlexNet."""

from __future__ import annotations

from typing import Final

from convviz.app.lessons.grouped.model import GroupedModel
from convviz.app.markup import times
from convviz.app.widgets.bar_list import Bar
from convviz.costs.block import BlockCost, block_cost
from convviz.spec.recipes import grouped

# The layers of AlexNet (Krizhevsky et al. 2012) that were cut in two: name, side of the input, channels, filters,
# kernel and padding.
ALEXNET: Final = (
    ("second", 27, 96, 256, 5, 2),
    ("fourth", 13, 384, 384, 3, 1),
    ("fifth", 13, 384, 256, 3, 1),
)
HALVES: Final = 2


def by_groups(model: GroupedModel) -> dict[int, BlockCost]:
    """The price of this layer for every number of groups it can have."""
    return {
        groups: block_cost(model.state.block(groups, model.state.filters), model.state.shape)
        for groups in model.state.possible_groups
    }


def table(model: GroupedModel) -> str:
    """One line for every number of groups, this state's bold."""
    read, written = (times((*shape[1:], shape[0])) for shape in (model.state.shape, model.output_shape))
    head = (
        f"| {read} → {written} | filter depth | filters a group | weights | multiplications (MACs) |\n"
        "|---|---:|---:|---:|---:|"
    )
    return "\n".join([head, *(_line(model, groups, price) for groups, price in by_groups(model).items())])


def bars(model: GroupedModel) -> list[Bar]:
    """The multiplications for every number of groups."""
    return [
        Bar(_name(model, groups), (price.multiplications,), f"{price.multiplications:,}", groups == model.state.groups)
        for groups, price in by_groups(model).items()
    ]


def alexnet() -> str:
    """The layers that were cut in two, and what that saved."""
    lines = ["| AlexNet's layer | in → out | weights without groups | in 2 groups |", "|---|---|---:|---:|"]
    for name, side, channels, filters, kernel, padding in ALEXNET:
        one, two = (
            block_cost(grouped(channels, filters, kernel, groups, padding=padding), (side, side))
            for groups in (1, HALVES)
        )
        size = times((side, side))
        lines.append(
            f"| {name}, {times((kernel, kernel))} | {size} × {channels} → {size} × {filters} | {one.weights:,} | "
            f"{two.weights:,} |"
        )
    return "\n".join(lines)


def _line(model: GroupedModel, groups: int, price: BlockCost) -> str:
    depth, each = model.state.channels // groups, model.state.filters // groups
    cells = (_name(model, groups), f"{depth}", f"{each}", f"{price.weights:,}", f"{price.multiplications:,}")
    now = "**" if groups == model.state.groups else ""
    return f"| {' | '.join(f'{now}{cell}{now}' for cell in cells)} |"


def _name(model: GroupedModel, groups: int) -> str:
    name = "1 group: regular" if groups == 1 else f"{groups} groups"
    return f"{name}: depthwise" if groups == model.state.channels else name
