"""What the lesson says, with the numbers of a state."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from convviz.app.lessons.correlation.convolution_laws import FACTORS, Mixed, Response, Swapped, agree, learned
from convviz.app.markup import INPUT, KERNEL, OUTPUT, as_input, as_kernel, as_output
from convviz.app.page.formula import Formula
from convviz.app.page.source_corrections import SourceCorrection
from convviz.engine.arrays import Array
from convviz.scene.step_text import number

if TYPE_CHECKING:
    from convviz.app.lessons.correlation.model import CorrelationModel

IDEA: Final = f"Convolution flips the {KERNEL}, then slides it. The layers of deep learning skip the flip."

PADDING_HELP: Final = """
* **full**: every place where window and input meet, *k* − 1 cells on every side. What mathematics draws.
* **same**: as many numbers come out as went in; an odd cell goes after.
* **none** (“valid”): the window stays inside the input.
"""

QUESTION: Final = (
    f"An {INPUT} with a single 1 among zeros, the {KERNEL} 5, 6, 7, full padding. What is the first number other than "
    f"0 that **cross-correlation** writes into the {OUTPUT}?"
)
WHY: Final = (
    "The window comes from the left, so it meets the 1 with its last weight first: cross-correlation writes 7, 6, 5, "
    "the kernel turned round. Convolution turns it back: 5, 6, 7."
)

TRY_ECHO: Final = (
    "**Which one hears the echo first?** Each weight is half of the one before. Find the lone 3 of the input in both "
    "outputs: in one its echoes come after it, in the other before it was played."
)
TRY_AVERAGE: Final = (
    "**Turn what is its own mirror image.** With equal weights the two agree everywhere. Then click one weight and "
    "change it: where do they part?"
)
TRY_SOBEL: Final = (
    "**A flip that only changes the sign.** Turned by 180°, Sobel x is minus itself. Compare the two outputs number by "
    "number."
)

SWAP: Final = f"**{INPUT} and {KERNEL} can change places.** With full padding *x* ∗ *w* = *w* ∗ *x*"

LIBRARIES: Final = """
| Call | What it computes | Padding, if not told |
|---|---|---|
| `numpy.convolve` | convolution: turns the kernel | full |
| `numpy.correlate` | cross-correlation | valid |
| `scipy.signal.convolve`, `convolve2d` | convolution: turns the kernel | full |
| `scipy.signal.correlate`, `correlate2d` | cross-correlation | full |
| `torch.nn.functional.conv1d`, `conv2d` | **cross-correlation**, in spite of the name | valid (0) |
| `tf.nn.conv1d`, `conv2d` | **cross-correlation**, in spite of the name | must be given |
| `keras.layers.Conv1D`, `Conv2D` | **cross-correlation**, in spite of the name | valid |
"""

MOST_WRITTEN: Final = 30  # characters of a kernel in the line of the formula

INTUITIVE: Final = "“Towards intuitive understanding of convolutions through visualizations”"


def area_correction(model: CorrelationModel) -> SourceCorrection:
    """About what one output number is."""
    meeting = model.largest
    overlap = sum(min(abs(v), abs(w)) for v, w in meeting.pairs if v * w > 0)
    return SourceCorrection(
        "A source: “the area of the intersection”",
        f"{INTUITIVE}, section 1",
        "at each position, the value is the area of the intersection of the two functions.",
        "It is the area under their *product*: multiply first, then add up. Here, at "
        f"{place(meeting.cell)} of the convolution, the {len(meeting.pairs)} products add up to {number(meeting.sum)}; "
        f"bars of these heights would overlap in an area of {number(overlap)}. And a product can be negative, which no "
        "area of an intersection is.",
    )


def formula(model: CorrelationModel) -> Formula:
    """That one is the other with the kernel flipped; with letters, both sums with this state's size and padding."""
    flipped = row(model.turned.whole)
    kernel = "kernel" if len(flipped) > MOST_WRITTEN else f"kernel {flipped}"
    differ, of = len(model.differing), model.correlation.output.size
    return Formula(
        f"$output(convolution) = output(cross-correlation) word(with the flipped) kernel({kernel})$",
        _letters(model),
        f"{differ} of {of} differ" if differ else f"all {of} agree",
    )


def _letters(model: CorrelationModel) -> str:
    names = ("r", "a"), ("c", "b")
    axes = [
        (position, tap, size, low)
        for (position, tap), size, (low, _) in zip(
            names, model.kernel.whole.shape, model.geometry.padding, strict=False
        )
    ]
    sums = "".join(f"sum({tap} = 0; {size - 1})" for _, tap, size, _ in axes)
    numerator, denominator = model.kernel.scale
    scale = "" if numerator == denominator else f"frac({numerator}; {denominator})"
    weight = as_kernel(f"$w[{', '.join(tap for _, tap, _, _ in axes)}]$")
    wrote = as_output(f"$y[{', '.join(position for position, *_ in axes)}]$")

    straight = [f"{position} + {tap}{_plus(-low)}" for position, tap, _, low in axes]
    turned = [f"{position} − {tap}{_plus(size - 1 - low)}" for position, tap, size, low in axes]
    read, mirrored = (as_input(f"$x[{', '.join(places)}]$") for places in (straight, turned))
    return f"{wrote} $= {scale}{sums}$ {weight} $·$ {read}; convolution {mirrored}"


def remarks(model: CorrelationModel) -> list[str]:
    """Whether the two agree here, checked on the kernel and seen in the output."""
    whole = model.kernel.whole
    place_, mirror = _first_off(whole)
    if place_ is None:
        return [
            f"**Here the two agree:** the {KERNEL} {as_kernel(row(whole))} is its own flip; no weight differs from "
            "the one at its mirrored place."
        ]
    check = (
        f"the weight at {place(place_)} is {as_kernel(number(float(whole[place_])))}, but at its mirrored place, "
        f"{place(mirror)}, stands {as_kernel(number(float(whole[mirror])))}, so the {KERNEL} is not its own flip"
    )
    return [f"**Here the two differ:** {check}. {_seen(model)}"]


def when(model: CorrelationModel) -> list[str]:
    """The rule behind the check."""
    taps = prod(model.kernel.whole.shape)
    off = taps - int((model.kernel.whole == model.turned.whole).sum())
    rule = (
        f"The two give the same {OUTPUT} for every {INPUT} exactly if the {KERNEL} is its own flip: every weight "
        "equals the one at its mirrored place. Mirrored is along every axis; in a plane that is a turn by 180°."
    )
    here = f"Here {off} of {taps} weights do not." if off else f"Here all {taps} weights do."
    return [f"{rule} {here}"]


def why(model: CorrelationModel) -> list[str]:
    """Why nobody turns kernels in a network."""
    found = learned(model)
    text = (
        "**Nobody chose those weights.** A layer learns its weights from what should come out. If the flipped kernel "
        "is what the task needs, the flipped kernel is what training finds; turning it at each step as well would only "
        "store the same weights in another order."
    )
    if found is None:
        return [text]
    count = prod(size + taps - 1 for size, taps in zip(model.x.shape, found.shape, strict=True))
    return [
        text,
        f"**Tried on this state:** find the weights with which *cross-correlation* gives the {count} numbers that "
        f"*convolution* gives with full padding (least squares). What is found is {_written(found)}: the {KERNEL} "
        f"{_written(model.kernel.weights)}, turned round.",
    ]


def laws(model: CorrelationModel) -> list[str]:
    """What mathematics gains by the flip, each law with this state's numbers."""
    return [_impulse(model), _commutes(model), _linear(model)]


def place(cell: Sequence[int]) -> str:
    """`row 2, column 3`, of a signal `position 2`."""
    if len(cell) == 1:
        return f"position {cell[0] + 1}"
    row, column = cell
    return f"row {row + 1}, column {column + 1}"


def row(numbers: Array) -> str:
    """The numbers of a signal one after the other; those of a plane row by row."""
    if numbers.ndim > 1:
        return " / ".join(row(part) for part in numbers)
    return ", ".join(number(float(value)) for value in numbers)


def _written(weights: Array) -> str:
    return as_kernel(f"**{row(weights)}**")


def _plus(offset: int) -> str:
    return f" {'+' if offset > 0 else '−'} {abs(offset)}" if offset else ""


def _first_off(whole: Array) -> tuple[Any, Any]:
    """The first weight that differs from the one at its mirrored place, and that place; (None, None) without one."""
    off = np.argwhere(whole != np.flip(whole))
    if not len(off):
        return None, None
    first = tuple(int(index) for index in off[0])
    return first, tuple(size - 1 - index for size, index in zip(whole.shape, first, strict=True))


def _seen(model: CorrelationModel) -> str:
    """What that does to the output."""
    one, other = model.correlation.output[0], model.convolution.output[0]
    if not model.differing:
        return f"This {INPUT} does not show it: all {one.size} numbers of the {OUTPUT} are equal all the same."
    if agree(one, -other).all():
        return (
            f"Turned, it is its own negative: each of the {one.size} numbers of one {OUTPUT} is minus that of the "
            "other."
        )
    first = model.differing[0]
    return (
        f"{len(model.differing)} of {one.size} numbers of the {OUTPUT} differ; the first is at {place(first)}: "
        f"{as_output(number(float(one[first])))} by cross-correlation, {as_output(number(float(other[first])))} by "
        "convolution."
    )


def _impulse(model: CorrelationModel) -> str:
    response = Response.of(model)
    return (
        f"**A single 1 brings out the {KERNEL}.** Full padding, {INPUT} {as_input('1')}: convolution writes "
        f"{as_output(row(response.convolution))}, the {KERNEL} as it is; cross-correlation "
        f"{as_output(row(response.correlation))}, the {KERNEL} turned round. That is why a filter is described by its "
        "*impulse response*."
    )


def _commutes(model: CorrelationModel) -> str:
    swapped = Swapped.of(model)
    size, (one, other) = swapped.convolution[0].size, swapped.correlation
    same, straight, back = (
        int(agree(*two).sum()) for two in (swapped.convolution, (one, other), (one, np.flip(other)))
    )
    if one.ndim > 1:
        return (
            f"{SWAP}: {same} of {size} numbers agree. For cross-correlation {straight} of {size} do: it comes out "
            f"turned round, and read backwards {back} of {size} agree."
        )
    return (
        f"{SWAP}: both are {as_output(row(swapped.convolution[0]))} ({same} of {size} numbers agree). "
        f"Cross-correlation comes out turned round: *x* ⋆ *w* is {as_output(row(one))}, *w* ⋆ *x* is "
        f"{as_output(row(other))} (read backwards, {back} of {size} agree)."
    )


def _linear(model: CorrelationModel) -> str:
    mixed = Mixed.of(model)
    a, b = FACTORS
    same = int(agree(mixed.before, mixed.after).sum())
    what, numbers = "a chequered input", ""
    if mixed.other.ndim == 1:
        what, numbers = f"the step {as_input(row(mixed.other))}", f": {as_output(row(mixed.after))}"
    return (
        f"**Mixtures go through unmixed.** With *z* = {what}: ({a}*x* + {b}*z*) ∗ *w* = {a}(*x* ∗ *w*) + "
        f"{b}(*z* ∗ *w*), {same} of {mixed.before.size} numbers agree{numbers}. Cross-correlation is linear, too."
    )
