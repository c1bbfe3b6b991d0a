"""Which numbers of the picture belong to which field: a number typed into the column or the row changes the kernel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from convviz.analysis.separability import outer
from convviz.app.lessons.spatial.split import Split
from convviz.app.params.cell_edits import LARGEST
from convviz.app.params.edit_cells import cells_of, change_numbers
from convviz.app.params.url_state import Board
from convviz.player import Edit

NOT_EXACT: Final = (
    "These columns and rows are worked out from the kernel, because it is no product of whole numbers. Type into the "
    "kernel instead. Nothing was changed."
)
TOO_LARGE: Final = f"The kernel would get numbers beyond {LARGEST:,}. Nothing was changed."


def typed_into(board: Board, split: Split) -> Callable[[Edit], None]:
    """What to do with numbers typed into either track of the picture of `split`."""

    def take(edit: Edit) -> None:
        match edit.grid:
            case "0.input" | "1.input":
                change_numbers(board, "xe", split.named_input, cells_of(split.named_input.shape, edit.cells))
            case "0.kernel 1":
                change_numbers(board, "ke", split.named_kernel, cells_of(split.kernel.shape, edit.cells))
            case "1.kernel 1":
                _vector(board, split, 0, edit)
            case "1.kernel 2":
                _vector(board, split, 1, edit)

    return take


def _vector(board: Board, split: Split, which: int, edit: Edit) -> None:
    """The kernel becomes the product of the two vectors, one of them changed."""
    if split.whole is None:
        board.refuse("ke", NOT_EXACT)
        return
    vectors = [vector.astype(float) for vector in split.whole]
    for place, value in edit.cells:
        vectors[which][place] = value
    kernel = outer(*vectors)
    if np.abs(kernel).max() > LARGEST:
        board.refuse("ke", TOO_LARGE)
        return
    change_numbers(board, "ke", split.named_kernel, cells_of(kernel.shape, enumerate(kernel.ravel().tolist())))
