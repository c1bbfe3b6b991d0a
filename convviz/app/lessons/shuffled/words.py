"""What the lesson says about the layers, with the numbers of the state it is in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from convviz.app.lessons.shuffled.layers import Layers
from convviz.app.lessons.shuffled.state import is_flow
from convviz.app.params.param import listed, number
from convviz.app.widgets.role_text import INPUT, OUTPUT
from convviz.costs.block import block_cost

IDEA: Final = (
    "Two grouped layers in a row stay within their groups. Deal the channels out anew between them, and every group "
    "hears from the others: the shuffle costs no multiplication."
)

QUESTION: Final = (
    "12 channels are shuffled between two layers of 4 groups. How many of the 12 input channels can one output channel "
    "depend on?"
)
ANSWER: Final = 9
WHY: Final = (
    "Each group has 12/4 = 3 channels, so after the shuffle a group of the second layer holds channels "
    "of only 3 of the "
    "4 groups, and each of those saw 3 input channels: 3·3 = 9. To see all it would take 4 channels a group."
)
QUESTION_QUERY: Final = {"c": "12", "g": "4"}

IDEAS: Final = (
    (
        "Without the shuffle",
        f"**Where do the lines end?** Follow an {OUTPUT} down, then switch the shuffle on. How many {INPUT} channels "
        "does it see before and after?",
        {"sh": "off"},
    ),
    (
        "One bright channel",
        "**Watch a single channel spread.** Only channel 1 is not 0. Which maps are empty after the first layer, and "
        "which at the end?",
        {"show": "numbers", "in": "bright"},
    ),
    (
        "4 channels in 4 groups",
        "**A shuffle that does nothing.** With one channel a group, what is there to deal out?",
        {"c": "4", "g": "4"},
    ),
)


def formula(layers: Layers) -> str:
    """Where the shuffle takes a channel from, and the order that comes out."""
    groups, each = layers.groups, layers.each
    rule = rf"$\text{{shuffled}}[{groups}\,j + i] = \text{{maps}}[{each}\,i + j]$"
    before = _grouped(range(1, layers.channels + 1), each)
    return (
        f"{rule} &emsp; {before} → **{_grouped((channel + 1 for channel in layers.order), each)}** &emsp; "
        f"(written as {groups} rows of {each}, read column by column)"
    )


def remarks(layers: Layers) -> list[str]:
    """What is worth saying about this state and no other."""
    return [text for text in (_race(layers), _sees(layers), _idle(layers), _bright(layers)) if text]


def _race(layers: Layers) -> str:
    if not layers.is_race:
        return ""
    one, other = layers.cost, block_cost(layers.regular, layers.shape)
    return (
        f"**The race:** {one.multiplications:,} multiplications against {other.multiplications:,}, and {one.weights:,} "
        f"weights against {other.weights:,}: 1 / groups = 1 / {layers.groups} of both."
    )


def _sees(layers: Layers) -> str:
    seen, channels, output = len(layers.sees), layers.channels, layers.traced + 1
    which = listed([channel + 1 for channel in layers.sees], "and")
    if seen == channels:
        return f"**Output {output} sees all {channels} channels** of the {INPUT}."
    if not layers.is_shuffled:
        return (
            f"**Output {output} sees {seen} of {channels} channels:** {which}, its own group. However many layers "
            "follow, "
            f"these are {layers.groups} separate nets."
        )
    return f"**Output {output} sees {seen} of {channels} channels:** {which}. The others do not reach it."


def _idle(layers: Layers) -> str:
    """A shuffle that leaves every channel where it is."""
    if not layers.is_shuffled or list(layers.order) != list(range(layers.channels)):
        return ""
    why = "there is a single group" if layers.groups == 1 else "each group has a single channel"
    return f"**This shuffle changes nothing:** {why}."


def _bright(layers: Layers) -> str:
    """Which maps a lit channel reaches, told from the numbers."""
    if is_flow(layers.state) or layers.state["in"] != "bright" or layers.state["xe"]:
        return ""
    first, last = (_lit(maps) for maps in (layers.trace.maps[0], layers.trace.output))
    return (
        f"**Channel {number(layers.state, 'bc')} is lit:** after the first layer "
        f"{_these(first, layers.channels)} of the "
        f"maps, at the end {_these(last, layers.channels)}."
    )


def _lit(maps: np.ndarray) -> list[int]:
    return [place + 1 for place, plane in enumerate(maps) if plane.any()]


def _these(places: list[int], channels: int) -> str:
    return f"all {channels}" if len(places) == channels else f"{listed(places, 'and')}" if places else "none"


def order(layers: Layers) -> list[str]:
    """The shuffle as reshape, transpose, flatten."""
    groups, each = layers.groups, layers.each
    rows = "\n".join(
        f"| group {group + 1} | " + " | ".join(str(group * each + place + 1) for place in range(each)) + " |"
        for group in range(groups)
    )
    head = "| | " + " | ".join(f"{place + 1}." for place in range(each)) + " |\n|---|" + "---:|" * each
    return [
        f"**Write the channels as a table with a row for each group, and read it column by column:** "
        f"{_grouped((channel + 1 for channel in layers.order), each)}. In code: reshape to ({groups}, {each}, height, "
        "width), swap the first two axes, flatten. No number is computed, each is only moved.",
        f"{head}\n{rows}",
        "It is not the pixel shuffle (depth to space), which moves numbers from channels into the plane.",
    ]


def reach(layers: Layers) -> list[str]:
    """What an output sees with and without the shuffle, for every number of groups."""
    lines = ["| groups | channels a group | seen without | seen with | all? |", "|---:|---:|---:|---:|---|"]
    for groups in (count for count in range(1, layers.channels + 1) if layers.channels % count == 0):
        each = layers.channels // groups
        without, with_it = (
            sorted({len(read) for read in layers.with_groups(groups, shuffled=shuffled).reads()})
            for shuffled in (False, True)
        )
        verdict = "yes" if with_it == [layers.channels] else "no"
        cells = (groups, each, listed(without), listed(with_it), verdict)
        now = "**" if groups == layers.groups else ""
        lines.append(f"| {' | '.join(f'{now}{cell}{now}' for cell in cells)} |")
    enough = layers.each >= layers.groups
    verb = "is" if layers.each == 1 else "are"
    compare = f"{verb} at least" if enough else f"{verb} fewer than"
    count = f"{layers.groups} group{'s' * (layers.groups > 1)}"
    so = "every output sees every input" if enough else "no output sees every input"
    return [
        f"**One shuffle reaches everything only if each group has at least as many channels as there are groups.** A "
        f"group of the second layer gets one channel of each group in turn; here {layers.each} a group "
        f"{compare} {count}, so {so}.",
        "\n".join(lines),
    ]


def gained(layers: Layers) -> str:
    """In one sentence."""
    return (
        f"groups keep the price at 1/{layers.groups} of two regular layers, and the shuffle lets them talk to each "
        "other for no multiplication at all."
        if layers.groups > 1
        else "with one group nothing; there is no wall between groups for a shuffle to open."
    )


def lost() -> str:
    """In one sentence."""
    return (
        "each filter still reads its group only, so a single layer mixes less than a regular one, and moving the "
        "channels takes time in memory that no count of multiplications shows."
    )


def _grouped(channels: Iterable[int], each: int) -> str:
    """`1 4 7 · 2 5 8 · 3 6 9`."""
    texts = [str(channel) for channel in channels]
    return " · ".join(" ".join(texts[first : first + each]) for first in range(0, len(texts), each))
