"""What the sections of the lesson say: when both coincide, what has an order, where it is used."""

from __future__ import annotations

from typing import Final

from convviz.app.lessons.volumes.channel_shuffling import both, channels_shuffled, new_order, slices_shuffled
from convviz.app.lessons.volumes.scan_case import changed_cells
from convviz.app.lessons.volumes.state import is_shallow
from convviz.app.lessons.volumes.walks import Walks
from convviz.app.lessons.volumes.words import FILTER
from convviz.app.params.param import listed, number
from convviz.app.widgets.role_text import INPUT, OUTPUT

USES: Final = (
    "**Video.** The third axis is time, and colour stays what it was: three channels. A filter that spans a few frames "
    "sees motion.",
    "**The price.** One more axis to walk along multiplies the positions, and the weights grow with the third power "
    "of the filter's side: 3 × 3 has 9, 3 × 3 × 3 has 27.",
    "**Scans (CT, MRI).** Slices lie above each other in the body, and a vessel or a tumour goes on from one to the "
    "next. A filter that spans a few slices can follow it.",
)


def coincide(walks: Walks) -> list[str]:
    """When the two are one, confirmed number by number, or what is missing for it."""
    depth, deep = number(walks.state, "dep"), number(walks.state, "kd")
    rule = (
        f"If the {FILTER} is as deep as the {INPUT} and nothing is padded along the depth, the 3-D window has one "
        "place to be along it: its walk along depth is over before it begins."
    )
    if walks.coincide:
        found = both(walks)
        return [
            rule,
            f"**Here it is so:** {deep} of {depth} deep. The {OUTPUT} of the 3-D convolution is one slice, and "
            f"**{found.equal:,} of {found.of:,}** of its numbers equal those of the 2-D convolution.",
        ]
    if is_shallow(walks.state):
        slices = walks.solid.geometry.output_shape[0]
        many = f"{slices} slices come" if slices > 1 else "one slice comes"
        return [rule, f"**Here it is not so:** the {FILTER} is {deep} deep, the {INPUT} {depth}, and {many} out."]
    return [rule, f"**Here it is not so:** the {FILTER} is as deep as the {INPUT}, but the depth is padded."]


def order(walks: Walks) -> list[str]:
    """Why a colour picture is not 3-D: channels have no neighbours."""
    return [
        "A picture of height × width × 3 colours looks like a block, but red is not *next to* green as one slice is "
        "next to the other. Nothing would change if blue came first; so there is no sense in walking along the "
        "colours, and a 2-D filter takes them all at once.",
        _channels(walks),
        _slices(walks),
    ]


def uses() -> list[str]:
    """What a third axis is good for, and what a difference along depth sees of the scan."""
    changed = changed_cells()
    still = [f"{z}→{z + 1}" for z, cells in enumerate(changed) if not cells]
    moving = [f"{z}→{z + 1}, {cells} cells" for z, cells in enumerate(changed) if cells]
    *others, scans = USES
    return [
        *others,
        scans,
        "On the made-up scan (8 slices of 12 × 12), the filter −1, +1 along depth subtracts from every slice the one "
        f"before. Where the vessel goes straight, all 144 differences are **0**: from slice {listed(still, 'and')}. "
        f"Where it bends, the cells it leaves turn negative and those it enters positive; from slice "
        f"{listed(moving, 'and')} are not 0. No filter that sees one slice at a time could tell.",
    ]


def _channels(walks: Walks) -> str:
    planes = len(walks.planes)
    if planes < 3:
        return f"**Channels.** With {planes} there is nothing to shuffle; give the {INPUT} more slices."
    found = channels_shuffled(walks)
    return (
        f"**Shuffle the channels** of the 2-D convolution into the order {_spelled(planes)}, and with them the kernels "
        f"of its filters: **{found.equal:,} of {found.of:,}** numbers of the {OUTPUT} stay the same. A sum does not "
        "care in which order it is added up."
    )


def _slices(walks: Walks) -> str:
    depth = number(walks.state, "dep")
    if depth < 3:
        return f"**Slices.** With {depth} there is nothing to shuffle; make the {INPUT} deeper."
    found = slices_shuffled(walks)
    shuffled = f"**Shuffle the slices** of the 3-D convolution into the order {_spelled(depth)}"
    equal = f"**{found.equal:,} of {found.of:,}** numbers stay where they were"
    if not is_shallow(walks.state):
        return (
            f"{shuffled}: {equal}. But its filter is as deep as the {INPUT}, so its slices could be shuffled alike: "
            "here, slices are no more than channels."
        )
    return (
        f"{shuffled}: {equal}. The filter cannot be shuffled alike, for every slice of the {INPUT} meets every slice "
        "of the filter in turn. Slices have neighbours."
    )


def _spelled(count: int) -> str:
    return " ".join(map(str, new_order(count)))
