"""ShuffleNet's unit against a bottleneck and ResNeXt's block, stage by stage."""

from __future__ import annotations

from typing import Final

from convviz.app.widgets.bar_list import Bar
from convviz.costs.block import BlockCost, block_cost
from convviz.spec.parse import divisors
from convviz.spec.recipes import bottleneck, shuffle_unit

UNIT: Final = (240, 60)  # channels of the unit in this lesson, outside and inside
UNIT_SIDE: Final = 28
UNIT_GROUPS: Final = tuple(groups for groups in divisors(UNIT[1]) if UNIT[0] % groups == 0 and groups <= 6)


def units(groups: int) -> dict[str, BlockCost]:
    """The three of them, from the dearest."""
    outside, inside = UNIT
    blocks = {
        "Bottleneck": bottleneck(outside, inside),
        f"ResNeXt's block, 3 × 3 in {groups} group{'s' * (groups > 1)}": bottleneck(outside, inside, groups=groups),
        f"ShuffleNet's unit, {groups} group{'s' * (groups > 1)}": shuffle_unit(outside, inside, groups),
    }
    return {name: block_cost(block, (UNIT_SIDE, UNIT_SIDE)) for name, block in blocks.items()}


def table(groups: int) -> str:
    """Multiplications of every stage, and all together."""
    lines = ["| | 1 × 1 in | shuffle | 3 × 3 | 1 × 1 out | multiplications | weights |", "|---|" + "---:|" * 6]
    for name, price in units(groups).items():
        stages = [stage.multiplications for stage in price.stages]
        first, *middle, last = stages
        moved, look = middle if len(middle) == 2 else (None, *middle)
        cells = (f"{first:,}", "–" if moved is None else f"{moved:,}", f"{look:,}", f"{last:,}")
        lines.append(f"| {name} | {' | '.join(cells)} | **{price.multiplications:,}** | {price.weights:,} |")
    return "\n".join(lines)


def bars(groups: int) -> list[Bar]:
    """What the 1 × 1 layers take, and what the 3 × 3 takes."""
    entries = []
    for name, price in units(groups).items():
        first, *middle, last = (stage.multiplications for stage in price.stages)
        parts = (first + last, sum(middle))
        text = f"{parts[0]:,} for the 1 × 1, {parts[1]:,} for the 3 × 3"
        entries.append(Bar(name, parts, text, name.startswith("Shuffle")))
    return entries
