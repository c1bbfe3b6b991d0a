"""The picture of a page: the player, and what it may ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from convviz.app.page import download_dialog
from convviz.app.page.scroll_to_player import scroll_into_view
from convviz.app.params.edit_cells import CellChange, apply_change, is_changed, undo_all
from convviz.app.params.groups.code_panel import CodePanel
from convviz.app.params.groups.view import VolumeView
from convviz.app.params.page_state import PageState
from convviz.player import Board, Edit, play
from convviz.scene import Scene


def show(
    page: PageState[Any],
    scene: Scene,
    filename: str,
    *,
    board: Board | None = None,
    edit: Callable[[Edit], CellChange] | None = None,
    on_next: Callable[[], None] | None = None,
    on_reveal: Callable[[], None] | None = None,
    on_adjust: Callable[[str], None] | None = None,
    player: str = "player",
) -> None:
    """Play a scene; numbers typed into it, the next case and files come back to the page.

    Args:
        page: the page's state.
        scene: what to play.
        filename: what files of it are called, without their endings.
        board: what stands on the board around the picture; None: the picture has no fixed height.
        edit: what numbers typed into it change.
        on_next: called when the next case is asked for.
        on_reveal: called when the answer to the board's question is to be shown.
        on_adjust: called with the values that keys ask for, as JSON.
        player: names this player, on a page with several; ends in "player".
    """
    key, state = page.entry(player), page.state
    play(
        state.opened(scene) if isinstance(state, CodePanel) else scene,
        key=key,
        on_edit=(lambda typed: apply_change(page, edit(typed))) if edit else None,
        changed=edit is not None and is_changed(page),
        on_reset=(lambda: undo_all(page)) if edit else None,
        board=board,
        on_next=on_next,
        on_reveal=on_reveal,
        on_adjust=on_adjust,
        on_save=download_dialog.asked(key),
        on_view=(lambda view: page.update({"view": view})) if isinstance(state, VolumeView) else None,
        on_code_panel=(lambda loops: page.update({"loops": loops})) if isinstance(state, CodePanel) else None,
    )
    scroll_into_view(page, player)
    download_dialog.offer(key, scene, filename, board.sentence if board else "")
