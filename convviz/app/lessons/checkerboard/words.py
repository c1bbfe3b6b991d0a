"""What the lesson says about its layer, with the numbers of the state it is in."""

from __future__ import annotations

from typing import Final

from convviz.app.lessons.checkerboard.layer import Layer
from convviz.app.lessons.checkerboard.state import is_plane
from convviz.app.params.param import listed
from convviz.app.widgets.role_text import INPUT, KERNEL, OUTPUT, as_kernel, as_output
from convviz.scene.step_text import number

IDEA: Final = (
    f"Every {INPUT} cell stamps the {KERNEL}. Unless the stride divides the kernel size, neighbouring {OUTPUT} cells "
    "get unequal numbers of stamps."
)

QUESTION: Final = (
    f"A {KERNEL} of size 5 is stamped with stride 2, far from the ends. How often is the {OUTPUT} cell painted that "
    "gets the most?"
)
ANSWER: Final = 3
WHY: Final = (
    "Its 5 taps land on two phases in turn: 3 on one, 2 on the other. So the counts inside are 3 2 3 2, and the bars "
    "of any two neighbours differ. (With size 6 they would all be 3.)"
)
QUESTION_QUERY: Final = {"k": "5", "n": "6"}


def formula(layer: Layer) -> str:
    """How many taps land on each phase of the stride, with this state's numbers."""
    kernel, stride = layer.along.kernel, layer.along.stride
    name = as_output(r"$\text{painted}_r$")
    general = r"$= \left\lceil \frac{k - r}{s} \right\rceil$"
    parts = [
        rf"$\left\lceil \tfrac{{{kernel} - {phase}}}{{{stride}}} \right\rceil = {count}$"
        for phase, count in enumerate(layer.along.per_phase)
    ]
    cell = f"(o + {layer.along.padding})" if layer.along.padding else "o"
    about = rf"for the cells of phase $r = {cell} \bmod {stride}$"
    return f"{name} {general} &emsp; {about}: &ensp; {', &ensp;'.join(parts)}"


def remarks(layer: Layer) -> list[str]:
    """The verdict, and what is worth saying about this state and no other."""
    return [text for text in (verdict(layer), _holes(layer), _ends(layer), _changed(layer), _plane(layer)) if text]


def verdict(layer: Layer) -> str:
    """Whether the stride divides the kernel, and what follows."""
    along, pattern = layer.along, " ".join(map(str, layer.period))
    landed = listed([*along.per_phase], "and")
    taps = f"Of the {as_kernel(_many(along.kernel, 'tap'))}"
    if along.stride == 1:
        reach = f"All {along.kernel} taps reach" if along.kernel > 1 else "The one tap reaches"
        return (
            f"**Stride 1: even.** Every whole number is divisible by 1. {reach} every cell inside: each is painted "
            f"{_times(along.kernel)}."
        )
    if along.kernel == along.stride:
        return (
            f"**{along.kernel} is divisible by {along.stride}: even, without overlap.** {taps}, one lands on each of "
            f"the {along.stride} phases of the stride: stamps lie side by side, and every cell is painted once."
        )
    if along.even:
        return (
            f"**{along.kernel} is divisible by {along.stride}: even inside.** {taps}, {along.per_phase[0]} "
            f"land on each of the {along.stride} phases of the stride, so every cell far from "
            f"the ends is painted {_times(along.per_phase[0])}."
        )
    return (
        f"**{along.kernel} is not divisible by {along.stride}: uneven.** {taps}, {landed} land on the {along.stride} "
        f"phases of the stride, so that, far from the ends, the counts go `{pattern} {pattern} {pattern}` …"
    )


def _holes(layer: Layer) -> str:
    along = layer.along
    if along.kernel >= along.stride:
        return ""
    missed = along.stride - along.kernel
    return (
        f"**Holes.** The kernel is smaller than the stride: {_many(missed, 'cell')} of every {along.stride} "
        f"{'is' if missed == 1 else 'are'} never painted, whatever the weights. They show as dashed cells."
    )


def _ends(layer: Layer) -> str:
    """Cells near the ends get fewer stamps, because there are no inputs beyond."""
    along, counts = layer.along, layer.overlaps[-1]
    low = along.kernel - along.stride - along.padding
    if low <= 0 or along.kernel < along.stride:
        return ""
    if len(counts) <= 2 * low:
        return (
            "**All of it is end.** The input is so short that no cell gets all the stamps it could. "
            "More inputs make an inside."
        )
    return f"At each end {_many(low, 'cell')} {'gets' if low == 1 else 'get'} fewer stamps: no input lies beyond."


def _changed(layer: Layer) -> str:
    """With numbers of one's own, the bars are sums and no longer counts."""
    if layer.counts:
        return ""
    sums = " ".join(map(number, layer.by_phase))
    even = len(set(layer.by_phase)) == 1
    follows = "The same for all: on an even input these weights make up for the overlap." if even else (
        "They differ, so that an even input comes out uneven."
    )  # fmt: skip
    return (
        f"**With your numbers the cells are sums, no longer counts.** The weights of each phase add up to "
        f"{sums}. {follows}"
    )


def _plane(layer: Layer) -> str:
    if not is_plane(layer.state):
        return ""
    if 0 in layer.period:
        return "**In two dimensions the counts of row and column multiply:** whole rows and columns stay empty."
    values = sorted({down * across for down in layer.period for across in layer.period})
    if len(values) == 1:
        return (
            f"**In two dimensions** the counts of row and column multiply: inside, {_times(values[0])} for each cell."
        )
    return (
        f"**In two dimensions the counts of row and column multiply:** {listed(values, 'and')} inside. The ratio of "
        f"{max(layer.period)} to {min(layer.period)} is squared."
    )


def cures() -> list[str]:
    """What helps."""
    return [
        "* **A kernel size that the stride divides.** The overlap is even, but the weights of each phase remain free.\n"
        "* **A last layer of stride 1.** It dampens what came before, and erases it where its size is a multiple of "
        "the period (see the stacks above).\n"
        "* **Resize, then convolve.** Every pixel is computed by the same weights; nothing can differ from phase to "
        "phase. (Odena, Dumoulin and Olah, who described all this in *Distill* in 2016, had their best results with "
        "nearest.)\n"
        "* **Sub-pixel convolution with the ICNR start.** Even at first; training may bring the pattern back."
    ]


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
