"""Which numbers of the picture belong to which field of the lesson."""

from __future__ import annotations

from collections.abc import Callable

from convviz.app.lessons.separable.pair import TRACKS, Pair
from convviz.app.lessons.separable.state import drawn_shape, kernels_shape, mixing_shape
from convviz.app.params.edit_cells import cells_of, change_numbers
from convviz.app.params.url_state import Board
from convviz.player import Edit

FOLLOWS = (
    "The regular filters follow from the separable ones, so that both end in the same numbers: change a depthwise or a "
    "pointwise weight of the other track. Nothing was changed."
)


def typed_into(board: Board, pair: Pair) -> Callable[[Edit], None]:
    """What to do with numbers typed into the picture of `pair`; both tracks have the same input."""

    def take(edit: Edit) -> None:
        grid = edit.grid if pair.shown == "race" else f"{TRACKS.index(pair.shown)}.{edit.grid}"
        match grid:
            case "0.input" | "1.input":
                change_numbers(board, "xe", pair.named_input, cells_of(drawn_shape(pair.state), edit.cells))
            case "1.kernel 1":
                change_numbers(board, "de", pair.named_kernels, cells_of(kernels_shape(pair.state), edit.cells))
            case "1.kernel 2":
                change_numbers(board, "pe", pair.named_mixing, cells_of(mixing_shape(pair.state), edit.cells))
            case _:
                board.refuse("de", FOLLOWS)

    return take
