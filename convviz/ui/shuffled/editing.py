"""Which numbers of the picture belong to which field of the lesson."""

from __future__ import annotations

from collections.abc import Callable

from convviz.player import Edit
from convviz.ui.address import Board
from convviz.ui.editing import cells_of, change_numbers
from convviz.ui.shuffled.layers import Layers
from convviz.ui.shuffled.state import weight_shape


def typed_into(board: Board, layers: Layers) -> Callable[[Edit], None]:
    """What to do with numbers typed into the picture of `layers`; the second kernel comes after the shuffle, if any."""

    def take(edit: Edit) -> None:
        if edit.grid == "input":
            change_numbers(board, "xe", layers.named_input, cells_of(layers.shape, edit.cells))
        elif edit.grid.startswith("kernel"):
            second = edit.grid != "kernel 1"
            cells = cells_of(weight_shape(layers.state), edit.cells)
            change_numbers(board, "ve" if second else "we", layers.named_weights[second], cells)

    return take
