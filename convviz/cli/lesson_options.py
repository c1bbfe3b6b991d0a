"""The options of `convviz render`: those of every lesson, and those of one."""

from __future__ import annotations

from argparse import Action, ArgumentParser, Namespace, _ArgumentGroup
from collections.abc import Sequence
from typing import Any, Final

from convviz.app.exhibits import Exhibit
from convviz.app.params.param import Field
from convviz.cli.lesson_state import Asked
from convviz.cli.option_names import PADDING, Word, words_of
from convviz.cli.parser import Parser
from convviz.cli.render_files import endings

PROG: Final = "convviz render"
LISTING: Final = f"{PROG} --list"
ABOUT: Final = "Draw what a lesson shows: an animation, a page that plays offline, a picture, or its numbers."
EXAMPLE: Final = f"{PROG} sliding-window --size 5 --stride 2 --padding 1 -o out.gif"


def general() -> Parser:
    """Reads what every lesson understands."""
    example = f"{EXAMPLE}; what a lesson can be asked for says {PROG} sliding-window --help"
    parser = Parser(PROG, ABOUT, example, usage=f"{PROG} LESSON [OPTION ...] -o FILE", add_help=False)
    _common(parser)
    return parser


def of_lesson(name: str, exhibited: Exhibit) -> Parser:
    """Reads everything that one lesson understands; what is asked of its state becomes `asked` and `meant`."""
    called = f"{PROG} {name.replace('_', '-')}"
    parser = Parser(called, ABOUT, f"{called} -o out.gif", usage=f"{called} [OPTION ...] -o FILE", add_help=False)
    _common(parser)
    offered = [field for field in exhibited.fields if field.key not in exhibited.aside]
    words = words_of(offered)
    several = parser.add_argument_group("the lesson, in words")
    for word in words.values():
        if word.only is None:
            _word(several, word)
    state = parser.add_argument_group("the lesson, by the names its links use")
    alone = {word.only.key: word for word in words.values() if word.only}
    for field in offered:
        _field(state, field, alone.get(field.key))
    parser.set_defaults(asked={}, meant={})
    return parser


def _common(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("lesson", nargs="?", metavar="LESSON", help="its name, or the address of its page")
    add("-o", "--output", metavar="FILE", help=f"ends in {endings()}")
    add("--step", type=int, metavar="N", help="which step a picture shows, from 1; without it the one halfway")
    add("--dark", action="store_true", help="colours for a dark background")
    add("--every-product", action="store_true", help="in a .csv file every product instead of the output")
    add("--link", metavar="LINK", help='the state as a link has it: "k=5&s=2", or a whole address')
    add("--list", action="store_true", help="list the lessons")
    add("-h", "--help", action="store_true", help="this text; with a lesson, what it can be asked for")


class _Keep(Action):
    """Keeps what was typed for a field or a word, with the name by which it was asked for; the last one counts."""

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
        asked = Asked(option or "", str(values))
        if isinstance(self.about, Word):
            names.meant = {**names.meant, self.about: asked}
        else:
            names.asked = {**names.asked, self.about: asked}


def _word(group: _ArgumentGroup, word: Word) -> None:
    along = ["/".join(f"--{field.key}" for field in axis) for axis in word.axes]
    if len(along) > 1:
        says = f"{', '.join(along)}: one number for all, or one each, as in {'x'.join('357'[: len(along)])}"
    else:
        says = f"{along[0].replace('/', ' or ')}, whichever matters"
    group.add_argument(f"--{word.name}", action=_Keep, about=word, dest="meant", metavar="VALUE", help=says)


def _field(group: _ArgumentGroup, field: Field, word: Word | None) -> None:
    names = [f"--{field.key}", *([f"--{word.name}"] if word and word.name != field.key else [])]
    padding = word is not None and field.label == PADDING and not field.numeric
    group.add_argument(
        *names,
        action=_Keep,
        about=word if padding and word else field.key,
        dest="asked",
        metavar="VALUE",
        help=f"{field.label.removeprefix('the ')}: {_rule(field)}",
    )


def _rule(field: Field) -> str:
    """What a field accepts, and what it is unless asked for."""
    rule = field.rule.removeprefix("must be ")
    if field.label == PADDING and "custom" in field.options:
        rule += ", or a number of cells"
    default = "" if callable(field.default) or field.default == "" else f" ({field.default})"
    matters = f"; matters {field.matters}" if field.matters else ""
    return f"{rule}{default}{matters}".replace("%", "%%")
