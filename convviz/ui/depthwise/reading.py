"""The convolution as plain loops: the code itself, and what each of its loops is in the picture."""

from __future__ import annotations

import ast
from inspect import getsource
from typing import Final

import numpy as np

from convviz import loops
from convviz.ui.depthwise.layer import Layer
from convviz.ui.depthwise.state import is_same
from convviz.ui.fields import number

MOST_RUN: Final = 20_000  # multiplications that plain loops may take while a page waits


def code() -> str:
    """The source of `convviz.loops.depthwise`, without its docstring."""
    lines = getsource(loops.depthwise).splitlines()
    (function,) = ast.parse("\n".join(lines)).body
    assert isinstance(function, ast.FunctionDef)
    doc = function.body[0]
    return "\n".join([*lines[: doc.lineno - 1], *lines[doc.end_lineno :]])


def levels(layer: Layer) -> str:
    """One line a loop: its line of the code, how often it turns, and what it is in the picture."""
    (rows, columns), (height, width) = layer.geometry.output_shape, layer.spec.kernel
    turns = (
        ("for row", rows, "the window moves down, one row of the output after the other"),
        ("for column", columns, "it moves to the right: row and column are the lit cell of a map"),
        ("for channel", layer.spec.in_channels, "the colour: the channel that is read"),
        ("for q", layer.multiplier, "the kernel of that channel; `place` is the map that is written"),
        ("for i", height, "the row of taps within the window"),
        ("for j", width, "the tap: one product of the sum under the picture"),
    )
    source = code().splitlines()
    lines = [f"| {_line(source, start)} | `{start}` | {count} | {what} |" for start, count, what in turns]
    return "\n".join(["| line | loop | turns | in the picture |", "|:---:|---|---:|---|", *lines])


def remarks(layer: Layer) -> list[str]:
    """How the loops relate to the player, and what they leave out."""
    told = [
        "One step of the player is one turn of the loop over `q`, with the two loops inside it; the loops outside of "
        "it pick the window, the channel and the kernel."
    ]
    if layer.state["order"] == "filter":
        told.append(
            "The player takes the loops over `channel` and `q` outermost: one map after the other. Choose “all filters "
            "at one place first” as the order of the steps, and it goes exactly as these lines do."
        )
    else:
        told.append("The steps of the player come in exactly this order.")
    if is_same(layer.state) or number(layer.state, "d") > 1:
        told.append("These loops know no padding and no dilation, to stay short.")
    elif layer.cost.macs <= MOST_RUN and agrees(layer):
        told.append("Run on this input, these lines give the very numbers of the output above.")
    return told


def agrees(layer: Layer) -> bool:
    """Whether the loops, run on this input, give what the engine gave."""
    image = layer.trace.x.transpose(1, 2, 0).tolist()
    y = loops.depthwise(image, layer.filter.tolist(), number(layer.state, "s"))
    return bool(np.allclose(np.asarray(y).transpose(2, 0, 1), layer.trace.output))


def _line(source: list[str], start: str) -> int:
    return next(place for place, text in enumerate(source, 1) if text.strip().startswith(f"{start} "))
