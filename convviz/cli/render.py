"""`convviz render`: what a lesson's player shows in some state, as a file."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from convviz.app.exhibits import EXHIBITS, Exhibit, exhibit
from convviz.app.page.registry import LESSONS
from convviz.cli.lesson_options import LISTING, PROG, general, of_lesson
from convviz.cli.lesson_state import Wish
from convviz.cli.link import is_link, lesson_in, query_in
from convviz.cli.parser import UsageError, unknown
from convviz.cli.render_files import KINDS, Kind, Order, check_writable, chosen_step, endings, write
from convviz.errors import shown
from convviz.scene import Clock, Scene

STACK: Final = "receptive_field"  # an exhibit that shares its page with another
STACK_IDEA: Final = "The stack of layers of the lesson on dilation: what a unit deep in it sees of the input."


def run(words: Sequence[str]) -> None:
    """Run the command.

    Raises:
        UsageError: the arguments cannot be understood.
        ConvError: what they ask for cannot be.
    """
    first, _ = general().parse_known_args(words)
    if first.list:
        sys.stdout.write(listing())
    elif first.lesson is not None:
        _lesson(_named(first.lesson), words, first)
    elif first.help:
        general().print_help()
    else:
        raise UsageError(f"Which lesson? `{LISTING}` lists them.")


def listing() -> str:
    """A line a lesson."""
    ideas = {**{Path(lesson.page).stem: lesson.idea for lesson in LESSONS}, STACK: STACK_IDEA}
    return "".join(f"{_spelled(name):16} {ideas[name]}\n" for name in EXHIBITS)


def _lesson(name: str, words: Sequence[str], first: Namespace) -> None:
    if first.help:
        of_lesson(name, exhibit(name)).print_help()
        return
    path, kind = _file(first.output)
    exhibited = exhibit(name)
    args = of_lesson(name, exhibited).parse_args(words)
    given = {"--step": args.step is not None, "--dark": args.dark, "--every-product": args.every_product}
    for option in given:
        if given[option] and option not in kind.takes:
            raise UsageError(f"{option} means nothing for a {path.suffix} file; leave it out.")
    check_writable(path)
    scene = exhibited.scene(_wish(name, exhibited, args).state())
    step = chosen_step(scene, args.step)
    write(path, kind.make(scene, Order(step, "dark" if args.dark else "light", args.every_product)))
    sys.stdout.write(f"{path}: {scene.title}, {_steps(scene, step if '--step' in kind.takes else None)}\n")


def _wish(name: str, exhibited: Exhibit, args: Namespace) -> Wish:
    """What is asked for: by an address in place of the name, by a link, by options, the later before the earlier."""
    wish = Wish(exhibited.fields, f"{PROG} {_spelled(name)} --help")
    if is_link(args.lesson):
        wish.link(query_in(args.lesson))
    if args.link is not None:
        page = lesson_in(args.link)
        if page and _named(page) not in (name, _page(name)):
            raise UsageError(f"The link leads to {_spelled(page)}, not to {_spelled(name)}.")
        wish.link(query_in(args.link))
    wish.options(args.asked, args.meant)
    return wish


def _named(typed: str) -> str:
    """The exhibit that is meant by its name or an address."""
    name = (lesson_in(typed) if is_link(typed) else typed).replace("-", "_").lower()
    if name not in EXHIBITS:
        raise unknown("lesson", _spelled(name), map(_spelled, EXHIBITS), LISTING)
    return name


def _page(name: str) -> str:
    return "dilated" if name == STACK else name


def _spelled(name: str) -> str:
    return name.replace("_", "-")


def _file(typed: str | None) -> tuple[Path, Kind]:
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
