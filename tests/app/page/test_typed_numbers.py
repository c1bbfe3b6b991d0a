"""What a browser says was typed into the player: it may say anything."""

import json

import pytest

from browser import player_app
from convviz.player import Edit, packed, read_edits

SCENE = player_app.scene("worked")  # an input of 25 numbers, a kernel of 9


def sent(*edits: tuple[str, list[object]]) -> str:
    return json.dumps([{"grid": grid, "cells": cells} for grid, cells in edits])


def test_numbers_typed_into_several_grids_are_read_in_their_order() -> None:
    text = sent(("kernel", [[0, 2.5], [8, -1]]), ("input", [[24, 7]]))
    assert read_edits(text, SCENE) == (Edit("kernel", ((0, 2.5), (8, -1.0))), Edit("input", ((24, 7.0),)))


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "7",
        "{}",
        '{"grid": "input", "cells": [[0, 1]]}',
        "[[]]",
        "[" * 100_000,
        sent(("input", [])),
        sent(("input", [[25, 1]])),
        sent(("input", [[-1, 1]])),
        sent(("input", [[0, 1e6]])),
        sent(("input", [[0, float("nan")]])),
        sent(("input", [[0, "x"]])),
        sent(("input", [[0]])),
        sent(("output", [[0, 1]])),
        sent(("nowhere", [[0, 1]])),
        sent(("input", [[0, 1]]), ("kernel", [[9, 1]])),
    ],
)
def test_where_any_of_it_cannot_be_nothing_is_changed(text: str | None) -> None:
    assert read_edits(text, SCENE) == ()


def test_whether_numbers_were_changed_goes_along_where_the_page_knows() -> None:
    assert packed(SCENE)["board"] == ""
    assert [json.loads(packed(SCENE, changed=known)["board"]) for known in (True, False)] == [
        {"changed": True},
        {"changed": False},
    ]
