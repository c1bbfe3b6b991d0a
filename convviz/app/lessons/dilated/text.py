"""What the lesson says about the one layer, with the numbers of a state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from convviz.app.markup import GAP, KERNEL, OUTPUT, as_input, as_kernel, times
from convviz.app.page.formula import Formula

if TYPE_CHECKING:
    from convviz.app.lessons.dilated.model import DilatedModel

IDEA: Final = (
    f"Dilation moves the weights of a {KERNEL} apart: it sees farther for the same work. Stacks see farther still."
)

RATE_HELP: Final = (
    "Also called dilation: how many input cells it is from one weight to the next. 1 puts them side by side."
)
UNIT_HELP: Final = "Its paths down to the input are played."
STACK: Final = (
    "One layer sees as far as its kernel spans. A unit of the next layer sees what all the units under its taps see. "
    "**Point at any cell**: its cone lights up down to the input, and up to everything it reaches; each cell says how "
    "many paths join the two."
)

QUESTION: Final = (
    "Three layers with kernels of 3 have the rates 1, 3 and 9, without stride. How many input cells does a unit of the "
    "third layer see?"
)
WHY: Final = (
    "Each layer adds rate·(3 − 1) cells to the one cell it starts from: 1 + 2 + 6 + 18 = 27. The rates cannot grow "
    "faster without holes: the 27 paths lead to 27 cells, one each."
)

TRY_HOLES: Final = (
    "**Find the holes.** Point at two neighbouring cells of the input. Do their cones ever share a unit? With one rate "
    "for all layers, even and odd cells are two separate networks."
)
TRY_HYBRID: Final = (
    "**Close the holes.** Same number of weights, a wider field, and every cell is touched. What would rates 1, 3, "
    "9 do?"
)
TRY_BORDER: Final = (
    "**Walk to the edge.** Point at the first unit of the last layer, then at its neighbours. How many of their paths "
    "end on padding?"
)


def formula(model: DilatedModel) -> Formula:
    """How many cells the kernel reaches over, and which cells a stop reads."""
    k, d = model.spec.kernel[0], model.state.dilation
    weights = model.cost.weights
    return Formula(
        f"$kernel(reach) = word(rate {d}) · (kernel(kernel {k}) − 1) + 1 =$ {as_kernel(f'**{model.span}**')} {GAP} "
        f"$word(weights) {k} · {k} =$ **{weights}**",
        _letters(model),
        "per side; the weights stay at any rate",
    )


def _letters(model: DilatedModel) -> str:
    k, d = model.spec.kernel[0], model.state.dilation
    read = as_input("$x[r + d a, c + d b]$")
    if model.spec.stride[0] > 1:
        read = as_input("$x[s r + d a, s c + d b]$")
    return (
        f"{as_kernel('span')} $= d · (k − 1) + 1 = {d} · ({k} − 1) + 1 =$ **{model.span}** {GAP} "
        f"the tap {as_kernel('$w[a, b]$')} meets {read}"
    )


def remarks(model: DilatedModel) -> list[str]:
    """What the rate changes, and what it does not."""
    return [_cost(model), _reads(model), _size(model)]


def _cost(model: DilatedModel) -> str:
    weights, outputs, d = model.cost.weights, model.cost.outputs, model.state.dilation
    side = model.spec.kernel[0]
    total = f"{outputs} · {weights} = **{model.cost.macs:,}**"
    numbers = "numbers" if outputs > 1 else "number"
    same = model.compact.macs == model.cost.macs and model.compact.weights == weights
    compared = "as many as" if same else "not as many as"
    if d == 1:
        beside = "Take a higher rate: neither number of them will change."
    else:
        beside = (
            f"That is {compared} with the taps side by side: {model.compact.macs:,} for as many {OUTPUT} {numbers}."
        )
    return (
        f"**The weights stay {weights}**, {times((side, side))} at every rate, and so do the multiplications for each "
        f"{OUTPUT} number. For {outputs} {numbers} they are {total}. {beside}"
    )


def _reads(model: DilatedModel) -> str:
    cells, taps = model.span**2, model.cost.weights
    if model.state.dilation == 1:
        return f"**The window reads all {cells} cells** it lies on: rate 1 is the ordinary convolution."
    return (
        f"**The window spans {times((model.span,) * 2)} cells and reads {taps} of these {cells}.** Between two taps "
        f"{_skipped(model.state.dilation)}: dotted in the {KERNEL}, where there is no weight and nothing is multiplied."
    )


def _skipped(rate: int) -> str:
    return "one cell is left out" if rate == 2 else f"{rate - 1} cells are left out"


def _size(model: DilatedModel) -> str:
    side, out = model.size[0], model.geometry.output_shape[0]
    low, high = model.geometry.padding[0]
    if low + high:
        return (
            f"**To keep the size the border must grow with the rate:** rate·(k − 1) = {low + high} cells in all, {low} "
            f"before and {high} after; {side} rows give {out}."
        )
    return f"**Without padding a wider window has fewer places:** {side} rows give {out}."
