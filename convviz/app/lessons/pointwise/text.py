"""What the lesson says about the layer itself, with the numbers of a state."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Final

import numpy as np

from convviz.app.lessons.pointwise.dense_layer import dense
from convviz.app.markup import GAP, INPUT, KERNEL, OUTPUT, as_input, as_kernel, as_output
from convviz.app.page.formula import Formula
from convviz.app.page.source_corrections import SourceCorrection
from convviz.app.widgets import matrices
from convviz.scene.step_text import is_exact

if TYPE_CHECKING:
    from convviz.app.lessons.pointwise.model import PointwiseModel

IDEA: Final = (
    f"A 1 × 1 {KERNEL} sees one pixel and no neighbour. At every pixel it mixes the {INPUT} channels in the same way."
)

WAY_HELP: Final = (
    "The filters slide over the picture, or a matrix W of their weights is multiplied by X, which has a column for "
    "every pixel. Either writes the same numbers at the same stops."
)
BIAS_HELP: Final = "Added to every output number. 0: no bias."

QUESTION: Final = (
    f"An {INPUT} of 6 × 7 pixels with 8 channels goes through a 1 × 1 convolution with 4 filters, without bias. "
    "How many weights does it have?"
)
WHY: Final = (
    "Each of the 4 filters has one weight for each of the 8 channels: 4·8 = 32. The 42 pixels share them; they count "
    "only in the multiplications, 42·32 = 1,344."
)

TRY_LIT: Final = (
    f"**Read the matrix off the {OUTPUT}.** Each channel of this {INPUT} has a single 1, each at another pixel. "
    "Which numbers appear there, and why?"
)
TRY_DIFFERENCE: Final = (
    f"**Change one number.** Click a cell of the {INPUT} and type. Which output numbers change? Those of the same "
    "pixel in every map that gives its channel a weight, and no others."
)
TRY_EXPAND: Final = (
    "**Expand a single channel.** Eight maps come out. How much can they tell that the one did not? Each is the "
    "same picture, multiplied by a number."
)

INTUITIVE: Final = "“Towards intuitive understanding of convolutions through visualizations”, section 4"
CORRECTIONS: Final = (
    SourceCorrection(
        "A source: “1 × 1 reduces”",
        INTUITIVE,
        "the use of a 1 × 1 convolution is to reduce the number of channels.",
        "As many channels come out as there are filters: fewer, as many, or more. It can also expand, as the named "
        "case 2 → 6 does, and the second half of a depthwise separable convolution.",
    ),
    SourceCorrection(
        "A source: “n channels from n 1 × 1 kernels”",
        "The article on convolutions in TensorFlow",
        "a layer gets its *n* output channels from *n* kernels of 1 × 1.",
        "An ordinary layer has *n* full filters, k × k and as deep as the input. Kernels of 1 × 1 make the "
        "channels only where the layer is split in two, as in a depthwise separable convolution.",
    ),
)


def formula(model: PointwiseModel) -> Formula:
    """Weights and multiplications; with letters, what one step computes, and all pixels at once as matrices."""
    filters, channels = model.matrix.whole.shape
    pixels = prod(model.geometry.output_shape)
    weights = f"$kernel(filters {filters}) · input(channels {channels}) = kernel({filters * channels} weights)$"
    work = f"$kernel({filters * channels}) · output(pixels {pixels}) = word({model.cost.macs:,} multiplications)$"
    biases = f"{filters} {'biases' if filters > 1 else 'bias'} more" if model.trace.bias is not None else ""
    return Formula(f"{weights} {GAP} {work}", _letters(model), biases)


def _letters(model: PointwiseModel) -> str:
    filters, channels = model.matrix.whole.shape
    pixels = prod(model.geometry.output_shape)
    numerator, denominator = model.matrix.scale
    scale = "" if numerator == denominator else f"frac({numerator}; {denominator})"
    bias = " $+ b_n$" if model.trace.bias is not None else ""
    total = f"sum(k = 0; {channels - 1})" if channels > 1 else ""
    k = "k" if channels > 1 else "0"
    read, weight = as_input(f"$x_{k}[r, c]$"), as_kernel(f"$w_n[{k}]$")
    one = f"{as_output('$y_n[r, c]$')} $= {scale}{total}$ {weight} $·$ {read}{bias}"
    product = f"{as_kernel('$W$')} $·$ {as_input('$X$')}{bias.replace('_n', '')} $=$ {as_output('$Y$')}"
    sizes = (
        f"{as_kernel(f'${filters} × {channels}$')} $·$ {as_input(f'${channels} × {pixels}$')} $=$ "
        f"{as_output(f'${filters} × {pixels}$')}"
    )
    return f"{one} {GAP} all pixels: {product}, {sizes}"


def remarks(model: PointwiseModel) -> list[str]:
    """What is worth saying about this state and no other."""
    return [text for text in (_first_pixel(model), _selection(model)) if text]


def _first_pixel(model: PointwiseModel) -> str:
    """The product at the first pixel, written out."""
    height, width = model.geometry.output_shape
    where = "At the only pixel" if height * width == 1 else "At the first pixel"
    return f"**{where}:** {at_pixel(model, 0, 0)}"


def at_pixel(model: PointwiseModel, row: int, column: int) -> str:
    """`W · x + b = y` with the numbers of one pixel."""
    bias = model.trace.bias
    added = "" if bias is None else f" $+$ {matrices.plain(bias)}"
    matrix = matrices.weights(model.matrix.whole, model.matrix.scale)
    pixel = matrices.inputs(model.trace.x[:, row, column])
    result = model.output[:, row, column]
    sign = "=" if all(map(is_exact, result.tolist())) else "≈"
    return f"{matrix} $·$ {pixel}{added} ${sign}$ {matrices.outputs(result)}"


def _selection(model: PointwiseModel) -> str:
    """Filters that copy a channel each."""
    weights = model.matrix.weights
    if (
        model.trace.bias is not None
        or not ((weights == 0) | (weights == 1)).all()
        or not (weights.sum(axis=1) == 1).all()
    ):
        return ""
    sources = [int(source) for source in weights.argmax(axis=1)]
    if len(sources) == 1:
        return f"**This filter mixes nothing:** it copies channel {sources[0] + 1}."
    order = ", ".join(str(source + 1) for source in sources)
    if sorted(sources) == list(range(weights.shape[1])):
        what = (
            "leaves the channels as they are"
            if sources == sorted(sources)
            else "only puts the channels in another order"
        )
        return f"**This matrix {what}:** the maps are channels {order}."
    return f"**This matrix mixes nothing:** the maps are copies of channels {order}."


def as_dense(model: PointwiseModel) -> list[str]:
    """That a dense layer and a 1 × 1 convolution are one, in both directions."""
    filters, channels = model.matrix.whole.shape
    pixels = prod(model.geometry.output_shape)
    remark = (
        "Yann LeCun's remark on it: a convolutional net has no fully connected layers, only convolutions with 1 × 1 "
        "kernels and a full table of connections."
    )
    if pixels == 1:
        first = (
            f"**This state is one:** a fully connected (dense) layer from {channels} to {filters}, with all {channels} "
            f"· {filters} = **{filters * channels}** weights. As such it reads {at_pixel(model, 0, 0)}; as a "
            f"convolution, it is the player above, whose kernels have one position to visit. {remark}"
        )
    else:
        first = (
            f"**At each of the {pixels} pixels stands the same dense layer** from {channels} to {filters}, with "
            f"{channels} · {filters} = **{filters * channels}** weights. With a single pixel, nothing else is left: "
            f"that is the named case “H×W = 1”. {remark}"
        )
    return [first, _whole(model)]


def _whole(model: PointwiseModel) -> str:
    """A dense layer on everything at once."""
    result, (height, width) = dense(model), model.geometry.input_shape
    filters, channels = model.matrix.whole.shape
    inputs = height * width * channels
    rows, columns = result.answers
    agree = "agree" if np.array_equal(result.as_product, result.as_convolution) else "differ"
    times = result.weights // (filters * channels)
    more = f", {times} times as many as the 1 × 1 has" if times > 1 else ""
    return (
        f"**The other direction:** a dense layer from all {height}·{width}·{channels} = {inputs} {INPUT} numbers to "
        f"{filters} is a convolution whose {KERNEL} is as large as the picture, {height} × {width}, and so has one "
        f"position. With {filters}·{inputs} = **{result.weights:,}** random weights{more}: the matrix times the "
        f"flattened input gives {matrices.outputs(result.as_product)}, the convolution "
        f"{matrices.outputs(result.as_convolution)}; they {agree}. As a convolution it also takes larger pictures: "
        f"{result.larger[0]} × {result.larger[1]} pixels give {rows} × {columns} answers instead of an error."
    )
