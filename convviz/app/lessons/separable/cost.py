"""What the two cost: as bars for this state, and as shares for other kernels and numbers of filters."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from convviz.app.lessons.separable.model import SIDES, SeparableModel, SeparableState
from convviz.app.lessons.separable.text import percent
from convviz.app.widgets.bar_list import Bar
from convviz.charts.share_surface import share_surface
from convviz.costs.block import block_cost
from convviz.spec.recipes import depthwise_separable, regular

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

KERNEL_SIDES: Final = (1, 2, 3, 5, 7)
FILTERS: Final = (1, 2, 8, 64, 256)
POWERS: Final = tuple(2**power for power in range(11))


def multiplications(model: SeparableModel) -> list[Bar]:
    """Multiplications of both, those of the two separable stages apart."""
    one, other = model.costs
    parts = tuple(stage.multiplications for stage in other.stages)
    return [
        Bar("regular", (one.multiplications,), f"{one.multiplications:,} multiplications"),
        Bar("depthwise + pointwise", parts, _sum(parts), now=True),
    ]


def weights(model: SeparableModel) -> list[Bar]:
    """Weights of both, those of the two separable stages apart."""
    one, other = model.costs
    parts = tuple(stage.weights for stage in other.stages)
    return [
        Bar("regular", (one.weights,), f"{one.weights:,} weights"),
        Bar("depthwise + pointwise", parts, _sum(parts), now=True),
    ]


def shares(state: SeparableState) -> str:
    """The ratio over kernel and filters as a table; this state's numbers are among them, and bold where they meet."""
    side, count = state.kernel, state.filters
    sides, counts = sorted({*KERNEL_SIDES, side}), sorted({*FILTERS, count})
    head = ["filters N", *(f"{k} × {k}" for k in sides)]
    lines = [[f"{n:,}", *(_share(k, n, bold=(k, n) == (side, count)) for k in sides)] for n in counts]
    return "\n".join([_row(head), _row("---:" for _ in head), *(_row(line) for line in lines)])


def surface(state: SeparableState) -> Figure:
    """The same as a surface, with this state as a point."""
    now = state.kernel, state.filters
    return share_surface(_ratio, SIDES, sorted({*POWERS, now[1]}), now)


def _share(side: int, filters: int, *, bold: bool) -> str:
    text = percent(_ratio(side, filters))
    return f"**{text}**" if bold else text


def _ratio(side: int, filters: int) -> Fraction:
    shape = (side, side)  # positions and channels cancel out
    one, other = (block_cost(build(1, filters, side), shape) for build in (regular, depthwise_separable))
    return other.ratio(one)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _sum(parts: tuple[int, ...]) -> str:
    return f"{' + '.join(f'{part:,}' for part in parts)} = {sum(parts):,}"
