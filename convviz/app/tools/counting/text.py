"""What the page says."""

from __future__ import annotations

from typing import Final

from convviz.app.tools.cost_lab.counts import plain
from convviz.app.tools.counting.model import Layer
from convviz.app.widgets.figures import times
from convviz.app.widgets.role_text import as_input, as_kernel, as_output

IDEA: Final = (
    "Tools and papers give one layer different numbers, because they count different things, and some count wrongly. "
    "Here are the definitions, each with the number of one layer that you may change."
)
MEASURED: Final = (
    "**M** is the true number of multiplications, **b** one addition for each output with a bias. So “M” is right, “M "
    "+ b” counts the biases as well, “2M” counts FLOPs, and “2M / M” gives both. ✗ is wrong, with the reason below. "
    "The three columns after the layer are computed on this page; the reports were measured with the versions named, "
    "each in its default setting. ptflops reports for its PyTorch backend."
)
DISAGREE: Final = (
    "* **FLOPs that are MACs.** fvcore counts one multiplication with its addition as one, and says so; papers on "
    "ResNet, ResNeXt and ShuffleNet print MACs under the name FLOPs, MobileNet's calls them mult-adds. A factor of 2 "
    "between two tables is nearly always this.\n"
    "* **Bias.** torchinfo and ptflops add one for each output; fvcore, thop and torch's counter do not; calflops adds "
    "them to its FLOPs only.\n"
    "* **Padding.** All of them count the products with padding, because libraries compute them."
)


def formula(layer: Layer) -> str:
    """The layer, and its headline."""
    spec, geometry = layer.spec, layer.geometry
    read = as_input(f"{times(geometry.input_shape)} × {spec.in_channels}")
    written = as_output(f"{times(geometry.output_shape)} × {spec.out_channels}")
    places = as_input if spec.transposed else as_output
    product = f"{places(times(geometry.small).replace('×', '·'))} · {as_kernel(f'{layer.cost.weights:,}')}"
    return f"{read} → {written} &emsp; positions · weights = {product} = **{layer.cost.macs:,}** multiplications (MACs)"


def memory(layer: Layer) -> str:
    """One line, and where there is more."""
    cost = layer.cost
    return (
        f"**Memory**: {cost.params:,} weights and biases and {cost.activations:,} activations (input and output) are "
        f"{cost.bytes():,} bytes at 4 bytes a number; {plain(cost.intensity())} FLOPs for each. "
        "[Compare it with other blocks](cost_lab)."
    )


def receptive(layer: Layer) -> str:
    """One line, and where there is more."""
    if layer.spec.transposed:
        return (
            "**Receptive field**: an output reads the inputs whose stamps reach it. [See it in the lesson](transposed)."
        )
    return (
        f"**Receptive field**: an output sees dilation · (kernel − 1) + 1 = {layer.spec.span[0]} cells a side; it "
        "costs nothing and is not part of any count. [See how it grows in a stack](dilated)."
    )


def faster(layer: Layer) -> str:
    """Weights are not operations, and operations are not time."""
    once, twice = layer.cost, layer.twice_as_large
    high, wide = (2 * side for side in layer.size)
    return (
        "**Fewer weights are not fewer multiplications, and fewer multiplications are not less time.** "
        f"Multiplications are weights × positions: on {high} × {wide} this layer has the same {twice.weights:,} "
        f"weights and {twice.macs:,} multiplications instead of {once.macs:,}. And a processor may wait for memory, "
        "which none of these counts shows."
    )
