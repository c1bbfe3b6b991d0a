"""What the lesson says about the stack: its table, its recurrence, its holes, its middle."""

from __future__ import annotations

from math import gcd
from typing import Final

from convviz.app.lessons.dilated.model_stack import Tower
from convviz.app.params.param import number
from convviz.app.widgets.role_text import INPUT
from convviz.spec.receptive_field import ReceptiveField

HEAD: Final = (
    "| layer | *k* | *s* | *p* | *d* | size | jump | field | start |\n|:--|--:|--:|--:|--:|--:|--:|--:|--:|"  # phones
)
WHAT: Final = (
    f"Kernel *k*, stride *s*, padding *p*, rate *d*. **Size**: its units. **Jump**: {INPUT} cells from what one unit "
    "sees to what the next one sees. **Field**: the receptive field, from the first cell seen to the last. **Start**: "
    "the middle of what unit 0 sees; below 0 it lies on padding, and ½ is between two cells."
)


def table(tower: Tower) -> str:
    """A line for the input and each layer."""
    lines = [HEAD, f"| {INPUT} | | | | | {tower.sizes[0]} | 1 | 1 | 0 |"]
    chosen = number(tower.state, "at")
    rows = zip(tower.layers, tower.sizes[1:], tower.fields, strict=True)
    for place, (layer, size, field) in enumerate(rows, 1):
        name = f"**{place}**" if place == chosen else f"{place}"
        numbers = f"{layer.kernel} | {layer.stride} | {layer.ends[0]} | {layer.dilation} | {size} | {field.jump}"
        lines.append(f"| {name} | {numbers} | **{field.receptive}** | {_half(field.start)} |")
    return "\n".join(lines)


def recurrence(tower: Tower) -> str:
    """How the numbers of the chosen layer follow from those before it."""
    place = number(tower.state, "at")
    layer, now = tower.layers[place - 1], tower.fields[place - 1]
    before = tower.fields[place - 2] if place > 1 else ReceptiveField(1, 1, 0.0, 0)
    d, k, jump = layer.dilation, layer.kernel, before.jump
    inner = rf"d\,(k - 1)\, j = {before.receptive} + {d} \cdot {k - 1} \cdot {jump}"
    start = rf"\frac{{{now.receptive} - 1}}{{2}} - {now.padding}"
    return (
        f"**Layer {place}:** field $r ← r + {inner} =$ **{now.receptive}**, jump $j ← j \\cdot s = {jump} \\cdot "
        f"{layer.stride} =$ **{now.jump}**, padding so far $P ← P + p\\, j = {before.padding} + {layer.ends[0]} \\cdot "
        f"{jump} =$ **{now.padding}**, start $\\frac{{r - 1}}{{2}} - P = {start} =$ **{_half(now.start)}**."
    )


def remarks(tower: Tower) -> list[str]:
    """Field and holes, the weight of the middle, the border."""
    return [text for text in (_field(tower), _middle(tower), _border(tower)) if text]


def _field(tower: Tower) -> str:
    field, touched = tower.field.receptive, tower.touched
    jump, parts = 1, ["1"]
    for layer in tower.layers:
        parts.append(f"{(layer.span - 1) * jump}")
        jump *= layer.stride
    total = f"**One unit of the last layer sees {field} cells:** {' + '.join(parts)} = {field}"
    if touched == field:
        return f"{total}, and paths lead to all of them: **{touched} of {field} touched**."
    return f"{total}, but paths lead to only **{touched} of {field}**. {_why_holes(tower)}"


def _why_holes(tower: Tower) -> str:
    step, jump = 0, 1
    for layer in tower.layers:
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


def _middle(tower: Tower) -> str:
    free = tower.free
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


def _border(tower: Tower) -> str:
    if not any(sum(layer.ends) for layer in tower.layers):
        return ""
    unit, ending = number(tower.state, "u"), tower.ending
    paths = f"{ending} path{'s' * (ending != 1)}"
    return (
        "**At the border paths are lost.** Padding (hatched) lies around whatever a padded layer reads; a path that "
        f"meets it ends there. Of unit {unit}, {paths} {'ends' if ending == 1 else 'end'} so."
    )


def _half(value: float) -> str:
    """A number as a mixed one: −1½."""
    whole, half = divmod(abs(value), 1)
    text = f"{int(whole) if whole or not half else ''}{'½' if half else ''}"
    return f"−{text}" if value < 0 else text
