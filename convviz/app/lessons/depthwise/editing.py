"""Which numbers of the picture belong to which field of the lesson."""

from __future__ import annotations

from collections.abc import Callable

from convviz.app.lessons.depthwise.layer import Layer
from convviz.app.lessons.depthwise.state import kernels_shape, shape_of
from convviz.app.params.edit_cells import cells_of, change_numbers
from convviz.app.params.url_state import Board
from convviz.player import Edit


def typed_into(board: Board, layer: Layer) -> Callable[[Edit], None]:
    """What to do with numbers typed into the picture of `layer`."""

    def take(edit: Edit) -> None:
        if edit.grid == "input":
            change_numbers(board, "xe", layer.named_input, cells_of(shape_of(layer.state), edit.cells))
        if edit.grid == "kernel":
            change_numbers(board, "ke", layer.named_kernels, cells_of(kernels_shape(layer.state), edit.cells))

    return take
