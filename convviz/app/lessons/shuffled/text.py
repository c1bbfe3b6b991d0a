"""What the lesson says, with the numbers of a state."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import numpy as np

from convviz.app.lessons.shuffled.cost import UNIT, UNIT_SIDE, units
from convviz.app.markup import GAP, INPUT, OUTPUT, as_input, as_kernel
from convviz.app.page.formula import Formula
from convviz.app.page.gains_and_losses import share
from convviz.app.page.source_corrections import SourceCorrection
from convviz.app.params.param import listed
from convviz.costs.block import block_cost

if TYPE_CHECKING:
    from convviz.app.lessons.shuffled.model import ShuffledModel

IDEA: Final = (
    "Two grouped layers never mix their groups. A shuffle in between lets every group hear some of the others."
)

GROUPS_HELP: Final = "Of both layers. Only numbers that divide the channels, so that all groups are alike."
SHOW_HELP: Final = (
    "**The wiring**: a cell a channel, a line for each channel that is read. Point at any cell, or reach it with Tab "
    "and the arrow keys, to follow it up and down. **The numbers**: both layers at work. "
    "**Race**: against two layers without groups, at the same number of multiplications."
)
TRACED_HELP: Final = "Played from this output down to every input it depends on."
KERNEL_HELP: Final = (
    "1: pointwise grouped, as in ShuffleNet. 3: as large a window in both layers, its border padded with zeros. The "
    "wiring is the same."
)
EDIT_FIXED: Final = "The weights of the two regular layers are fixed; those of the groups can be changed."

QUESTION: Final = (
    "12 channels are shuffled between two layers of 4 groups. How many of the 12 input channels can one output channel "
    "depend on?"
)
WHY: Final = (
    "Each group has 12/4 = 3 channels, so after the shuffle a group of the second layer holds channels "
    "of only 3 of the "
    "4 groups, and each of those saw 3 input channels: 3·3 = 9. To see all it would take 4 channels a group."
)

TRY_WITHOUT: Final = (
    f"**Where do the lines end?** Follow an {OUTPUT} down, then switch the shuffle on. How many {INPUT} channels does "
    "it see before and after?"
)
TRY_BRIGHT: Final = (
    "**Watch a single channel spread.** Only channel 1 is not 0. Which maps are empty after the first layer, and which "
    "at the end?"
)
TRY_IDLE: Final = "**A shuffle that does nothing.** With one channel a group, what is there to deal out?"

REACH_CORRECTION: Final = SourceCorrection(
    "A source: the shuffle reaches all",
    "“Towards intuitive understanding of convolutions through visualizations”, section 11",
    "(implied) after a shuffle every output sees every input.",
    "Only if each group has at least as many channels as there are groups. The named case “Can a shuffle be too "
    "little?” has 8 channels in 4 groups, 2 in each: there an output sees 4 of 8.",
)

PAPER: Final = (
    "The paper's nets (Zhang et al. 2017) take 40 to 140 million multiply-adds for a picture; AlexNet takes about 720 "
    "million. The paper writes “FLOPs” for multiply-adds, which this app counts as two FLOPs each."
)

LOST: Final = (
    "each filter still reads its group only, so a single layer mixes less than a regular one, and moving the channels "
    "takes time in memory that no count of multiplications shows."
)


def formula(model: ShuffledModel) -> Formula:
    """How many inputs an output hears, and with letters where the shuffle takes a channel from."""
    groups, each = model.state.groups, model.each
    heard = f"**{len(model.sees)}** of {model.state.channels}"
    own = as_kernel(f"channels per group ${each}$")
    if not model.state.is_shuffled:
        return Formula(f"{as_input('Inputs heard')} without the shuffle = {own} = {heard}", _letters(model))
    fewer = f"the smaller of {as_kernel(f'groups ${groups}$')} and {own}"
    words = f"{as_input('Inputs heard')} = ({fewer}) $·$ {own} $= {min(groups, each)} · {each} =$ {heard}"
    return Formula(words, _letters(model))


def _letters(model: ShuffledModel) -> str:
    groups, each = model.state.groups, model.each
    rule = f"$word(shuffled)[{groups} j + i] = word(maps)[{each} i + j]$"
    before = _in_groups(range(1, model.state.channels + 1), each)
    after = _in_groups((channel + 1 for channel in model.order), each)
    return f"{rule} {GAP} {before} → **{after}** ({groups} rows of {each}, read column by column)"


def remarks(model: ShuffledModel) -> list[str]:
    """What is worth saying about this state and no other."""
    return [text for text in (_race(model), _sees(model), _idle(model), _bright(model)) if text]


def _race(model: ShuffledModel) -> str:
    if not model.state.is_race:
        return ""
    one, other = model.cost, block_cost(model.regular, model.state.shape)
    return (
        f"**The race:** {one.multiplications:,} multiplications against {other.multiplications:,}, and {one.weights:,} "
        f"weights against {other.weights:,}: 1 / groups = 1 / {model.state.groups} of both."
    )


def _sees(model: ShuffledModel) -> str:
    state, seen = model.state, len(model.sees)
    which = listed([channel + 1 for channel in model.sees], "and")
    if seen == state.channels:
        return f"**Output {state.traced} sees all {seen} channels** of the {INPUT}."
    if not state.is_shuffled:
        return (
            f"**Output {state.traced} sees {seen} of {state.channels} channels:** {which}, its own group. However many "
            f"layers follow, these are {state.groups} separate nets."
        )
    return f"**Output {state.traced} sees {seen} of {state.channels} channels:** {which}. The others do not reach it."


def _idle(model: ShuffledModel) -> str:
    """A shuffle that leaves every channel where it is."""
    if not model.state.is_shuffled or list(model.order) != list(range(model.state.channels)):
        return ""
    why = "there is a single group" if model.state.groups == 1 else "each group has a single channel"
    return f"**This shuffle changes nothing:** {why}."


def _bright(model: ShuffledModel) -> str:
    """Which maps a lit channel reaches, told from the numbers."""
    state = model.state
    if state.is_flow or state.input != "bright" or state.input_edits:
        return ""
    first, last = (_lit(maps) for maps in (model.trace.maps[0], model.trace.output))
    return (
        f"**Channel {state.bright_channel} is lit:** after the first layer {_these(first, state.channels)} of the "
        f"maps, at the end {_these(last, state.channels)}."
    )


def _lit(maps: np.ndarray) -> list[int]:
    return [place + 1 for place, plane in enumerate(maps) if plane.any()]


def _these(places: list[int], channels: int) -> str:
    return f"all {channels}" if len(places) == channels else f"{listed(places, 'and')}" if places else "none"


def order(model: ShuffledModel) -> list[str]:
    """The shuffle as reshape, transpose, flatten."""
    groups, each = model.state.groups, model.each
    rows = "\n".join(
        f"| group {group + 1} | " + " | ".join(str(group * each + place + 1) for place in range(each)) + " |"
        for group in range(groups)
    )
    head = "| | " + " | ".join(f"{place + 1}." for place in range(each)) + " |\n|---|" + "---:|" * each
    return [
        f"**Write the channels as a table with a row for each group, and read it column by column:** "
        f"{_in_groups((channel + 1 for channel in model.order), each)}. In code: reshape to ({groups}, {each}, height, "
        "width), swap the first two axes, flatten. No number is computed, each is only moved.",
        f"{head}\n{rows}",
        "It is not the pixel shuffle (depth to space), which moves numbers from channels into the plane.",
    ]


def reach(model: ShuffledModel) -> list[str]:
    """What an output sees with and without the shuffle, for every number of groups."""
    state, own = model.state, model.each
    lines = ["| groups | channels a group | seen without | seen with | all? |", "|---:|---:|---:|---:|---|"]
    for groups in state.possible_groups:
        each = state.channels // groups
        without, with_it = (
            sorted({len(read) for read in state.with_groups(groups, shuffled=shuffled).reads()})
            for shuffled in (False, True)
        )
        verdict = "yes" if with_it == [state.channels] else "no"
        cells = (groups, each, listed(without), listed(with_it), verdict)
        now = "**" if groups == state.groups else ""
        lines.append(f"| {' | '.join(f'{now}{cell}{now}' for cell in cells)} |")
    enough = own >= state.groups
    verb = "is" if own == 1 else "are"
    compare = f"{verb} at least" if enough else f"{verb} fewer than"
    count = f"{state.groups} group{'s' * (state.groups > 1)}"
    so = "every output sees every input" if enough else "no output sees every input"
    return [
        f"**One shuffle reaches everything only if each group has at least as many channels as there are groups.** A "
        f"group of the second layer gets one channel of each group in turn; here {own} a group {compare} {count}, so "
        f"{so}.",
        "\n".join(lines),
    ]


def unit(groups: int) -> list[str]:
    """Where the multiplications of ShuffleNet's unit are, and what it saves."""
    plain, resnext, shuffled = units(groups).values()
    ones = resnext.stages[0].multiplications + resnext.stages[-1].multiplications
    return [
        f"Groups in the 3 × 3 alone leave the two 1 × 1 layers as they were: in ResNeXt's block they are {ones:,} of "
        f"{resnext.multiplications:,}, **{share(ones, resnext.multiplications)}**. So ShuffleNet puts groups on the "
        "1 × 1 as well (**pointwise grouped**), shuffles after the first of them, and makes the 3 × 3 depthwise.",
        f"At {UNIT_SIDE} × {UNIT_SIDE}, {UNIT[0]} channels, {UNIT[1]} inside and {groups} "
        f"group{'s' * (groups > 1)}, that is **{shuffled.multiplications:,}** multiplications, "
        f"{share(shuffled.multiplications, plain.multiplications)} of the bottleneck's {plain.multiplications:,} and "
        f"{share(shuffled.multiplications, resnext.multiplications)} of the {resnext.multiplications:,} of ResNeXt's "
        "block.",
    ]


def gained(model: ShuffledModel) -> str:
    """In one sentence."""
    groups = model.state.groups
    return (
        f"groups keep the price at 1/{groups} of two regular layers, and the shuffle lets them talk to each other for "
        "no multiplication at all."
        if groups > 1
        else "with one group nothing; there is no wall between groups for a shuffle to open."
    )


def _in_groups(channels: Iterable[int], each: int) -> str:
    """`1 4 7 · 2 5 8 · 3 6 9`."""
    texts = [str(channel) for channel in channels]
    return " · ".join(" ".join(texts[first : first + each]) for first in range(0, len(texts), each))
