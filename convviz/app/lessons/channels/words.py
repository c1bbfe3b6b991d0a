"""What the lesson says, with the numbers of the state it is in."""

from __future__ import annotations

from math import prod
from typing import Final

from convviz.app.lessons.channels.grid_notes import counted
from convviz.app.lessons.channels.layer import Layer
from convviz.app.lessons.channels.shapes import shapes_of
from convviz.app.widgets.figures import times
from convviz.app.widgets.role_text import INPUT, KERNEL, OUTPUT, as_input, as_kernel, as_output
from convviz.samples.filter_banks import COLOURS

IDEA: Final = (
    f"A :orange[**filter**] has one {KERNEL} for each channel of the {INPUT}; what the kernels find is added up to one "
    f"channel of the {OUTPUT}: a feature map."
)

QUESTION: Final = (
    f"A layer of 32 filters, {KERNEL} size 5 × 5, reads an {INPUT} of 16 channels. How many weights has it, without "
    "biases?"
)
ANSWER: Final = 12_800
WHY: Final = (
    "A filter has a kernel for each of the 16 channels, 5·5·16 = 400 weights, and there are 32 of them: 32·400 = "
    "12,800. How large the input is does not matter. A small cousin to look at: 8 filters 5 × 5 on 8 channels, "
    "8·5·5·8 = 1,600."
)
QUESTION_QUERY: Final = {"h": "6", "c": "8", "n": "8", "k": "5", "how": "once"}

IDEAS: Final = (
    (
        "Turn on channel 2 alone",
        f"**Which kernel matters?** Only channel 2 of the {INPUT} is not 0. Two of the three maps stay empty, whatever "
        "their kernels are. Change a weight of channel 1: nothing happens.",
        {"in": "bright", "bc": "2"},
    ),
    (
        "Three differences of colours",
        "**Find the red bird.** Filter 1 takes green from red, filter 2 blue from green, filter 3 red from blue. "
        "In which map does the sky stand out?",
        {"in": "photo", "pad": "tf", "n": "3", "ker": "difference", "how": "once"},
    ),
    (
        "15 × 15 × 3 with 8 filters",
        f"**Count before you look.** What shape has the {OUTPUT} of eight 3 × 3 filters without padding?",
        {"in": "photo", "ph": "15", "n": "8", "how": "once"},
    ),
)


def formula(layer: Layer) -> str:
    """What one output number is, with this state's channels, kernel size, stride and padding."""
    channels, (height, width) = layer.spec.in_channels, layer.spec.kernel
    sums = "".join(
        rf"\sum_{{{index}=0}}^{{{size - 1}}}"
        for index, size in (("c", channels), ("a", height), ("b", width))
        if size > 1
    )
    rows, columns = (_index(layer, *names) for names in (("i", "a"), ("j", "b")))
    a, b = (name if height > 1 else "0" for name in "ab")
    c = "c" if channels > 1 else "0"
    if layer.state["layout"] == "NHWC":
        y, x, w = "i, j, n", f"{rows}, {columns}, {c}", f"{a}, {b}, {c}, n"
    else:
        y, x, w = "n, i, j", f"{c}, {rows}, {columns}", f"n, {c}, {a}, {b}"
    numerator, denominator = layer.filters.scale
    scale = "" if numerator == denominator else rf"\tfrac{{{numerator}}}{{{denominator}}}"
    bias = " $+ b[n]$" if layer.spec.bias else ""
    read, weight = as_input(f"$x[{x}]$"), as_kernel(f"$w[{w}]$")
    line = f"{as_output(f'$y[{y}]$')} $= {scale}{sums}$ {read} $\\cdot$ {weight}{bias}"
    return f"{line}: ${channels} \\cdot {height} \\cdot {width} = {layer.per_output}$ {_products(layer.per_output)}"


def remarks(layer: Layer) -> list[str]:
    """What is worth saying about this state and no other."""
    return [text for text in (_showing(layer), _colours(layer), _alike(layer)) if text]


def meanings(layer: Layer) -> list[str]:
    """The four words, each with what it counts here."""
    spec, geometry = layer.spec, layer.geometry
    channels, filters = spec.in_channels, spec.out_channels
    taps = prod(spec.kernel)
    read, written = times(geometry.input_shape), times(geometry.output_shape)
    return [
        f"* **Channel**: one plane of numbers. This {INPUT} has {channels}, each {read}.\n"
        f"* **Kernel**: one plane of weights, {times(spec.kernel)} = {taps} of them. It reads one channel.\n"
        f"* **Filter**: a stack of kernels, one for each channel that is read: {counted(channels, 'kernel')} = "
        f"{channels * taps} weights. This layer has {counted(filters, 'filter')}.\n"
        f"* **Feature map**: what one filter writes, {written} here. {_maps(filters)}",
        "Many texts say “kernel” for either. With a single input channel there is no difference; with more there is, "
        "and `kernel_size=3` in code never says how deep a filter is.",
    ]


def depth(layer: Layer) -> list[str]:
    """Why depth is not a choice."""
    channels = layer.spec.in_channels
    kernels = "1 kernel" if channels == 1 else f"{channels} kernels"
    return [
        f"Its kernels are paired with channels one to one. This {INPUT} has {counted(channels, 'channel')}, so each "
        f"filter needs {kernels}: one fewer would leave a channel unread, one more would have nothing to read. What "
        "you choose is the size of the kernels and the number of filters; the depth follows.",
        f"The filter moves down and across only. Along the channels there is no step to take, for it already reads "
        f"them all, and the sum leaves no channel axis: one filter gives one map, however deep the {INPUT} is. A "
        "filter that is shallower than its input and moves along depth as well is a 3-D convolution.",
    ]


def counting(layer: Layer) -> list[str]:
    """Weights and multiplications as a table: formula, this state's numbers, result."""
    spec, price, deep = layer.spec, layer.cost, layer.per_output
    (k, kw), channels, filters = spec.kernel, spec.in_channels, spec.out_channels
    positions = prod(layer.geometry.output_shape)
    outputs = times(layer.geometry.output_shape)
    rows = [
        ("weights of one filter", "*k* · *k* · *C*", f"{k} · {kw} · {channels}", deep),
        ("weights of the layer", "*k* · *k* · *C* · *N*", f"{deep} · {filters}", price.weights),
        ("multiplications (MACs) an output number", "*k* · *k* · *C*", f"{k} · {kw} · {channels}", deep),
        ("output numbers", "rows · columns · *N*", f"{outputs} · {filters}".replace("×", "·"), positions * filters),
        ("multiplications (MACs) in all", "the two above", f"{positions * filters:,} · {deep}", price.macs),
    ]
    if layer.batch > 1:
        numbers = f"{price.macs:,} · {layer.batch}"
        rows.append((f"… for {layer.batch} images", "× images", numbers, price.macs * layer.batch))
    lines = [f"| {what} | {rule} | {here} | **{result:,}** |" for what, rule, here, result in rows]
    head = f"| | *C* = {channels} in, *N* = {counted(filters, 'filter')} | here | |\n|---|---|---|---:|"
    return ["\n".join([head, *lines])]


def layouts(layer: Layer) -> list[str]:
    """The shapes in the chosen order of axes, and what a batch changes."""
    order = str(layer.state["layout"])
    shapes = shapes_of(layer, order)
    name, other = ("Keras and TensorFlow", "PyTorch") if order == "NHWC" else ("PyTorch", "Keras and TensorFlow")
    lines = [
        f"| as in {name} | axes | shape |\n|---|---|---|\n"
        f"| {INPUT} | {shapes.images} | `{shapes.input}` |\n"
        f"| :orange[**weights**] | {shapes.filters} | `{shapes.weights}` |\n"
        f"| {OUTPUT} | {shapes.images} | `{shapes.output}` |",
    ]
    if layer.batch > 1:
        lines.append(
            f"**A batch is the same, {layer.batch} times.** {layer.batch} images go through the same "
            f"{layer.cost.weights:,} weights, one by one: {layer.batch} times the multiplications, not one weight more."
        )
    else:
        lines.append("Raise the number of images: the work grows with it, the weights stay the same.")
    lines.append(f"The same arrays for {other}:")
    return lines


def _index(layer: Layer, position: str, tap: str) -> str:
    """`2i + a − 1`, from the border before the first row or column."""
    spec, axis = layer.spec, 0 if position == "i" else 1
    text = f"{spec.stride[axis] if spec.stride[axis] > 1 else ''}{position}"
    if spec.kernel[axis] > 1:
        text += f" + {tap}"
    low = layer.geometry.padding[axis][0]
    return f"{text} - {low}" if low else text


def _products(count: int) -> str:
    return f"{'product' if count == 1 else 'products'} an {OUTPUT} number"


def _maps(filters: int) -> str:
    if filters == 1:
        return f"One filter gives an {OUTPUT} of one channel."
    return f"{filters} filters give an {OUTPUT} of {filters} channels, and the next layer's filters are {filters} deep."


def _showing(layer: Layer) -> str:
    channels, filters = layer.spec.in_channels, layer.spec.out_channels
    if layer.shown is None:
        return ""
    if channels == 1:
        return f"With one channel there is one map, and nothing to add: the {KERNEL} is the whole filter."
    others = ""
    if filters > 1:
        rest = "The other does" if filters == 2 else f"The other {filters - 1} do"
        others = f" {rest} the same with weights of their own; choose another filter, or show all **in one go**."
    maps = times(layer.geometry.output_shape)
    return (
        f"**{channels} maps, then one.** First each {KERNEL} slides over its own channel and writes a map of {maps}, "
        f"then the {channels} maps are added cell by cell{' and the bias is put on top' if layer.spec.bias else ''}."
        f"{others}"
    )


def _colours(layer: Layer) -> str:
    """What filters that mix colours give, on the photo."""
    if layer.state["in"] != "photo":
        return ""
    match layer.state["ker"]:
        case "average":
            return (
                "**Red, green and blue averaged give grey**: the picture as a black-and-white film would have it, in a "
                "single channel."
            )
        case "difference":
            first = (layer.shown or 0) % 3
            plus, minus = COLOURS[first], COLOURS[(first + 1) % 3]
            which = "Filter 1" if layer.shown is None else f"Filter {first + 1}"
            return (
                f"**{which} is {plus} − {minus}**: large where there is more {plus} than {minus}, negative where there "
                "is less, and 0 on black, white and grey, which hold as much of both."
            )
        case "single":
            return f"Filter 1 copies {COLOURS[(layer.shown or 0) % 3]} and gives the other channels weights of 0."
    return ""


def _alike(layer: Layer) -> str:
    """Filters with the same weights write the same map."""
    alike, filters = layer.filters.alike, layer.spec.out_channels
    if not alike:
        return ""
    which = "All" if alike == filters - 1 else "Some of the"
    count = f"{filters} filters" if alike == filters - 1 else "filters"
    return f"{which} {count} have the same weights, so their maps are the same: in training, filters grow different."
