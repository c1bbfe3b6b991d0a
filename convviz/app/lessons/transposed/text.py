"""What the lesson says about the layer itself, with the numbers of a state."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Final

import numpy as np

from convviz.app.lessons.transposed import padding_conventions
from convviz.app.markup import GAP, INPUT, KERNEL, OUTPUT, as_input, as_kernel, as_output, times
from convviz.app.page.formula import Formula
from convviz.app.page.source_corrections import SourceCorrection
from convviz.app.params.param import listed
from convviz.scene.builders.toeplitz_matrix import MOST_COLUMNS
from convviz.scene.step_text import number

if TYPE_CHECKING:
    from convviz.app.lessons.transposed.model import TransposedModel

IDEA: Final = (
    f"Each {INPUT} number stamps the {KERNEL} onto the {OUTPUT}. Overlapping stamps add up, and a small picture grows."
)

SHOW_NAMES: Final = {
    "paint": "stamps",
    "slide": "zeros put in",
    "matrix": "matrix",
    "all": "all three",
    "back": "there and back",
}
SHOW_HELP: Final = """
* **stamps**: each input number stamps the kernel.
* **zeros put in**: the same as a direct convolution of a stretched input.
* **matrix**: the same as one product with a matrix, Cᵀ · x.
* **all three**: every way at once. They start and end together.
* **there and back**: Cᵀ, then C, which is what the direct convolution makes of the output.
"""
STRIDE_HELP: Final = "How far each stamp is from the one before."
PADDING_HELP: Final = (
    "Named after the direct convolution with the same numbers: so many cells at each side of its input were padding, "
    "and so many cells at each side of what is stamped here are cropped away. PyTorch calls this `padding`."
)
OUTPUT_PADDING_HELP: Final = (
    "Rows at the bottom and columns on the right that the output gets in addition. It adds no padding to anything: it "
    "chooses between the sizes that the direct convolution maps to the same one."
)
BIAS_HELP: Final = "Added to every output number. 0: no bias."

QUESTION: Final = (
    f"An {INPUT} of 5 × 5, a {KERNEL} of 4 × 4, stride 2, padding 1, no output_padding. How many rows does the "
    f"{OUTPUT} have?"
)
WHY: Final = (
    "The first and the last stamp are (5 − 1)·2 = 8 cells apart, and a stamp is 4 wide: 12 cells are stamped. Padding "
    "1 crops one at each end: 12 − 2 = 10, twice the input."
)

TRY_SIDE_BY_SIDE: Final = (
    "**Stamp side by side.** With a kernel as large as the stride, no stamps overlap. Then set the stride to 3: "
    "which output cells does no stamp reach?"
)
TRY_ONE: Final = (
    f"**Read the {KERNEL} off the {OUTPUT}.** One 1 among zeros stamps the kernel as it is. Why must the kernel "
    "that slides over the stretched input be turned for that?"
)
TRY_NEGATIVE: Final = (
    "**Make *p*′ negative.** With *k* = 2 and *p* = 2, the stretched input gets no border but loses its edge: the "
    "crossed cells are never read. Which stamps were cropped away?"
)

NAMES: Final = (
    "**Transposed convolution:** its matrix is that of the direct convolution with rows and columns exchanged. This "
    "name says exactly what it is.",
    "**Fractionally strided convolution:** in the stretched picture, one step of the window moves 1/s of the distance "
    "between two input numbers.",
    "**“Deconvolution” misleads.** In signal processing, that is undoing a convolution, which this layer does not do. "
    "Many older papers and programs use the word nevertheless; they mean this layer.",
)

INTUITIVE: Final = "“Towards intuitive understanding of convolutions through visualizations”"
CORRECTIONS: Final = (
    SourceCorrection(
        "A source: “Cᵀ · C is the unit matrix”",
        f"{INTUITIVE}, section 6",
        "a matrix times its transpose is the unit matrix, and so Cᵀ takes the small picture back to the large one.",
        "A matrix with fewer rows than columns cannot have Cᵀ · C = 1, and that is what C is when it makes a "
        "picture smaller. Cᵀ gives back the shape, not the values.",
    ),
)

_VIEWS: Final = {"paint": "stamps", "slide": "zeros put in", "matrix": "the matrix"}


def formula(model: TransposedModel) -> Formula:
    """How large the output is; with letters, what one stamp adds."""
    (kernel, stride, dilation), reach = (
        (model.state.kernel, model.state.stride, model.state.dilation),
        model.spec.span[0],
    )
    extra, padding = model.state.output_padding, model.state.padding_cells
    stamp = f"kernel(kernel {kernel})" if dilation == 1 else f"kernel(reach {reach})"
    cropped = f" − word(2 · padding {padding})" if padding else ""
    added = f" + word({extra} more)" if extra else ""
    size, out = model.geometry.input_shape[0], model.geometry.output_shape[0]
    words = f"(input(input {size}) − 1) · word(stride {stride}) + {stamp}{cropped}{added}"
    spread = "" if dilation == 1 else f" reach {reach} = {dilation} · ({kernel} − 1) + 1"
    return Formula(f"$output(output) = {words} =$ {as_output(f'**{out}**')}", _letters(model), f"per side{spread}")


def _letters(model: TransposedModel) -> str:
    read, weight = as_input("$x[r, c]$"), as_kernel("$w[a, b]$" if model.state.kernel > 1 else "$w[0, 0]$")
    where = ", ".join(_index(model, *names) for names in (("r", "a"), ("c", "b")))
    return f"{as_output(f'$y[{where}]$')} $+=$ {read} $·$ {weight} {GAP} for every {_taps(model)}"


def remarks(model: TransposedModel) -> list[str]:
    """That the ways agree, and what is worth saying about this state and no other."""
    said = (_agree(model), _matrix(model), _back(model), _no_matrix(model), _cut(model), _gaps(model))
    return [text for text in said if text]


def _agree(model: TransposedModel) -> str:
    agree, ways, of = model.views.agree, [_VIEWS[name] for name in model.views.scenes], model.trace.output.size
    same = "the same number" if agree == of else "**different** numbers"
    which = f"all {of} cells" if agree == of else f"{of - agree} of {of} cells"
    how = listed(ways, "and")
    return f"**{'Three' if len(ways) == 3 else 'Two'} ways, one {OUTPUT}:** in {which}, {how} end in {same}."


def _matrix(model: TransposedModel) -> str:
    """What is transposed, where the matrix is on show."""
    if "matrix" not in model.views.shown:
        return ""
    small, big = (prod(sizes) for sizes in (model.geometry.input_shape, model.geometry.output_shape))
    return (
        f"**Why “transposed”:** the direct convolution is a product with a matrix C of {small} × {big}. This one is "
        f"the product with Cᵀ, the same matrix with rows and columns exchanged: {big} × {small}."
    )


def _back(model: TransposedModel) -> str:
    """What the direct layer makes of the output, where that is on show."""
    returned = model.returned
    if model.state.show != "back" or returned is None:
        return ""
    same, of = int(np.isclose(returned, model.trace.x).sum()), returned.size
    what = "comes back" if same == of else "does not come back"
    first, again = (number(float(numbers.flat[0])) for numbers in (model.trace.x, returned))
    return (
        f"**C after Cᵀ: the shape {times(model.geometry.input_shape)} comes back, what was in it {what}.** {same} of "
        f"{of} numbers are as they were; the first was {as_input(first)} and is {as_output(again)} now."
    )


def _no_matrix(model: TransposedModel) -> str:
    """Where the matrix is too large to be read."""
    if "matrix" in model.views.scenes:
        return ""
    columns = max(prod(model.geometry.input_shape), prod(model.geometry.output_shape))
    return (
        f"**The matrix is not drawn:** C or Cᵀ would have {columns} columns, and more than {MOST_COLUMNS} could not be "
        "read. The other two ways remain."
    )


def _cut(model: TransposedModel) -> str:
    """Where p′ is negative."""
    edge = padding_conventions.border(model)
    if edge >= 0:
        return ""
    return (
        f"***p*′ = {padding_conventions.signed(edge)}:** instead of a border, the stretched input loses {-edge} "
        f"{'cell' if edge == -1 else 'cells'} on every side. Crossed cells are not read."
    )


def _gaps(model: TransposedModel) -> str:
    """Where no stamp lands."""
    missed = [place + 1 for place in model.geometry.axes[0].unreached()]
    if not missed:
        return ""
    what = "the bias alone" if model.trace.bias is not None else "0"
    rows = f"row {missed[0]}" if len(missed) == 1 else f"rows {listed(missed, 'and')}"
    columns = rows.replace("row", "column", 1)
    return f"**No stamp lands** on {OUTPUT} {rows} and {columns}: they hold {what}."


def _taps(model: TransposedModel) -> str:
    return "tap" if model.state.kernel > 1 else "tap (there is one)"


def _index(model: TransposedModel, position: str, tap: str) -> str:
    """`2r + a − 1`."""
    stride, dilation, padding = model.state.stride, model.state.dilation, model.state.padding_cells
    text = f"{stride if stride > 1 else ''}{position}"
    if model.state.kernel > 1:
        text += f" + {dilation if dilation > 1 else ''}{tap}"
    return f"{text} − {padding}" if padding else text
