"""What the lesson says, with the numbers of the state it is in."""

from __future__ import annotations

from typing import Final

from convviz.app.lessons.spatial.split import Split
from convviz.app.widgets import tex
from convviz.app.widgets.role_text import INPUT, KERNEL, OUTPUT

IDEA: Final = (
    f"Some kernels are a column times a row. Then two thin convolutions, down and across, write the same {OUTPUT} as "
    f"the whole {KERNEL}, with fewer weights and, unless the {INPUT} is tiny, fewer multiplications."
)

QUESTION: Final = (
    f"An {INPUT} of 8 × 8, no padding, the Gaussian of 5 × 5 as a column of 5 and a row of 5. How many multiplications "
    "do the two steps take together?"
)
ANSWER: Final = 240
WHY: Final = (
    "The column has 4 places down and 8 across: 32 numbers with 5 multiplications each, 160. The row then has 4 places "
    "each way: 16 numbers, 80. At once it would be 16·25 = 400."
)
QUESTION_QUERY: Final = {"h": "8", "ker": "gaussian", "k": "5"}

IDEAS: Final = (
    (
        "The smallest input",
        "**Lose the race.** On 3 × 3 the kernel has one place to be, and the column has three. Play it: which track is "
        "finished first, and why?",
        {"h": "3"},
    ),
    (
        "Two products",
        "**Repair what does not separate.** The Laplacian needs two columns and two rows. Do both tracks now end in "
        "the same numbers? And is it still cheaper?",
        {"ker": "laplacian", "t": "2"},
    ),
    (
        "Your own kernel",
        f"**Type into the {KERNEL}.** Change one corner of the average. The rank jumps to 2, the tracks part. Or type "
        "into its column: then the kernel follows, and the rank stays 1.",
        {"ker": "box"},
    ),
)

GAINED: Final = (
    "**Gained:** *2m* weights for *m²*, and on large inputs *2/m* of the multiplications: the larger the kernel, the "
    "more. Image libraries compute blurs and edge filters this way."
)
LOST: Final = (
    "**Lost:** every kernel of rank 2 and more, which is nearly all of those a network could learn; and there is one "
    "more map to write and to read. That is why networks seldom use it between layers."
)


def formula(split: Split) -> str:
    """The kernel as a product, and the two prices, with the numbers of the state."""
    whole, parts = split.costs
    column, row = parts.stages
    k, t = split.size, split.terms
    outputs, between = whole.written, column.outputs
    each = row.multiplications // outputs
    sums = f"{column.multiplications} + {row.multiplications} = {parts.multiplications}"
    price = (
        f"${outputs} · {k}·{k} = {whole.multiplications}$ multiplications against ${between}·{k} + {outputs}·{each} = "
        f"{sums}$"
    )
    return f"{_product(split, t)} &emsp; {price}"


def _product(split: Split, terms: int) -> str:
    """The kernel and its vectors; a sum of them by its number only."""
    if terms > 1:
        sign = "=" if split.exact else r"\approx"
        return f"{tex.weights(split.kernel)} ${sign}$ a sum of {terms} products of a column and a row"
    columns, rows = split.vectors
    sign = "=" if split.exact else r"\approx"
    return f"{tex.weights(split.kernel)} ${sign}$ {tex.weights(columns[0])} $\\cdot$ {tex.weights(rows[:1])}"


def remarks(split: Split) -> list[str]:
    """What is worth saying about this state and no other."""
    whole, parts = split.costs
    ratio = parts.ratio(whole)
    first = "finishes first" if ratio < 1 else "finishes at the same moment" if ratio == 1 else "finishes **last**"
    of = split.regular.output.size
    if split.exact:
        end = f"Both end in the same {of} numbers."
    else:
        end = f"In **{split.differing} of {of}** numbers they differ: what slides below is not this kernel."
    spent = f"{parts.multiplications} against {whole.multiplications}"
    return [
        "**The race:** both tracks spend multiplications at the same rate. The one in two steps "
        f"{first}: {spent}. {end}"
    ]
