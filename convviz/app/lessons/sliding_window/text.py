"""What the lesson says, with the numbers of a state."""

from __future__ import annotations

from dataclasses import replace
from math import prod
from typing import TYPE_CHECKING, Final

from convviz.app.markup import INPUT, KERNEL, OUTPUT, as_input, as_kernel, as_output, matrix, times
from convviz.app.page.formula import Formula
from convviz.app.page.source_corrections import SourceCorrection
from convviz.app.params.groups.image_patch import fits_link, is_own
from convviz.app.params.packed_pixels import LINKED_SIDE
from convviz.app.widgets.size_formula import size_in_words
from convviz.engine.equivariance import compare_shifted
from convviz.spec.conv import ConvSpec

if TYPE_CHECKING:
    from convviz.app.lessons.sliding_window.model import SlidingWindowModel

MOST_TABLED: Final = 7  # a side
LINKED: Final = f"{LINKED_SIDE} × {LINKED_SIDE}"

IDEA: Final = (
    f"A small {KERNEL} visits every position of the {INPUT}. "
    f"Each stop multiplies, adds, and writes one {OUTPUT} number."
)

QUESTION: Final = (
    f"An {INPUT} of 10 × 10, a {KERNEL} of 4 × 4, stride 3, dilation 2, padding 1 on every side. "
    f"How many rows does the {OUTPUT} have?"
)
WHY: Final = (
    "The kernel spans 2·(4 − 1) + 1 = 7 cells of 10 + 2·1 = 12, so its first tap has 5 cells to move in: "
    "⌊5 / 3⌋ + 1 = ⌊1.66…⌋ + 1 = 2."
)

TRY_STRIDE: Final = "**Lose a row.** The size formula rounds down. Which input cells does no window ever read?"
TRY_IMPULSE: Final = (
    f"**Turn the {KERNEL} around.** With a single 1 as {INPUT}, the {OUTPUT} is the kernel itself, turned by 180°: "
    "deep learning slides the kernel as it is, without the flip that mathematics calls convolution."
)
TRY_SOBEL: Final = (
    "**Find the upright edges.** Brightness that changes from left to right gives large numbers, positive or negative; "
    "flat areas give 0. Then change the kernel to Sobel y."
)

INTUITIVE: Final = "“Towards intuitive understanding of convolutions through visualizations”"
SIZE_CORRECTIONS: Final = (
    SourceCorrection(
        "A source: “SAME keeps the size”",
        f"{INTUITIVE}, section 5",
        "with SAME padding, the output has the size of the input.",
        "Only at stride 1. In general SAME gives ⌈*in* / stride⌉ rows: 6 become 3 at stride 2.",
    ),
    SourceCorrection(
        "A source: “five positions”",
        f"{INTUITIVE}, section 2.2",
        "right after an input of 5 × 5 and a window of 3 × 3, the window slides to five positions each way.",
        "There it has 5 − 3 + 1 = 3 each way. Five need padding of 1, or an input of 7 × 7.",
    ),
)
WHY_CORRECTIONS: Final = (
    SourceCorrection(
        "A source: “invariant”",
        f"{INTUITIVE}, section 2",
        "convolution is invariant to translation.",
        "It is *equivariant*: move the input and the output moves along. Invariant would mean that the output "
        "stays as it is; what gives that, in part, is pooling.",
    ),
    SourceCorrection(
        "A source: “not matrix multiplication”",
        "“Separable convolutions”",
        "convolution is not matrix multiplication.",
        "It is one: unroll the input into a vector, and every output number is a row of a matrix times it. Most of "
        "that matrix is zeros, and the rest are the kernel's few weights over and over.",
    ),
)
CODE_CORRECTIONS: Final = (
    SourceCorrection(
        "A source: “zeros_like(input)”",
        "The article that writes convolutions from scratch in NumPy",
        "the array for the output is made by `np.zeros_like(image)`.",
        "That also copies the number type: with an image of whole numbers, a box blur is cut down to whole "
        "numbers, and in `uint8` sums beyond 255 start again at 0. Ask for the type you need: "
        "`np.zeros(shape, dtype=float)`.",
    ),
)


def formula(model: SlidingWindowModel) -> Formula:
    """How large the output is; with letters, what one stop computes."""
    return replace(size_in_words(model.geometry), letters=_letters(model))


def _letters(model: SlidingWindowModel) -> str:
    spec = model.spec
    rows, columns = (_index(model, axis, *names) for axis, names in enumerate((("r", "a"), ("c", "b"))))
    sums = "".join(f"sum({tap} = 0; {size - 1})" for tap, size in zip("ab", spec.kernel, strict=True) if size > 1)
    taps = ",".join(tap if size > 1 else "0" for tap, size in zip("ab", spec.kernel, strict=True))
    numerator, denominator = model.kernel.scale
    scale = "" if numerator == denominator else f"frac({numerator}; {denominator})"
    bias = model.state.bias
    tail = f" ${'+' if bias > 0 else '−'} {abs(bias)}$" if bias else ""
    read, weight = as_input(f"$x[{rows}, {columns}]$"), as_kernel(f"$w[{taps}]$")
    return f"{as_output('$y[r, c]$')} $= {scale}{sums}$ {read} $·$ {weight}{tail}"


def remarks(model: SlidingWindowModel) -> list[str]:
    """What is worth saying about this state and no other."""
    return [text for text in (_picture(model), _same(model)) if text]


def why(model: SlidingWindowModel) -> list[str]:
    """The price of the same reach without sharing weights, and what moving the input does."""
    inputs, outputs = prod(model.geometry.input_shape), prod(model.geometry.output_shape)
    weights = model.cost.weights
    ratio = inputs * outputs / weights
    fewer = f": {ratio:,.0f} times fewer" if ratio >= 2 else ""
    numbers, used = ("numbers", "used again at every position") if outputs > 1 else ("number", "used once")
    return [
        f"**Few weights.** A dense layer from {inputs:,} {INPUT} to {outputs:,} {OUTPUT} {numbers} has a weight for "
        f"every pair: {inputs:,} × {outputs:,} = **{inputs * outputs:,}**. This {KERNEL} has **{weights:,}**, {used}"
        f"{fewer}. It assumes that what belongs together is close together, and that what "
        "matters in one place matters in all.",
        f"**What moves in the {INPUT} moves in the {OUTPUT}.** {_moved(model)}",
    ]


def before_and_after(model: SlidingWindowModel) -> list[tuple[str, str]]:
    """The output before and after the shift, as tables; none without a shift or where they would be too large."""
    if not any(model.shift) or max(model.geometry.output_shape) > MOST_TABLED:
        return []
    outputs = {"Output before": model.recorded(model.unshifted).output[0], "Output after": model.trace.output[0]}
    return [(title, as_output(f"${_grid(output.tolist())}$")) for title, output in outputs.items()]


def _grid(rows: list[list[float]]) -> str:
    return matrix([[f"{number:.4g}".replace("-", "−") for number in row] for row in rows], "grid")


def _index(model: SlidingWindowModel, axis: int, position: str, tap: str) -> str:
    """`2r + a − 1`."""
    spec = model.spec
    stride, dilation, low = spec.stride[axis], spec.dilation[axis], model.geometry.padding[axis][0]
    text = f"{stride if stride > 1 else ''}{position}"
    if spec.kernel[axis] > 1:
        text += f" + {dilation if dilation > 1 else ''}{tap}"
    return f"{text} − {low}" if low else text


def _picture(model: SlidingWindowModel) -> str:
    """What a link can carry of one's own picture, where it is not all."""
    source = model.source
    if source is None or not is_own(model.state):
        return ""
    if source.stands_in:
        return (
            "**The sample photo stands in** for your own picture until you choose one, under More controls. "
            f"A link never carries a picture, only up to {LINKED} of its numbers."
        )
    if source.is_link:
        return "**These numbers came with the link;** the picture they are from did not."
    if fits_link(model.state):
        return ""
    return (
        f"**The link cannot carry this picture,** only a patch of up to {LINKED} numbers. For others, and after a "
        "reload, the sample photo stands in until the picture is chosen again."
    )


def _same(model: SlidingWindowModel) -> str:
    """Where the two readings of "same" part."""
    spec, shape = model.spec, model.geometry.input_shape
    strided = max(spec.stride) > 1
    if model.state.padding == "tf":
        start = f"**TensorFlow's SAME** pads {_sides(spec, shape)}"
        if not strided:
            return f"{start}. At stride 1 that is what PyTorch calls “same”, too."
        size = times(model.geometry.output_shape)
        return f"{start}, for an {OUTPUT} of {_over(spec, shape)} = {size}. PyTorch refuses “same” at a stride above 1."
    if model.state.padding != "same" or not strided:
        return ""
    other = replace(spec, padding="same", padding_mode="zeros")
    return (
        f"**“same” keeps the size at stride 1 only.** Here it pads {_sides(spec, shape)} and the {OUTPUT} is "
        f"{times(model.geometry.output_shape)}. TensorFlow's SAME would pad {_sides(other, shape)} and give "
        f"{times(other.output_shape(shape))}."
    )


def _sides(spec: ConvSpec, shape: tuple[int, ...]) -> str:
    (top, bottom), (left, right) = spec.resolve(shape).padding
    if top == bottom == left == right:
        return f"{top} on every side"
    return f"{top} at the top, {bottom} at the bottom, {left} on the left, {right} on the right"


def _over(spec: ConvSpec, shape: tuple[int, ...]) -> str:
    return " × ".join(f"⌈{size} / {stride}⌉" for size, stride in zip(shape, spec.stride, strict=True))


def _moved(model: SlidingWindowModel) -> str:
    """What the shift of the input did to the output."""
    down, right = model.shift
    if not (down or right):
        return "Shift it, a cell at a time, and compare."
    result = compare_shifted(model.recorded(model.unshifted), model.trace, model.shift)
    shift = f"The {INPUT} moved {_way(down, right)}"
    if result.shift is None:
        return (
            f"{shift}, which is not a whole number of strides ({times(model.spec.stride)}): the windows land on "
            f"other cells, and the {OUTPUT} is no moved copy."
        )
    way = _way(*result.shift)
    if result.equal == result.total:
        return (
            f"{shift}, and all {result.total:,} numbers of the {OUTPUT} moved with it, {way}, going round at the edges."
        )
    return (
        f"{shift}. Of the {OUTPUT}, {result.equal:,} of {result.total:,} numbers are found again {way}; the others "
        "have the edge in their window. With “same” padding, a circular border and stride 1, all of them move."
    )


def _way(down: int, right: int) -> str:
    parts = []
    if down:
        parts.append(f"{abs(down)} {'down' if down > 0 else 'up'}")
    if right:
        parts.append(f"{abs(right)} to the {'right' if right > 0 else 'left'}")
    return " and ".join(parts)
