"""What the lesson says, with the numbers of a state."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Final

from convviz.app.lessons.channels.grid_notes import counted
from convviz.app.lessons.channels.shapes import shapes_of
from convviz.app.markup import GAP, INPUT, KERNEL, OUTPUT, as_input, as_kernel, as_output, times
from convviz.app.page.formula import Formula
from convviz.app.page.source_corrections import SourceCorrection
from convviz.samples.filter_banks import COLOURS

if TYPE_CHECKING:
    from convviz.app.lessons.channels.model import ChannelsModel

IDEA: Final = (
    f"A {as_kernel('**filter**')} has a {KERNEL} for each {INPUT} channel. It adds their results to one {OUTPUT} "
    "channel."
)

SHOW_HELP: Final = (
    "**Map by map** takes one filter apart: each kernel writes a map of its own, then the maps are added up. "
    "**In one go** is how a layer is drawn as a rule: all products of a filter at one place are one sum. "
    "The numbers are the same."
)
PADDING_HELP: Final = (
    "**none**: the window stays inside the input (“valid”). **SAME**: as TensorFlow pads to get ⌈*in* / stride⌉; keeps "
    "the size at stride 1. **custom**: so many zeros on every side. Every channel is padded alike."
)
WEIGHTS_HELP: Final = (
    "**Average**: 1/channels in the middle of each kernel. **One channel minus the next**: 1 in the middle of one "
    "kernel, −1 in that of the next; filter 2 starts at channel 2. **Copy**: filter 1 copies channel 1. **Edges**: "
    "Sobel x in every kernel, in every second filter Sobel y."
)
BIAS_HELP: Final = "One number a filter, added to all of its feature map. Type another into the picture."
LAYOUT_HELP: Final = (
    "N images, H rows, W columns, C channels, in this order in memory. TensorFlow and Keras put the channels last, "
    "PyTorch puts them first. The numbers are the same."
)
IMAGES_HELP: Final = "The same filters on each image; the picture shows one of them."

QUESTION: Final = (
    f"A layer of 32 filters, {KERNEL} size 5 × 5, reads an {INPUT} of 16 channels. How many weights has it, without "
    "biases?"
)
WHY: Final = (
    "A filter has a kernel for each of the 16 channels, 5·5·16 = 400 weights, and there are 32 of them: 32·400 = "
    "12,800. How large the input is does not matter. A small cousin to look at: 8 filters 5 × 5 on 8 channels, "
    "8·5·5·8 = 1,600."
)

TRY_BRIGHT: Final = (
    f"**Which kernel matters?** Only channel 2 of the {INPUT} is not 0. Two of the three maps stay empty, whatever "
    "their kernels are. Change a weight of channel 1: nothing happens."
)
TRY_COLOURS: Final = (
    "**Find the red bird.** Filter 1 takes green from red, filter 2 blue from green, filter 3 red from blue. "
    "In which map does the sky stand out?"
)
TRY_EIGHT: Final = f"**Count before you look.** What shape has the {OUTPUT} of eight 3 × 3 filters without padding?"

INTUITIVE: Final = "“Towards intuitive understanding of convolutions through visualizations”"
DEPTHWISE: Final = "The article on depthwise convolution in TensorFlow"
FILTER_CORRECTIONS: Final = (
    SourceCorrection(
        "A source: “(_, 13, 13, 3)”",
        DEPTHWISE,
        "a `conv2d` with a filter of (3, 3, 3, 8) on 15 × 15 × 3 gives (_, 13, 13, 3), with padding applied.",
        "The last number of the filter's shape counts filters, and each gives a feature map: (_, 13, 13, **8**). "
        "And 13 = 15 − 3 + 1 means that nothing was padded (VALID); SAME would give 15.",
    ),
    SourceCorrection(
        "A source: “n channels from n 1 × 1 kernels”",
        DEPTHWISE,
        "more output channels are made by *n* kernels of 1 × 1.",
        "An ordinary layer has *n* **full** filters, each with a *k* × *k* kernel for every input channel. The "
        "1 × 1 belongs to the depthwise separable layer, where the channels are mixed in a step of its own.",
    ),
)
SIZE_CORRECTIONS: Final = (
    SourceCorrection(
        "A source: “five positions”",
        f"{INTUITIVE}, section 2.2",
        "right after a filter of 3 × 3 × 3 on 5 × 5 × 3, the filter slides to five positions each way.",
        "There it has 5 − 3 + 1 = 3 each way. Five need padding of 1, or an input of 7 × 7.",
    ),
)


def formula(model: ChannelsModel) -> Formula:
    """What an output number takes and what the layer learns; with letters, the sum that an output number is."""
    spec, deep = model.spec, model.per_output
    (k, kw), channels, filters = spec.kernel, spec.in_channels, spec.out_channels
    number = (
        f"$output(output number): input({counted(channels, 'channel')}) · kernel(kernel {k} · {kw}) = "
        f"word({counted(deep, 'multiplication')})$"
    )
    layer = f"$kernel({counted(filters, 'filter')}) · {deep} = word({counted(filters * deep, 'weight')})$"
    biases = f"+ {counted(filters, 'bias', 'biases')}" if spec.bias else ""
    return Formula(f"{number} {GAP} {layer}", _letters(model), biases)


def _letters(model: ChannelsModel) -> str:
    channels, (height, width) = model.spec.in_channels, model.spec.kernel
    sums = "".join(
        f"sum({index} = 0; {size - 1})" for index, size in (("c", channels), ("a", height), ("b", width)) if size > 1
    )
    rows, columns = (_index(model, *names) for names in (("i", "a"), ("j", "b")))
    a, b = (name if height > 1 else "0" for name in "ab")
    c = "c" if channels > 1 else "0"
    if model.state.layout == "NHWC":
        y, x, w = "i, j, n", f"{rows}, {columns}, {c}", f"{a}, {b}, {c}, n"
    else:
        y, x, w = "n, i, j", f"{c}, {rows}, {columns}", f"n, {c}, {a}, {b}"
    numerator, denominator = model.filters.scale
    scale = "" if numerator == denominator else f"frac({numerator}; {denominator})"
    bias = " $+ b[n]$" if model.spec.bias else ""
    read, weight = as_input(f"$x[{x}]$"), as_kernel(f"$w[{w}]$")
    return f"{as_output(f'$y[{y}]$')} $= {scale}{sums}$ {read} $·$ {weight}{bias}"


def remarks(model: ChannelsModel) -> list[str]:
    """What is worth saying about this state and no other."""
    return [text for text in (_showing(model), _colours(model), _alike(model)) if text]


def meanings(model: ChannelsModel) -> list[str]:
    """The four words, each with what it counts here."""
    spec, geometry = model.spec, model.geometry
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


def depth(model: ChannelsModel) -> list[str]:
    """Why depth is not a choice."""
    channels = model.spec.in_channels
    kernels = "1 kernel" if channels == 1 else f"{channels} kernels"
    return [
        f"Its kernels are paired with channels one to one. This {INPUT} has {counted(channels, 'channel')}, so each "
        f"filter needs {kernels}: one fewer would leave a channel unread, one more would have nothing to read. What "
        "you choose is the size of the kernels and the number of filters; the depth follows.",
        f"The filter moves down and across only. Along the channels there is no step to take, for it already reads "
        f"them all, and the sum leaves no channel axis: one filter gives one map, however deep the {INPUT} is. A "
        "filter that is shallower than its input and moves along depth as well is a 3-D convolution.",
    ]


def counting(model: ChannelsModel) -> list[str]:
    """Weights and multiplications as a table: formula, this state's numbers, result."""
    spec, price, deep = model.spec, model.cost, model.per_output
    (k, kw), channels, filters = spec.kernel, spec.in_channels, spec.out_channels
    positions = prod(model.geometry.output_shape)
    outputs = times(model.geometry.output_shape)
    rows = [
        ("weights of one filter", "*k* · *k* · *C*", f"{k} · {kw} · {channels}", deep),
        ("weights of the layer", "*k* · *k* · *C* · *N*", f"{deep} · {filters}", price.weights),
        ("multiplications (MACs) an output number", "*k* · *k* · *C*", f"{k} · {kw} · {channels}", deep),
        ("output numbers", "rows · columns · *N*", f"{outputs} · {filters}".replace("×", "·"), positions * filters),
        ("multiplications (MACs) in all", "the two above", f"{positions * filters:,} · {deep}", price.macs),
    ]
    if (images := model.state.images) > 1:
        numbers = f"{price.macs:,} · {images}"
        rows.append((f"… for {images} images", "× images", numbers, price.macs * images))
    lines = [f"| {what} | {rule} | {here} | **{result:,}** |" for what, rule, here, result in rows]
    head = f"| | *C* = {channels} in, *N* = {counted(filters, 'filter')} | here | |\n|---|---|---|---:|"
    return ["\n".join([head, *lines])]


def layouts(model: ChannelsModel) -> list[str]:
    """The shapes in the chosen order of axes, and what a batch changes."""
    order, images = model.state.layout, model.state.images
    shapes = shapes_of(model, order)
    name, other = ("Keras and TensorFlow", "PyTorch") if order == "NHWC" else ("PyTorch", "Keras and TensorFlow")
    lines = [
        f"| as in {name} | axes | shape |\n|---|---|---|\n"
        f"| {INPUT} | {shapes.images} | `{shapes.input}` |\n"
        f"| {as_kernel('**weights**')} | {shapes.filters} | `{shapes.weights}` |\n"
        f"| {OUTPUT} | {shapes.images} | `{shapes.output}` |",
    ]
    if images > 1:
        lines.append(
            f"**A batch is the same, {images} times.** {images} images go through the same "
            f"{model.cost.weights:,} weights, one by one: {images} times the multiplications, not one weight more."
        )
    else:
        lines.append("Raise the number of images: the work grows with it, the weights stay the same.")
    lines.append(f"The same arrays for {other}:")
    return lines


def _index(model: ChannelsModel, position: str, tap: str) -> str:
    """`2i + a − 1`, from the border before the first row or column."""
    spec, axis = model.spec, 0 if position == "i" else 1
    text = f"{spec.stride[axis] if spec.stride[axis] > 1 else ''}{position}"
    if spec.kernel[axis] > 1:
        text += f" + {tap}"
    low = model.geometry.padding[axis][0]
    return f"{text} − {low}" if low else text


def _maps(filters: int) -> str:
    if filters == 1:
        return f"One filter gives an {OUTPUT} of one channel."
    return f"{filters} filters give an {OUTPUT} of {filters} channels, and the next layer's filters are {filters} deep."


def _showing(model: ChannelsModel) -> str:
    channels, filters = model.spec.in_channels, model.spec.out_channels
    if not model.state.by_map:
        if model.shown is None or filters == 1:
            return ""
        return (
            f"**Filter {model.shown + 1} of {filters} is drawn,** so that its numbers can be read. The counters are of "
            f"all {filters}; choose another under More controls."
        )
    if channels == 1:
        return f"With one channel there is one map, and nothing to add: the {KERNEL} is the whole filter."
    others = ""
    if filters > 1:
        rest = "The other does" if filters == 2 else f"The other {filters - 1} do"
        others = f" {rest} the same with weights of their own; choose another filter, or show all **in one go**."
    maps = times(model.geometry.output_shape)
    return (
        f"**{channels} maps, then one.** First each {KERNEL} slides over its own channel and writes a map of {maps}, "
        f"then the {channels} maps are added cell by cell{' and the bias is put on top' if model.spec.bias else ''}."
        f"{others}"
    )


def _colours(model: ChannelsModel) -> str:
    """What filters that mix colours give, on the photo."""
    if not model.state.is_photo:
        return ""
    match model.state.weights:
        case "average":
            return (
                "**Red, green and blue averaged give grey**: the picture as a black-and-white film would have it, in a "
                "single channel."
            )
        case "difference":
            first = (model.shown or 0) % 3
            plus, minus = COLOURS[first], COLOURS[(first + 1) % 3]
            which = "Filter 1" if model.shown is None else f"Filter {first + 1}"
            return (
                f"**{which} is {plus} − {minus}**: large where there is more {plus} than {minus}, negative where there "
                "is less, and 0 on black, white and grey, which hold as much of both."
            )
        case "single":
            return f"Filter 1 copies {COLOURS[(model.shown or 0) % 3]} and gives the other channels weights of 0."
    return ""


def _alike(model: ChannelsModel) -> str:
    """Filters with the same weights write the same map."""
    alike, filters = model.filters.alike, model.spec.out_channels
    if not alike:
        return ""
    which = "All" if alike == filters - 1 else "Some of the"
    count = f"{filters} filters" if alike == filters - 1 else "filters"
    return f"{which} {count} have the same weights, so their maps are the same: in training, filters grow different."
