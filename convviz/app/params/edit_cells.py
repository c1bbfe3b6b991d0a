"""Numbers typed into the player become part of the state, so that the link carries them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from convviz.app.params.cell_edits import MOST, Cell, Numbers, Within, merged
from convviz.app.params.notices import told
from convviz.app.params.url_state import Board


def cells_of(shape: Sequence[int], edits: Iterable[tuple[int, float]]) -> list[tuple[Cell, float]]:
    """What the player says was changed, with each cell as its index in a grid of this shape."""
    return [(_index(shape, cell), value) for cell, value in edits]


def change_numbers(board: Board, key: str, named: Numbers, cells: Iterable[tuple[Cell, float]]) -> None:
    """Callback: put numbers in on top of those changed before.

    Args:
        board: the page's state.
        key: the field of the changed numbers (`changes_field`).
        named: the numbers before any was changed by hand.
        cells: indices and new numbers.
    """
    text = merged(str(board.latest()[key]), named, cells)
    if text is None:
        board.refuse(
            key, f"A link carries at most {MOST} changed numbers, and this would be more. Nothing was changed."
        )
    else:
        board.ask({key: text})


def change_value(board: Board, key: str, value: float) -> None:
    """Callback: a single number of the picture that has a field of its own, such as the bias."""
    if value in board.options(key):
        board.ask({key: int(value)})
    else:
        field = board.field(key)
        label = field.label[0].upper() + field.label[1:]
        wrong = f"{value:g}".replace("-", "−")
        board.refuse(key, f"{label} {field.rule}, and {wrong} is not. It is still {told(board.state[key])}.")


def undo(board: Board) -> None:
    """A way back to the named numbers, where any was changed."""
    keys = [field.key for field in board.fields if isinstance(field.options, Within)]
    if any(board.state[key] for key in keys):
        values = dict.fromkeys(keys, "")
        st.button("Undo the changed numbers", key=board.name("undo"), on_click=board.ask, args=(values,))


def _index(shape: Sequence[int], cell: int) -> Cell:
    index: list[int] = []
    for size in reversed(shape):
        cell, place = divmod(cell, size)
        index.insert(0, place)
    return tuple(index)
