"""What the lesson says, with the numbers of the state it is in."""

from __future__ import annotations

from math import prod
from typing import Final

from convviz.app.lessons.separable.pair import Pair, percent
from convviz.app.lessons.separable.state import drawn_filters, drawn_shape
from convviz.app.params.param import number
from convviz.app.widgets.role_text import INPUT, KERNEL, OUTPUT
from convviz.costs.block import block_cost
from convviz.scene import Scene
from convviz.spec.recipes import depthwise_separable

IDEA: Final = (
    f"First look around: every channel of the {INPUT} under one {KERNEL} of its own. Then mix: 1 × 1 filters turn the "
    f"channels into those of the {OUTPUT}. The shapes are those of a regular layer, for a fraction of its work."
)
QUESTION: Final = (
    "An input of 10 × 10 with 4 channels goes through a depthwise separable convolution: kernels of 3 × 3, no padding, "
    "32 filters. How many multiplications does that take?"
)
ANSWER: Final = block_cost(depthwise_separable(4, 32, 3), (10, 10)).multiplications
WHY: Final = (
    "The window has 8 · 8 = 64 positions. At each, the depthwise part takes 9 products for each of 4 channels, 36, and "
    f"each of the 32 filters one product a channel, 128: 64 · (36 + 128) = {ANSWER:,}."
)
QUESTION_QUERY: Final = {"s": "10", "d": "4", "n": "32"}
STEPS: Final = ("of the regular layer", "of the depthwise stage", "of the pointwise stage")
IDEAS: Final = (
    (
        "One step after the other",
        "**Find the moment of mixing.** Each channel keeps its colour through the depthwise part. Where does the "
        "colour end, and why there?",
        {"show": "separable"},
    ),
    (
        "A single filter",
        "**Make it lose.** With one filter there is nothing to share: the depthwise part alone costs as much as the "
        "whole regular layer. Which of the two finishes first?",
        {"n": "1"},
    ),
    (
        "Kernels of 7 × 7",
        "**Make the kernel larger.** From 3 × 3 to 7 × 7 the share falls, but it cannot fall below 1/N. Which of the "
        "two stages is the dearer one now?",
        {"s": "12", "k": "7"},
    ),
)


def formula(pair: Pair) -> str:
    """The price of both, and their ratio."""
    one, other = pair.costs
    channels, filters, side, places = _parts(pair)
    at = f"{places:,}".replace(",", "{,}")  # TeX would set a space after a plain comma
    regular = rf"${at} \cdot {side}² \cdot {channels} \cdot {filters}$ $=$ **{one.multiplications:,}**"
    apart = rf"${at} \cdot ({side}² \cdot {channels} + {channels} \cdot {filters})$ $=$ **{other.multiplications:,}**"
    share = rf"$\frac{{1}}{{N}} + \frac{{1}}{{k²}} = \frac{{1}}{{{filters}}} + \frac{{1}}{{{side**2}}}$"
    whole = percent(pair.ratio).replace(" ", "&nbsp;")
    return f"regular&nbsp;{regular} &emsp; separable&nbsp;{apart} &emsp; ratio&nbsp;{share} $=$&nbsp;**{whole}**"


def remarks(pair: Pair, scene: Scene) -> list[str]:
    """What is worth saying about this state and no other."""
    return [text for text in (_outcome(pair), _drawn(pair, scene), _same(pair)) if text]


def _outcome(pair: Pair) -> str:
    if pair.ratio < 1:
        share, factor = percent(pair.ratio), float(1 / pair.ratio)
        said = "is finished first**, after" if pair.shown == "race" else "is cheaper**, at"
        return f"**The separable one {said} {share} of the work, {factor:.1f} times fewer multiplications."
    return (
        f"**Here the separable one is dearer**, {percent(pair.ratio)} of the regular layer's work: it looks around "
        "once for all filters, and that pays only with several filters, and kernels that look around at all."
    )


def _drawn(pair: Pair, scene: Scene) -> str:
    """What is left out, and what a step stands for."""
    if not pair.is_cut:
        return ""
    steps = [_a_step(scene, link) for track in scene.tracks for link in track.links]
    names = [name for place, name in enumerate(STEPS) if pair.shown in ("race", ("regular", "separable")[place > 0])]
    each = ", ".join(f"one {name} for {step}" for name, step in zip(names, steps, strict=True))
    channels, *sides = drawn_shape(pair.state)
    full_channels, *full_sides = pair.shape
    parts = [
        f"{drawn_filters(pair.state)} of {pair.output_shape[0]} filters",
        f"{channels} of {full_channels} channels" if channels < full_channels else "",
        f"{sides[0]} × {sides[1]} of {full_sides[0]} × {full_sides[1]} cells" if sides != full_sides else "",
    ]
    return (
        f"**Drawn:** {', '.join(filter(None, parts))}. So a step counts for several multiplications: "
        f"{each}. The counters end at the numbers of the full case."
    )


def _a_step(scene: Scene, id: str) -> str:
    link = next(link for link in scene.links if link.id == id)
    steps = prod(counter.size for counter in link.loops)
    whole, rest = divmod(link.full, steps)
    return f"{link.full / steps:,.1f}" if rest else f"{whole:,}"


def _same(pair: Pair) -> str:
    if not pair.agree:
        return ""
    return (
        "**Both end in the same numbers**, because these regular filters are the separable ones multiplied out: the "
        "kernel of filter *n* for channel *c* is the depthwise kernel of *c* times the one weight that filter *n* "
        "gives to *c*. Only layers whose filters are of this kind can be replaced exactly."
    )


def gained_and_lost(pair: Pair) -> list[str]:
    """Two sentences."""
    one, other = pair.costs
    channels, filters, side, _ = _parts(pair)
    more = "only" if other.weights < one.weights else "even"
    kernels = f"{channels} kernel{'s' if channels > 1 else ''}"
    return [
        f"**Gained:** {other.multiplications:,} multiplications instead of {one.multiplications:,}, and {more} "
        f"{other.weights:,} weights instead of {one.weights:,}: less to learn, to store and to overfit with.",
        f"**Lost:** a regular layer has {channels} · {filters} = {channels * filters:,} kernels of {side} × {side} to "
        f"choose; here there are {kernels}, and each filter only decides how much of each result it takes.",
    ]


def on_time(pair: Pair) -> list[str]:
    """Multiplications are not all there is."""
    _, other = pair.costs
    between, out = other.stages
    return [
        f"Fewer multiplications are not as much less time: the separable block also writes the {between.outputs:,} "
        f"numbers between its stages and reads them again, beside the {out.outputs:,} that come out, and a processor "
        "often waits for memory rather than for products. Measure before you promise."
    ]


def _parts(pair: Pair) -> tuple[int, int, int, int]:
    """Channels, filters, side of the kernel, positions."""
    filters, *places = pair.output_shape
    return pair.shape[0], filters, number(pair.state, "k"), prod(places)
