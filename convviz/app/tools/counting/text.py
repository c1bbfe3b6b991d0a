"""What the page says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from convviz.app.markup import GAP, as_input, as_kernel, as_output, times
from convviz.app.page.source_corrections import SourceCorrection
from convviz.app.tools.cost_lab.counts import plain

if TYPE_CHECKING:
    from convviz.app.tools.counting.model import CountingModel

IDEA: Final = (
    "Tools and papers give one layer different numbers, because they count different things, and some count wrongly. "
    "Here are the definitions, each with the number of one layer that you may change."
)

SIZE_HELP: Final = "Of a square input; padding on every side."
OUTPUT_PADDING_HELP: Final = "Rows and columns added on the high side."

MEASURED: Final = (
    "**M** is the true number of multiplications, **b** one addition for each output with a bias. So “M” is right, “M "
    "+ b” counts the biases as well, “2M” counts FLOPs, and “2M / M” gives both. ✗ is wrong, with the reason below. "
    "The three columns after the layer are computed on this page; the reports were measured with the versions named, "
    "each in its default setting. ptflops reports for its PyTorch backend."
)
TENSORFLOW: Final = (
    "**TensorFlow 2.21.0's profiler** counts FLOPs: exactly 2M, and one for each bias, for regular, strided, "
    "depthwise, separable, 1-D and 3-D layers. Elsewhere, without biases:"
)
DISAGREE: Final = (
    "* **FLOPs that are MACs.** fvcore counts one multiplication with its addition as one, and says so; papers on "
    "ResNet, ResNeXt and ShuffleNet print MACs under the name FLOPs, MobileNet's calls them mult-adds. A factor of 2 "
    "between two tables is nearly always this.\n"
    "* **Bias.** torchinfo and ptflops add one for each output; fvcore, thop and torch's counter do not; calflops adds "
    "them to its FLOPs only.\n"
    "* **Padding.** All of them count the products with padding, because libraries compute them."
)

DEPTHWISE: Final = "The post on regular and depthwise separable convolutions in TensorFlow's terms"
ARTICLE: Final = "The article on depthwise convolution with `tf.nn.depthwise_conv2d`"
CORRECTIONS: Final = (
    SourceCorrection(
        "A source: “fewer parameters, so faster”",
        DEPTHWISE,
        "fewer parameters mean fewer operations, and so a faster layer.",
        "Multiplications are weights times positions, so that two layers of as many weights can differ in them; "
        "and time is also memory traffic.",
    ),
    SourceCorrection(
        "A source: “W·H·C·K·K FLOPs”",
        ARTICLE,
        "a depthwise layer on W × H × C takes W·H·C·K·K FLOPs.",
        "That is the number of its multiplications, not of its FLOPs, which are twice as many; and it holds only "
        "where the output keeps the size, with a multiplier of 1.",
    ),
)


def formula(model: CountingModel) -> str:
    """The layer, and its headline."""
    spec, geometry = model.spec, model.geometry
    read = as_input(f"{times(geometry.input_shape)} × {spec.in_channels}")
    written = as_output(f"{times(geometry.output_shape)} × {spec.out_channels}")
    places = as_input if spec.transposed else as_output
    product = f"{places(times(geometry.small).replace('×', '·'))} · {as_kernel(f'{model.cost.weights:,}')}"
    return f"{read} → {written} {GAP} positions · weights = {product} = **{model.cost.macs:,}** multiplications (MACs)"


def memory(model: CountingModel) -> str:
    """One line, and where there is more."""
    cost = model.cost
    return (
        f"**Memory**: {cost.params:,} weights and biases and {cost.activations:,} activations (input and output) are "
        f"{cost.bytes():,} bytes at 4 bytes a number; {plain(cost.intensity())} FLOPs for each. "
        "[Compare it with other blocks](cost_lab)."
    )


def receptive(model: CountingModel) -> str:
    """One line, and where there is more."""
    if model.spec.transposed:
        return (
            "**Receptive field**: an output reads the inputs whose stamps reach it. [See it in the lesson](transposed)."
        )
    return (
        f"**Receptive field**: an output sees dilation · (kernel − 1) + 1 = {model.spec.span[0]} cells a side; it "
        "costs nothing and is not part of any count. [See how it grows in a stack](dilated)."
    )


def faster(model: CountingModel) -> str:
    """Weights are not operations, and operations are not time."""
    once, twice = model.cost, model.twice_as_large
    high, wide = (2 * side for side in model.size)
    return (
        "**Fewer weights are not fewer multiplications, and fewer multiplications are not less time.** "
        f"Multiplications are weights × positions: on {high} × {wide} this layer has the same {twice.weights:,} "
        f"weights and {twice.macs:,} multiplications instead of {once.macs:,}. And a processor may wait for memory, "
        "which none of these counts shows."
    )
