"""Which numbers of the picture belong to which field: a number typed into a vector changes its whole filter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from convviz.analysis.separability import outer
from convviz.app.lessons.flattened.flat import Flat
from convviz.app.params.cell_edits import LARGEST
from convviz.app.params.edit_cells import cells_of, change_numbers
from convviz.app.params.url_state import Board
from convviz.player import Edit

NOT_EXACT: Final = (
    "These vectors are worked out from the filter, because it is no product of whole numbers. Type into the filter of "
    "the regular track instead. Nothing was changed."
)
TOO_LARGE: Final = f"The filter would get numbers beyond {LARGEST:,}. Nothing was changed."
STEPS: Final = ("kernel 1", "kernel 2", "kernel 3")


def typed_into(board: Board, flat: Flat) -> Callable[[Edit], None]:
    """What to do with numbers typed into the picture of `flat`, of two tracks or of the three steps alone."""

    def take(edit: Edit) -> None:
        track, dot, grid = edit.grid.rpartition(".")
        if grid == "input":
            change_numbers(board, "xe", flat.named_input, cells_of(flat.named_input.shape, edit.cells))
        elif dot and track == "0":
            change_numbers(board, "fe", flat.named_filters, cells_of(flat.filters.shape, edit.cells))
        else:
            _vector(board, flat, STEPS.index(grid), edit)

    return take


def _vector(board: Board, flat: Flat, axis: int, edit: Edit) -> None:
    """The filter becomes the product of its three vectors, one of them changed."""
    changed = flat.filters.astype(float)
    size = flat.filters.shape[1 + axis]
    vectors = [[part.astype(float) for part in each.parts] for each in flat.vectors]
    for place, value in edit.cells:
        which, entry = divmod(place, size)
        if not flat.vectors[which].whole:
            board.refuse("fe", NOT_EXACT)
            return
        vectors[which][axis][entry] = value
        changed[which] = outer(*vectors[which])
    if np.abs(changed).max() > LARGEST:
        board.refuse("fe", TOO_LARGE)
        return
    change_numbers(board, "fe", flat.named_filters, cells_of(changed.shape, enumerate(changed.ravel().tolist())))
