"""What the lesson says about the non-linearity after the layer, and about a second layer."""

from __future__ import annotations

from typing import Final

import numpy as np

from convviz.app.lessons.pointwise.model import PointwiseModel
from convviz.app.lessons.pointwise.second_layer import SecondLayer, relu
from convviz.app.markup import OUTPUT
from convviz.app.widgets import matrices
from convviz.scene.step_text import number

MOST_NAMED: Final = 6
MOST_MAPS: Final = 2


def zeroed(model: PointwiseModel) -> str:
    """Which numbers the ReLU turns into 0."""
    if not model.state.is_relu:
        return f"**No non-linearity:** the {OUTPUT} goes on as it is. Then a second 1 × 1 layer adds nothing."
    cells = [tuple(map(int, cell)) for cell in np.argwhere(model.output < 0)]
    if not cells:
        return (
            f"**A ReLU keeps what is positive and turns the rest into 0.** Of these {model.output.size} {OUTPUT} "
            "numbers none is negative, so here it changes nothing."
        )
    named = [
        f"{number(model.output[cell])} in map {cell[0] + 1}, row {cell[1] + 1}, column {cell[2] + 1}"
        for cell in cells[:MOST_NAMED]
    ]
    rest = f" and {len(cells) - MOST_NAMED} more" if len(cells) > MOST_NAMED else ""
    become = "becomes" if len(cells) == 1 else "become"
    return (
        f"**A ReLU keeps what is positive and turns the rest into 0.** Of these {model.output.size} {OUTPUT} numbers "
        f"{len(cells)} {become} 0: {'; '.join(named)}{rest}."
    )


def before_and_after(model: PointwiseModel) -> list[tuple[str, str]]:
    """Maps before and after the ReLU, as tables, the changed numbers bold: those in which something changes first."""
    if not model.state.is_relu:
        return []
    negative = model.output < 0
    if not negative.any():
        return []
    maps = sorted(range(len(negative)), key=lambda place: not negative[place].any())[:MOST_MAPS]
    after = relu(model.output)
    return [
        (f"Map {place + 1}, {when}", matrices.table(numbers[place].tolist(), negative[place]))
        for place in sorted(maps)
        for when, numbers in (("before", model.output), ("after ReLU", after))
    ]


def collapse(model: PointwiseModel) -> list[str]:
    """Two layers with nothing between them are one; with a ReLU they are not."""
    second = SecondLayer(model)
    bias = "" if second.merged_bias is None else f", and its bias is W₂·b = {matrices.plain(second.merged_bias)}"
    count, agreeing = second.at_once.size, second.agreeing
    every = {1: "The one number comes", 2: "Both numbers come"}.get(count, f"All {count} numbers come")
    same = every if agreeing == count else f"{agreeing} of {count} numbers come"
    pair = f"{matrices.weights(second.matrix)} $·$ {matrices.weights(model.matrix.whole, model.matrix.scale)} $=$"
    first = (
        f"**With nothing between them, two 1 × 1 layers are one.** W₂ · W₁ = {pair} "
        f"{matrices.weights(second.merged)}{bias}. {same} out the same, through both layers in turn or through this "
        f"single one: at the first pixel {matrices.outputs(second.in_turn[:, 0, 0])} and "
        f"{matrices.outputs(second.at_once[:, 0, 0])}. However many filters the first layer has, the two can do no "
        "more than one matrix can."
    )
    return [first, *_kept_apart(second)]


def _kept_apart(second: SecondLayer) -> list[str]:
    if not second.first.state.is_relu:
        return []
    pixels = second.first.output[0].size
    if not second.differing:
        return ["**With the ReLU between them** nothing differs here, because nothing that it turned into 0 mattered."]
    row, column = second.differing[0]
    where = f"At {len(second.differing)} of {pixels} pixels" if pixels > 1 else "At the only pixel"
    with_relu, at_once = (matrices.outputs(numbers[:, row, column]) for numbers in (second.with_relu, second.at_once))
    return [
        f"**With the ReLU between them they stay two.** {where} the result differs: in row {row + 1}, "
        f"column {column + 1} it is {with_relu} instead of {at_once}. A matrix treats all pixels alike; the ReLU first "
        "looks at each number. That is what makes a second layer worth having."
    ]
