"""What the lesson says about the layer itself, with the numbers of the state it is in."""

from __future__ import annotations

from math import prod
from typing import Final

import numpy as np

from convviz.app.lessons.transposed import padding_conventions
from convviz.app.lessons.transposed.layer import Layer
from convviz.app.lessons.transposed.views import Views
from convviz.app.params.param import listed
from convviz.app.widgets.figures import times
from convviz.app.widgets.role_text import INPUT, KERNEL, OUTPUT, as_input, as_kernel, as_output
from convviz.engine.convolve import convolve
from convviz.scene.builders.toeplitz_matrix import MOST_COLUMNS
from convviz.scene.step_text import number

IDEA: Final = (
    f"Each {INPUT} number stamps the {KERNEL}, multiplied by it, onto the {OUTPUT}; where stamps overlap, they add up. "
    "So a small picture becomes a large one."
)

QUESTION: Final = (
    f"An {INPUT} of 5 × 5, a {KERNEL} of 4 × 4, stride 2, padding 1, no output_padding. How many rows does the "
    f"{OUTPUT} have?"
)
ANSWER: Final = 10
WHY: Final = (
    "The first and the last stamp are (5 − 1)·2 = 8 cells apart, and a stamp is 4 wide: 12 cells are stamped. Padding "
    "1 crops one at each end: 12 − 2 = 10, twice the input."
)
QUESTION_QUERY: Final = {"i": "5", "k": "4", "p": "1"}

IDEAS: Final = (
    (
        "Kernel 2 × 2, stride 2",
        "**Stamp side by side.** With a kernel as large as the stride, no stamps overlap. Then set the stride to 3: "
        "which output cells does no stamp reach?",
        {"k": "2"},
    ),
    (
        "Stamp a single 1",
        f"**Read the {KERNEL} off the {OUTPUT}.** One 1 among zeros stamps the kernel as it is. Why must the kernel "
        "that slides over the stretched input be turned for that?",
        {"in": "impulse", "i": "3", "k": "3"},
    ),
    (
        "Padding beyond the kernel",
        "**Make *p*′ negative.** With *k* = 2 and *p* = 2, the stretched input gets no border but loses its edge: the "
        "crossed cells are never read. Which stamps were cropped away?",
        {"i": "5", "k": "2", "s": "1", "p": "2"},
    ),
)

NAMES: Final = (
    "**Transposed convolution:** its matrix is that of the direct convolution with rows and columns exchanged. This "
    "name says exactly what it is.",
    "**Fractionally strided convolution:** in the stretched picture, one step of the window moves 1/s of the distance "
    "between two input numbers.",
    "**“Deconvolution” misleads.** In signal processing, that is undoing a convolution, which this layer does not do. "
    "Many older papers and programs use the word nevertheless; they mean this layer.",
)


_WAYS: Final = {"paint": "painting", "slide": "zero-insertion", "matrix": "the matrix"}


def formula(layer: Layer) -> str:
    """What one stamp adds, with this state's stride, dilation and padding."""
    read, weight = as_input("$x[r, c]$"), as_kernel("$w[a, b]$" if layer.spec.kernel[0] > 1 else "$w[0, 0]$")
    where = ",\\, ".join(_index(layer, *names) for names in (("r", "a"), ("c", "b")))
    written = as_output(f"$y[{where}]$")
    return f"{written} $\\mathrel{{+}}=$ {read} $\\cdot$ {weight} &emsp; for every {_taps(layer)} of each input number"


def remarks(views: Views) -> list[str]:
    """That the ways agree, and what is worth saying about this state and no other."""
    layer = views.layer
    said = (_agree(views), _matrix(views), _back(layer), _no_matrix(views), _cut(layer), _gaps(layer))
    return [text for text in said if text]


def _agree(views: Views) -> str:
    ways, of = [_WAYS[name] for name in views.scenes], views.layer.trace.output.size
    same = "the same number" if views.agree == of else "**different** numbers"
    which = f"all {of} cells" if views.agree == of else f"{of - views.agree} of {of} cells"
    how = listed(ways, "and")
    return f"**{'Three' if len(ways) == 3 else 'Two'} ways, one {OUTPUT}:** in {which}, {how} end in {same}."


def _matrix(views: Views) -> str:
    """What is transposed, where the matrix is on show."""
    if "matrix" not in views.shown:
        return ""
    small, big = (prod(sizes) for sizes in (views.layer.geometry.input_shape, views.layer.geometry.output_shape))
    return (
        f"**Why “transposed”:** the direct convolution is a product with a matrix C of {small} × {big}. This one is "
        f"the product with Cᵀ, the same matrix with rows and columns exchanged: {big} × {small}."
    )


def _back(layer: Layer) -> str:
    """What the direct layer makes of the output, where that is on show."""
    if layer.state["way"] != "back" or layer.direct is None:
        return ""
    returned = convolve(layer.direct.spec, layer.trace.output, layer.weight)
    same, of = int(np.isclose(returned, layer.trace.x).sum()), returned.size
    what = "comes back" if same == of else "does not come back"
    first, again = (number(float(numbers.flat[0])) for numbers in (layer.trace.x, returned))
    return (
        f"**C after Cᵀ: the shape {times(layer.geometry.input_shape)} comes back, what was in it {what}.** {same} of "
        f"{of} numbers are as they were; the first was {as_input(first)} and is {as_output(again)} now."
    )


def _no_matrix(views: Views) -> str:
    """Where the matrix is too large to be read."""
    if "matrix" in views.scenes:
        return ""
    geometry = views.layer.geometry
    columns = max(prod(geometry.input_shape), prod(geometry.output_shape))
    return (
        f"**The matrix is not drawn:** C or Cᵀ would have {columns} columns, and more than {MOST_COLUMNS} could not be "
        "read. The other two ways remain."
    )


def _cut(layer: Layer) -> str:
    """Where p′ is negative."""
    edge = padding_conventions.border(layer)
    if edge >= 0:
        return ""
    return (
        f"***p*′ = {padding_conventions.signed(edge)}:** instead of a border, the stretched input loses {-edge} "
        f"{'cell' if edge == -1 else 'cells'} on every side. Crossed cells are not read."
    )


def _gaps(layer: Layer) -> str:
    """Where no stamp lands."""
    missed = layer.geometry.axes[0].unreached()
    if not missed:
        return ""
    what = "the bias alone" if layer.trace.bias is not None else "0"
    rows = f"row {missed[0]}" if len(missed) == 1 else f"rows {listed(missed, 'and')}"
    columns = rows.replace("row", "column", 1)
    return f"**No stamp lands** on {OUTPUT} {rows} and {columns}: they hold {what}."


def _taps(layer: Layer) -> str:
    return "tap" if prod(layer.spec.kernel) > 1 else "tap (there is one)"


def _index(layer: Layer, position: str, tap: str) -> str:
    """`2r + a − 1`."""
    stride, dilation, (low, _) = layer.spec.stride[0], layer.spec.dilation[0], layer.geometry.padding[0]
    text = f"{stride if stride > 1 else ''}{position}"
    if layer.spec.kernel[0] > 1:
        text += f" + {dilation if dilation > 1 else ''}{tap}"
    return f"{text} - {low}" if low else text
