"""What the lesson says about the stack: its table, its recurrence, its holes, its middle."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING, Final

from convviz.app.lessons.dilated.cases import rates
from convviz.app.lessons.dilated.field_growth import WEIGHTS
from convviz.app.markup import GAP, INPUT, as_input
from convviz.app.page.formula import Formula
from convviz.app.page.source_corrections import SourceCorrection
from convviz.spec.receptive_field import AxisLayer, ReceptiveField, receptive_fields

if TYPE_CHECKING:
    from convviz.app.lessons.dilated.model_stack import DilatedStackModel

INTUITIVE: Final = "“Towards intuitive understanding of convolutions through visualizations”, section 7"
HEAD: Final = (
    "| layer | *k* | *s* | *p* | *d* | size | jump | field | start |\n|:--|--:|--:|--:|--:|--:|--:|--:|--:|"  # phones
)
SOUND: Final = rates(2, [2**place for place in range(10)])
USES: Final = (
    "**Segmentation** names every pixel of a picture, so the size must stay while each pixel should see its "
    "surroundings; pooling would lose the place. **Sound**, as WaveNet generates it, has thousands of samples a "
    f"second, and {len(SOUND)} layers with kernels of 2 and doubling rates see "
    f"{receptive_fields(SOUND)[-1].receptive:,} of them. **Autoencoders** and other models that give back what they "
    "read use dilation to see far without shrinking."
)
WHAT: Final = (
    f"Kernel *k*, stride *s*, padding *p*, rate *d*. **Size**: its units. **Jump**: {INPUT} cells from what one unit "
    "sees to what the next one sees. **Field**: the receptive field, from the first cell seen to the last. **Start**: "
    "how far the middle of what the first unit sees lies from the first cell; below 0 it lies on padding, and ½ is "
    "between two cells."
)


def formula(stack: DilatedStackModel) -> Formula:
    """How many input cells a unit of the last layer sees: what each layer adds to the one cell it starts from."""
    strided, jump, parts = stack.field.jump > 1, 1, ["1"]
    for layer in stack.layers:
        through = f" · {jump}" if strided else ""
        parts.append(f"{layer.kernel - 1} · {layer.dilation}{through}")
        jump *= layer.stride
    count = len(stack.layers)
    jumps = " j_(l−1)" if strided else ""
    follows = f" {GAP} $j_l = j_(l−1) · s_l$" if strided else ""
    return Formula(
        f"$input(receptive field) = {' + '.join(parts)} =$ {as_input(f'**{stack.field.receptive}**')}",
        f"$r = 1 + sum(l = 1; {count})(k_l − 1) d_l{jumps}$ {follows}",
        f"+ (kernel − 1) · rate{' · jump' if strided else ''} per layer",
    )


def table(stack: DilatedStackModel) -> str:
    """A line for the input and each layer."""
    lines = [HEAD, f"| {INPUT} | | | | | {stack.sizes[0]} | 1 | 1 | 0 |"]
    chosen = stack.state.chosen_layer
    rows = zip(stack.layers, stack.sizes[1:], stack.fields, strict=True)
    for place, (layer, size, field) in enumerate(rows, 1):
        name = f"**{place}**" if place == chosen else f"{place}"
        numbers = f"{layer.kernel} | {layer.stride} | {layer.ends[0]} | {layer.dilation} | {size} | {field.jump}"
        lines.append(f"| {name} | {numbers} | **{field.receptive}** | {_half(field.start)} |")
    return "\n".join(lines)


def recurrence(stack: DilatedStackModel) -> str:
    """How the numbers of the chosen layer follow from those before it."""
    place = stack.state.chosen_layer
    layer, now = stack.layers[place - 1], stack.fields[place - 1]
    before = stack.fields[place - 2] if place > 1 else ReceptiveField(1, 1, 0.0, 0)
    d, k, jump = layer.dilation, layer.kernel, before.jump
    inner = f"d (k − 1) j = {before.receptive} + {d} · {k - 1} · {jump}"
    start = f"frac({now.receptive} − 1; 2) − {now.padding}"
    return (
        f"**Layer {place}:** field $r ← r + {inner} =$ **{now.receptive}**, jump $j ← j · s = {jump} · "
        f"{layer.stride} =$ **{now.jump}**, padding so far $P ← P + p j = {before.padding} + {layer.ends[0]} · "
        f"{jump} =$ **{now.padding}**, start $frac(r − 1; 2) − P = {start} =$ **{_half(now.start)}**."
    )


def remarks(stack: DilatedStackModel) -> list[str]:
    """Field and holes, the weight of the middle, the border."""
    return [text for text in (_field(stack), _middle(stack), _border(stack)) if text]


def _field(stack: DilatedStackModel) -> str:
    field, touched = stack.field.receptive, stack.touched
    jump, parts = 1, ["1"]
    for layer in stack.layers:
        parts.append(f"{(layer.span - 1) * jump}")
        jump *= layer.stride
    total = f"**One unit of the last layer sees {field} cells:** {' + '.join(parts)} = {field}"
    if touched == field:
        return f"{total}, and paths lead to all of them: **{touched} of {field} touched**."
    return f"{total}, but paths lead to only **{touched} of {field}**. {_why_holes(stack)}"


def _why_holes(stack: DilatedStackModel) -> str:
    step, jump = 0, 1
    for layer in stack.layers:
        if layer.kernel > 1:
            step = gcd(step, layer.dilation * jump)
        jump *= layer.stride
    if step > 1:
        return (
            f"All taps stand a multiple of {step} cells apart, so paths land on every {_nth(step)} cell "
            "only: neighbouring cells never meet. This is called *gridding*."
        )
    return "The layers with high rates leave gaps that the others are too short to fill."


def _nth(step: int) -> str:
    return {2: "second", 3: "third"}.get(step, f"{step}th")


def _middle(stack: DilatedStackModel) -> str:
    free = stack.free
    most, ends = max(free), free[0]
    shown = f"Paths from end to end: {' '.join(map(str, free))}. " if len(free) <= 33 else ""
    if most == ends:
        return f"**No cell counts more than another:** {shown}Each touched cell has {most} path{'s' * (most > 1)}."
    if most == free[len(free) // 2]:
        return (
            f"**The middle weighs more:** {shown}Of {sum(free):,} paths, {most:,} lead to the middle and {ends} to "
            "either end. With weights of similar size the rim has little effect: the *effective* field is smaller than "
            "the receptive field, and shaped like a bell."
        )
    return (
        f"**The rim weighs less:** {shown}Of {sum(free):,} paths, up to {most:,} lead to one cell, and {ends} to "
        "either end. With weights of similar size the *effective* field is smaller than the receptive field."
    )


def _border(stack: DilatedStackModel) -> str:
    if not any(sum(layer.ends) for layer in stack.layers):
        return ""
    unit, ending = stack.state.unit, stack.ending
    paths = f"{ending} path{'s' * (ending != 1)}"
    return (
        "**At the border paths are lost.** Padding (hatched) lies around whatever a padded layer reads; a path that "
        f"meets it ends there. Of unit {unit + 1}, {paths} {'ends' if ending == 1 else 'end'} so."
    )


def _half(value: float) -> str:
    """A number as a mixed one: −1½."""
    whole, half = divmod(abs(value), 1)
    text = f"{int(whole) if whole or not half else ''}{'½' if half else ''}"
    return f"−{text}" if value < 0 else text


def field_corrections() -> tuple[SourceCorrection, ...]:
    """About fields of 7 and 15."""
    steps = [each.receptive for each in receptive_fields(rates(3, (1, 2, 4)))]
    alone = {rate: AxisLayer(3, dilation=rate).span for rate in (2, 4)}
    spans = " and ".join(f"{span} cells at rate {rate}" for rate, span in alone.items())
    return (
        SourceCorrection(
            "A source: “field 15 at rate 3”",
            INTUITIVE,
            "the receptive field is 15 × 15 for a rate of 3.",
            f"It is {steps[2]} after the *third layer* of the rates 1, 2, 4; the fields on the way are {steps[0]}, "
            f"{steps[1]}, {steps[2]}. They belong to the stack: a single kernel of 3 spans only {spans}.",
        ),
        SourceCorrection(
            "A source: “the dots are the output”",
            INTUITIVE,
            "the nine dots in the picture of a dilated kernel are the output of the convolution.",
            "They are its nine taps on the input, spread by the rate. One step makes a single output number of them.",
        ),
    )


def price_corrections() -> tuple[SourceCorrection, ...]:
    """About a field without cost."""
    layers = rates(3, (1, 2, 4))
    costs = " and ".join(
        f"{each.receptive} takes {count} layers with {count * WEIGHTS} weights"
        for count, each in enumerate(receptive_fields(layers), 1)
        if count > 1
    )
    return (
        SourceCorrection(
            "A source: “a large field without cost”",
            INTUITIVE,
            "dilation gives a large receptive field without additional cost.",
            f"In one layer the rate itself is free. But a field of {costs}, to learn and to multiply with at every "
            "place. What is true: plain layers would need more of them.",
        ),
    )
