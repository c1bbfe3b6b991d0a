"""What the lesson says, with the numbers of the state it is in."""

from __future__ import annotations

from dataclasses import replace
from math import prod
from typing import Final

from convviz.app.lessons.sliding_window.window import Window
from convviz.app.params.groups.image_patch import fits_link, is_own
from convviz.app.params.packed_pixels import LINKED_SIDE
from convviz.app.widgets.figures import times
from convviz.app.widgets.role_text import INPUT, KERNEL, OUTPUT, as_input, as_kernel, as_output
from convviz.engine.equivariance import compare_shifted
from convviz.spec.conv import ConvSpec

MOST_TABLED: Final = 7  # a side
LINKED: Final = f"{LINKED_SIDE} × {LINKED_SIDE}"

IDEA: Final = (
    f"One {KERNEL} visits every position of the {INPUT}; "
    f"each visit multiplies, adds up, and writes one {OUTPUT} number."
)

QUESTION: Final = (
    f"An {INPUT} of 10 × 10, a {KERNEL} of 4 × 4, stride 3, dilation 2, padding 1 on every side. "
    f"How many rows does the {OUTPUT} have?"
)
ANSWER: Final = 2
WHY: Final = (
    "The kernel spans 2·(4 − 1) + 1 = 7 cells of 10 + 2·1 = 12, so its first tap has 5 cells to move in: "
    "⌊5 / 3⌋ + 1 = ⌊1.66…⌋ + 1 = 2."
)
QUESTION_QUERY: Final = {"h": "10", "pad": "custom", "pt": "1", "k": "4", "d": "2", "s": "3"}

IDEAS: Final = (
    (
        "Input 6 × 6, stride 2",
        "**Lose a row.** The size formula rounds down. Which input cells does no window ever read?",
        {"h": "6", "s": "2"},
    ),
    (
        "Impulse through the worked kernel",
        f"**Turn the {KERNEL} around.** With a single 1 as {INPUT}, the {OUTPUT} is the kernel itself, turned by "
        "180°: deep learning slides the kernel as it is, without the flip that mathematics calls convolution.",
        {"in": "impulse", "h": "7"},
    ),
    (
        "Sobel x on the photo",
        "**Find the upright edges.** Brightness that changes from left to right gives large numbers, positive or "
        "negative; flat areas give 0. Then change the kernel to Sobel y.",
        {"in": "photo", "ker": "sobel_x"},
    ),
)


def formula(window: Window) -> str:
    """What one step computes, with this state's kernel size, stride, dilation and padding."""
    spec = window.spec
    rows, columns = (_index(window, axis, *names) for axis, names in enumerate((("r", "a"), ("c", "b"))))
    sums = "".join(rf"\sum_{{{tap}=0}}^{{{size - 1}}}" for tap, size in zip("ab", spec.kernel, strict=True) if size > 1)
    taps = ",".join(tap if size > 1 else "0" for tap, size in zip("ab", spec.kernel, strict=True))
    numerator, denominator = window.kernel.scale
    scale = "" if numerator == denominator else rf"\tfrac{{{numerator}}}{{{denominator}}}"
    bias = int(window.state["b"])
    tail = f" ${{{'+' if bias > 0 else '-'}}}\\;{abs(bias)}$" if bias else ""
    read, weight = as_input(f"$x[{rows},\\, {columns}]$"), as_kernel(f"$w[{taps}]$")
    return f"{as_output('$y[r, c]$')} $= {scale}{sums}$ {read} $\\cdot$ {weight}{tail}"


def remarks(window: Window) -> list[str]:
    """What is worth saying about this state and no other."""
    return [text for text in (_picture(window), _same(window)) if text]


def why(window: Window) -> list[str]:
    """The price of the same reach without sharing weights, and what moving the input does."""
    inputs, outputs = prod(window.geometry.input_shape), prod(window.geometry.output_shape)
    weights = window.cost.weights
    ratio = inputs * outputs / weights
    fewer = f": {ratio:,.0f} times fewer" if ratio >= 2 else ""
    numbers, used = ("numbers", "used again at every position") if outputs > 1 else ("number", "used once")
    return [
        f"**Few weights.** A dense layer from {inputs:,} {INPUT} to {outputs:,} {OUTPUT} {numbers} has a weight for "
        f"every pair: {inputs:,} × {outputs:,} = **{inputs * outputs:,}**. This {KERNEL} has **{weights:,}**, {used}"
        f"{fewer}. It assumes that what belongs together is close together, and that what "
        "matters in one place matters in all.",
        f"**What moves in the {INPUT} moves in the {OUTPUT}.** {_moved(window)}",
    ]


def before_and_after(window: Window) -> list[tuple[str, str]]:
    """The output before and after the shift, as tables; none without a shift or where they would be too large."""
    if not any(window.shift) or max(window.geometry.output_shape) > MOST_TABLED:
        return []
    outputs = {"Output before": window.recorded(window.unshifted).output[0], "Output after": window.trace.output[0]}
    return [(title, as_output(f"${_matrix(output.tolist())}$")) for title, output in outputs.items()]


def _matrix(rows: list[list[float]]) -> str:
    lines = r" \\ ".join(" & ".join(f"{number:.4g}" for number in row) for row in rows)
    return rf"\begin{{matrix}} {lines} \end{{matrix}}"


def _index(window: Window, axis: int, position: str, tap: str) -> str:
    """`2r + a − 1`."""
    spec = window.spec
    stride, dilation, low = spec.stride[axis], spec.dilation[axis], window.geometry.padding[axis][0]
    text = f"{stride if stride > 1 else ''}{position}"
    if spec.kernel[axis] > 1:
        text += f" + {dilation if dilation > 1 else ''}{tap}"
    return f"{text} - {low}" if low else text


def _picture(window: Window) -> str:
    """What a link can carry of one's own picture, where it is not all."""
    source = window.source
    if source is None or not is_own(window.state):
        return ""
    if source.stands_in:
        return (
            "**The sample photo stands in** for your own picture until you choose one. A link never carries a picture, "
            f"only up to {LINKED} of its numbers."
        )
    if source.is_link:
        return "**These numbers came with the link;** the picture they are from did not."
    if fits_link(window.state):
        return ""
    return (
        f"**The link cannot carry this picture,** only a patch of up to {LINKED} numbers. For others, and after a "
        "reload, the sample photo stands in until the picture is chosen again."
    )


def _same(window: Window) -> str:
    """Where the two readings of "same" part."""
    spec, shape = window.spec, window.geometry.input_shape
    strided = max(spec.stride) > 1
    if window.state["pad"] == "tf":
        start = f"**TensorFlow's SAME** pads {_sides(spec, shape)}"
        if not strided:
            return f"{start}. At stride 1 that is what PyTorch calls “same”, too."
        size = times(window.geometry.output_shape)
        return f"{start}, for an {OUTPUT} of {_over(spec, shape)} = {size}. PyTorch refuses “same” at a stride above 1."
    if window.state["pad"] != "same" or not strided:
        return ""
    other = replace(spec, padding="same", padding_mode="zeros")
    return (
        f"**“same” keeps the size at stride 1 only.** Here it pads {_sides(spec, shape)} and the {OUTPUT} is "
        f"{times(window.geometry.output_shape)}. TensorFlow's SAME would pad {_sides(other, shape)} and give "
        f"{times(other.output_shape(shape))}."
    )


def _sides(spec: ConvSpec, shape: tuple[int, ...]) -> str:
    (top, bottom), (left, right) = spec.resolve(shape).padding
    if top == bottom == left == right:
        return f"{top} on every side"
    return f"{top} at the top, {bottom} at the bottom, {left} on the left, {right} on the right"


def _over(spec: ConvSpec, shape: tuple[int, ...]) -> str:
    return " × ".join(f"⌈{size} / {stride}⌉" for size, stride in zip(shape, spec.stride, strict=True))


def _moved(window: Window) -> str:
    """What the shift of the input did to the output."""
    down, right = window.shift
    if not (down or right):
        return "Shift it, a cell at a time, and compare."
    result = compare_shifted(window.recorded(window.unshifted), window.trace, window.shift)
    shift = f"The {INPUT} moved {_way(down, right)}"
    if result.shift is None:
        return (
            f"{shift}, which is not a whole number of strides ({times(window.spec.stride)}): the windows land on "
            f"other cells, and the {OUTPUT} is no moved copy."
        )
    way = _way(*result.shift)
    if result.equal == result.total:
        return f"{shift}, and all {result.total:,} numbers of the {OUTPUT} moved with it, {way}, going round at the edges."
    return (
        f"{shift}. Of the {OUTPUT}, {result.equal:,} of {result.total:,} numbers are found again {way}; the others have "
        "the edge in their window. With “same” padding, a circular border and stride 1, all of them move."
    )


def _way(down: int, right: int) -> str:
    parts = []
    if down:
        parts.append(f"{abs(down)} {'down' if down > 0 else 'up'}")
    if right:
        parts.append(f"{abs(right)} to the {'right' if right > 0 else 'left'}")
    return " and ".join(parts)
