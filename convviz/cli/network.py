"""`convviz net`: what a network of the literature costs, layer by layer."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import Final

from convviz.cli.formats import add_formats, written
from convviz.cli.parser import Parser, UsageError, unknown
from convviz.cli.report import Report
from convviz.cli.text_table import aligned
from convviz.costs.network import network_cost
from convviz.model_parser import shape_text
from convviz.networks import NAMES, REGISTER, network

PROG: Final = "convviz net"
LISTING: Final = f"{PROG} --list"
ABOUT: Final = "A network of the literature, layer by layer: shapes, parameters, multiplications."
SPELLED: Final = {"resolution": ("--resolution", "--size")}
SAYS: Final = {
    "groups": "groups of the grouped layers",
    "width": "channels in every layer, for one of the paper's",
    "resolution": "rows and columns of the picture",
    "version": "where the stride is",
    "channels": "of the first map",
}
WHOLE: Final = re.compile(r"-?[0-9]{1,9}", re.ASCII)


def run(words: Sequence[str]) -> None:
    """Run the command.

    Raises:
        UsageError: there is no such network, or no such option.
        ConvError: the network cannot be built so.
    """
    args = _parser().parse_args(words)
    if args.list:
        sys.stdout.write(_listing())
        return
    if args.name is None:
        raise UsageError(f"Which network? `{LISTING}` lists them.")
    name = args.name.replace("-", "_").lower()
    if name not in NAMES:
        raise unknown("network", args.name, NAMES, LISTING)
    given = {option: _value(text) for option in _options() if (text := getattr(args, option)) is not None}
    price = network_cost(network(name, **given))
    sys.stdout.write(written(Report(_title(name, args), (price,), precision=args.precision), args))


def _parser() -> Parser:
    parser = Parser(PROG, ABOUT, f"{PROG} mobilenet_v1 --width 0.5 --size 160")
    parser.add_argument("name", nargs="?", metavar="NAME", help=f"one of {', '.join(NAMES)}")
    parser.add_argument("--list", action="store_true", help="list the networks with their totals and options")
    for option, offered in _options().items():
        values = ", ".join(map(str, offered))
        parser.add_argument(
            *SPELLED.get(option, (f"--{option}",)),
            dest=option,
            metavar=option.upper(),
            help=f"{SAYS.get(option, option)}: {values}",
        )
    add_formats(parser)
    return parser


def _options() -> dict[str, list[object]]:
    """Every option that some network has, with what is offered."""
    offered: dict[str, list[object]] = {}
    for entry in REGISTER.values():
        for option in entry.options:
            values = offered.setdefault(option.name, [])
            values += [value for value in option.offered if value not in values]
    return {name: sorted(values, key=lambda value: (isinstance(value, str), value)) for name, values in offered.items()}


def _value(text: str) -> int | str:
    return int(text) if WHOLE.fullmatch(text) else text


def _title(name: str, args: Namespace) -> str:
    given = [f"{option} {getattr(args, option)}" for option in _options() if getattr(args, option) is not None]
    return ", ".join([name, *given])


def _listing() -> str:
    """A line a network."""
    lines = [["name", "reads", "layers", "params", "MACs", "options"]]
    for name in NAMES:
        price = network_cost(network(name))
        options = [SPELLED.get(option.name, (f"--{option.name}",))[-1] for option in REGISTER[name].options]
        shape = shape_text(price.network.input_shape)
        lines.append([name, shape, str(len(price.layers)), f"{price.params:,}", f"{price.macs:,}", " ".join(options)])
    return aligned(lines, {2, 3, 4})
