"""Which numbers of the picture belong to which field of the lesson."""

from __future__ import annotations

from collections.abc import Callable

from convviz.app.lessons.sliding_window.window import Window
from convviz.app.params.edit_cells import cells_of, change_numbers, change_value
from convviz.app.params.url_state import Board
from convviz.player import Edit


def typed_into(board: Board, window: Window) -> Callable[[Edit], None]:
    """What to do with numbers typed into the picture of `window`."""

    def take(edit: Edit) -> None:
        match edit.grid:
            case "input":
                height, width = window.geometry.input_shape
                down, right = window.shift  # the picture shows the input moved; the link holds it as it was
                cells = cells_of((height, width), edit.cells)
                moved = [(((row - down) % height, (column - right) % width), value) for (row, column), value in cells]
                change_numbers(board, "xe", window.named_input, moved)
            case "kernel":
                change_numbers(board, "ke", window.named_kernel.whole, cells_of(window.spec.kernel, edit.cells))
            case "bias":
                change_value(board, "b", edit.cells[-1][1])

    return take
