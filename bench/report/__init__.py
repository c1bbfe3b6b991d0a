"""Measurements as a table: printed, and kept as one section of RESULTS.md for each script."""

import re
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill

RESULTS = Path(__file__).resolve().parent.parent / "RESULTS.md"
HEADING = """# Measurements

Written by `make bench`, which replaces each section with the figures of the machine it runs on. Read them against the
targets, not against other machines.
"""


@dataclass(frozen=True)
class Row:
    """One measurement.

    Attributes:
        what: was measured.
        value: in words, with its unit.
        target: in words; empty if there is none.
        met: whether the target is met.
    """

    what: str
    value: str
    target: str = ""
    met: bool = True


def report(title: str, intro: str, rows: list[Row]) -> None:
    """Print the rows and write them into RESULTS.md, in the place of the last ones of this title."""
    cells = [("", "measured", "target", "")]
    cells += [(row.what, row.value, row.target, ("met" if row.met else "MISSED") if row.target else "") for row in rows]
    widths = [max(len(line[column]) for line in cells) for column in range(4)]
    lines = [
        "| " + " | ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)) + " |" for line in cells
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    table = "\n".join(lines)
    print(table)
    _keep(title, f"## {title}\n\n{fill(intro, 120)}\n\n{table}\n")


def _keep(title: str, section: str) -> None:
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else HEADING
    sections = dict(re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", text, flags=re.MULTILINE | re.DOTALL))
    sections[title] = section.split("\n", 1)[1]
    bodies = [f"## {name}\n{sections[name].strip(chr(10)).join((chr(10), chr(10)))}" for name in sorted(sections)]
    RESULTS.write_text(HEADING + "".join("\n" + body for body in bodies), encoding="utf-8")
