"""The picture of the lesson: the player, and what it may ask for."""

from __future__ import annotations

from convviz.player import play
from convviz.ui import takeaway
from convviz.ui.address import Board
from convviz.ui.sliding_window.controls import next_case, title
from convviz.ui.sliding_window.editing import typed_into, undo
from convviz.ui.sliding_window.window import Window


def show(board: Board, window: Window) -> None:
    """Play the window; numbers typed into it, the next case and files come back to the page."""
    key = board.name("player")
    scene = window.scene(title(board))
    play(
        scene,
        key=key,
        on_edit=typed_into(board, window),
        on_next=next_case(board),
        on_save=takeaway.asked(key),
    )
    takeaway.offer(key, scene, "sliding-window")
    undo(board)
