"""What the page says, with the numbers of the state it is in."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Final

from convviz.app.markup import GAP, INPUT, OUTPUT, as_input, as_kernel, as_output, times
from convviz.app.tools.cost_lab.counts import plain, share

if TYPE_CHECKING:
    from convviz.app.deep_links.layer_to_lesson import LessonLink
    from convviz.app.tools.cost_lab.model import CostLabModel, PricedBlock

IDEA: Final = (
    f"From one shape of {INPUT} to one shape of {OUTPUT}, by every block of the lessons before. What does each cost, "
    "and how much of the regular layer is that?"
)

SAME_HELP: Final = "**SAME**: in ÷ stride cells come out, rounded up (TensorFlow). At stride 1 the size is kept."
GROUPS_HELP: Final = "Of every block that works in groups. Only numbers that divide the channels at both ends."
INSIDE_HELP: Final = (
    "Channels in the middle of the bottlenecks and of ShuffleNet's unit. Unless you change it, a quarter of those that "
    "go out, in whole groups.\n\n"
    "**Multiplier.** Kernels for each channel in the depthwise stage of the separable block."
)
BIAS_HELP: Final = "In every convolution of every block: one number for each channel it writes."
PRECISION_HELP: Final = "Bytes a number: fp32 takes 4, fp16 takes 2, int8 takes 1. Only bytes depend on it."
BLOCK_HELP: Final = "Bold in the bars and in the table, thick in the sweep, and as code."

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


def formula(model: CostLabModel) -> str:
    """The regular layer in numbers."""
    task, total = model.task, model.regular
    high, wide = task.places
    read = as_input(f"{times(task.size)} × {task.in_channels:,}")
    written = as_output(f"{high} × {wide} × {task.out_channels:,}")
    places, kernel = as_output(f"${high} · {wide}$"), as_kernel(f"${task.kernel}²$")
    ends = f"{as_output(f'${task.out_channels}$')} $·$ {as_input(f'${task.in_channels}$')}"
    return (
        f"{read} → {written} {GAP} regular: {places} $·$ {ends} $·$ {kernel} = **{total.multiplications:,}** "
        f"multiplications (MACs), FLOPs = 2 × MACs = {total.flops:,}"
    )


def cheapest(model: CostLabModel) -> str:
    """What the bars show, in a sentence."""
    rows = [row for row in model.unsorted if row.way.key != "regular"]
    least = min(rows, key=lambda row: row.totals.multiplications)
    dearer = [row for row in rows if row.totals.multiplications > model.regular.multiplications]
    more = f" {len(dearer)} of the {len(rows)} cost more than the regular layer." if dearer else ""
    return (
        f"Fewest multiplications: **{least.way.name}**, {least.totals.multiplications:,}, "
        f"{_than_regular(model, least)}.{more}"
    )


def _than_regular(model: CostLabModel, row: PricedBlock) -> str:
    part = share(row.totals.multiplications, model.regular.multiplications)
    return f"{part} of the regular layer's" if "%" in part else f"{part} the regular layer's"


def precision(model: CostLabModel) -> str:
    """What the precision changes."""
    size = model.state.itemsize
    return (
        f"**{model.state.precision}: {size} byte{'s' if size > 1 else ''} a number.** The precision changes the bytes "
        "and the FLOPs a byte, and nothing else: the layer has as many weights and does as many multiplications."
    )


def memory(model: CostLabModel) -> str:
    """Why few multiplications are not little time."""
    chosen = model.chosen_row
    if chosen is None or chosen.way.key == "regular":
        return ""
    one, other, size = chosen.totals, model.regular, model.state.itemsize
    part = share(one.multiplications, other.multiplications)
    traffic = share(one.bytes(size), other.bytes(size))
    return (
        f"**Fewer multiplications are not as much less time.** {chosen.way.name.capitalize()}: {part} of the regular "
        f"layer's multiplications, but {traffic} of its bytes; {plain(one.intensity(size))} FLOPs for every "
        f"byte, the regular layer {plain(other.intensity(size))}."
    )


def chosen(model: CostLabModel) -> str:
    """What the block that is looked at is, or why it cannot do this."""
    why = {way.key: reason for way, reason in model.refused}.get(model.chosen.key)
    if why:
        return f"**{model.chosen.name.capitalize()}** cannot do this: {why}"
    return f"**{model.chosen.name.capitalize()}.** {IS[model.chosen.key]}"


def opens(link: LessonLink | None) -> str:
    """The way into the lesson of the block that is looked at; without one, for a block that cannot do this."""
    if link is None:
        return "With these numbers there is no such block, and so nothing to open in a lesson."
    return f"[Open it in its lesson]({link.address}). {link.sentence}"


def code_note(model: CostLabModel) -> str:
    """What the code leaves out of the layer."""
    numbers = prod(model.task.shape)
    bias = " Biases are left out." if model.task.bias else ""
    return f"The input has {numbers:,} made-up numbers, or the numbers themselves where they are few.{bias}"
