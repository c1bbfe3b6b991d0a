"""What the lesson says, with the numbers of the state it is in."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod
from typing import Any, Final

import numpy as np

from convviz.app.lessons.correlation.agree import agree
from convviz.app.lessons.correlation.convolution_laws import FACTORS, Mixed, Response, Swapped, learned
from convviz.app.lessons.correlation.pair import Pair
from convviz.app.widgets.role_text import INPUT, KERNEL, OUTPUT, as_input, as_kernel, as_output
from convviz.engine.arrays import Array
from convviz.scene.step_text import number

IDEA: Final = (
    f"**Convolution turns the {KERNEL} round before it slides; cross-correlation does not.** "
    "Deep learning says the one and does the other."
)

QUESTION: Final = (
    f"An {INPUT} with a single 1 among zeros, the {KERNEL} 5, 6, 7, full padding. What is the first number other than "
    f"0 that **cross-correlation** writes into the {OUTPUT}?"
)
ANSWER: Final = 7
WHY: Final = (
    "The window comes from the left, so it meets the 1 with its last weight first: cross-correlation writes 7, 6, 5, "
    "the kernel turned round. Convolution turns it back: 5, 6, 7."
)
QUESTION_QUERY: Final = {"sig": "impulse", "ks": "0~5_1~6_2~7"}

IDEAS: Final = (
    (
        "Echo",
        "**Which one hears the echo first?** Each weight is half of the one before. Find the lone 3 of the input in "
        "both outputs: in one its echoes come after it, in the other before it was played.",
        {"fil": "echo"},
    ),
    (
        "Average",
        "**Turn what is its own mirror image.** With equal weights the two agree everywhere. Then click one weight and "
        "change it: where do they part?",
        {"fil": "average"},
    ),
    (
        "Sobel x in 2-D",
        "**A flip that only changes the sign.** Turned by 180°, Sobel x is minus itself. Compare the two outputs "
        "number by number.",
        {"dim": "2d", "ker": "sobel_x"},
    ),
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


def formula(pair: Pair) -> str:
    """Both sums, with this state's kernel size and padding."""
    names = ("r", "a"), ("c", "b")
    axes = [
        (position, tap, size, low)
        for (position, tap), size, (low, _) in zip(names, pair.kernel.whole.shape, pair.geometry.padding, strict=False)
    ]
    sums = "".join(rf"\sum_{{{tap}=0}}^{{{size - 1}}}" for _, tap, size, _ in axes)
    numerator, denominator = pair.kernel.scale
    scale = "" if numerator == denominator else rf"\tfrac{{{numerator}}}{{{denominator}}}"
    weight = as_kernel(f"$w[{', '.join(tap for _, tap, _, _ in axes)}]$")
    wrote = as_output(f"$y[{', '.join(position for position, *_ in axes)}]$")

    def line(name: str, places: Iterable[str]) -> str:
        read = as_input(f"$x[{', '.join(places)}]$")
        return f"{name}: {wrote} $= {scale}{sums}$ {weight} $\\cdot$ {read}"

    straight = [f"{position} + {tap}{_plus(-low)}" for position, tap, _, low in axes]
    turned = [f"{position} - {tap}{_plus(size - 1 - low)}" for position, tap, size, low in axes]
    both = line("Cross-correlation", straight), line("Convolution", turned)
    return "\N{EM SPACE} ".join(both)  # side by side, where there is room


def remarks(pair: Pair) -> list[str]:
    """Whether the two agree here, checked on the kernel and seen in the output."""
    whole = pair.kernel.whole
    place_, mirror = _first_off(whole)
    if place_ is None:
        return [
            f"**Here the two agree:** the {KERNEL} {as_kernel(row(whole))} is its own flip; no weight differs from "
            "the one at its mirrored place."
        ]
    check = (
        f"{as_kernel(f'w{place(place_)} = {number(float(whole[place_]))}')}, but at its mirrored place stands "
        f"{as_kernel(f'w{place(mirror)} = {number(float(whole[mirror]))}')}, so the {KERNEL} is not its own flip"
    )
    return [f"**Here the two differ:** {check}. {_seen(pair)}"]


def when(pair: Pair) -> list[str]:
    """The rule behind the check."""
    taps = prod(pair.kernel.whole.shape)
    off = taps - int((pair.kernel.whole == pair.turned.whole).sum())
    rule = (
        f"The two give the same {OUTPUT} for every {INPUT} exactly if the {KERNEL} is its own flip: every weight "
        "equals the one at its mirrored place. Mirrored is along every axis; in a plane that is a turn by 180°."
    )
    here = f"Here {off} of {taps} weights do not." if off else f"Here all {taps} weights do."
    return [f"{rule} {here}"]


def why(pair: Pair) -> list[str]:
    """Why nobody turns kernels in a network."""
    found = learned(pair)
    text = (
        "**Nobody chose those weights.** A layer learns its weights from what should come out. If the flipped kernel "
        "is what the task needs, the flipped kernel is what training finds; turning it at each step as well would only "
        "store the same weights in another order."
    )
    if found is None:
        return [text]
    count = prod(size + taps - 1 for size, taps in zip(pair.x.shape, found.shape, strict=True))
    return [
        text,
        f"**Tried on this state:** find the weights with which *cross-correlation* gives the {count} numbers that "
        f"*convolution* gives with full padding (least squares). What is found is {_written(found)}: the {KERNEL} "
        f"{_written(pair.kernel.weights)}, turned round.",
    ]


def laws(pair: Pair) -> list[str]:
    """What mathematics gains by the flip, each law with this state's numbers."""
    return [_impulse(pair), _commutes(pair), _linear(pair)]


def place(cell: Iterable[int]) -> str:
    """`[1, 2]`."""
    return f"[{', '.join(map(str, cell))}]"


def row(numbers: Array) -> str:
    """The numbers of a signal one after the other; those of a plane row by row."""
    if numbers.ndim > 1:
        return " / ".join(row(part) for part in numbers)
    return ", ".join(number(float(value)) for value in numbers)


def _written(weights: Array) -> str:
    return as_kernel(f"**{row(weights)}**")


def _plus(offset: int) -> str:
    return f" {'+' if offset > 0 else '-'} {abs(offset)}" if offset else ""


def _first_off(whole: Array) -> tuple[Any, Any]:
    """The first weight that differs from the one at its mirrored place, and that place; (None, None) without one."""
    off = np.argwhere(whole != np.flip(whole))
    if not len(off):
        return None, None
    first = tuple(int(index) for index in off[0])
    return first, tuple(size - 1 - index for size, index in zip(whole.shape, first, strict=True))


def _seen(pair: Pair) -> str:
    """What that does to the output."""
    one, other = pair.correlation.output[0], pair.convolution.output[0]
    if not pair.differing:
        return f"This {INPUT} does not show it: all {one.size} numbers of the {OUTPUT} are equal all the same."
    if agree(one, -other).all():
        return (
            f"Turned, it is its own negative: each of the {one.size} numbers of one {OUTPUT} is minus that of the "
            "other."
        )
    first = pair.differing[0]
    return (
        f"{len(pair.differing)} of {one.size} numbers of the {OUTPUT} differ; the first is y{place(first)}: "
        f"{as_output(number(float(one[first])))} by cross-correlation, {as_output(number(float(other[first])))} by "
        "convolution."
    )


def _impulse(pair: Pair) -> str:
    response = Response.of(pair)
    return (
        f"**A single 1 brings out the {KERNEL}.** Full padding, {INPUT} {as_input('1')}: convolution writes "
        f"{as_output(row(response.convolution))}, the {KERNEL} as it is; cross-correlation "
        f"{as_output(row(response.correlation))}, the {KERNEL} turned round. That is why a filter is described by its "
        "*impulse response*."
    )


def _commutes(pair: Pair) -> str:
    swapped = Swapped.of(pair)
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


def _linear(pair: Pair) -> str:
    mixed = Mixed.of(pair)
    a, b = FACTORS
    same = int(agree(mixed.before, mixed.after).sum())
    what, numbers = "a chequered input", ""
    if mixed.other.ndim == 1:
        what, numbers = f"the step {as_input(row(mixed.other))}", f": {as_output(row(mixed.after))}"
    return (
        f"**Mixtures go through unmixed.** With *z* = {what}: ({a}*x* + {b}*z*) ∗ *w* = {a}(*x* ∗ *w*) + "
        f"{b}(*z* ∗ *w*), {same} of {mixed.before.size} numbers agree{numbers}. Cross-correlation is linear, too."
    )
