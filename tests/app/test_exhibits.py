"""What the command line draws of a lesson is what its page shows."""

import json
from pathlib import Path
from typing import Any

import pytest

from convviz.app.exhibits import EXHIBITS, exhibit
from convviz.app.page.registry import LESSONS
from convviz.app.params.param import decode
from convviz.errors import ConvError
from serving import ROOT
from visiting import scenes, visit

PLAYED = [
    Path(lesson.page) for lesson in LESSONS if "player_panel.show(" in (ROOT / lesson.page).read_text(encoding="utf-8")
]
LOWER = {"dilated": ["receptive_field"]}  # players further down on the same page
ELSEWHERE = {
    "sliding_window": {"k": "2", "s": "2", "pad": "custom", "pt": "1", "in": "photo", "ph": "6"},
    "dilated": {"d": "3", "pad": "same", "layers": "2.1.0.1_3.2.0.2"},
    "transposed": {"way": "back", "i": "2"},
}
STATES = [(page, {}) for page in PLAYED] + [(Path(f"pages/{name}.py"), query) for name, query in ELSEWHERE.items()]


def names(page: Path) -> list[str]:
    return [page.stem, *LOWER.get(page.stem, [])]


def drawn(name: str, query: dict[str, str]) -> dict[str, Any]:
    shown = exhibit(name)
    state, faults = decode(shown.fields, query)
    assert not faults
    return json.loads(shown.scene(state).json())


def test_every_player_of_a_lesson_is_there() -> None:
    assert [name for page in PLAYED for name in names(page)] == list(EXHIBITS)


@pytest.mark.parametrize(("page", "query"), STATES)
def test_a_lesson_is_drawn_as_its_page_shows_it(page: Path, query: dict[str, str]) -> None:
    assert [drawn(name, query) for name in names(page)] == scenes(visit(ROOT / page, **query))


def test_fields_of_the_other_player_are_put_aside() -> None:
    upper, lower = exhibit("dilated"), exhibit("receptive_field")
    assert upper.aside | lower.aside == {field.key for field in upper.fields}
    assert not upper.aside & lower.aside


def test_a_picture_that_is_not_here_is_refused() -> None:
    shown = exhibit("sliding_window")
    with pytest.raises(ConvError, match="needs a picture"):
        shown.scene(decode(shown.fields, {"in": "own"})[0])
