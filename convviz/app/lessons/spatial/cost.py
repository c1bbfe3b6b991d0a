"""What the two thin convolutions cost beside the one they replace, for this state and for inputs that grow."""

from __future__ import annotations

from functools import cache
from typing import Final

import streamlit as st

from convviz.app.lessons.spatial.model import SpatialModel
from convviz.app.markup import KERNEL, OUTPUT
from convviz.charts.ratio_lines import RatioCurve, ratio_lines
from convviz.costs.block import BlockCost, block_cost
from convviz.palette import Theme
from convviz.spec.recipes import regular, spatially_separable

KERNEL_SIZES: Final = (3, 5, 7, 11)
LARGEST_INPUT: Final = 224
SMALL: Final = 3  # the kernel of the table of small inputs
SMALL_INPUTS: Final = (3, 4, 5, 6, 12, 100)
CONFIG: Final = {"displayModeBar": False, "displaylogo": False}


@cache
def both(input_size: int, kernel_size: int) -> tuple[BlockCost, BlockCost]:
    """Regular and separable on a square input without padding."""
    shape = (input_size, input_size)
    return block_cost(regular(1, 1, kernel_size), shape), block_cost(spatially_separable(kernel_size), shape)


def of_this(model: SpatialModel) -> list[str]:
    """The closed form with the numbers of the state, and what it comes to an output number."""
    whole, parts = model.costs
    column, row = parts.stages
    k, terms, outputs = model.state.kernel, model.state.terms, whole.written
    ratio = parts.ratio(whole)
    several = f" · {terms}" if terms > 1 else ""
    rows = column.outputs // terms
    each = parts.multiplications / outputs
    than = "fewer than" if ratio < 1 else "as many as" if ratio == 1 else "more than"
    return [
        f"**At once:** every one of the {outputs} {OUTPUT} numbers takes {k} · {k} multiplications, {outputs} · "
        f"{k * k} = **{whole.multiplications:,}**. **In two steps:** the column writes {rows}{several} numbers with "
        f"{k} each, the row {outputs} with {k}{several} each, {column.multiplications:,} + {row.multiplications:,} = "
        f"**{parts.multiplications:,}**. That is **{_plain(each)} an {OUTPUT} number**, {than} the {k * k} of the "
        f"regular {KERNEL}; weights {whole.weights} against {parts.weights}.",
    ]


def each_output(input_size: int) -> int:
    """Multiplications for one output number in two steps, with a small kernel on a square input."""
    whole, parts = both(input_size, SMALL)
    return parts.multiplications // whole.written


def in_general() -> list[str]:
    """The price over the size of the input, in words and as a table of small ones."""
    lines = [_line(size) for size in SMALL_INPUTS]
    head = "| Input | at once | in two steps | an output number | ratio |\n|---|--:|--:|--:|--:|"
    return [  # `lines` of one line: its fractions are large
        "For a square input of $N × N$ and a kernel of $m × m$ without padding, the column is laid on $N$ columns, "
        "also on those that the row then only reads: $m·N·(N−m+1) + m·(N−m+1)^2$ multiplications against "
        "$m^2·(N−m+1)^2$. Their ratio is $lines(frac(1; m) + frac(N; m · (N − m + 1)))$, which falls towards "
        "$lines(frac(2; m))$ as the input grows. With SAME padding the column writes no more than the row "
        "reads, and the ratio is $2/m$ at any size.",
        f"With a kernel of {SMALL} × {SMALL}, which takes {SMALL * SMALL} an output number at once:\n\n"
        + "\n".join([head, *lines]),
    ]


def chart(model: SpatialModel, key: str) -> None:
    """Ratio over the input's size, a line for each kernel size; this state on it where it lies on one."""
    theme: Theme = st.context.theme.type or "light"
    figure = ratio_lines(
        [curve(size) for size in KERNEL_SIZES],
        _here(model),
        across="input size N",
        up="separable ÷ regular",
        theme=theme,
    )
    st.plotly_chart(figure, key=key, config=CONFIG, theme=None)
    ends = (f"{line.ratios[-1]:.3f} for {line.name}" for line in map(curve, KERNEL_SIZES))
    limits = ", ".join(f"2/{size}" for size in KERNEL_SIZES)
    st.caption(f"The lines fall towards {limits}. At N = {LARGEST_INPUT} they have come to {', '.join(ends)}.")


@cache
def curve(kernel_size: int) -> RatioCurve:
    """The ratio for every size of input from the kernel's own up."""
    sizes = tuple(range(kernel_size, LARGEST_INPUT + 1))
    ratios = tuple(float(parts.ratio(whole)) for whole, parts in (both(size, kernel_size) for size in sizes))
    return RatioCurve(f"m = {kernel_size}", sizes, ratios, 2 / kernel_size)


def _here(model: SpatialModel) -> tuple[float, float] | None:
    state, (whole, parts) = model.state, model.costs
    drawn = state.kernel in KERNEL_SIZES and state.terms == 1 and state.padding == "none"
    return (state.height, float(parts.ratio(whole))) if drawn and state.height == state.width else None


def _line(size: int) -> str:
    whole, parts = both(size, SMALL)
    each = _plain(parts.multiplications / whole.written)
    prices = f"{whole.multiplications:,} | {parts.multiplications:,}"
    return f"| {size} × {size} | {prices} | {each} | {float(parts.ratio(whole)):.3f} |"


def _plain(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
