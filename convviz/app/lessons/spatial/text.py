"""What the lesson says, with the numbers of a state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from convviz.app.markup import GAP, INPUT, KERNEL, as_kernel, as_output
from convviz.app.page.formula import Formula
from convviz.app.page.source_corrections import SourceCorrection
from convviz.app.params.cell_edits import LARGEST

if TYPE_CHECKING:
    from convviz.app.lessons.spatial.model import SpatialModel

IDEA: Final = "Some kernels are a column times a row. Two thin convolutions then write the same output for less work."

TERMS_HELP: Final = (
    "Every kernel is a sum of products of a column and a row. How many it needs is its rank; with fewer of them, the "
    "best ones are taken."
)
NOT_EXACT: Final = (
    "These columns and rows are worked out from the kernel, because it is no product of whole numbers. Type into the "
    "kernel instead. Nothing was changed."
)
TOO_LARGE: Final = f"The kernel would get numbers beyond {LARGEST:,}. Nothing was changed."

QUESTION: Final = (
    f"An {INPUT} of 8 × 8, no padding, the Gaussian of 5 × 5 as a column of 5 and a row of 5. How many multiplications "
    "do the two steps take together?"
)
WHY: Final = (
    "The column has 4 places down and 8 across: 32 numbers with 5 multiplications each, 160. The row then has 4 places "
    "each way: 16 numbers, 80. At once it would be 16·25 = 400."
)

TRY_SMALLEST: Final = (
    "**Lose the race.** On 3 × 3 the kernel has one place to be, and the column has three. Play it: which track is "
    "finished first, and why?"
)
TRY_TWO: Final = (
    "**Repair what does not separate.** The Laplacian needs two columns and two rows. Do both tracks now end in the "
    "same numbers? And is it still cheaper?"
)
TRY_OWN: Final = (
    f"**Type into the {KERNEL}.** Change one corner of the average. The rank jumps to 2, the tracks part. Or type into "
    "its column: then the kernel follows, and the rank stays 1."
)

GAINED: Final = (
    "**Gained:** *2m* weights for *m²*, and on large inputs *2/m* of the multiplications: the larger the kernel, the "
    "more. Image libraries compute blurs and edge filters this way."
)
LOST: Final = (
    "**Lost:** every kernel of rank 2 and more, which is nearly all of those a network could learn; and there is one "
    "more map to write and to read. That is why networks seldom use it between layers."
)

INTUITIVE: Final = "“Towards intuitive understanding of convolutions through visualizations”, section 8.1"
BASIC: Final = "The article “Separable Convolutions”"
KERNEL_CORRECTIONS: Final = (
    SourceCorrection(
        "A source: “works with kernels that cannot be factored”",
        BASIC,
        "depthwise separable convolution, unlike this one, also takes kernels that cannot be split in two.",
        "It splits channels from space and not rows from columns, so its k × k kernels may have any rank. But the "
        "whole bank of filters must factor: all of them use the same kernel for a channel, each times a number of "
        "its own. It cannot reproduce an arbitrary layer either.",
    ),
)


def price_corrections(each: Mapping[int, int]) -> tuple[SourceCorrection, ...]:
    """About how much is saved.

    Args:
        each: multiplications for one output number in two steps, by the side of the input, for 5, 4 and 3.
    """
    return (
        SourceCorrection(
            "A source: “9 become 6”",
            BASIC,
            "instead of 9 multiplications, the two convolutions do 3 each, 6 in all.",
            f"6 an output number is what a large input approaches. On 5 × 5 it is {each[5]}, on 4 × 4 {each[4]} and so "
            f"no saving, on 3 × 3 {each[3]}, dearer than at once. And only kernels of rank 1 can be had this way.",
        ),
        SourceCorrection(
            "A source: “N − 2”",
            INTUITIVE,
            "the general price is written with N − 2 positions a side.",
            "A kernel of m × m has N − m + 1 positions a side. That is N − 2 only for m = 3.",
        ),
    )


def formula(model: SpatialModel) -> Formula:
    """The two prices, and with letters also what the kernel is a product of."""
    whole, parts = model.costs
    column, row = parts.stages
    k, terms, outputs = model.state.kernel, model.state.terms, whole.written
    several = f" · {terms}" if terms > 1 else ""
    at_once = f"{as_output(f'stops ${outputs}$')} $·$ {as_kernel(f'weights ${k} · {k}$')}"
    down = f"{as_output(f'${column.outputs}$')} $·$ {as_kernel(f'column ${k}$')}"
    across = f"{as_output(f'${outputs}$')} $·$ {as_kernel(f'row ${k}{several}$')}"
    steps = f"$= {column.multiplications} + {row.multiplications} =$ **{parts.multiplications}**"
    return Formula(
        f"Multiplications: at once {at_once} $=$ **{whole.multiplications}** {GAP} in two steps {down} $+$ {across} "
        f"{steps}",
        _letters(model),
    )


def _letters(model: SpatialModel) -> str:
    several = model.state.terms > 1
    sign, index = "=" if model.exact else "≈", "_t" if several else ""
    product = as_kernel(f"$c{index}[a] · r{index}[b]$")
    kernel = f"{as_kernel('$w[a, b]$')} ${sign}$ {'$sum(t)$ ' if several else ''}{product}"
    whole = f"{as_output('$P$')} $·$ {as_kernel('$m · m$')}"
    down, across = (f"{as_output(f'${places}$')} $·$ {as_kernel('$m$')}" for places in ("Q", "P"))
    rows = f"{across} {as_kernel('$· t$')}" if several else across
    counted = f"{as_output('$P$')} outputs, {as_output('$Q$')} numbers of the column"
    return f"{kernel} {GAP} multiplications: {whole} against {down} $+$ {rows} {GAP} {counted}"


def remarks(model: SpatialModel) -> list[str]:
    """What is worth saying about this state and no other."""
    whole, parts = model.costs
    ratio = parts.ratio(whole)
    first = "finishes first" if ratio < 1 else "finishes at the same moment" if ratio == 1 else "finishes **last**"
    of = model.regular.output.size
    if model.exact:
        end = f"Both end in the same {of} numbers."
    else:
        end = f"In **{model.differing} of {of}** numbers they differ: what slides below is not this kernel."
    spent = f"{parts.multiplications} against {whole.multiplications}"
    return [
        "**The race:** both tracks spend multiplications at the same rate. The one in two steps "
        f"{first}: {spent}. {end}"
    ]
