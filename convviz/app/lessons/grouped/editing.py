"""Which numbers of the picture belong to which field of the lesson."""

from __future__ import annotations

from collections.abc import Callable

from convviz.app.lessons.grouped.layer import Layer
from convviz.app.params.edit_cells import cells_of, change_numbers
from convviz.app.params.url_state import Board
from convviz.player import Edit


def typed_into(board: Board, layer: Layer) -> Callable[[Edit], None]:
    """What to do with numbers typed into the picture of `layer`, or into either track of its race.

    The weights of the groups are those of the regular layer that lie in the blocks, so both have one address.
    """

    def take(edit: Edit) -> None:
        track, _, name = edit.grid.rpartition(".")
        if name == "input":
            change_numbers(board, "xe", layer.named_input, cells_of(layer.shape, edit.cells))
        elif name == "kernel 1":
            grouped = track != "1"
            shape = layer.weights.shape if grouped else layer.whole_weights.shape
            cells = [
                ((filter, channel + grouped * layer.first_read(filter), *rest), value)
                for (filter, channel, *rest), value in cells_of(shape, edit.cells)
            ]
            change_numbers(board, "we", layer.named_weights, cells)

    return take
