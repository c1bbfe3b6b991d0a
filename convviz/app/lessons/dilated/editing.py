"""Changing the stack layer by layer, and the numbers typed into the picture of the one layer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from convviz.app.lessons.dilated.layer import OneDilated
from convviz.app.lessons.dilated.stack_in_url import MOST_CELLS, MOST_LAYERS, RANGES, is_possible, write
from convviz.app.lessons.dilated.state import kernel_of, shape_of, stack_of
from convviz.app.params.edit_cells import cells_of, change_numbers
from convviz.app.params.param import State, Value, number
from convviz.app.params.url_state import Board
from convviz.player import Edit
from convviz.spec.receptive_field import AxisLayer

TOO_WIDE = f"A stack must fit on a line of {MOST_CELLS} cells, and this one would not. Nothing was changed."


def options(state: State, part: str) -> list[int]:
    """The values round the present one that a number of the chosen layer may take."""
    layers, place = stack_of(state), number(state, "at") - 1
    present = getattr(layers[place], part)
    possible = {value for value in RANGES[part] if is_possible(_with(layers, place, {part: value}))}
    low, high = present, present
    while low - 1 in possible:
        low -= 1
    while high + 1 in possible:
        high += 1
    return [low, high]


def change(board: Board, wanted: Mapping[str, Value] | None) -> None:
    """Callback: new fields, or new numbers of the chosen layer; None keeps everything."""
    if not wanted or wanted.keys() <= {"layers", "at"}:
        board.ask(wanted or {})
        return
    state = board.latest()
    layers = _with(stack_of(state), number(state, "at") - 1, wanted)
    if is_possible(layers):
        board.ask({"layers": write(layers)})
    else:
        board.refuse("layers", TOO_WIDE)


def add_layer(state: State) -> dict[str, Value] | None:
    """The stack with its last layer once more on top, or a plain layer if that is too much; None if that is, too."""
    layers = stack_of(state)
    for layer in (layers[-1], AxisLayer(3), AxisLayer(1)):
        if len(layers) < MOST_LAYERS and is_possible((*layers, layer)):
            return {"layers": write((*layers, layer)), "at": len(layers) + 1}
    return None


def remove_layer(state: State) -> dict[str, Value] | None:
    """The stack without the chosen layer."""
    layers, place = stack_of(state), number(state, "at") - 1
    fewer = (*layers[:place], *layers[place + 1 :])
    return {"layers": write(fewer), "at": max(1, place)} if is_possible(fewer) else None


def typed_into(board: Board, layer: OneDilated) -> Callable[[Edit], None]:
    """What to do with numbers typed into the picture of the one layer."""

    def take(edit: Edit) -> None:
        if edit.grid == "input":
            change_numbers(board, "xe", layer.named_input, cells_of(shape_of(layer.state), edit.cells))
        elif edit.grid == "kernel":
            change_numbers(board, "ke", layer.named_kernel.whole, cells_of(kernel_of(layer.state), edit.cells))

    return take


def _with(layers: tuple[AxisLayer, ...], place: int, values: Mapping[str, Value]) -> tuple[AxisLayer, ...]:
    changed = layers[place]._replace(**{part: int(value) for part, value in values.items()})
    return (*layers[:place], changed, *layers[place + 1 :])
