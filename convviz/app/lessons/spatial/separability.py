"""What the lesson says about the rank of a kernel, and about the products that come closest to it."""

from __future__ import annotations

from functools import cache
from typing import Final

from convviz.analysis.separability import low_rank, rank
from convviz.app.lessons.spatial.model import SpatialModel
from convviz.app.lessons.spatial.sample_numbers import KERNELS, has, named
from convviz.app.markup import KERNEL
from convviz.app.params.param import listed
from convviz.app.widgets import matrices
from convviz.costs.block import block_cost
from convviz.scene.step_text import number as shown
from convviz.spec.recipes import spatially_separable

SURVEYED: Final = tuple(name for name in KERNELS if name != "random")


def verdict(model: SpatialModel) -> list[str]:
    """Whether this kernel separates, and the reason one can see."""
    weights = matrices.weights(model.kernel)
    if model.rank == 0:
        return [f"**All weights are 0:** any column times a row of zeros gives this {KERNEL}."]
    if model.rank == 1:
        column, row = model.whole or (vectors[0] for vectors in model.vectors)
        sign = "=" if model.whole else "≈"
        return [
            f"**This {KERNEL} separates:** {weights} ${sign}$ {matrices.weights(column)} $·$ "
            f"{matrices.weights(row.reshape(1, -1))}. Every row is a multiple of the same row, so its **rank is 1**.",
        ]
    values = [shown(float(value)) for value in model.strengths[: model.rank]]
    return [
        f"**This {KERNEL} does not separate:** {weights} has **rank {model.rank}**. Its rows are not all multiples of "
        f"one row, so no column times a row gives it; {model.rank} such products, added up, do.",
        f"Its singular values say how much each product contributes: {listed(values, 'and')}. Leaving out the small "
        "ones gives the best approximation there is (Eckart and Young), measured by the sum of squares.",
    ]


def ladder(model: SpatialModel) -> str:
    """The best sums of 1, 2, … products: what they cost and what they miss."""
    if model.rank < 2:
        return ""
    head = "| Products | weights | MACs | missed |\n|--:|--:|--:|--:|"
    lines = []
    for terms, nearest in enumerate(model.nearest, 1):
        block = spatially_separable(model.state.kernel, terms=terms, padding=model.state.border)
        price = block_cost(block, model.state.size)
        cells = (str(terms), str(price.weights), f"{price.multiplications:,}", percent(nearest.error))
        lines.append("| " + " | ".join(f"**{cell}**" if terms == model.state.terms else cell for cell in cells) + " |")
    whole, _ = model.costs
    lines.append(f"| at once | {whole.weights} | {whole.multiplications:,} | 0 % |")
    return "\n".join([head, *lines])


def in_use(model: SpatialModel) -> str:
    """The kernel that the columns and rows on show amount to."""
    if model.exact:
        return ""
    terms = model.state.terms
    many = "one product amounts" if terms == 1 else f"{terms} products amount"
    return (
        f"**What slides instead:** {many} to {matrices.weights(model.used)} instead of "
        f"{matrices.weights(model.kernel)}. Missed: {percent(model.error)}, the root of the sum of squares of what "
        f"differs, as a share of the same for the {KERNEL}."
    )


@cache
def survey(size: int) -> str:
    """Every named kernel of this size with its rank, as a table."""
    head = "| Kernel | rank | best single product misses |\n|---|--:|--:|"
    lines = []
    for name in SURVEYED:
        if has(name, size):
            kernel = named(name, size)
            lines.append(f"| {KERNELS[name]} | {rank(kernel)} | {percent(low_rank(kernel, 1).error)} |")
    return "\n".join([head, *lines])


def percent(share: float) -> str:
    """`35.4 %`; 0 where it is only what floating-point numbers miss."""
    return "0 %" if share < 1e-9 else f"{100 * share:.1f} %"
