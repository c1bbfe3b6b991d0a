"""What the lesson says, with the numbers of the state it is in."""

from __future__ import annotations

from typing import Final

from convviz.app.lessons.flattened.flat import Flat
from convviz.app.lessons.flattened.state import filters_shape
from convviz.app.widgets import tex
from convviz.app.widgets.role_text import INPUT, OUTPUT

FILTER: Final = ":orange[**filter**]"
IDEA: Final = (
    f"A {FILTER} is a block of weights: channels × height × width. Flattened, it is three vectors, one along each, "
    f"laid on the {INPUT} one after the other: the sum of their lengths instead of the product."
)

QUESTION: Final = (
    f"An {INPUT} of 4 channels goes through 3 flattened filters with kernels of 3 × 3. How many weights do they have "
    "in all?"
)
ANSWER: Final = 30
WHY: Final = "Each filter has 4 + 3 + 3 = 10 weights, so 3 of them have 30; whole, they would have 3·4·3·3 = 108."
QUESTION_QUERY: Final = {"d": "4", "n": "3"}

IDEAS: Final = (
    (
        "An edge for each channel",
        "**Find what is lost.** Each of these two kernels is a column times a row, and still the filter does not "
        "survive. Compare the outputs, and look at what the channels' vector has become. Why is there no way?",
        {"fil": "edges"},
    ),
    (
        "Change one vector",
        "**Type into the column.** Both kernels of the regular filter change together, and both tracks still "
        "agree. Then type into one weight of the regular filter: does it survive?",
        {"fil": "average"},
    ),
    (
        "One channel",
        "**Take the channels away.** With a single channel the first step only multiplies. Which lesson is the rest, "
        "and does the detour still pay?",
        {"d": "1"},
    ),
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


def formula(flat: Flat) -> str:
    """The filter as a product of three vectors, and the two numbers of weights."""
    count, channels, k, _ = filters_shape(flat.state)
    whole, parts = flat.costs
    vectors = flat.vectors[0].parts
    names = ("channels", "height", "width")
    sign = "=" if flat.vectors[0].error == 0 else r"\approx"
    product = r" $\otimes$ ".join(
        f"{tex.weights(vector.reshape(1, -1))} ({name})" for vector, name in zip(vectors, names, strict=True)
    )
    of = f"${count}$ · " if count > 1 else ""
    sizes = (
        f"weights {of}${channels}·{k}·{k}$ $= {whole.weights}$ against {of}$({channels}+{k}+{k})$ $= {parts.weights}$"
    )
    return f":orange[filter{' 0' if count > 1 else ''}] ${sign}$ {product} &emsp; {sizes}"


def remarks(flat: Flat) -> list[str]:
    """The outcome of the race, and the prices of the steps."""
    whole, parts = flat.costs
    steps = " + ".join(f"{stage.multiplications:,}" for stage in parts.stages)
    ratio = parts.ratio(whole)
    first = "is finished first" if ratio < 1 else "takes as long" if ratio == 1 else "is finished **last**"
    of = flat.traces[0].output.size
    if flat.exact:
        end = f"Both end in the same {of} numbers."
    else:
        end = f"In **{flat.differing} of {of}** numbers of the {OUTPUT} they differ."
    return [
        f"**The price:** {steps} = **{parts.multiplications:,}** multiplications in three steps, "
        f"**{whole.multiplications:,}** at once: flattened {first}. {end}",
    ]
