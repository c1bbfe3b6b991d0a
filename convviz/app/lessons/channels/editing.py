"""Which numbers of the picture belong to which field of the lesson."""

from __future__ import annotations

from collections.abc import Callable

from convviz.app.lessons.channels.layer import Layer
from convviz.app.lessons.channels.state import shape_of
from convviz.app.params.edit_cells import cells_of, change_numbers
from convviz.app.params.url_state import Board
from convviz.player import Edit


def typed_into(board: Board, layer: Layer) -> Callable[[Edit], None]:
    """What to do with numbers typed into the picture of `layer`, which may show a single filter."""

    def take(edit: Edit) -> None:
        first = layer.shown or 0
        filters, *rest = layer.spec.weight_shape
        match edit.grid:
            case "input":
                change_numbers(board, "xe", layer.named_input, cells_of(shape_of(layer.state), edit.cells))
            case "kernel":
                cells = cells_of((filters, *rest), edit.cells)
                moved = [((place + first, *cell), value) for (place, *cell), value in cells]
                change_numbers(board, "ke", layer.named_filters.whole, moved)
            case "bias":
                moved = [((place + first,), value) for (place,), value in cells_of((filters,), edit.cells)]
                change_numbers(board, "be", layer.named_bias, moved)

    return take
