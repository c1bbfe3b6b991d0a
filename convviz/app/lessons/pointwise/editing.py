"""Which numbers of the picture belong to which field of the lesson; both tracks show the same ones."""

from __future__ import annotations

from collections.abc import Callable

from convviz.app.lessons.pointwise.layer import Layer
from convviz.app.lessons.pointwise.state import matrix_of, volume_of
from convviz.app.params.edit_cells import cells_of, change_numbers
from convviz.app.params.url_state import Board
from convviz.player import Edit


def typed_into(board: Board, layer: Layer) -> Callable[[Edit], None]:
    """What to do with numbers typed into either track of the picture of `layer`."""

    def take(edit: Edit) -> None:
        match edit.grid.partition(".")[2]:
            case "input":  # X holds its pixels in the order of the picture
                change_numbers(board, "xe", layer.named_input, cells_of(volume_of(layer.state), edit.cells))
            case "kernel":
                change_numbers(board, "we", layer.named_filters.whole, cells_of(matrix_of(layer.state), edit.cells))
            case "bias":
                change_numbers(board, "be", layer.named_bias, cells_of(layer.named_bias.shape, edit.cells))

    return take
