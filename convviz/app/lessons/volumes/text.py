"""What the lesson says, with the numbers of a state."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Final

from convviz.app.lessons.volumes.channel_shuffling import both, channels_shuffled, new_order, slices_shuffled
from convviz.app.lessons.volumes.scan_case import changed_cells
from convviz.app.markup import GAP, INPUT, OUTPUT, as_input, as_kernel, as_output, times
from convviz.app.page.formula import Formula
from convviz.app.page.source_corrections import SourceCorrection
from convviz.app.params.param import listed

if TYPE_CHECKING:
    from convviz.app.lessons.volumes.model import RecordedLayer, VolumesModel

FILTER: Final = as_kernel("**filter**")

IDEA: Final = "A filter less deep than its input also walks along the depth. What it writes is a volume, not a plane."

INPUT_HELP: Final = (
    "The scan is made up: a bright vessel bends on its way through eight slices of quiet tissue. With several "
    "channels, each slice is there once a channel, as a video frame is in red, green and blue."
)
FILTER_HELP: Final = (
    "Filters 2 and 3 of a kind with a direction look along the next axes; those of the average cover the front slice "
    "alone, then the back slice alone. The 2-D filter is of the same kind, as deep as the input."
)

QUESTION: Final = (
    f"An {INPUT} volume of 5 × 6 × 6, one {FILTER} of 3 × 3 × 3, stride 1, no padding. "
    f"How many numbers does the {OUTPUT} have?"
)
WHY: Final = (
    "The window has 5 − 3 + 1 = 3 places along the depth and 6 − 3 + 1 = 4 along height and width: 3 · 4 · 4 = 48. "
    "(A 2-D filter 5 deep would write only 4 · 4 = 16.)"
)

TRY_ONE_DEEP: Final = (
    "**Take the depth away.** A filter 1 deep sees one slice at a time: the same 2-D kernel on each of the four "
    "slices, which never mix."
)
TRY_RAMP: Final = (
    "**Feel the slope.** Every slice is one brighter than the slice before. What does a difference along depth "
    "write, with 9 products on each side? And what does a difference across the columns write?"
)
TRY_STRIDE: Final = (
    "**Skip slices.** A stride belongs to an axis: 2 along depth halves the slices and leaves rows and columns "
    "alone, as a video network does with time."
)

USES: Final = (
    "**Video.** The third axis is time, and colour stays what it was: three channels. A filter that spans a few frames "
    "sees motion.",
    "**The price.** One more axis to walk along multiplies the positions, and the weights grow with the third power "
    "of the filter's side: 3 × 3 has 9, 3 × 3 × 3 has 27.",
    "**Scans (CT, MRI).** Slices lie above each other in the body, and a vessel or a tumour goes on from one to the "
    "next. A filter that spans a few slices can follow it.",
)

INTUITIVE: Final = "“Towards intuitive understanding of convolutions through visualizations”"
CORRECTIONS: Final = (
    SourceCorrection(
        "A source: “moves along the channel”",
        f"{INTUITIVE}, section 3",
        "a 3-D filter moves in three directions: height, width and channel of the picture.",
        "The third direction is *depth*, an axis of space or time like the other two. Channels are another axis: "
        "nothing moves along it, each filter covers all channels and adds them up, in 2-D and in 3-D alike.",
    ),
    SourceCorrection(
        "A source: “a 3-D filter”",
        f"{INTUITIVE}, section 2.2",
        "the multi-channel 2-D convolution slides a 3-D filter over the input.",
        "The block of weights has three axes, but it slides along two. What a convolution is called after is the "
        "axes along which its window *moves*: as many as the input's own axes of space, channels not counted.",
    ),
)


def formula(model: VolumesModel) -> Formula:
    """How many places both windows have along the depth; with letters, what one step computes."""
    solid, state = model.solid.geometry, model.state
    (low, high), stride, span = solid.padding[0], solid.spec.stride[0], solid.spec.span[0]
    padding = f" + word(padding {low} + {high})" if low or high else ""
    free = f"input(input {state.depth}){padding} − kernel(filter {span})"
    steps = f"floor(frac({free}; word(stride {stride})))" if stride > 1 else free
    places = f"$output(slices written) = {steps} + 1 =$ {as_output(f'**{solid.output_shape[0]}**')}"
    flat = f"2-D: $input(input {state.depth}) − kernel(filter {state.depth}) + 1 =$ {as_output('**1**')}"
    sizes = f"{times(solid.output_shape)} against {times(model.flat.geometry.output_shape)}"
    return Formula(f"3-D: {places} {GAP} {flat}", _letters(model), f"output {sizes}")


def _letters(model: VolumesModel) -> str:
    trace, channels = model.solid.trace, model.state.channels
    sizes = [channels, *trace.spec.kernel]
    sums = "".join(f"sum({n} = 0; {size - 1})" for n, size in zip("mabe", sizes, strict=True) if size > 1)
    taps = [n if size > 1 else "0" for n, size in zip("mabe", sizes, strict=True)]
    places = [_index(model.solid, axis, *names) for axis, names in enumerate((("z", "a"), ("i", "b"), ("j", "e")))]
    numerator, denominator = model.solid.kernel.scale
    scale = "" if numerator == denominator else f"frac({numerator}; {denominator})"
    read, weight = [taps[0], *places][channels == 1 :], taps[channels == 1 :]
    x, w = as_input(f"$x[{', '.join(read)}]$"), as_kernel(f"$w[{', '.join(weight)}]$")
    about = f" *m*: the {channels} channels." if channels > 1 else ""
    return f"{as_output('$y[z, i, j]$')} $= {scale}{sums}$ {x} $·$ {w}{about}"


def remarks(model: VolumesModel) -> list[str]:
    """What is worth saying about this state and no other."""
    return [text for text in (_clock(model), _channels(model), _alone(model)) if text]


def table(model: VolumesModel) -> str:
    """Both layers in numbers, as a Markdown table."""
    solid, flat = model.layers
    rows = [
        ("weights", _weights(solid), _weights(flat)),
        ("axes the window walks along", "3: depth, height, width", "2: height, width"),
        ("positions of each filter", _positions(solid), _positions(flat)),
        ("multiplications (MACs)", _macs(solid), _macs(flat)),
        (f"{OUTPUT}, one for each filter", _output(solid, "volume"), _output(flat, "plane")),
    ]
    head = "| | 3-D convolution | 2-D, filter as deep as the input |\n|---|---|---|\n"
    return head + "\n".join(f"| {name} | {one} | {other} |" for name, one, other in rows)


def coincide(model: VolumesModel) -> list[str]:
    """When the two are one, confirmed number by number, or what is missing for it."""
    depth, deep = model.state.depth, model.state.kernel_depth
    rule = (
        f"If the {FILTER} is as deep as the {INPUT} and nothing is padded along the depth, the 3-D window has one "
        "place to be along it: its walk along depth is over before it begins."
    )
    if model.coincide:
        found = both(model)
        return [
            rule,
            f"**Here it is so:** {deep} of {depth} deep. The {OUTPUT} of the 3-D convolution is one slice, and "
            f"**{found.equal:,} of {found.of:,}** of its numbers equal those of the 2-D convolution.",
        ]
    if model.state.is_shallow:
        slices = model.solid.geometry.output_shape[0]
        many = f"{slices} slices come" if slices > 1 else "one slice comes"
        return [rule, f"**Here it is not so:** the {FILTER} is {deep} deep, the {INPUT} {depth}, and {many} out."]
    return [rule, f"**Here it is not so:** the {FILTER} is as deep as the {INPUT}, but the depth is padded."]


def order(model: VolumesModel) -> list[str]:
    """Why a colour picture is not 3-D: channels have no neighbours."""
    return [
        "A picture of height × width × 3 colours looks like a block, but red is not *next to* green as one slice is "
        "next to the other. Nothing would change if blue came first; so there is no sense in walking along the "
        "colours, and a 2-D filter takes them all at once.",
        _channels_shuffled(model),
        _slices_shuffled(model),
    ]


def uses() -> list[str]:
    """What a third axis is good for, and what a difference along depth sees of the scan."""
    changed = changed_cells()
    still = [f"{z} → {z + 1}" for z, cells in enumerate(changed, 1) if not cells]
    moving = [f"{z} → {z + 1}, {cells} cells" for z, cells in enumerate(changed, 1) if cells]
    *others, scans = USES
    return [
        *others,
        scans,
        "On the made-up scan (8 slices of 12 × 12), the filter −1, +1 along depth subtracts from every slice the one "
        f"before. Where the vessel goes straight, all 144 differences are **0**: from slice {listed(still, 'and')}. "
        f"Where it bends, the cells it leaves turn negative and those it enters positive; from slice "
        f"{listed(moving, 'and')} are not 0. No filter that sees one slice at a time could tell.",
    ]


def _weights(layer: RecordedLayer) -> str:
    """`2·3·3 · 1 channel · 1 filter = **18**`."""
    spec = layer.trace.spec
    taps = "·".join(map(str, spec.kernel))
    counted = f"{_many(spec.in_channels, 'channel')} · {_many(spec.out_channels, 'filter')}"
    return f"{taps} · {counted} = **{layer.cost.weights:,}**"


def _positions(layer: RecordedLayer) -> str:
    return f"{'·'.join(map(str, layer.geometry.output_shape))} = **{prod(layer.geometry.output_shape):,}**"


def _macs(layer: RecordedLayer) -> str:
    return f"{layer.cost.weights:,} · {prod(layer.geometry.output_shape):,} = **{layer.cost.macs:,}**"


def _output(layer: RecordedLayer, kind: str) -> str:
    return f"a {kind} of **{times(layer.geometry.output_shape)}**"


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count > 1)}"


def _clock(model: VolumesModel) -> str:
    """How to read two walks on one clock."""
    deep, flat = (len(layer.trace) for layer in model.layers)
    if deep == flat or model.state.show != "both":
        return ""
    over = f"**Both walk in step.** After {flat:,} of {deep:,} steps the 2-D walk is over"
    if model.state.filters > 1:
        return f"{over}."
    layers = model.solid.geometry.output_shape[0]
    return (
        f"{over}, and its plane is full. The 3-D window has filled the front slice of {layers} by then, cell by cell "
        "at the same rows and columns; now it goes one place deeper and walks over the plane again."
    )


def _channels(model: VolumesModel) -> str:
    """Depth and channels told apart."""
    channels, depth = model.state.channels, model.state.depth
    if channels == 1:
        return ""
    deep = model.solid.trace.spec.kernel[0]
    return (
        f"**Depth is not channels.** The {INPUT} has {channels} channels of {depth} slices. One 3-D {FILTER} covers "
        f"*all* {channels} channels but only {deep} of the {depth} slices: over channels it adds up, along the depth "
        f"it walks. To the 2-D layer the {channels} · {depth} = {channels * depth} planes are all just channels."
    )


def _alone(model: VolumesModel) -> str:
    """A filter 1 deep."""
    depth = model.state.depth
    if model.solid.trace.spec.kernel[0] > 1 or depth == 1:
        return ""
    return (
        f"**1 deep: slices never mix.** This 3-D convolution is a 2-D convolution made {depth} times over, once for "
        "each slice, with the same weights."
    )


def _index(layer: RecordedLayer, axis: int, position: str, tap: str) -> str:
    """`2z + a − 1`."""
    spec = layer.trace.spec
    stride, dilation, low = spec.stride[axis], spec.dilation[axis], layer.geometry.padding[axis][0]
    text = f"{stride if stride > 1 else ''}{position}"
    if spec.kernel[axis] > 1:
        text += f" + {dilation if dilation > 1 else ''}{tap}"
    return f"{text} − {low}" if low else text


def _channels_shuffled(model: VolumesModel) -> str:
    planes = len(model.planes)
    if planes < 3:
        return f"**Channels.** With {planes} there is nothing to shuffle; give the {INPUT} more slices."
    found = channels_shuffled(model)
    return (
        f"**Shuffle the channels** of the 2-D convolution into the order {_spelled(planes)}, and with them the kernels "
        f"of its filters: **{found.equal:,} of {found.of:,}** numbers of the {OUTPUT} stay the same. A sum does not "
        "care in which order it is added up."
    )


def _slices_shuffled(model: VolumesModel) -> str:
    depth = model.state.depth
    if depth < 3:
        return f"**Slices.** With {depth} there is nothing to shuffle; make the {INPUT} deeper."
    found = slices_shuffled(model)
    shuffled = f"**Shuffle the slices** of the 3-D convolution into the order {_spelled(depth)}"
    equal = f"**{found.equal:,} of {found.of:,}** numbers stay where they were"
    if not model.state.is_shallow:
        return (
            f"{shuffled}: {equal}. But its filter is as deep as the {INPUT}, so its slices could be shuffled alike: "
            "here, slices are no more than channels."
        )
    return (
        f"{shuffled}: {equal}. The filter cannot be shuffled alike, for every slice of the {INPUT} meets every slice "
        "of the filter in turn. Slices have neighbours."
    )


def _spelled(count: int) -> str:
    return " ".join(str(place + 1) for place in new_order(count))
