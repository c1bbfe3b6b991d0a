"""Numbers typed into the player become part of the state, so that the link carries them."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from convviz.player import Edit
from convviz.ui.address import Board
from convviz.ui.changes import MOST, Cell, Numbers, merged
from convviz.ui.sliding_window.window import Window

CHANGES = ("xe", "ke")


def typed_into(board: Board, window: Window) -> Callable[[Edit], None]:
    """What to do with numbers typed into the picture of `window`."""

    def take(edit: Edit) -> None:
        match edit.grid:
            case "input":
                height, width = window.geometry.input_shape
                down, right = window.shift  # the picture shows the input moved; the link holds it as it was
                cells = [
                    (((cell // width - down) % height, (cell % width - right) % width), value)
                    for cell, value in edit.cells
                ]
                _change(board, "xe", window.named_input, cells)
            case "kernel":
                width = window.spec.kernel[1]
                cells = [((cell // width, cell % width), value) for cell, value in edit.cells]
                _change(board, "ke", window.named_kernel.whole, cells)
            case "bias":
                _set_bias(board, edit.cells[-1][1])

    return take


def undo(board: Board) -> None:
    """A way back to the named numbers, where any was changed."""
    if any(board.state[key] for key in CHANGES):
        values = dict.fromkeys(CHANGES, "")
        st.button("Undo the changed numbers", key=board.name("undo"), on_click=board.ask, args=(values,))


def _change(board: Board, key: str, named: Numbers, cells: list[tuple[Cell, float]]) -> None:
    text = merged(str(board.latest()[key]), named, cells)
    if text is None:
        board.refuse(
            key, f"A link carries at most {MOST} changed numbers, and this would be more. Nothing was changed."
        )
    else:
        board.ask({key: text})


def _set_bias(board: Board, value: float) -> None:
    options = board.options("b")
    if value in options:
        board.ask({"b": int(value)})
    else:
        rule = board.field("b").rule
        board.refuse("b", f"The bias {rule}, and {value:g} is not. It is still {board.state['b']}.")
