"""`convviz cost`: what a layer or a model costs that is given as text, which is read and never run."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from convviz.cli.formats import add_formats, written
from convviz.cli.parser import Parser, UsageError
from convviz.cli.report import Report
from convviz.errors import ConvError, shown
from convviz.model_parser import MOST_CHARACTERS, ParsedModel, input_shape_of, read_model

PROG: Final = "convviz cost"
ABOUT: Final = (
    "What a layer or a model costs for one image. PyTorch or Keras code, or the printed text of a PyTorch model, is "
    "read line by line; nothing of it is run."
)
EXAMPLE: Final = f'{PROG} "nn.Conv2d(64, 128, 3, padding=1)" --input 64x56x56'
STDIN: Final = "-"


def run(words: Sequence[str]) -> None:
    """Run the command.

    Raises:
        UsageError: the arguments cannot be understood.
        ConvError: there is no such file, no layer in the text, or lines in it that cannot be read.
    """
    parser = Parser(PROG, ABOUT, EXAMPLE)
    parser.add_argument(
        "model", metavar="MODEL", help=f"the text, a file that holds it, or {STDIN} for what is piped in"
    )
    parser.add_argument("--input", metavar="SHAPE", help="channels and sizes of one image: 3x224x224, channels first")
    add_formats(parser)
    args = parser.parse_args(words)
    shape = None if args.input is None else input_shape_of(args.input)
    name, text = _text(args.model)
    reading = read_model(text, shape)
    if not reading.costs:
        raise _Unread(reading)
    report = Report(name, reading.costs, reading.loose_norm_params, args.precision)
    notes = {"notes": list(reading.remarks), "unread": [str(refusal) for refusal in reading.refusals]}
    sys.stdout.write(written(report, args, **notes))
    if not args.json:
        (sys.stderr if args.csv else sys.stdout).write("".join(f"note: {remark}\n" for remark in reading.remarks))
    if reading.refusals:
        raise _Unread(reading)


class _Unread(ConvError):
    """Lines that were not read, one after another; what was read is printed already."""

    def __init__(self, reading: ParsedModel) -> None:
        super().__init__("model", "text", "must be read completely", "See the lines.")
        self._lines = [str(refusal) for refusal in reading.refusals]

    def __str__(self) -> str:
        return "\nconvviz: ".join(self._lines)


def _text(model: str) -> tuple[str, str]:
    """What it is called, and the text."""
    if not model.strip():
        raise UsageError(f"The model is empty. {EXAMPLE}")
    if "\n" in model or ("(" in model and not _is_file(model)):
        return shown(" ".join(model.split())), model
    try:
        if model == STDIN:
            return "model", sys.stdin.read(MOST_CHARACTERS + 1) if sys.stdin else ""
        with Path(model).open(encoding="utf-8") as file:
            return Path(model).name, file.read(MOST_CHARACTERS + 1)
    except UnicodeDecodeError:
        raise ConvError("model", model, "must be a file of text in UTF-8", "Save the model's text as UTF-8.") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"{shown(model)!r} is no layer and no file that can be read: {why}.") from None


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except OSError:  # too long for the name of a file
        return False
