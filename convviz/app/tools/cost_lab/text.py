"""What the page says, with the numbers of the state it is in."""

from __future__ import annotations

from math import prod
from typing import Final

from convviz.app.tools.cost_lab.chart import share
from convviz.app.tools.cost_lab.counts import plain
from convviz.app.tools.cost_lab.model import Lab, Row
from convviz.app.widgets.figures import times
from convviz.app.widgets.role_text import INPUT, OUTPUT, as_input, as_kernel, as_output

IDEA: Final = (
    f"From one shape of {INPUT} to one shape of {OUTPUT}, by every block of the lessons before. What does each cost, "
    "and how much of the regular layer is that?"
)
IS: Final = {
    "regular": "One layer; every filter reads every channel.",
    "grouped": "One layer in groups; a filter reads the channels of its group.",
    "shuffled": "Two layers in groups, the channels dealt out anew between them. The first does what the window does, "
    "the second keeps the size; being two layers, it sees further.",
    "depthwise": "Every channel under kernels of its own, and nothing is mixed.",
    "separable": "Depthwise to look around, 1 × 1 to mix.",
    "spatial": "Every channel under a column, then under a row; nothing is mixed.",
    "column_row": "A column that reads all channels, then a row that does, with as many channels between as the "
    "narrower end has: how a spatially separable layer gets from C to N channels (Inception's 7 × 1 and 1 × 7).",
    "flattened": "Along the channels, then a column, then a row.",
    "pointwise": "1 × 1: it mixes channels and looks at one cell only.",
    "pointwise_grouped": "1 × 1 in groups.",
    "bottleneck": "1 × 1 to the channels inside, the window among them, 1 × 1 back.",
    "resnext": "A bottleneck whose window works in groups.",
    "shuffle_unit": "1 × 1 in groups, shuffle, depthwise window, 1 × 1 in groups.",
}
SWEEP: Final = (
    "Choose what to vary, and every block becomes a line: any count over channels, kernel, size, stride, groups or "
    "dilation, with everything else as it is above."
)
NOT_EQUAL: Final = (
    "**Equal shapes are not equal layers.** All of these write the same number of numbers, but they cannot learn the "
    "same things: see in each lesson what is gained and what is lost. Where there are several stages, non-linearities "
    "between them cost no multiplication and are left out; sums with the input, as ResNet has them, too."
)


def formula(lab: Lab) -> str:
    """The regular layer in numbers."""
    task, total = lab.task, lab.regular
    high, wide = task.places
    read = as_input(f"{times(task.size)} × {task.in_channels:,}")
    written = as_output(f"{high} × {wide} × {task.out_channels:,}")
    places, kernel = as_output(f"${high} · {wide}$"), as_kernel(f"${task.kernel}²$")
    ends = rf"{as_output(f'${task.out_channels}$')} $·$ {as_input(f'${task.in_channels}$')}"
    return (
        f"{read} → {written} &emsp; regular: {places} $·$ {ends} $·$ {kernel} = **{total.multiplications:,}** "
        f"multiplications (MACs), FLOPs = 2 × MACs = {total.flops:,}"
    )


def cheapest(lab: Lab) -> str:
    """What the bars show, in a sentence."""
    rows = [row for row in lab.unsorted if row.way.key != "regular"]
    least = min(rows, key=lambda row: row.totals.multiplications)
    dearer = [row for row in rows if row.totals.multiplications > lab.regular.multiplications]
    more = f" {len(dearer)} of the {len(rows)} cost more than the regular layer." if dearer else ""
    return (
        f"Fewest multiplications: **{least.way.name}**, {least.totals.multiplications:,}, "
        f"{_than_regular(lab, least)}.{more}"
    )


def _than_regular(lab: Lab, row: Row) -> str:
    part = share(row.totals.multiplications, lab.regular.multiplications)
    return f"{part} of the regular layer's" if "%" in part else f"{part} the regular layer's"


def precision(lab: Lab) -> str:
    """What the precision changes."""
    size = lab.itemsize
    return (
        f"**{lab.state['prec']}: {size} byte{'s' if size > 1 else ''} a number.** The precision changes the bytes and "
        "the FLOPs a byte, and nothing else: the layer has as many weights and does as many multiplications."
    )


def memory(lab: Lab) -> str:
    """Why few multiplications are not little time."""
    chosen = lab.chosen_row
    if chosen is None or chosen.way.key == "regular":
        return ""
    one, other = chosen.totals, lab.regular
    part = share(one.multiplications, other.multiplications)
    traffic = share(one.bytes(lab.itemsize), other.bytes(lab.itemsize))
    return (
        f"**Fewer multiplications are not as much less time.** {chosen.way.name.capitalize()}: {part} of the regular "
        f"layer's multiplications, but {traffic} of its bytes; {plain(one.intensity(lab.itemsize))} FLOPs for every "
        f"byte, the regular layer {plain(other.intensity(lab.itemsize))}."
    )


def chosen(lab: Lab) -> str:
    """What the block that is looked at is, or why it cannot do this."""
    why = {way.key: reason for way, reason in lab.refused}.get(lab.chosen.key)
    if why:
        return f"**{lab.chosen.name.capitalize()}** cannot do this: {why}"
    return f"**{lab.chosen.name.capitalize()}.** {IS[lab.chosen.key]}"


def code_note(lab: Lab) -> str:
    """What the code leaves out of the layer."""
    numbers = prod(lab.task.shape)
    bias = " Biases are left out." if lab.task.bias else ""
    return f"The input has {numbers:,} made-up numbers, or the numbers themselves where they are few.{bias}"
