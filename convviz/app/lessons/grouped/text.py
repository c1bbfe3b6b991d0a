"""What the lesson says, with the numbers of a state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from convviz.app.markup import GAP, KERNEL, OUTPUT, as_input, as_kernel, as_output, times
from convviz.app.page.formula import Formula
from convviz.app.page.gains_and_losses import share
from convviz.app.page.source_corrections import SourceCorrection
from convviz.app.params.param import listed

if TYPE_CHECKING:
    from convviz.app.lessons.grouped.model import GroupedModel

IDEA: Final = "Deal the channels out to groups. Each filter reads one group: small layers side by side, nothing shared."

GROUPS_HELP: Final = (
    "Only numbers that divide the channels and the filters: every group takes as many channels as the others, and has "
    "as many filters."
)
FILTERS_HELP: Final = "Of many filters the picture draws as many as there are channels; the counters count all."
SHOW_HELP: Final = (
    "**Race**: against the regular layer. Both do as many multiplications per second; the one that needs fewer is "
    "finished first."
)

QUESTION: Final = (
    f"A layer has 8 channels in, 64 filters out and a {KERNEL} of 5 × 5. It works in 8 groups. How many weights does "
    "it have, without biases?"
)
WHY: Final = (
    "Each group has 8/8 = 1 channel, so a filter has 5·5·1 = 25 weights, and there are 64 of them: 64·25 = 1,600. "
    "Without groups it would be 8 times as many, 12,800."
)

TRY_BRIGHT: Final = (
    f"**Who can see channel 1?** Only that channel is not 0. Which maps of the {OUTPUT} stay empty? Then choose 1 "
    "group and look again."
)
TRY_RACE: Final = (
    "**Which one waits?** Both layers do as many multiplications a second. How far is the regular one when the grouped "
    "one has finished?"
)
TRY_THREE: Final = (
    "**Look for the 2.** With 3 channels, 2 groups are not on offer: one group would get a channel more than the other."
)

ALEXNET: Final = (
    "AlexNet (2012) was too large for one graphics card of its time: two cards of 3 GB each held half of the channels, "
    "and in three of its layers a half read only what lay on its own card. The cut that began as a way round missing "
    "memory halved the weights of these layers.",
    "The halves also learned different things: the first layer's filters on one card came to look for edges whatever "
    "their colour, those on the other for patches of colour. Later nets were trained with 1, 2, 4, 8 and 16 groups on "
    "purpose: related filters gather in a group, so that the table of who works with whom comes out in blocks.",
)

INTUITIVE: Final = "“Towards intuitive understanding of convolutions through visualizations”"
GROUP_CORRECTIONS: Final = (
    SourceCorrection(
        "A source: 3 channels in 2 groups",
        f"{INTUITIVE}, section 10",
        "the running example of 7 × 7 × 3 is cut into 2 groups.",
        "2 does not divide 3 channels. That is why this lesson has 4; with 3 it offers 1 and 3 groups.",
    ),
    SourceCorrection(
        "A source: “depthwise keeps the depth”",
        f"{INTUITIVE}, section 10.1",
        "with as many groups as channels, as many channels come out as go in.",
        "The depth is multiplied by the channel multiplier, filters / channels. It is kept only where that is 1.",
    ),
)
ALEXNET_CORRECTIONS: Final = (
    SourceCorrection(
        "A source: cards of 1.5 GB",
        f"{INTUITIVE}, section 10",
        "AlexNet's graphics cards had 1.5 GB of memory each.",
        "They were two GTX 580 with 3 GB each (Krizhevsky, Sutskever and Hinton 2012, section 3.2).",
    ),
)


def formula(model: GroupedModel) -> Formula:
    """The weights and multiplications of the layer, and with letters what one filter reads."""
    state, weights = model.state, f"{model.cost.weights:,}"
    groups = f"word({state.groups} {'groups' if state.groups > 1 else 'group'})"
    read = f"$frac(input(channels {state.channels}); {groups})$"
    taps, count = as_kernel(f"kernel ${state.kernel} · {state.kernel}$"), as_kernel(f"filters ${state.filters}$")
    filters = f"{taps} $·$ {read} $·$ {count}"
    places = as_output(f"positions ${model.positions}$")
    return Formula(
        f"Weights: {filters} $=$ **{weights}** {GAP} multiplications: {places} $· {weights}$ $=$ "
        f"**{model.cost.multiplications:,}**",
        _letters(),
    )


def _letters() -> str:
    one = f"{as_output('$y_n$')} $= sum(c ∈ word(group of )n)$ {as_kernel('$w_n[c]$')} $∗$ {as_input('$x_c$')}"
    weights = f"{as_kernel('$k² ·$')} $frac(input(C); g)$ {as_kernel('$· N$')}"
    return f"{one} {GAP} weights {weights} {GAP} multiplications {as_output('$P$')} $·$ {weights}"


def remarks(model: GroupedModel) -> list[str]:
    """What is worth saying about this state and no other."""
    return [text for text in (_groups(model), _race(model), _bright(model), _left_out(model)) if text]


def _groups(model: GroupedModel) -> str:
    state = model.state
    groups, each = state.groups, state.filters // state.groups
    if groups == 1:
        return f"**One group is a regular layer:** each filter reads all {state.channels} channels."
    if groups == state.channels:
        kernels = "one filter" if each == 1 else f"{each} filters"
        return (
            f"**As many groups as channels is a depthwise layer:** each filter reads a single channel, and nothing is "
            f"summed over channels. Each channel has {kernels}: a channel multiplier of {state.filters} / "
            f"{state.channels} = {each}."
        )
    which = "; ".join(
        f"filters {group * each + 1} to {(group + 1) * each} read "
        f"channels {group * model.width + 1} to {(group + 1) * model.width}"
        if each > 1
        else f"filter {group + 1} reads channels {group * model.width + 1} to {(group + 1) * model.width}"
        for group in range(groups)
    )
    return f"**{groups} layers side by side:** {which}."


def _race(model: GroupedModel) -> str:
    if not model.is_race:
        return ""
    one, other = model.cost, model.regular_cost
    if model.state.groups == 1:
        return f"**A dead heat:** with one group, both layers are the same and take {one.multiplications:,} each."
    return (
        f"**The race:** {one.multiplications:,} multiplications against {other.multiplications:,}, and "
        f"{one.weights:,} weights against {other.weights:,}. The ratio is 1 / groups = 1 / {model.state.groups} = "
        f"{share(one.multiplications, other.multiplications)}."
    )


def _bright(model: GroupedModel) -> str:
    """Which maps a single lit channel reaches, told from the numbers."""
    state = model.state
    if state.input != "bright" or state.input_edits:
        return ""
    channel = state.bright_channel - 1
    reached = [place + 1 for place, read in enumerate(model.drawn_block.reads()) if channel in read]
    if len(reached) == state.drawn:
        return f"**Channel {channel + 1} reaches every map,** for every filter reads it."
    rest = "the others are 0, whatever their weights"
    maps = f"map {reached[0]}" if len(reached) == 1 else f"maps {listed(reached, 'and')}"
    return f"**Channel {channel + 1} reaches {maps} only:** {rest}."


def _left_out(model: GroupedModel) -> str:
    state = model.state
    if state.drawn == state.filters:
        return ""
    each, of = state.drawn // state.groups, state.filters // state.groups
    where = f", {each} of each group's {of}" if state.groups > 1 else ""
    return (
        f"**Drawn are {state.drawn} of the {state.filters} filters**{where}; the counters count all {state.filters}, "
        f"so each step drawn stands for {state.filters // state.drawn}."
        if state.filters % state.drawn == 0
        else f"**Drawn are {state.drawn} of the {state.filters} filters**{where}; the counters count all."
    )


def side_by_side(model: GroupedModel) -> list[str]:
    """That a grouped layer is a regular one whose other weights are zero."""
    state = model.state
    total, kept = model.whole_weights.size, model.weights.size
    numbers = model.trace.output.size
    if state.groups == 1:
        return [
            f"With one group the table is full: all {total} weights drawn are in use. Choose more "
            "groups, and only squares along its diagonal are left."
        ]
    deep = times((state.kernel, state.kernel, model.width))
    return [
        f"**A grouped layer is a regular one with zeros.** Of the {total} weights that a regular layer of this drawing "
        f"would have, {kept} are left, in {state.groups} blocks along the diagonal of the table; the filters are only "
        f"{deep} deep. Put 0 in place of the {total - kept} others, and the regular layer gives the same: "
        f"**{model.agreeing} of {numbers}** {OUTPUT} numbers are equal.",
        "The zeros are never stored and never multiplied. That is the whole saving, and it is exact: weights and "
        "multiplications are both divided by the number of groups.",
    ]


def gained(model: GroupedModel) -> str:
    """In one sentence."""
    state = model.state
    one, other = model.cost, model.regular_cost
    if state.groups == 1:
        return "with one group nothing yet; with *g* groups, weights and multiplications are divided by *g*."
    return (
        f"weights and multiplications are divided by {state.groups} ({one.weights:,} instead of {other.weights:,}, and "
        f"{one.multiplications:,} instead of {other.multiplications:,}), and the groups can run on "
        f"{state.groups} machines that need not talk to each other."
    )


def lost(model: GroupedModel) -> str:
    """In one sentence."""
    state = model.state
    if state.groups == 1:
        return "with one group nothing; with more, filters no longer see every channel."
    return (
        f"a filter sees {model.width} of {state.channels} channels, so what lies in different groups never meets in "
        "this layer, and if the next layer has the same groups, not there either."
    )
