"""What the lesson says, with the numbers of a state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from convviz.app.markup import GAP, INPUT, OUTPUT, as_kernel
from convviz.app.page.formula import Formula
from convviz.app.page.source_corrections import SourceCorrection
from convviz.app.params.cell_edits import LARGEST
from convviz.app.widgets import matrices

if TYPE_CHECKING:
    from convviz.app.lessons.flattened.model import FlattenedModel

FILTER: Final = as_kernel("**filter**")
IDEA: Final = (
    f"A {FILTER} has channels × height × width weights. Three vectors in a row do with the sum instead of the product."
)

NOT_EXACT: Final = (
    "These vectors are worked out from the filter, because it is no product of whole numbers. Type into the filter of "
    "the regular track instead. Nothing was changed."
)
TOO_LARGE: Final = f"The filter would get numbers beyond {LARGEST:,}. Nothing was changed."

QUESTION: Final = (
    f"An {INPUT} of 4 channels goes through 3 flattened filters with kernels of 3 × 3. How many weights do they have "
    "in all?"
)
WHY: Final = "Each filter has 4 + 3 + 3 = 10 weights, so 3 of them have 30; whole, they would have 3·4·3·3 = 108."

TRY_EDGES: Final = (
    "**Find what is lost.** Each of these two kernels is a column times a row, and still the filter does not survive. "
    "Compare the outputs, and look at what the channels' vector has become. Why is there no way?"
)
TRY_CHANGE: Final = (
    "**Type into the column.** Both kernels of the regular filter change together, and both tracks still agree. Then "
    "type into one weight of the regular filter: does it survive?"
)
TRY_ONE: Final = (
    "**Take the channels away.** With a single channel the first vector only multiplies. Which lesson is the rest, and "
    "does the detour still pay?"
)

TRAINED: Final = (
    "**In practice nobody flattens a trained filter.** Trained filters are far from rank 1, and splitting them "
    "afterwards loses too much. Jin, Dundar and Culurciello (2014) put the three thin layers into the network and "
    "trained *them*: what comes out is a product from the first day, and the rest of the network learns to live with "
    "it. On the small picture data sets they tried, that was about as accurate as whole filters."
)

GAINED: Final = (
    "**Gained:** *C + k + k* weights a filter instead of *C·k·k*, and on large inputs multiplications in the same "
    "proportion: the deeper and the larger the filter, the more."
)
LOST: Final = (
    "**Lost:** a filter can no longer look for one thing in one channel and for another in the next, because all of "
    "its channels share one column and one row; and there are two more maps to write and to read."
)

INTUITIVE: Final = "“Towards intuitive understanding of convolutions through visualizations”, section 9"
CORRECTIONS: Final = (
    SourceCorrection(
        "A source: “two rank-1 filters”",
        INTUITIVE,
        "a spatial filter is approximated by two filters of rank 1, a standard one by three, as cross-products.",
        "One column and one row make *one* product of vectors, an array of rank 1. It is the outer product; the "
        "cross product is something else.",
    ),
    SourceCorrection(
        "A source: “5 × 5 × 1 × 1”",
        "The article “Separable Convolutions”",
        "the depthwise kernel is written as 5 × 5 × 1 × 1.",
        "A depthwise convolution of three channels has three kernels of 5 × 5 × 1, one for each. The steps down "
        "and across of a flattened layer are depthwise as well: a column and a row for each filter.",
    ),
)


def formula(model: FlattenedModel) -> Formula:
    """The two numbers of weights; with letters, the filter as a product of three vectors."""
    count, channels, k, _ = model.state.weight_shape
    whole, parts = model.costs
    of = f"word(filters {count}) · " if count > 1 else ""
    each = f"input(channels {channels}) + kernel(height {k}) + kernel(width {k})"
    three = f"{of}({each})" if count > 1 else each
    words = f"$word(weights) = {three} =$ **{parts.weights}**"
    return Formula(
        f"{words} {GAP} $word(whole:) {f'{count} · ' if count > 1 else ''}{channels} · {k} · {k} = {whole.weights}$",
        _letters(model),
        "the sum, not the product",
    )


def _letters(model: FlattenedModel) -> str:
    vectors = model.vectors[0].parts
    sign = "=" if model.vectors[0].error == 0 else "≈"
    product = " $⊗$ ".join(matrices.weights(vector.reshape(1, -1)) for vector in vectors)
    filter_ = as_kernel("filter 1" if model.state.filters > 1 else "filter")
    return f"{filter_} ${sign}$ {product} {GAP} $C · k · k → C + k + k$"


def remarks(model: FlattenedModel) -> list[str]:
    """The outcome of the race, and the prices of the steps."""
    whole, parts = model.costs
    steps = " + ".join(f"{stage.multiplications:,}" for stage in parts.stages)
    ratio = parts.ratio(whole)
    first = "is finished first" if ratio < 1 else "takes as long" if ratio == 1 else "is finished **last**"
    of = model.traces[0].output.size
    if model.exact:
        end = f"Both end in the same {of} numbers."
    else:
        end = f"In **{model.differing} of {of}** numbers of the {OUTPUT} they differ."
    return [
        f"**The price:** {steps} = **{parts.multiplications:,}** multiplications in three steps, "
        f"**{whole.multiplications:,}** at once: flattened {first}. {end}",
    ]
