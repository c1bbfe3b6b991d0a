"""The player as a Streamlit component: plays a scene in the browser, without a server round trip per frame."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any, Final, Literal

import streamlit as st

from convviz.scene import CodePanelState, Scene, View

LONGEST_PLAIN: Final = 5_000  # characters of a scene: numbers in cells take less, a picture of 64 a side takes 17,500
LARGEST_TYPED: Final = 999_999  # as in player/web/controls/number_input.mjs: more digits fit no cell


@dataclass(frozen=True, slots=True)
class Edit:
    """Numbers changed in the player.

    Attributes:
        grid: id of the grid.
        cells: (held cell, new value) pairs; held cells are counted flat, last axis fastest.
    """

    grid: str
    cells: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question to answer before looking, in the strip under the transport.

    Attributes:
        text: as HTML.
        answer: the number.
        why: how one gets to it, as HTML.
    """

    text: str
    answer: int
    why: str


@dataclass(frozen=True, slots=True)
class Adjustable:
    """A parameter that a key changes while the player fills the screen.

    Attributes:
        command: "kernel", "stride", "padding" or "dilation": the key's command, and what it is called.
        value: of today.
        options: what it may become, in the order in which the key goes through them.
        names: what to call value and options.
    """

    command: str
    value: str
    options: tuple[str, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Board:
    """What a lesson puts around the picture, which then has a fixed height.

    Attributes:
        frame: "narrow" beside a column of controls, "wide" below a row of them.
        unit: what the transport counts ("stop 5 of 9").
        lines: of arithmetic under the picture.
        counters: lines of them that are kept free, as many as the lesson needs in any case.
        sentence: where to look in the named case on show; empty: numbers of one's own.
        source: what the literature calls the case.
        question: in the strip under the transport.
        lesson: its name.
        formula: of the state, as HTML, for the full screen; on the page it stands below.
        adjustables: what keys change on the full screen.
        step: at which the picture stands when the page opens, from 1; one behind the last is the last. None: it plays.
    """

    frame: Literal["narrow", "wide"]
    unit: str = "step"
    lines: int = 1
    counters: int = 1
    sentence: str = ""
    source: str = ""
    question: Question | None = None
    lesson: str = ""
    formula: str = ""
    adjustables: tuple[Adjustable, ...] = ()
    step: int | None = None


def play(
    scene: Scene,
    *,
    key: str,
    board: Board | None = None,
    changed: bool = False,
    on_edit: Callable[[Edit], None] | None = None,
    on_reset: Callable[[], None] | None = None,
    on_next: Callable[[], None] | None = None,
    on_reveal: Callable[[], None] | None = None,
    on_save: Callable[[int], None] | None = None,
    on_view: Callable[[View], None] | None = None,
    on_code_panel: Callable[[CodePanelState], None] | None = None,
    on_adjust: Callable[[str], None] | None = None,
) -> None:
    """Mount the player, or hand the mounted one a new scene.

    Args:
        scene: what to play.
        key: names this player on its page, so that new data updates it in place.
        board: what stands around the picture in a lesson.
        changed: whether numbers of the scene were changed by hand; only asked with `on_reset`.
        on_edit: called before the next run with numbers typed into cells; without it they change in the browser alone.
        on_reset: called before the next run when the numbers are to be again as before any was changed; without it the
            player gives back those of the first scene.
        on_next: called before the next run when the next case is asked for (key N).
        on_reveal: called before the next run when the answer to the board's question is to be shown.
        on_view: called before the next run when planes are to be stacked ("stack") or spread ("flat").
        on_code_panel: called before the next run when the code of the loops is to be "open" or "shut".
        on_adjust: called before the next run with values that keys ask for, as JSON {"stride": "2"}; or any other text.
        on_save: called before the next run when files are asked for (key S), with the step on show.
    """

    def edited() -> None:
        for edit in read_edits(st.session_state[key]["edit"], scene):
            if on_edit:
                on_edit(edit)

    def saved() -> None:
        step = st.session_state[key]["save"]
        if on_save and isinstance(step, (int, float)):
            on_save(max(0, int(step)))

    def viewed() -> None:
        view = st.session_state[key]["view"]
        if on_view and view in ("stack", "flat"):
            on_view(view)

    def toggled() -> None:
        state = st.session_state[key]["code_panel"]
        if on_code_panel and state in ("open", "shut"):
            on_code_panel(state)

    def adjusted() -> None:
        if on_adjust:
            on_adjust(str(st.session_state[key]["adjust"]))

    _component()(
        key=key,
        data=packed(scene, board, changed=changed if on_reset else None),
        width="stretch",
        height="content",
        on_edit_change=edited,
        on_reset_change=on_reset or (lambda: None),
        on_next_change=on_next or (lambda: None),
        on_reveal_change=on_reveal or (lambda: None),
        on_save_change=saved,
        on_view_change=viewed,
        on_code_panel_change=toggled,
        on_adjust_change=adjusted,
    )


def packed(scene: Scene, board: Board | None = None, *, changed: bool | None = None) -> dict[str, str] | bytes:
    """The scene and its board as they are sent: JSON, deflated where that is worth a moment's wait in the browser.

    Whether numbers were changed by hand goes along; None: the page does not know, and what they were the player keeps.

    Strings in a flat dict, or bytes alone: nested lists would make Streamlit import pandas (+63 MB, +300 ms).
    """
    text = scene.json()
    words = {**(asdict(board) if board else {}), **({} if changed is None else {"changed": changed})}
    around = json.dumps(words, ensure_ascii=False) if words else ""
    if len(text) <= LONGEST_PLAIN:
        return {"scene": text, "board": around}
    return zlib.compress(f"{around}\n{text}".encode(), 9)


def read_edits(text: object, scene: Scene) -> tuple[Edit, ...]:
    """What a browser says was changed, or nothing where any of it cannot be: it may say anything.

    Args:
        text: JSON as the player sends it, `[{"grid": id, "cells": [[cell, value], …]}, …]`.
        scene: the scene the player was given.
    """
    try:
        messages = json.loads(str(text))
        edits = tuple(
            Edit(str(message["grid"]), tuple((int(cell), float(value)) for cell, value in message["cells"]))
            for message in messages
        )
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return ()
    sizes = {grid.id: len(grid.values) for grid in scene.grids if grid.values is not None}
    return edits if all(_is_legal(edit, sizes.get(edit.grid, 0)) for edit in edits) else ()


def _is_legal(edit: Edit, size: int) -> bool:
    """Whether these numbers can have been typed into a grid that holds so many."""
    return bool(edit.cells) and all(0 <= cell < size and abs(value) <= LARGEST_TYPED for cell, value in edit.cells)


@cache
def _component() -> Any:
    """Registered once, by file name: the code is fetched and cached by the browser, never re-sent with data."""
    return st.components.v2.component("convviz.player", js="player.mjs", css="player.css")
