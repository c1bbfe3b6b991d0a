"""What the lesson says about the layer, with the numbers of the state it is in."""

from __future__ import annotations

from typing import Final

from convviz.app.lessons.grouped.layer import Layer
from convviz.app.page.gains_and_losses import share
from convviz.app.params.param import listed
from convviz.app.widgets.figures import times
from convviz.app.widgets.role_text import INPUT, KERNEL, OUTPUT, as_input, as_kernel, as_output

IDEA: Final = (
    f"The channels of the {INPUT} are dealt out to groups, and every filter reads one group only: smaller layers side "
    "by side, which share nothing."
)

QUESTION: Final = (
    f"A layer has 8 channels in, 64 filters out and a {KERNEL} of 5 × 5. It works in 8 groups. How many weights does "
    "it have, without biases?"
)
ANSWER: Final = 1_600
WHY: Final = (
    "Each group has 8/8 = 1 channel, so a filter has 5·5·1 = 25 weights, and there are 64 of them: 64·25 = 1,600. "
    "Without groups it would be 8 times as many, 12,800."
)
QUESTION_QUERY: Final = {"c": "8", "n": "64", "g": "8", "k": "5"}

IDEAS: Final = (
    (
        "One bright channel",
        f"**Who can see channel 1?** Only that channel is not 0. Which maps of the {OUTPUT} stay empty? Then choose "
        "1 group and look again.",
        {"in": "bright"},
    ),
    (
        "Race with 4 groups",
        "**Which one waits?** Both layers do as many multiplications a second. How far is the regular one when the "
        "grouped one is done?",
        {"g": "4", "show": "race"},
    ),
    (
        "3 channels",
        "**Look for the 2.** With 3 channels, 2 groups are not on offer: one group would get a channel more than the "
        "other.",
        {"c": "3", "n": "24", "g": "3"},
    ),
)


def formula(layer: Layer) -> str:
    """What one filter reads, and the weights and multiplications of the layer."""
    side, channels, groups, filters = layer.side, layer.channels, layer.groups, layer.filters
    one = (
        rf"{as_output('$y_n$')} $= \sum_{{c\,\in\,\text{{group of }}n}}$ {as_kernel('$w_n[c]$')} $*$ "
        f"{as_input('$x_c$')}"
    )
    weights, price = f"{layer.cost.weights:,}", f"{layer.cost.multiplications:,}"
    return (
        rf"{one} &emsp; {as_kernel(f'${side} · {side} ·$')} $\frac{{{channels}}}{{{groups}}}$ "
        f"{as_kernel(f'$· {filters}$')} = **{weights}** weights, at {layer.positions} places: **{price}** "
        "multiplications"
    )


def remarks(layer: Layer) -> list[str]:
    """What is worth saying about this state and no other."""
    return [text for text in (_groups(layer), _race(layer), _bright(layer), _left_out(layer)) if text]


def _groups(layer: Layer) -> str:
    groups, each = layer.groups, layer.filters // layer.groups
    if groups == 1:
        return f"**One group is a regular layer:** each filter reads all {layer.channels} channels."
    if groups == layer.channels:
        kernels = "one filter" if each == 1 else f"{each} filters"
        return (
            f"**As many groups as channels is a depthwise layer:** each filter reads a single channel, and nothing is "
            f"summed over channels. Each channel has {kernels}: a channel multiplier of {layer.filters} / "
            f"{layer.channels} = {each}."
        )
    which = "; ".join(
        f"filters {group * each + 1} to {(group + 1) * each} read "
        f"channels {group * layer.width + 1} to {(group + 1) * layer.width}"
        if each > 1
        else f"filter {group + 1} reads channels {group * layer.width + 1} to {(group + 1) * layer.width}"
        for group in range(groups)
    )
    return f"**{groups} layers side by side:** {which}."


def _race(layer: Layer) -> str:
    if not layer.is_race:
        return ""
    one, other = layer.cost, layer.regular_cost
    if layer.groups == 1:
        return f"**A dead heat:** with one group, both layers are the same and take {one.multiplications:,} each."
    return (
        f"**The race:** {one.multiplications:,} multiplications against {other.multiplications:,}, and "
        f"{one.weights:,} weights against {other.weights:,}. The ratio is 1 / groups = 1 / {layer.groups} = "
        f"{share(one.multiplications, other.multiplications)}."
    )


def _bright(layer: Layer) -> str:
    """Which maps a single lit channel reaches, told from the numbers."""
    if layer.state["in"] != "bright" or layer.state["xe"]:
        return ""
    channel = int(layer.state["bc"]) - 1
    reached = [place + 1 for place, read in enumerate(layer.drawn_block.reads()) if channel in read]
    if len(reached) == layer.drawn:
        return f"**Channel {channel + 1} reaches every map,** for every filter reads it."
    rest = "the others are 0, whatever their weights"
    maps = f"map {reached[0]}" if len(reached) == 1 else f"maps {listed(reached, 'and')}"
    return f"**Channel {channel + 1} reaches {maps} only:** {rest}."


def _left_out(layer: Layer) -> str:
    if layer.drawn == layer.filters:
        return ""
    each, of = layer.drawn // layer.groups, layer.filters // layer.groups
    where = f", {each} of each group's {of}" if layer.groups > 1 else ""
    return (
        f"**Drawn are {layer.drawn} of the {layer.filters} filters**{where}; the counters count all {layer.filters}, "
        f"so each step drawn stands for {layer.filters // layer.drawn}."
        if layer.filters % layer.drawn == 0
        else f"**Drawn are {layer.drawn} of the {layer.filters} filters**{where}; the counters count all."
    )


def side_by_side(layer: Layer) -> list[str]:
    """That a grouped layer is a regular one whose other weights are zero."""
    total, kept = layer.whole_weights.size, layer.weights.size
    numbers = layer.trace.output.size
    if layer.groups == 1:
        return [
            f"With one group the table beside the picture is full: all {total} weights drawn are in use. Choose more "
            "groups, and only squares along its diagonal are left."
        ]
    deep = times((layer.side, layer.side, layer.width))
    return [
        f"**A grouped layer is a regular one with zeros.** Of the {total} weights that a regular layer of this drawing "
        f"would have, {kept} are left, in {layer.groups} blocks along the diagonal of the table; the filters are only "
        f"{deep} deep. Put 0 in place of the {total - kept} others, and the regular layer gives the same: "
        f"**{layer.agreeing} of {numbers}** {OUTPUT} numbers are equal.",
        "The zeros are never stored and never multiplied. That is the whole saving, and it is exact: weights and "
        "multiplications are both divided by the number of groups.",
    ]


def gained(layer: Layer) -> str:
    """In one sentence."""
    one, other = layer.cost, layer.regular_cost
    if layer.groups == 1:
        return "with one group nothing yet; with *g* groups, weights and multiplications are divided by *g*."
    return (
        f"weights and multiplications are divided by {layer.groups} ({one.weights:,} instead of {other.weights:,}, and "
        f"{one.multiplications:,} instead of {other.multiplications:,}), and the groups can run on "
        f"{layer.groups} machines that need not talk to each other."
    )


def lost(layer: Layer) -> str:
    """In one sentence."""
    if layer.groups == 1:
        return "with one group nothing; with more, filters no longer see every channel."
    return (
        f"a filter sees {layer.width} of {layer.channels} channels, so what lies in different groups never meets in "
        "this layer, and if the next layer has the same groups, not there either."
    )
