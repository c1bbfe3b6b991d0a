"""What the lesson says, with the numbers of the state it is in."""

from __future__ import annotations

from math import prod
from typing import Final

from convviz.app.lessons.volumes.walks import Walk, Walks
from convviz.app.params.param import number
from convviz.app.widgets.figures import times
from convviz.app.widgets.role_text import INPUT, KERNEL, OUTPUT, as_input, as_kernel, as_output

FILTER: Final = KERNEL.replace("kernel", "filter")

IDEA: Final = (
    f"A {FILTER} less deep than its {INPUT} also walks along the depth, and the {OUTPUT} is a volume. "
    f"A {FILTER} as deep as its {INPUT} has no way to go there: that is a 2-D convolution, and the {OUTPUT} is a plane."
)

QUESTION: Final = (
    f"An {INPUT} volume of 5 × 6 × 6, one {FILTER} of 3 × 3 × 3, stride 1, no padding. "
    f"How many numbers does the {OUTPUT} have?"
)
ANSWER: Final = 48
WHY: Final = (
    "The window has 5 − 3 + 1 = 3 places along the depth and 6 − 3 + 1 = 4 along height and width: 3 · 4 · 4 = 48. "
    "(A 2-D filter 5 deep would write only 4 · 4 = 16.)"
)
QUESTION_QUERY: Final = {"dep": "5", "h": "6", "kd": "3"}


def formula(walks: Walks) -> str:
    """What one step computes, with this state's sizes, stride, dilation and padding."""
    trace, channels = walks.solid.trace, number(walks.state, "c")
    sizes = [channels, *trace.spec.kernel]
    sums = "".join(rf"\sum_{{{n}=0}}^{{{size - 1}}}" for n, size in zip("mabe", sizes, strict=True) if size > 1)
    taps = [n if size > 1 else "0" for n, size in zip("mabe", sizes, strict=True)]
    places = [_index(walks.solid, axis, *names) for axis, names in enumerate((("z", "a"), ("i", "b"), ("j", "e")))]
    numerator, denominator = walks.solid.kernel.scale
    scale = "" if numerator == denominator else rf"\tfrac{{{numerator}}}{{{denominator}}}"
    read, weight = [taps[0], *places][channels == 1 :], taps[channels == 1 :]
    x, w = as_input(f"$x[{_joined(read)}]$"), as_kernel(f"$w[{','.join(weight)}]$")
    about = f" *m* counts the {channels} channels; *z* the places along depth." if channels > 1 else ""
    return f"{as_output('$y[z, i, j]$')} $= {scale}{sums}$ {x} $\\cdot$ {w}{about}"


def remarks(walks: Walks) -> list[str]:
    """What is worth saying about this state and no other."""
    return [text for text in (_clock(walks), _channels(walks), _alone(walks)) if text]


def table(walks: Walks) -> str:
    """Both layers in numbers, as a Markdown table."""
    solid, flat = walks.walks
    rows = [
        ("weights", _weights(solid), _weights(flat)),
        ("axes the window walks along", "3: depth, height, width", "2: height, width"),
        ("positions of each filter", _positions(solid), _positions(flat)),
        ("multiplications (MACs)", _macs(solid), _macs(flat)),
        (f"{OUTPUT}, one for each filter", _output(solid, "volume"), _output(flat, "plane")),
    ]
    head = "| | 3-D convolution | 2-D, filter as deep as the input |\n|---|---|---|\n"
    return head + "\n".join(f"| {name} | {one} | {other} |" for name, one, other in rows)


def _weights(walk: Walk) -> str:
    """`2·3·3 · 1 channel · 1 filter = **18**`."""
    spec = walk.trace.spec
    taps = "·".join(map(str, spec.kernel))
    counted = f"{_many(spec.in_channels, 'channel')} · {_many(spec.out_channels, 'filter')}"
    return f"{taps} · {counted} = **{walk.cost.weights:,}**"


def _positions(walk: Walk) -> str:
    return f"{'·'.join(map(str, walk.geometry.output_shape))} = **{prod(walk.geometry.output_shape):,}**"


def _macs(walk: Walk) -> str:
    return f"{walk.cost.weights:,} · {prod(walk.geometry.output_shape):,} = **{walk.cost.macs:,}**"


def _output(walk: Walk, kind: str) -> str:
    return f"a {kind} of **{times(walk.geometry.output_shape)}**"


def _joined(indices: list[str]) -> str:
    return r",\, ".join(indices)


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count > 1)}"


def _clock(walks: Walks) -> str:
    """How to read two walks on one clock."""
    deep, flat = (len(walk.trace) for walk in walks.walks)
    if deep == flat or walks.state["show"] != "both":
        return ""
    over = f"**Both walk in step.** After {flat:,} of {deep:,} steps the 2-D walk is over"
    if number(walks.state, "n") > 1:
        return f"{over}."
    layers = walks.solid.geometry.output_shape[0]
    return (
        f"{over}, and its plane is full. The 3-D window has filled the front slice of {layers} by then, cell by cell "
        "at the same rows and columns; now it goes one place deeper and walks over the plane again."
    )


def _channels(walks: Walks) -> str:
    """Depth and channels told apart."""
    channels, depth = number(walks.state, "c"), number(walks.state, "dep")
    if channels == 1:
        return ""
    deep = walks.solid.trace.spec.kernel[0]
    return (
        f"**Depth is not channels.** The {INPUT} has {channels} channels of {depth} slices. One 3-D {FILTER} covers "
        f"*all* {channels} channels but only {deep} of the {depth} slices: over channels it adds up, along the depth "
        f"it walks. To the 2-D layer the {channels} · {depth} = {channels * depth} planes are all just channels."
    )


def _alone(walks: Walks) -> str:
    """A filter 1 deep."""
    depth = number(walks.state, "dep")
    if walks.solid.trace.spec.kernel[0] > 1 or depth == 1:
        return ""
    return (
        f"**1 deep: slices never mix.** This 3-D convolution is a 2-D convolution made {depth} times over, once for "
        "each slice, with the same weights."
    )


def _index(walk: Walk, axis: int, position: str, tap: str) -> str:
    """`2z + a − 1`."""
    spec = walk.trace.spec
    stride, dilation, low = spec.stride[axis], spec.dilation[axis], walk.geometry.padding[axis][0]
    text = f"{stride if stride > 1 else ''}{position}"
    if spec.kernel[axis] > 1:
        text += f" + {dilation if dilation > 1 else ''}{tap}"
    return f"{text} - {low}" if low else text
