"""What the lesson says about its layer, with the numbers of a state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from convviz.app.markup import GAP, INPUT, KERNEL, OUTPUT, as_kernel, as_output
from convviz.app.page.formula import Formula
from convviz.app.page.source_corrections import SourceCorrection
from convviz.app.params.param import listed
from convviz.scene.step_text import number

if TYPE_CHECKING:
    from convviz.app.lessons.checkerboard.model import CheckerboardModel

IDEA: Final = (
    f"Each {INPUT} cell stamps the {KERNEL}. Unless the stride divides its size, some {OUTPUT} cells get more stamps."
)

PADDING_HELP: Final = (
    "Cells cropped at each end of the output, as PyTorch's `padding` of a transposed convolution does."
)
STRIDE_HELP: Final = "How many output cells lie from one stamp to the next."
WEIGHTS_HELP: Final = """
As before any training; every way has weights of the same kind, scaled so that the picture keeps its brightness.

* **random**: whole numbers from 1 to 9, then scaled.
* **all alike**: what is left is the overlap alone.
* **smooth**: 1 2 1 along both axes for 3 taps, 1 3 3 1 for 4.
"""

QUESTION: Final = (
    f"A {KERNEL} of size 5 is stamped with stride 2, far from the ends. How often is the {OUTPUT} cell painted that "
    "gets the most?"
)
WHY: Final = (
    "Its 5 taps land on two phases in turn: 3 on one, 2 on the other. So the counts inside are 3 2 3 2, and the bars "
    "of any two neighbours differ. (With size 6 they would all be 3.)"
)

TRY_REPAIR: Final = (
    "**Repair it by hand.** This kernel has 3 taps and stride 2, but its weights are 1, 2, 1. Every cell inside "
    "now gets the sum 2. A network can learn that; nothing makes it. Change a weight and watch the bars."
)
TRY_EVEN: Final = (
    "**Find the even ones.** With stride 3, which kernel sizes from 1 to 8 have bars of one height inside? "
    "Try them all; two do."
)
TRY_PADDING: Final = (
    "**Does padding help?** Here it crops two cells at each end, and with them the low ends. What is inside "
    "stays as uneven as before."
)

CURES: Final = """\
* **A kernel size that the stride divides.** The overlap is even, but the weights of each phase remain free.
* **A last layer of stride 1.** It dampens what came before, and erases it where its size is a multiple of the period \
(see the stacks above).
* **Resize, then convolve.** Every pixel is computed by the same weights; nothing can differ from phase to phase. \
(Odena, Dumoulin and Olah, who described all this in *Distill* in 2016, had their best results with nearest.)
* **Sub-pixel convolution with the ICNR start.** Even at first; training may bring the pattern back."""

INTUITIVE: Final = "“Towards intuitive understanding of convolutions through visualizations”, section 6.1"
CORRECTIONS: Final = (
    SourceCorrection(
        "A source: “each differs from its neighbour”",
        INTUITIVE,
        "with kernel 5 and stride 2, every pixel is painted more or less often than the one beside it.",
        "Inside, yes. At the ends the counts begin 1 1 2 2 3, so neighbours are alike there.",
    ),
    SourceCorrection(
        "A source: “avoids the overlap”",
        INTUITIVE,
        "a kernel size divisible by the stride avoids the overlap.",
        "It makes the overlap even. Kernel 4 with stride 2 still paints every cell inside twice; only *k* = *s* "
        "has no overlap.",
    ),
)


def formula(model: CheckerboardModel) -> Formula:
    """How many weights land on each phase of the stride."""
    kernel, stride, padding = model.along.kernel, model.along.stride, model.along.padding
    first, *others = model.along.per_phase
    parts = [
        f"$output(stamps per cell) = ceil(frac(kernel(kernel {kernel}) − 0; word(stride {stride}))) = {first}$",
        *(f"$ceil(frac({kernel} − {phase}; {stride})) = {count}$" for phase, count in enumerate(others, 1)),
    ]
    cell = f"(o + {padding})" if padding else "o"
    letters = f"{as_output('$word(stamps)_o$')} $= ceil(frac(k − r; s))$ {GAP} with $r = {cell} mod {stride}$"
    return Formula(",\u2002".join(parts), letters, "⌈ ⌉: round up")


def remarks(model: CheckerboardModel) -> list[str]:
    """The verdict, and what is worth saying about this state and no other."""
    return [text for text in (verdict(model), _holes(model), _ends(model), _changed(model), _plane(model)) if text]


def verdict(model: CheckerboardModel) -> str:
    """Whether the stride divides the kernel, and what follows."""
    along, pattern = model.along, " ".join(map(str, model.period))
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


def _holes(model: CheckerboardModel) -> str:
    along = model.along
    if along.kernel >= along.stride:
        return ""
    missed = along.stride - along.kernel
    return (
        f"**Holes.** The kernel is smaller than the stride: {_many(missed, 'cell')} of every {along.stride} "
        f"{'is' if missed == 1 else 'are'} never painted, whatever the weights. They show as dashed cells."
    )


def _ends(model: CheckerboardModel) -> str:
    """Cells near the ends get fewer stamps, because there are no inputs beyond."""
    along, counts = model.along, model.overlaps[-1]
    low = along.kernel - along.stride - along.padding
    if low <= 0 or along.kernel < along.stride:
        return ""
    if len(counts) <= 2 * low:
        return (
            "**All of it is end.** The input is so short that no cell gets all the stamps it could. "
            "More inputs make an inside."
        )
    return f"At each end {_many(low, 'cell')} {'gets' if low == 1 else 'get'} fewer stamps: no input lies beyond."


def _changed(model: CheckerboardModel) -> str:
    """With numbers of one's own, the bars are sums and no longer counts."""
    if model.counts:
        return ""
    sums = " ".join(map(number, model.by_phase))
    even = len(set(model.by_phase)) == 1
    follows = "The same for all: on an even input these weights make up for the overlap." if even else (
        "They differ, so that an even input comes out uneven."
    )  # fmt: skip
    return (
        f"**With your numbers the cells are sums, no longer counts.** The weights of each phase add up to "
        f"{sums}. {follows}"
    )


def _plane(model: CheckerboardModel) -> str:
    if not model.state.is_plane:
        return ""
    if 0 in model.period:
        return "**In two dimensions the counts of row and column multiply:** whole rows and columns stay empty."
    values = sorted({down * across for down in model.period for across in model.period})
    if len(values) == 1:
        return (
            f"**In two dimensions** the counts of row and column multiply: inside, {_times(values[0])} for each cell."
        )
    return (
        f"**In two dimensions the counts of row and column multiply:** {listed(values, 'and')} inside. The ratio of "
        f"{max(model.period)} to {min(model.period)} is squared."
    )


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
