"""What was typed cannot be understood: a parser that says so in one sentence, and the name that was meant."""

from __future__ import annotations

from argparse import Action, ArgumentParser, HelpFormatter
from collections.abc import Iterable
from functools import partial
from typing import Final, NoReturn

from convviz.errors import shown

WIDTH: Final = 100  # of the help, in letters


class UsageError(Exception):
    """An argument that names nothing there is; the sentence says what there is."""


class Parser(ArgumentParser):
    """Takes no abbreviations, which would change their meaning with every new option, and exits nowhere."""

    def __init__(
        self, prog: str, about: str, example: str = "", *, usage: str | None = None, add_help: bool = True
    ) -> None:
        super().__init__(
            prog=prog,
            usage=usage,
            description=about,
            epilog=example and f"for example: {example}",
            formatter_class=partial(_Help, max_help_position=30, width=WIDTH),
            allow_abbrev=False,
            add_help=add_help,
        )

    def error(self, message: str) -> NoReturn:
        """Say in a sentence what is wrong."""
        raise UsageError(f"{message[:1].upper()}{message[1:]}; see `{self.prog} --help`.")


class _Help(HelpFormatter):
    """Names the value of an option once, and not after each of its names."""

    def _format_action_invocation(self, action: Action) -> str:
        if not action.option_strings or action.nargs == 0:
            return super()._format_action_invocation(action)
        return f"{', '.join(action.option_strings)} {action.metavar}"


def unknown(kind: str, name: str, known: Iterable[str], listing: str) -> UsageError:
    """A name that stands for nothing.

    Args:
        kind: what it should name ("network").
        name: as typed.
        known: the names there are.
        listing: the command that lists them.
    """
    from difflib import get_close_matches

    close = get_close_matches(name[:100], list(known), 3, 0.5)
    meant = f"did you mean {' or '.join(close)}? " if close else ""
    return UsageError(f"There is no {kind} {shown(name)!r}: {meant}`{listing}` lists them.")
