"""Which numbers of the picture belong to which field: all tracks show the same ones, each in its own way."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from convviz.app.lessons.transposed.layer import Layer
from convviz.app.lessons.transposed.views import Views
from convviz.app.params.cell_edits import Cell
from convviz.app.params.edit_cells import cells_of, change_numbers, change_value
from convviz.app.params.url_state import Board
from convviz.player import Edit
from convviz.scene import taps_of

Edits = Sequence[tuple[int, float]]


def typed_into(board: Board, views: Views) -> Callable[[Edit], None]:
    """What to do with numbers typed into any track of the picture."""
    layer = views.layer

    def take(edit: Edit) -> None:
        track, _, grid = edit.grid.rpartition(".")
        way = views.shown[int(track or 0)]
        match grid:
            case "input":
                change_numbers(board, "xe", layer.named_input, cells_of(layer.size, edit.cells))
            case "kernel":
                change_numbers(board, "ke", layer.named_kernel.whole, _weights(layer, way, edit.cells))
            case "direct":
                change_numbers(board, "ke", layer.named_kernel.whole, _weights(layer, grid, edit.cells))
            case "bias":
                change_value(board, "b", edit.cells[-1][1])

    return take


def _weights(layer: Layer, way: str, edits: Edits) -> list[tuple[Cell, float]]:
    """The weights behind cells of a drawn kernel or matrix."""
    size = layer.spec.kernel
    if way == "slide":  # turned by 180°: the first cell is the last weight
        last = size[0] * size[1] - 1
        edits = [(last - cell, value) for cell, value in edits]
    elif way in ("matrix", "direct"):
        geometry = layer.geometry if way == "matrix" else layer.direct
        taps = taps_of(geometry) if geometry else ()
        edits = [(tap, value) for cell, value in edits for tap in taps[cell]]
    return cells_of(size, edits)
