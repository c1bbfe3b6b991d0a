"""ShuffleNet's unit against a bottleneck and ResNeXt's block, stage by stage."""

from __future__ import annotations

from convviz.app.lessons.shuffled.state import UNIT, UNIT_SIDE
from convviz.app.page.gains_and_losses import share
from convviz.app.params.param import State, number
from convviz.app.widgets.bar_list import Bar
from convviz.costs.block import BlockCost, block_cost
from convviz.spec.recipes import bottleneck, shuffle_unit


def units(state: State) -> dict[str, BlockCost]:
    """The three of them, from the dearest."""
    outside, inside = UNIT
    groups = number(state, "ug")
    blocks = {
        "Bottleneck": bottleneck(outside, inside),
        f"ResNeXt's block, 3 × 3 in {groups} group{'s' * (groups > 1)}": bottleneck(outside, inside, groups=groups),
        f"ShuffleNet's unit, {groups} group{'s' * (groups > 1)}": shuffle_unit(outside, inside, groups),
    }
    return {name: block_cost(block, (UNIT_SIDE, UNIT_SIDE)) for name, block in blocks.items()}


def table(state: State) -> str:
    """Multiplications of every stage, and all together."""
    lines = ["| | 1 × 1 in | shuffle | 3 × 3 | 1 × 1 out | multiplications | weights |", "|---|" + "---:|" * 6]
    for name, price in units(state).items():
        stages = [stage.multiplications for stage in price.stages]
        first, *middle, last = stages
        moved, look = middle if len(middle) == 2 else (None, *middle)
        cells = (f"{first:,}", "–" if moved is None else f"{moved:,}", f"{look:,}", f"{last:,}")
        lines.append(f"| {name} | {' | '.join(cells)} | **{price.multiplications:,}** | {price.weights:,} |")
    return "\n".join(lines)


def bars(state: State) -> list[Bar]:
    """What the 1 × 1 layers take, and what the k × k takes."""
    entries = []
    for name, price in units(state).items():
        first, *middle, last = (stage.multiplications for stage in price.stages)
        parts = (first + last, sum(middle))
        text = f"{parts[0]:,} for the 1 × 1, {parts[1]:,} for the 3 × 3"
        entries.append(Bar(name, parts, text, name.startswith("Shuffle")))
    return entries


def sentences(state: State) -> list[str]:
    """Where the multiplications are, and what is saved."""
    plain, resnext, unit = units(state).values()
    groups = number(state, "ug")
    ones = resnext.stages[0].multiplications + resnext.stages[-1].multiplications
    return [
        f"Groups in the 3 × 3 alone leave the two 1 × 1 layers as they were: in ResNeXt's block they are {ones:,} of "
        f"{resnext.multiplications:,}, **{share(ones, resnext.multiplications)}**. So ShuffleNet puts groups "
        "on the 1 × 1 "
        "as well (**pointwise grouped**), shuffles after the first of them, and makes the 3 × 3 depthwise.",
        f"At {UNIT_SIDE} × {UNIT_SIDE}, {UNIT[0]} channels, {UNIT[1]} inside and {groups} "
        f"group{'s' * (groups > 1)}, that is **{unit.multiplications:,}** multiplications, "
        f"{share(unit.multiplications, plain.multiplications)} of the bottleneck's {plain.multiplications:,} and "
        f"{share(unit.multiplications, resnext.multiplications)} of the {resnext.multiplications:,} of "
        "ResNeXt's block.",
    ]


PAPER = (
    "The paper's nets (Zhang et al. 2017) take 40 to 140 million multiply-adds for a picture; AlexNet takes about 720 "
    "million. The paper writes “FLOPs” for multiply-adds, which this app counts as two FLOPs each."
)
