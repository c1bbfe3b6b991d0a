"""What the lesson says, with the numbers of a state."""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, Final

from convviz.app.markup import GAP, TIGHT, as_input, as_kernel, as_output
from convviz.app.page.formula import Formula
from convviz.app.page.source_corrections import SourceCorrection
from convviz.costs.block import block_cost
from convviz.spec.recipes import depthwise_separable

if TYPE_CHECKING:
    from convviz.app.lessons.separable.model import SeparableModel

IDEA: Final = "Look at every channel once, then let all filters share what was seen. Same output shape, far less work."

SHOW_HELP: Final = """
* **both**: a race, at the same number of multiplications at any moment. The cheaper one is finished first.
* **separable**, **regular**: one of them by itself, larger and step by step.
"""
EDIT_FOLLOWS: Final = (
    "The regular filters follow from the separable ones, so that both end in the same numbers: change a depthwise or a "
    "pointwise weight of the other track. Nothing was changed."
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

TRY_STEPS: Final = (
    "**Find the moment of mixing.** Each channel keeps its colour through the depthwise part. Where does the colour "
    "end, and why there?"
)
TRY_SINGLE: Final = (
    "**Make it lose.** With one filter there is nothing to share: the depthwise part alone costs as much as the whole "
    "regular layer. Which of the two finishes first?"
)
TRY_LARGE: Final = (
    "**Make the kernel larger.** From 3 × 3 to 7 × 7 the share falls, but it cannot fall below 1/N. Which of the two "
    "stages is the dearer one now?"
)

WHEN_IT_PAYS: Final = (
    "The ratio 1/N + 1/k² knows neither the size of the picture nor the channels that go in. It is large where filters "
    "are few (the looking around is shared by few) or kernels small (there is little to look at)."
)
SHARES_TITLE: Final = "Separable, in % of regular multiplications"

STEPS: Final = ("of the regular layer", "of the depthwise stage", "of the pointwise stage")

BASIC: Final = "The notes on separable convolutions that start from MobileNet"
INTUITIVE: Final = "“Towards intuitive understanding of convolutions through visualizations”"
DEPTHWISE: Final = "The post on regular and depthwise separable convolutions in TensorFlow's terms"
PRICE_CORRECTIONS: Final = (
    SourceCorrection(
        "A source: “12×12×3 → 12×12×256”",
        BASIC,
        "a 12 × 12 × 3 picture under 5 × 5 kernels becomes 12 × 12 × 256.",
        "Without padding 8 × 8 × 256 come out: 12 − 5 + 1 = 8. Its count of 64 positions is the right one.",
    ),
    SourceCorrection(
        "A source: “1/h² for many filters”",
        f"{INTUITIVE}, section 8.2",
        "with many more filters than the kernel is high (N much larger than h) the ratio is 1/h².",
        "N must be much larger than h²: with h = 7 and N = 49 filters both parts are 1/49, together 2/49. Nor does h "
        "have to be even, as it says: kernels are usually odd, and the formula needs neither.",
    ),
    SourceCorrection(
        "A source: “fewer weights, so faster”",
        DEPTHWISE,
        "fewer parameters mean fewer operations, and so a faster layer.",
        "Multiplications are weights times positions, so two layers of as many weights can differ; and memory takes "
        "its time, too.",
    ),
)
LOSS_CORRECTIONS: Final = (
    SourceCorrection(
        "A source: “any kernel will do”",
        BASIC,
        "depthwise separable convolutions also work with kernels that cannot be factored.",
        "The single kernels may be anything, but the whole bank of filters must factor into one kernel for each "
        "channel times a table of weights. An arbitrary layer cannot be reproduced.",
    ),
    SourceCorrection(
        "A source: “a kernel of 5×5×1×1”",
        BASIC,
        "the depthwise kernel is written 5 × 5 × 1 × 1.",
        "There are as many kernels of 5 × 5 × 1 as channels; three in its example.",
    ),
)


def percent(share: Fraction) -> str:
    """A share with one decimal.

    Example:
        >>> percent(Fraction(137, 1152))
        '11.9 %'
    """
    return f"{100 * float(share):.1f} %"


def formula(model: SeparableModel) -> Formula:
    """The price of both, and their ratio."""
    one, other = model.costs
    channels, filters, side, places = _parts(model)
    taps = side**2
    positions, each = as_output(f"${places:,}$"), f"{taps * channels:,}"
    regular = f"{positions} $·$ {as_kernel(f'${each} · {filters:,}$')} $=$ **{one.multiplications:,}**"
    stages = f"{as_kernel(f'${each}$')} $+$ {as_kernel(f'${channels} · {filters:,}$')}"
    apart = f"{positions} $· ($ {stages} $)$ $=$ **{other.multiplications:,}**"
    share = f"{percent(model.ratio).replace(' ', TIGHT)} = 1/{filters:,} {_many('filter', filters)} + 1/{taps} "
    return Formula(
        f"Multiplications: regular {regular}; separable {apart}. That is {share}{_many('weight', taps)}.",
        _letters(),
    )


def _letters() -> str:
    places = as_output("$P$")
    regular = f"regular {places} $·$ {as_kernel('$k² C · N$')}"
    apart = f"separable {places} $·$ {as_kernel('$(k² C + C N)$')}"
    ratio = "ratio $frac(1; N) + frac(1; k²)$"
    meaning = f"{places} positions, {as_input('$C$')} channels, {as_kernel('$N$')} filters"
    return f" {GAP} ".join((regular, apart, ratio, meaning))


def _many(what: str, count: int) -> str:
    return what if count == 1 else f"{what}s"


def remarks(model: SeparableModel) -> list[str]:
    """What is worth saying about this state and no other."""
    return [text for text in (_outcome(model), _drawn(model), _same(model)) if text]


def _outcome(model: SeparableModel) -> str:
    if model.ratio < 1:
        share, factor = percent(model.ratio), float(1 / model.ratio)
        verdict = "is finished first**, after" if model.state.show == "race" else "is cheaper**, at"
        return f"**The separable one {verdict} {share} of the work, {factor:.1f} times fewer multiplications."
    return (
        f"**Here the separable one is dearer**, {percent(model.ratio)} of the regular layer's work: it looks around "
        "once for all filters, and that pays only with several filters, and kernels that look around at all."
    )


def _drawn(model: SeparableModel) -> str:
    """What is left out, and what a step stands for."""
    if not model.is_cut:
        return ""
    state = model.state
    each = ", ".join(
        f"one {name} for {_count(step)}"
        for place, (name, step) in enumerate(zip(STEPS, model.per_step, strict=True))
        if state.show in ("race", "separable" if place else "regular")
    )
    (channels, *sides), (full_channels, *full_sides) = state.drawn_shape, state.shape
    parts = [
        f"{state.drawn_filters} of {state.filters} filters",
        f"{channels} of {full_channels} channels" if channels < full_channels else "",
        f"{sides[0]} × {sides[1]} of {full_sides[0]} × {full_sides[1]} cells" if sides != full_sides else "",
    ]
    return (
        f"**Drawn:** {', '.join(filter(None, parts))}. So a step counts for several multiplications: "
        f"{each}. The counters end at the numbers of the full case."
    )


def _count(number: Fraction) -> str:
    return f"{int(number):,}" if number.denominator == 1 else f"{float(number):,.1f}"


def _same(model: SeparableModel) -> str:
    if not model.agree:
        return ""
    return (
        "**Both end in the same numbers**, because these regular filters are the separable ones multiplied out: the "
        "kernel of filter *n* for channel *c* is the depthwise kernel of *c* times the one weight that filter *n* "
        "gives to *c*. Only layers whose filters are of this kind can be replaced exactly."
    )


def gained_and_lost(model: SeparableModel) -> list[str]:
    """Two sentences."""
    one, other = model.costs
    channels, filters, side, _ = _parts(model)
    more = "only" if other.weights < one.weights else "even"
    kernels = f"{channels} kernel{'s' if channels > 1 else ''}"
    return [
        f"**Gained:** {other.multiplications:,} multiplications instead of {one.multiplications:,}, and {more} "
        f"{other.weights:,} weights instead of {one.weights:,}: less to learn, to store and to overfit with.",
        f"**Lost:** a regular layer has {channels} · {filters} = {channels * filters:,} kernels of {side} × {side} to "
        f"choose; here there are {kernels}, and each filter only decides how much of each result it takes.",
    ]


def on_time(model: SeparableModel) -> list[str]:
    """Multiplications are not all there is."""
    _, other = model.costs
    between, out = other.stages
    return [
        f"Fewer multiplications are not as much less time: the separable block also writes the {between.outputs:,} "
        f"numbers between its stages and reads them again, beside the {out.outputs:,} that come out, and a processor "
        "often waits for memory rather than for products. Measure before you promise."
    ]


def _parts(model: SeparableModel) -> tuple[int, int, int, int]:
    """Channels, filters, side of the kernel, positions."""
    state = model.state
    return state.channels, state.filters, state.kernel, prod(model.output_shape[1:])
