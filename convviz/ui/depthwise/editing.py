"""Which numbers of the picture belong to which field of the lesson."""

from __future__ import annotations

from collections.abc import Callable

from convviz.player import Edit
from convviz.ui.address import Board
from convviz.ui.depthwise.layer import Layer
from convviz.ui.depthwise.state import kernels_shape, shape_of
from convviz.ui.editing import cells_of, change_numbers


def typed_into(board: Board, layer: Layer) -> Callable[[Edit], None]:
    """What to do with numbers typed into the picture of `layer`."""

    def take(edit: Edit) -> None:
        if edit.grid == "input":
            change_numbers(board, "xe", layer.named_input, cells_of(shape_of(layer.state), edit.cells))
        if edit.grid == "kernel":
            change_numbers(board, "ke", layer.named_kernels, cells_of(kernels_shape(layer.state), edit.cells))

    return take
