"""The lines of counters in a picture: broken where they are too long, at every step in the same place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from matplotlib.artist import Artist

from convviz.export.mpl.artists import label
from convviz.export.mpl.fonts import width
from convviz.palette import ROLES, Theme
from convviz.scene.counters import SEPARATOR

COUNTERS_SIZE: Final = 13.0
COUNTERS_LINE: Final = 21.0


@dataclass(frozen=True, slots=True)
class CounterLines:
    """Where the counters of a track are.

    Attributes:
        x: where their lines begin.
        y: middle of the first.
        starts: the parts that begin a line.
        indent: of all lines but the first.
    """

    x: float
    y: float
    starts: list[int]
    indent: float = 0


def line_starts(line: str, room: float) -> list[int]:
    """The parts of a line of counters that begin a line of the picture, where as many as fit stand in each."""
    parts, starts = line.split(SEPARATOR), [0]
    for place in range(1, len(parts)):
        if width(SEPARATOR.join(parts[starts[-1] : place + 1]), COUNTERS_SIZE) > room:
            starts.append(place)
    return starts


def broken(line: str, starts: Sequence[int]) -> list[str]:
    """A line of counters in lines of the picture."""
    parts = line.split(SEPARATOR)
    return [SEPARATOR.join(parts[first:end]) for first, end in pairwise([*starts, len(parts)])]


def draw_counters(line: str, place: CounterLines, theme: Theme) -> Iterator[Artist]:
    """The counters of a track at a step."""
    for i, words in enumerate(broken(line, place.starts)):
        x, y = place.x + place.indent * (i > 0), place.y + i * COUNTERS_LINE
        yield label(words, x, y, COUNTERS_SIZE, ROLES["padding"][theme].text)
