"""The options of `convviz render`: those of every lesson, and those of one."""

from __future__ import annotations

from argparse import SUPPRESS, Action, ArgumentParser, Namespace, _ArgumentGroup
from collections.abc import Sequence
from typing import Any, Final

from convviz.app.page.lesson import AnyLesson, AnyPlayer
from convviz.app.params.old_links import OLD_LINKS
from convviz.app.params.param import Kind, Param, listed
from convviz.cli.lesson_state import OptionValue
from convviz.cli.option_names import Word, words_of
from convviz.cli.parser import Parser
from convviz.cli.render_files import endings
from convviz.export.form import FORMS

PROG: Final = "convviz render"
LISTING: Final = f"{PROG} --list"
ABOUT: Final = "Draw what a lesson shows: an animation, a page that plays offline, a picture, or its numbers."
EXAMPLE: Final = f"{PROG} sliding-window --size 5 --stride 2 --padding 1 -o out.gif"


def general() -> Parser:
    """Reads what every lesson understands."""
    example = f"{EXAMPLE}; what a lesson can be asked for says {PROG} sliding-window --help"
    parser = Parser(PROG, ABOUT, example, usage=f"{PROG} LESSON [OPTION ...] -o FILE", add_help=False)
    _common(parser, "a named case of the lesson, which other options change; LESSON --list has them")
    return parser


def of_lesson(name: str, lesson: AnyLesson, player: AnyPlayer) -> Parser:
    """Reads everything that one picture of a lesson understands.

    What is asked of its state becomes `letters` (by the letters of links) and `words` (by other options).
    """
    called = f"{PROG} {name.replace('_', '-')}"
    ids = [case.id for case in lesson.cases_of(player) if case.id]
    parser = Parser(called, ABOUT, f"{called} -o out.gif", usage=f"{called} [OPTION ...] -o FILE", add_help=False)
    _common(parser, f"a named case, which other options change: {listed(ids)}" if ids else SUPPRESS)
    offered = [param for param in lesson.state.params if _belongs(param, lesson, player)]
    words = words_of(offered)
    several = parser.add_argument_group("the lesson, in words")
    for word in words.values():
        if word.only is None or word.is_old:
            _word(several, word)
    state = parser.add_argument_group("the lesson, by the names its links use")
    alone: dict[str, list[Word]] = {}
    for word in words.values():
        if word.only and not word.is_old:
            alone.setdefault(word.only.key, []).append(word)
    for param in offered:
        _param(state, param, alone.get(param.key, []))
    letters = {param.key for param in lesson.state.params}
    kept = {param.key for param in offered}
    for old, renamed in OLD_LINKS.get(lesson.page, {}).items():
        if old not in letters and renamed.key in kept and old not in words:
            state.add_argument(f"--{old}", action=_Keep, about=old, dest="letters", metavar="VALUE", help=SUPPRESS)
    parser.set_defaults(letters={}, words={})
    return parser


def _belongs(param: Param[Any], lesson: AnyLesson, player: AnyPlayer) -> bool:
    """Whether a parameter changes this picture, on a page with several."""
    if player.params:
        return param.name in player.params
    return not any(param.name in other.params for other in lesson.players)


def _common(parser: ArgumentParser, about_cases: str) -> None:
    add = parser.add_argument
    add("lesson", nargs="?", metavar="LESSON", help="its name, or the address of its page")
    add("-o", "--output", metavar="FILE", help=f"ends in {endings()}")
    add("--step", type=int, metavar="N", help="which step a picture shows, from 1; without it the one halfway")
    add(
        "--form",
        choices=FORMS,
        metavar="FORM",
        help="of a picture or animation: slide, 16:9, which is the default, or tall, as tall as needed",
    )
    add("--dark", action="store_true", help="colours for a dark background")
    add("--every-product", action="store_true", help="in a .csv file every product instead of the output")
    add("--case", metavar="NAME", help=about_cases)
    add("--link", metavar="LINK", help='the state as a link has it: "k=5&s=2", or a whole address')
    add("--list", action="store_true", help="list the lessons; with a lesson, its named cases")
    add("-h", "--help", action="store_true", help="this text; with a lesson, what it can be asked for")


class _Keep(Action):
    """Keeps what was typed for a letter or a word, with the option by which it was asked for; the last one counts."""

    def __init__(self, *, about: str | Word, **others: Any) -> None:
        super().__init__(**others)
        self.about = about

    def __call__(
        self,
        parser: ArgumentParser,
        names: Namespace,
        values: str | Sequence[Any] | None,
        option: str | None = None,
    ) -> None:
        typed = OptionValue(option or "", str(values))
        if isinstance(self.about, Word):
            names.words = {**names.words, self.about: typed}
        else:
            names.letters = {**names.letters, self.about: typed}


def _word(group: _ArgumentGroup, word: Word) -> None:
    along = ["/".join(f"--{param.key}" for param in axis) for axis in word.axes]
    if len(along) > 1:
        says = f"{', '.join(along)}: one number for all, or one each, as in {'x'.join('357'[: len(along)])}"
    else:
        says = f"{along[0].replace('/', ' or ')}, whichever matters"
    group.add_argument(
        f"--{word.name}",
        action=_Keep,
        about=word,
        dest="words",
        metavar="VALUE",
        help=SUPPRESS if word.is_old else says,
    )


def _param(group: _ArgumentGroup, param: Param[Any], words: Sequence[Word]) -> None:
    names = [f"--{param.key}", *(f"--{word.name}" for word in words if word.name != param.key)]
    padding = next((word for word in words if word.is_padding), None)
    group.add_argument(
        *names,
        action=_Keep,
        about=padding or param.key,
        dest="words" if padding else "letters",
        metavar="VALUE",
        help=f"{param.label.removeprefix('the ')}: {_rule(param)}",
    )


def _rule(param: Param[Any]) -> str:
    """What a parameter accepts, and what it is unless asked for."""
    rule = param.rule.removeprefix("must be ")
    if param.kind is Kind.PADDING and "custom" in param.options:
        rule += ", or a number of cells"
    default = "" if callable(param.default) or param.default == "" else f" ({param.default})"
    only = f"; matters {param.only}" if param.only else ""
    return f"{rule}{default}{only}".replace("%", "%%")
