"""Options of the first version, by letter and by word, are still understood."""

import json

import pytest

from convviz.app.params.param import Param
from convviz.cli.lesson_options import of_lesson
from convviz.cli.lesson_state import RequestedState
from convviz.cli.option_names import OLD_OPTIONS, words_of
from convviz.cli.render import PICTURES
from serving import ROOT

OPTIONS = json.loads((ROOT / "tests" / "data" / "options_of_version_1.json").read_text(encoding="utf-8"))
CASES = [(name, option) for name, offered in OPTIONS.items() for option in (*offered["keys"], *offered["words"])]


@pytest.mark.parametrize(("name", "option"), CASES, ids="-".join)
def test_an_old_option_is_understood(name: str, option: str) -> None:
    lesson, player = PICTURES[name]
    args = of_lesson(name, lesson, player).parse_args([name, f"--{option}", "1", "-o", "out.gif"])
    (typed,) = [*args.letters.values(), *args.words.values()]
    assert (typed.option, typed.text) == (f"--{option}", "1")
    requested = RequestedState(lesson.page, lesson.state, "--help")
    requested.options(args.letters, args.words)
    assert requested._requested, "it sets something"


@pytest.mark.parametrize("name", OPTIONS)
def test_an_option_sets_what_it_set(name: str) -> None:
    """Each old word sets the parameters whose letters it set before, as they are spelled today."""
    from convviz.app.params.old_links import OLD_LINKS

    lesson, _ = PICTURES[name]
    renamed = OLD_LINKS.get(lesson.page, {})
    words = words_of(lesson.state.params)
    for word, axes in OPTIONS[name]["words"].items():
        before = {renamed[key].key if key in renamed else key for axis in axes for key in axis}
        now = words.get(word)
        params: list[Param] = [param for axis in now.axes for param in axis] if now else []
        keys = {param.key for param in params} if now else {word}
        assert before <= keys, word


def test_no_old_option_hides_one_of_today() -> None:
    for lesson, _ in PICTURES.values():
        today = {param.option or param.name.replace("_", "-") for param in lesson.state.params}
        words = words_of(lesson.state.params)
        assert not [name for name in today & OLD_OPTIONS.keys() if words[name].is_old]
