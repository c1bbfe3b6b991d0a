"""Which numbers of the picture belong to which field of the lesson."""

from __future__ import annotations

from collections.abc import Callable

from convviz.app.lessons.volumes.state import is_shallow
from convviz.app.lessons.volumes.walks import Walks
from convviz.app.params.edit_cells import cells_of, change_numbers
from convviz.app.params.url_state import Board
from convviz.player import Edit


def typed_into(board: Board, walks: Walks) -> Callable[[Edit], None]:
    """What to do with numbers typed into the picture of `walks`: both tracks show one volume."""

    def take(edit: Edit) -> None:
        match edit.grid:
            case "0.input" | "1.input":
                numbers, key = walks.named_volume, "xe"
            case "1.kernel" if is_shallow(walks.state):
                numbers, key = walks.named_flat.whole, "fe"
            case _:  # of equal depth the two layers have one filter
                numbers, key = walks.named_solid.whole, "ke"
        change_numbers(board, key, numbers, cells_of(numbers.shape, edit.cells))

    return take
