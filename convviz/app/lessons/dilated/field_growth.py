"""How fast the field grows when the rate doubles, and what plain layers would need for the same."""

from __future__ import annotations

from typing import Final

from convviz.app.lessons.dilated.cases import rates
from convviz.app.lessons.dilated.model_stack import DilatedStackModel
from convviz.app.markup import KERNEL
from convviz.app.widgets.bar_list import Bar
from convviz.costs.layer import cost
from convviz.spec.conv import ConvSpec
from convviz.spec.receptive_field import AxisLayer, receptive_fields

MOST: Final = 6
WEIGHTS: Final = cost(ConvSpec.of(2, 1, 1, 3), (3, 3)).weights  # of a 3 × 3 kernel on one channel


def doubled(layers: int) -> int:
    """The field after so many 3-tap layers whose rates double from 1 on."""
    return receptive_fields(rates(3, [2**place for place in range(layers)]))[-1].receptive


def plain_layers(field: int) -> int:
    """How many plain 3-tap layers see at least so many cells."""
    layers: tuple[AxisLayer, ...] = (AxisLayer(3),)
    while receptive_fields(layers)[-1].receptive < field:
        layers += (AxisLayer(3),)
    return len(layers)


def law(stack: DilatedStackModel) -> list[str]:
    """The law, and this stack beside plain layers."""
    rows = [
        "| *l* | rates | field | weights | plain | weights |",
        "|--:|:--|--:|--:|--:|--:|",
    ]
    for count in range(1, MOST + 1):
        field = doubled(count)
        plain = plain_layers(field)
        listed = ", ".join(str(2**place) for place in range(count))
        rows.append(f"| {count} | {listed} | **{field}** | {count * WEIGHTS} | {plain} | {plain * WEIGHTS} |")
    return [
        f"With rates that double, the field about doubles with every layer, *r* = 2ˡ⁺¹ − 1 after *l* layers, while the "
        f"weights grow by the same {WEIGHTS} each time (a {KERNEL} of 3 × 3, one channel to one). *Plain*: "
        "so many layers without dilation see as far.",
        "\n".join(rows),
        _here(stack),
    ]


def _here(stack: DilatedStackModel) -> str:
    field, count = stack.field.receptive, len(stack.layers)
    plain = plain_layers(field)
    own = sum(layer.kernel**2 for layer in stack.layers)
    return (
        f"**This stack** sees {field} cells along a line with {count} layer{'s' * (count > 1)}, in a plane "
        f"{own} weights. It takes {plain} plain 3 × 3 layer{'s' * (plain > 1)} to see at least as much, and "
        f"{plain * WEIGHTS} weights."
    )


def bars_of(stack: DilatedStackModel) -> list[Bar]:
    """Weights in a plane: of this stack, and of plain layers that see as far."""
    plain = plain_layers(stack.field.receptive) * WEIGHTS
    own = sum(layer.kernel**2 for layer in stack.layers)
    return [
        Bar("this stack", (own,), f"{own:,} weights", now=True),
        Bar("plain 3 × 3 layers with at least its field", (plain,), f"{plain:,} weights"),
    ]
