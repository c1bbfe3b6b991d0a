"""How a price is written out: the options, and the text they ask for."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from convviz.cli.report import PRECISIONS, Report


def add_formats(parser: ArgumentParser) -> None:
    """The options of every command that prices."""
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--csv", action="store_true", help="a line a layer, for a spreadsheet")
    either.add_argument("--json", action="store_true", help="totals (macs, params, flops) and layers, for programs")
    parser.add_argument(
        "--precision",
        choices=tuple(PRECISIONS),
        default="fp32",
        metavar="KIND",
        help=f"how a number is held, for the bytes: {', '.join(PRECISIONS)} (fp32)",
    )


def written(report: Report, args: Namespace, **others: object) -> str:
    """The report as it is asked for; whatever else is known goes into JSON."""
    if args.json:
        return report.json(**others)
    return report.csv() if args.csv else report.plain()
