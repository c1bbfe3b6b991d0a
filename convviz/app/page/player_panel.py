"""The picture of a lesson: the player, and what it may ask for."""

from __future__ import annotations

from collections.abc import Callable

from convviz.app.page import download_dialog
from convviz.app.page.scroll_to_player import look
from convviz.app.params.edit_cells import undo
from convviz.app.params.groups.code_panel import opened, read
from convviz.app.params.groups.view import viewed
from convviz.app.params.url_state import Board
from convviz.player import Edit, play
from convviz.scene import Scene


def show(
    board: Board,
    scene: Scene,
    filename: str,
    on_edit: Callable[[Edit], None] | None = None,
    on_next: Callable[[], None] | None = None,
    part: str = "player",
) -> None:
    """Play a scene; numbers typed into it, the next case and files come back to the page.

    Args:
        board: the page's state.
        scene: what to play.
        filename: what files of it are called, without their endings.
        on_edit: called with numbers typed into it.
        on_next: called when the next case is asked for.
        part: names this player, on a page with several; ends in "player".
    """
    key = board.name(part)
    play(
        opened(board, scene),
        key=key,
        on_edit=on_edit,
        on_next=on_next,
        on_save=download_dialog.asked(key),
        on_view=viewed(board),
        on_read=read(board),
    )
    look(board, part)
    download_dialog.offer(key, scene, filename)
    if on_edit:
        undo(board)
