"""Numbers typed into the picture become part of the state, so that the link carries them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from convviz.app.params.cell_edits import MOST, Cell, Numbers, Within, merged
from convviz.app.params.notices import in_words
from convviz.app.params.page_state import PageState


@dataclass(frozen=True, slots=True)
class CellEdit:
    """Numbers typed into a grid, as changes to the numbers behind it.

    Attributes:
        param: the attribute of the state that holds the changes (`cell_edits.edited`).
        named: the numbers before any was changed by hand.
        cells: index in `named` and new number of each.
    """

    param: str
    named: Numbers
    cells: Sequence[tuple[Cell, float]]


@dataclass(frozen=True, slots=True)
class ValueEdit:
    """A number typed into a cell that has a parameter of its own, such as the bias.

    Attributes:
        param: the attribute of the state.
        value: the new number.
    """

    param: str
    value: float


@dataclass(frozen=True, slots=True)
class RejectedEdit:
    """Numbers that cannot be changed where they were typed.

    Attributes:
        param: the attribute of the state that would have changed.
        sentence: why not.
    """

    param: str
    sentence: str


CellChange = CellEdit | ValueEdit | RejectedEdit | None  # None: nothing changes


def cells_of(shape: Sequence[int], edits: Iterable[tuple[int, float]]) -> list[tuple[Cell, float]]:
    """What the player says was changed, with each cell as its index in a grid of this shape."""
    return [(_index(shape, cell), value) for cell, value in edits]


def apply_change(page: PageState[Any], change: CellChange) -> None:
    """Callback: take numbers typed into the picture on top of those changed before, or say why not."""
    match change:
        case CellEdit(name, named, cells):
            text = merged(str(page.latest().values[name]), named, cells)
            if text is None:
                most = f"A link carries at most {MOST} changed numbers, and this would be more. Nothing was changed."
                page.reject(name, most)
            else:
                page.update({name: text})
        case ValueEdit(name, value):
            param = page.param(name)
            if value in page.options(name):
                page.update({name: int(value)})
            else:
                label = param.label[0].upper() + param.label[1:]
                wrong = f"{value:g}".replace("-", "−")
                still = in_words(page.state.values[name])
                page.reject(name, f"{label} {param.rule}, and {wrong} is not. It is still {still}.")
        case RejectedEdit(name, sentence):
            page.reject(name, sentence)


def is_changed(page: PageState[Any]) -> bool:
    """Whether any number in the picture was changed by hand."""
    return any(page.state.values[name] for name in _changes(page))


def undo(page: PageState[Any]) -> None:
    """A way back to the named numbers, where any was changed."""
    if is_changed(page):
        st.button("Undo the changed numbers", key=page.entry("undo"), on_click=undo_all, args=(page,))


def undo_all(page: PageState[Any]) -> None:
    """Callback: back to the named numbers."""
    page.update(dict.fromkeys(_changes(page), ""))


def _changes(page: PageState[Any]) -> list[str]:
    return [param.name for param in page.state.params if isinstance(param.options, Within)]


def _index(shape: Sequence[int], cell: int) -> Cell:
    index: list[int] = []
    for size in reversed(shape):
        cell, place = divmod(cell, size)
        index.insert(0, place)
    return tuple(index)
