"""Which numbers of the picture belong to which field of the lesson."""

from __future__ import annotations

from collections.abc import Callable

from convviz.app.lessons.shuffled.layers import Layers
from convviz.app.lessons.shuffled.state import weight_shape
from convviz.app.params.edit_cells import cells_of, change_numbers
from convviz.app.params.url_state import Board
from convviz.player import Edit


def typed_into(board: Board, layers: Layers) -> Callable[[Edit], None]:
    """What to do with numbers typed into the picture of `layers`; the second kernel comes after the shuffle, if any."""

    def take(edit: Edit) -> None:
        track, _, name = edit.grid.rpartition(".")
        if name == "input":
            change_numbers(board, "xe", layers.named_input, cells_of(layers.shape, edit.cells))
        elif track == "1":
            board.refuse("we", "The weights of the two regular layers are fixed; those of the groups can be changed.")
        elif name.startswith("kernel"):
            second = name != "kernel 1"
            cells = cells_of(weight_shape(layers.state), edit.cells)
            change_numbers(board, "ve" if second else "we", layers.named_weights[second], cells)

    return take
