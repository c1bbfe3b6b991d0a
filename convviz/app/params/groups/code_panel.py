"""Whether the loops are open beside the picture: on pages whose player has code to read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final, cast

from convviz.app.params.param import Field
from convviz.app.params.url_state import Board
from convviz.scene import Reading, Scene

LOOPS: Final = Field("loops", "the code of the loops", ("auto", "open", "shut"), "auto")


def _knows(board: Board) -> bool:
    return LOOPS.key in {field.key for field in board.fields}


def opened(board: Board, scene: Scene) -> Scene:
    """`scene` with the code open or shut as the address says; where it says nothing, as the reader left it."""
    asked = board.state[LOOPS.key] if _knows(board) else LOOPS.default
    return replace(scene, reading="" if asked == LOOPS.default else cast(Reading, asked))


def read(board: Board) -> Callable[[Reading], None] | None:
    """What the player's button "Read the loops" does, on pages whose address says whether they are open."""
    return (lambda reading: board.ask({LOOPS.key: reading})) if _knows(board) else None
