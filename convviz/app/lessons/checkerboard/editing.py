"""Which numbers of the picture belong to which field of the lesson."""

from __future__ import annotations

from collections.abc import Callable

from convviz.app.lessons.checkerboard.layer import Layer
from convviz.app.lessons.checkerboard.state import is_plane
from convviz.app.params.edit_cells import cells_of, change_numbers
from convviz.app.params.url_state import Board
from convviz.player import Edit


def typed_into(board: Board, layer: Layer) -> Callable[[Edit], None]:
    """What to do with numbers typed into the picture of `layer`."""
    named = {"input": ("x", layer.named_input), "kernel": ("k", layer.named_kernel)}

    def take(edit: Edit) -> None:
        if edit.grid in named:
            key, numbers = named[edit.grid]
            field = key + ("e" if is_plane(layer.state) else "s")
            change_numbers(board, field, numbers, cells_of(numbers.shape, edit.cells))

    return take
