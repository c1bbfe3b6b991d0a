"""Numbers typed into either track belong to the one input and the one kernel of the lesson."""

from __future__ import annotations

from collections.abc import Callable

from convviz.app.lessons.correlation.pair import Pair
from convviz.app.lessons.correlation.state import is_plane
from convviz.app.params.edit_cells import cells_of, change_numbers
from convviz.app.params.url_state import Board
from convviz.player import Edit


def typed_into(board: Board, pair: Pair) -> Callable[[Edit], None]:
    """What to do with numbers typed into the picture of `pair`."""

    def take(edit: Edit) -> None:
        _, _, grid = edit.grid.rpartition(".")  # "0.input" and "1.input" show the same numbers
        plane = is_plane(pair.state)
        if grid == "input":
            change_numbers(board, "xe" if plane else "xs", pair.named_input, cells_of(pair.x.shape, edit.cells))
        elif grid == "kernel":
            named = pair.named_kernel.whole
            change_numbers(board, "ke" if plane else "ks", named, cells_of(named.shape, edit.cells))

    return take
