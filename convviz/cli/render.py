"""`convviz render`: what a lesson's player shows in some state, as a file."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from convviz.app.lessons.registry import LESSONS
from convviz.app.page.lesson import AnyLesson, AnyPlayer
from convviz.app.params.case import case_of
from convviz.cli.lesson_options import LISTING, PROG, general, of_lesson
from convviz.cli.lesson_state import RequestedState
from convviz.cli.link import is_link, lesson_in, query_in
from convviz.cli.parser import UsageError, unknown
from convviz.cli.render_files import KINDS, FileKind, FileRequest, check_writable, chosen_step, endings, write
from convviz.cli.text_table import aligned
from convviz.errors import shown
from convviz.scene import Clock, Scene

# Every picture of a lesson by its name: that of the page, or its own where a page has two.
PICTURES: Final[dict[str, tuple[AnyLesson, AnyPlayer]]] = {
    player.name or lesson.page: (lesson, player) for lesson in LESSONS.values() for player in lesson.players
}


def run(words: Sequence[str]) -> None:
    """Run the command.

    Raises:
        UsageError: the arguments cannot be understood.
        ConvError: what they ask for cannot be.
    """
    first, _ = general().parse_known_args(words)
    if first.list:
        sys.stdout.write(listing() if first.lesson is None else cases(_named(first.lesson)))
    elif first.lesson is not None:
        _lesson(_named(first.lesson), words, first)
    elif first.help:
        general().print_help()
    else:
        raise UsageError(f"Which lesson? `{LISTING}` lists them.")


def listing() -> str:
    """A line for each picture."""
    return "".join(
        f"{_spelled(name):16} {player.summary or lesson.summary}\n" for name, (lesson, player) in PICTURES.items()
    )


def cases(name: str) -> str:
    """A line for each named case of a picture: what links call it, its question, and what changes."""
    lesson, player = PICTURES[name]
    lines = [[case.id, case.title, case.hint] for case in lesson.cases_of(player) if case.id]
    return aligned(lines) if lines else f"{_spelled(name)} has no named cases.\n"


def _lesson(name: str, words: Sequence[str], first: Namespace) -> None:
    lesson, player = PICTURES[name]
    parser = of_lesson(name, lesson, player)
    if first.help:
        parser.print_help()
        return
    path, kind = _file(first.output)
    args = parser.parse_args(words)
    given = {
        "--step": args.step is not None,
        "--form": args.form is not None,
        "--dark": args.dark,
        "--every-product": args.every_product,
    }
    for option in given:
        if given[option] and option not in kind.takes:
            raise UsageError(f"{option} means nothing for a {path.suffix} file; leave it out.")
    check_writable(path)
    state = _requested(name, lesson, player, args).state()
    if is_link(args.lesson):
        player = lesson.players[lesson.on_board(state)]  # an address is that of a page, which may have several
    scene = lesson.scene(state, player)
    step = chosen_step(scene, args.step)
    case = case_of(state, lesson.cases)
    request = FileRequest(
        step,
        "dark" if args.dark else "light",
        args.form or "slide",
        case.sentence if case else "",
        args.every_product,
    )
    write(path, kind.make(scene, request))
    sys.stdout.write(f"{path}: {scene.title}, {_steps(scene, step if '--step' in kind.takes else None)}\n")


def _requested(name: str, lesson: AnyLesson, player: AnyPlayer, args: Namespace) -> RequestedState:
    """What is asked for: by an address in place of the name, by a link, by options, the later before the earlier."""
    cases = lesson.cases if is_link(args.lesson) else lesson.cases_of(player)
    requested = RequestedState(lesson.page, lesson.state, f"{PROG} {_spelled(name)} --help", cases)
    if is_link(args.lesson):
        requested.link(query_in(args.lesson))
    if args.link is not None:
        page = lesson_in(args.link)
        if page and _named(page) not in (name, lesson.page):
            raise UsageError(f"The link leads to {_spelled(page)}, not to {_spelled(name)}.")
        requested.link(query_in(args.link))
    if args.case is not None:
        requested.case(args.case)
    requested.options(args.letters, args.words)
    return requested


def _named(typed: str) -> str:
    """The picture that is meant by its name or an address."""
    name = (lesson_in(typed) if is_link(typed) else typed).replace("-", "_").lower()
    if name not in PICTURES:
        raise unknown("lesson", _spelled(name), map(_spelled, PICTURES), LISTING)
    return name


def _spelled(name: str) -> str:
    return name.replace("_", "-")


def _file(typed: str | None) -> tuple[Path, FileKind]:
    if typed is None:
        raise UsageError(f"Where to? Add -o and the name of a file that ends in {endings()}.")
    path = Path(typed)
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        raise UsageError(f"The name of the file must end in {endings()}; {shown(typed)!r} does not.")
    return path, kind


def _steps(scene: Scene, step: int | None) -> str:
    steps = Clock(scene).steps
    return f"{steps} step{'s' * (steps > 1)}" if step is None else f"step {step + 1} of {steps}"
