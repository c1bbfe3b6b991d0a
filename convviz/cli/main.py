"""The entrance of the command line: which command, and how it ends.

Exit codes: 0 done, 1 what was asked for cannot be, 2 the arguments cannot be understood.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from io import StringIO, TextIOWrapper
from typing import Final

from convviz.cli.parser import UsageError, unknown
from convviz.errors import ConvError

CANNOT_BE: Final = 1
NOT_UNDERSTOOD: Final = 2
INTERRUPTED: Final = 130  # as shells count the signals
NO_READER: Final = 141

HELP: Final = """\
usage: convviz COMMAND ...

See, price and draw convolutions.

  cost     what a layer or a model costs: convviz cost "nn.Conv2d(64, 128, 3, padding=1)" --input 64x56x56
  net      a known network, layer by layer: convviz net mobilenet_v1
  render   what a lesson shows, as a file: convviz render sliding-window --stride 2 -o out.gif

`convviz COMMAND --help` says more; `convviz --version` says which convviz this is.
"""
COMMANDS: Final = {"cost": "cost", "net": "network", "render": "render"}  # name and file


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: its words, without the name of the program; those it was started with if None.

    Returns:
        The exit code.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    _never_fail_to_print()
    try:
        code = _ended(lambda: _run(words))
        sys.stdout.flush()
    except BrokenPipeError:  # `| head` has seen enough
        _print_nowhere()
        return NO_READER
    except OSError as error:
        _print_nowhere()
        _complain(f"The result cannot be written: {error.strerror or error}.")
        return CANNOT_BE
    return code


def _ended(run: Callable[[], int]) -> int:
    """The exit code of a command, and a sentence on stderr if it is not 0."""
    try:
        return run()
    except UsageError as error:
        _complain(str(error))
        return NOT_UNDERSTOOD
    except ConvError as error:
        _complain(str(error))
        return CANNOT_BE
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as end:  # how argparse ends after --help
        return end.code if isinstance(end.code, int) else 0


def _run(words: list[str]) -> int:
    if not words:
        sys.stderr.write(HELP)
        return NOT_UNDERSTOOD
    command, *rest = words
    if command in ("-h", "--help", "help"):
        sys.stdout.write(HELP)
    elif command == "--version":
        from importlib.metadata import version

        sys.stdout.write(f"convviz {version('convviz')}\n")
    elif command in COMMANDS:
        import_module(f"convviz.cli.{COMMANDS[command]}").run(
            rest
        )  # each needs other libraries, some of them slow to load
    else:
        raise unknown("command", command, COMMANDS, "convviz --help")
    return 0


def _complain(sentence: str) -> None:
    sys.stderr.write(f"convviz: {sentence}\n")


def _never_fail_to_print() -> None:
    """A terminal that knows no × shows a question mark instead; who closed the output is not shown any."""
    sys.stdout = sys.stdout or StringIO()
    sys.stderr = sys.stderr or StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _print_nowhere() -> None:
    """Python prints what is left when it exits, and would complain once more."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
